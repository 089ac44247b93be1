"""What stands around quotes in the text that their offsets count in, cut out by the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.extraction.annotations import Span
from service.storage.database import database
from service.storage.records import QuoteRecord


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of an article's text; ``start`` is the offset of its first character there."""

    start: int
    text: str

    def beside(self, span: Span, reach: int) -> tuple[str, str]:
        """Up to ``reach`` characters before ``span``, which lies within, and up to as many after it."""
        first, last = span.start - self.start, span.end - self.start
        return self.text[max(first - reach, 0) : first], self.text[last : last + reach]


def around(records: Sequence[QuoteRecord], reach: int) -> dict[int, Window]:
    """By the place of each record: its segments, and up to ``reach`` characters before and after them.

    A record whose revision of the text is no longer stored has none.
    """
    if not records:
        return {}
    rows, ids, starts = [], [], []
    for place, record in enumerate(records):
        start = max(record.segments[0].start - reach, 0)
        length = record.segments[-1].end + reach - start
        rows.append(f"({place:d}, {database.obj.param}, {record.revision:d}, {start + 1:d}, {length:d})")
        ids.append(record.article.id)
        starts.append(start)
    asked = (
        f"WITH around(place, article, revision, start, length) AS (VALUES {', '.join(rows)}) "  # noqa: S608
        "SELECT around.place, substr(coalesce(earlier.text, article.text), around.start, around.length) "
        "FROM around JOIN article ON article.id = around.article LEFT JOIN article_revision AS earlier "
        "ON earlier.article_id = article.pk AND earlier.number = around.revision "
        "WHERE earlier.number IS NOT NULL OR article.revision = around.revision"
    )
    found = database.execute_sql(asked, ids).fetchall()
    return {place: Window(starts[place], text) for place, text in found}
