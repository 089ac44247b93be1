"""What carries job ids from the web processes to the workers: huey, over SQLite, PostgreSQL or Redis.

The jobs table is the truth; the carrier may lose or repeat an id without harm. Losing is mended by the
workers' sweep, repeating by the claim.
"""

from pathlib import Path
from urllib.parse import urlsplit

from huey import Huey, MemoryHuey, PostgresHuey, RedisHuey, SqliteHuey

NAME = "quotes"


class UnknownCarrier(ValueError):
    """The QUEUE_URL names nothing that can carry jobs."""


def carrier_url(queue_url: str, database_url: str) -> str:
    """Where jobs travel: ``queue_url`` if it is given, else beside (SQLite) or inside (PostgreSQL) the database."""
    if queue_url or not database_url.startswith("sqlite:"):
        return queue_url or database_url
    path = _sqlite_path(database_url)
    if path in ("", ":memory:"):
        return "memory:"
    file = Path(path)
    return f"sqlite:///{file.with_name(file.stem + '-jobs' + (file.suffix or '.db'))}"


def open_carrier(url: str) -> Huey:
    """A huey over ``url``: sqlite:///file, postgresql://…, redis://… or memory: (this process only).

    Keeps no results: outcomes are written to the jobs table. Raises UnknownCarrier.
    """
    scheme = urlsplit(url).scheme
    # No table is made and no connection opened for results.
    options = {"name": NAME, "results": False}
    match scheme:
        case "sqlite":
            return SqliteHuey(filename=_sqlite_path(url), timeout=30, **options)
        case "postgresql" | "postgres":
            return PostgresHuey(dsn=url, **options)
        case "redis" | "rediss":
            return RedisHuey(url=url, **options)
        case "memory":
            return MemoryHuey(**options)
    raise UnknownCarrier(f"QUEUE_URL must begin with sqlite:///, postgresql:// or redis://, not {scheme or url!r}")


def _sqlite_path(url: str) -> str:
    """The file of ``sqlite:///relative`` or ``sqlite:////absolute``."""
    return url.removeprefix("sqlite:").removeprefix("//").removeprefix("/")
