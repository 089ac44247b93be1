"""Quotes that the machine no longer finds but an editor decided on: they stay, and follow their words."""

from collections.abc import Sequence
from typing import Any

from service.storage.models import Evidence, QuoteTopic, Segment

FROM_ARTICLE = ("published_on", "published_sort", "publication_key")
"""What a quote's row copies from its article's."""


def keep(article: Any, rows: Sequence[Any]) -> None:
    """Quotes that only an editor still stands for: where the text still has the words, they move with it."""
    for row in rows:
        spans = list(Segment.select().where(Segment.quote == row.pk).order_by(Segment.position))
        moved = _moved(article.text, spans) if row.revision != article.revision else None
        if moved is not None:
            shift = moved[0] - spans[0].start
            for span, start in zip(spans, moved, strict=True):
                Segment.update(start=start, end=start + len(span.text)).where(
                    Segment.quote == row.pk, Segment.position == span.position
                ).execute()
            # The evidence was read in the old text: only what moved along with the words still holds.
            _shift_evidence(article.text, row.pk, shift)
            row.revision, row.position = article.revision, moved[0]
        for name, value in of_article(article).items():
            setattr(row, name, value)
        row.save(only=row.dirty_fields)


def _moved(text: str, spans: Sequence[Any]) -> list[int] | None:
    """Where the words of ``spans`` stand in ``text``, in their order; None if they do not."""
    starts: list[int] = []
    after = 0
    for span in spans:
        start = text.find(span.text, after)
        if start < 0:
            return None
        starts.append(start)
        after = start + len(span.text)
    return starts


def _shift_evidence(text: str, quote: int, shift: int) -> None:
    tables: tuple[Any, ...] = (Evidence, QuoteTopic)
    for table in tables:
        condition = table.quote == quote
        for row in list(table.select().where(condition)):
            same = condition & (
                (Evidence.field == row.field) if table is Evidence else (QuoteTopic.topic == row.topic_id)
            )
            start, end = row.start + shift, row.end + shift
            if start >= 0 and text[start:end] == row.text:
                table.update(start=start, end=end).where(same).execute()
            else:
                table.delete().where(same).execute()


def of_article(article: Any) -> dict[str, Any]:
    """The article's values that its quotes' rows copy."""
    return {name: getattr(article, name) for name in FROM_ARTICLE}
