"""What carries job ids from the web processes to the workers: huey, over SQLite, PostgreSQL or Redis.

The jobs table is the truth; the carrier may lose or repeat an id without harm. Losing is mended by the
workers' sweep, repeating by the claim.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from huey import Huey, MemoryHuey, PostgresHuey, RedisHuey, SqliteHuey
from huey.exceptions import ConfigurationError

NAME = "quotes"
# How long a process waits for another one that is writing to a SQLite carrier.
BUSY_SECONDS = 30
# How long a carrier elsewhere may take to answer: who waits for it answers a request, or renews a lease.
ANSWER_SECONDS = 5


class UnknownCarrier(ValueError):
    """The QUEUE_URL names nothing that can carry jobs here."""


class Carrier:
    """Takes job ids in one process and gives them out in another.

    ``run`` is what a worker does with an id; who only sends has none.
    """

    def __init__(self, url: str, run: Callable[[str], None] | None = None) -> None:
        self.huey = open_huey(url)

        # The name of this function travels with each id, so who sends and who runs must share it.
        def run_job(job_id: str) -> None:
            (run or _nobody_runs_here)(job_id)

        self._task = self.huey.task()(run_job)

    def send(self, job_id: str) -> None:
        """Hand ``job_id`` to whichever worker is free first."""
        self._task(job_id)

    def is_empty(self) -> bool:
        """Whether no id is on its way."""
        return bool(self.huey.pending_count() == 0)


def carrier_url(queue_url: str, database_url: str) -> str:
    """Where jobs travel: ``queue_url`` if given, else beside (SQLite) or inside (PostgreSQL) the database."""
    if queue_url or not database_url.startswith("sqlite:"):
        return queue_url or database_url
    file = Path(_sqlite_path(database_url))
    return f"sqlite:///{file.with_name(file.stem + '-jobs' + (file.suffix or '.db'))}"


def open_huey(url: str) -> Huey:
    """A huey over ``url``: sqlite:///file, postgresql://…, redis://… or memory: (one process only).

    Keeps no results: outcomes are written to the jobs table. Raises UnknownCarrier.
    """
    scheme = urlsplit(url).scheme
    try:
        match scheme:
            case "sqlite":
                return SqliteHuey(NAME, filename=_sqlite_path(url), timeout=BUSY_SECONDS, results=False)
            case "postgresql" | "postgres":
                return PostgresHuey(NAME, dsn=url, results=False, connect_timeout=ANSWER_SECONDS)
            case "redis" | "rediss":
                return RedisHuey(NAME, connection_pool=_redis_connections(url), results=False)
            case "memory":
                return MemoryHuey(NAME, results=False)
    except (ConfigurationError, ImportError) as error:
        raise UnknownCarrier(
            f"QUEUE_URL: {scheme} needs a package: pip install 'quote-tracker[redis]'"
        ) from error
    raise UnknownCarrier(
        f"QUEUE_URL must begin with sqlite:///, postgresql:// or redis://, not {scheme or url!r}"
    )


def _redis_connections(url: str) -> Any:  # noqa: ANN401 - redis is an extra, so its types may be missing
    """Connections that fail soon: redis-py by itself would try on for many seconds, and a request waits."""
    from redis import ConnectionPool
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    # Once more at once: a connection that lay idle may have been closed by the other side.
    return ConnectionPool.from_url(
        url, retry=Retry(NoBackoff(), 1), socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS
    )


def _nobody_runs_here(job_id: str) -> None:
    raise AssertionError(f"job {job_id} was given out in a process that only sends")


def _sqlite_path(url: str) -> str:
    """The file of ``sqlite:///relative`` or ``sqlite:////absolute``."""
    return url.removeprefix("sqlite:").removeprefix("//").removeprefix("/")
