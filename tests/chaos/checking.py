"""What the database holds at the end, compared with what clients were told: nothing lost, doubled or half."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from peewee import Database, fn

from service.storage import kept_counts
from service.storage.database import connect, is_postgresql, tuples
from service.storage.job_tables import Job, JobItem
from service.storage.models import Article, Evidence, Quote, QuotePrint, QuoteTopic, Segment
from service.storage.quotes import QuoteFilter, find
from service.storage.speakers import find as find_speakers
from tests.chaos.clients import Sent

PARTS = (Segment, Evidence, QuotePrint, QuoteTopic)
SEARCHED = ("quote", "article")


@dataclass
class Held:
    """How many articles are there, which are not, which are there twice, and what else is not right."""

    articles: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def held(url: str, sent: Iterable[Sent]) -> Held:
    """What the database at ``url`` holds of ``sent``, all of which were acknowledged in the end."""
    opened = connect(url)
    try:
        with opened.connection_context():
            found = _articles(list(sent))
            found.faults += [*_rows(opened), *_search(opened), *_counts(), *_jobs()]
            return found
    finally:
        opened.close_all()


def names(url: str) -> set[str]:
    """The articles that are there now."""
    opened = connect(url)
    try:
        with opened.connection_context():
            return {name for (name,) in tuples(Article.select(Article.external_id))}
    finally:
        opened.close_all()


def _articles(sent: list[Sent]) -> Held:
    stored = Counter(name for (name,) in tuples(Article.select(Article.external_id)))
    quotes: dict[str, list[str]] = {}
    query = Quote.select(Article.external_id, Quote.text).join(Article).order_by(Quote.position)
    for name, text in tuples(query):
        quotes.setdefault(name, []).append(text.rstrip(","))  # the model counts it as said
    found = Held(articles=sum(stored.values()))
    found.lost = [one.name for one in sent if one.acknowledged and one.name not in stored]
    found.doubled = [name for name, times in stored.items() if times > 1]
    known = {one.name: one for one in sent}
    for name in stored:
        if name not in known:
            found.faults.append(f"nobody sent {name}")
        elif quotes.get(name) != known[name].quotes():
            found.faults.append(f"{name} has the quotes {quotes.get(name)}")
    return found


def _rows(opened: Database) -> Iterable[str]:
    """Rows without those they belong to, and quotes without their parts."""
    total = Quote.select().count()
    for part in PARTS[:-1]:
        having = part.select(fn.COUNT(part.quote.distinct())).scalar()
        if having != total:
            yield f"{having} of {total} quotes have rows of {part.__name__}"
    if not is_postgresql():
        for check in ("integrity_check", "foreign_key_check"):
            rows = [row for row in opened.execute_sql(f"PRAGMA {check}") if row != ("ok",)]
            if rows:
                yield f"{check}: {rows[:3]}"


def _search(opened: Database) -> Iterable[str]:
    """Whether full text has each row once, with the words that it has now."""
    for table in SEARCHED:
        if is_postgresql():
            pair = f"{table} t FULL JOIN {table}_search s USING (pk)"
            off = f"SELECT COUNT(*) FROM {pair} WHERE t.pk IS NULL OR s.pk IS NULL"
            if opened.execute_sql(off).fetchone() != (0,):
                yield f"{table}_search is out of step"
        else:
            try:
                opened.execute_sql(
                    f"INSERT INTO {table}_search({table}_search, rank) VALUES ('integrity-check', 1)"
                )
            except Exception as error:
                yield f"{table}_search: {error}"
    total, found = Quote.select().count(), find(QuoteFilter(q="bolt")).total
    if 2 * (found or 0) != total:
        yield f"full text finds {found} of {total // 2}"


def _counts() -> Iterable[str]:
    """Whether kept counts are what counting gives."""
    yield from kept_counts.wrong()
    total = Quote.select().count()
    shown = sum(each.quote_count for each in find_speakers(limit=50).items)
    if shown != total:
        yield f"speakers have {shown} of {total} quotes"


def _jobs() -> Iterable[str]:
    for pk, state, total, done, failed in tuples(
        Job.select(Job.pk, Job.state, Job.total, Job.done, Job.failed)
    ):
        items = Counter(state for (state,) in tuples(JobItem.select(JobItem.state).where(JobItem.job == pk)))
        if (state, failed, items) != ("done", 0, Counter(done=total)) or done != total:
            yield f"job {pk} is {state} with {done} done and {failed} failed of {total}: {dict(items)}"
