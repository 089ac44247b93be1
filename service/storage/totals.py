"""How much there is and how much waits: for those who run the service."""

from typing import NamedTuple

from peewee import fn

from service.storage.database import database, is_postgresql, tuples
from service.storage.job_tables import Job
from service.storage.models import Quote

DECIDED = ("verified", "corrected", "rejected")
MANY = 1_000_000
"""From here on PostgreSQL's own estimate of a table's rows stands for a count, which would read it all."""


class Backlog(NamedTuple):
    """Jobs and articles of jobs that are not done, and since when the oldest of them waits (ISO 8601)."""

    queued: int
    running: int
    articles: int
    oldest: str | None


def backlog() -> Backlog:
    """What the workers have before them."""
    unfinished = Job.state.in_(("queued", "running"))
    columns = (Job.state, fn.COUNT(Job.pk), fn.SUM(Job.total - Job.done - Job.failed), fn.MIN(Job.created_at))
    rows = tuples(Job.select(*columns).where(unfinished).group_by(Job.state))
    jobs = {state: count for state, count, _, _ in rows}
    return Backlog(
        queued=jobs.get("queued", 0),
        running=jobs.get("running", 0),
        articles=sum(int(articles or 0) for _, _, articles, _ in rows),
        oldest=min((oldest for *_, oldest in rows), default=None),
    )


def quotes_by_status() -> dict[str, int]:
    """The quotes in each status. What editors decided is counted, and the rest is what is left of all."""
    decided = Quote.select(Quote.status, fn.COUNT(Quote.pk)).where(Quote.status.in_(DECIDED))
    counted = dict(tuples(decided.group_by(Quote.status)))
    rest = max(0, _quotes() - sum(counted.values()))
    return {"extracted": rest, **{status: counted.get(status, 0) for status in DECIDED}}


def _quotes() -> int:
    if is_postgresql():
        estimate = "SELECT reltuples::bigint FROM pg_class WHERE oid = 'quote'::regclass"
        rows = int(database.execute_sql(estimate).fetchone()[0])
        if rows >= MANY:
            return rows
    return int(Quote.select(fn.COUNT(Quote.pk)).scalar())
