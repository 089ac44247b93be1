"""Puts what the machine read of an article in the place of what it read before. Within a transaction.

A quote is known by the words it has, so one that is read again keeps its id, its row and an editor's
decision. One that an editor decided on stays even where the machine no longer finds it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from peewee import chunked

from service.extraction import annotations
from service.storage import (
    days,
    decisions,
    ids,
    kept_quotes,
    orphans,
    prints,
    quote_spans,
    search,
    speaker_rows,
)
from service.storage.database import tuples
from service.storage.models import Quote
from service.storage.names import fold
from service.storage.quote_records import CHUNK

EXTRACTED = "extracted"


def replace(
    article: Any,
    extraction: annotations.Extraction,
    speakers: Mapping[annotations.Speaker, int],
    names: dict[int, dict[str, bool]],
) -> None:
    """Stores the quotes of ``extraction`` as the article's own.

    ``speakers`` gives the key of each speaker's record, ``names`` the names that the article calls it by.
    """
    left = orphans.candidates(article.pk)
    readings = _identified(article.id, extraction.quotes)
    stored: dict[str, Any] = {row.id: row for row in _rows(article.pk)}
    _drop([row for row in stored.values() if row.id not in readings and row.status == EXTRACTED])
    kept_quotes.keep(
        article, [row for row in stored.values() if row.id not in readings and row.status != EXTRACTED]
    )
    _store(article, readings, stored, speakers, extraction.extractor)
    keys = dict(tuples(Quote.select(Quote.id, Quote.pk).where(Quote.article == article.pk)))
    quote_spans.store({keys[quote_id]: reading for quote_id, reading in readings.items()})
    for row in _rows(article.pk):
        if row.status != EXTRACTED and row.id in readings:
            decisions.enforce(row)
    _index(article.pk)
    speaker_rows.use_names(article.pk, names)
    orphans.drop(left)


def _identified(article_id: str, quotes: Iterable[annotations.Quote]) -> dict[str, annotations.Quote]:
    """Each quote under the id that its words give it: the n-th quote with the same words in this article."""
    seen: Counter[str] = Counter()
    identified = {}
    for quote in sorted(quotes, key=lambda quote: quote.segments):
        words = fold(quote.text) or quote.text
        identified[ids.derived("quote", article_id, words, str(seen[words]))] = quote
        seen[words] += 1
    return identified


def _rows(article: int) -> Any:
    return Quote.select().where(Quote.article == article)


def _drop(rows: Sequence[Any]) -> None:
    for chunk in chunked([row.pk for row in rows], CHUNK):
        Quote.delete().where(Quote.pk.in_(chunk)).execute()


def _store(
    article: Any,
    readings: Mapping[str, annotations.Quote],
    stored: Mapping[str, Any],
    speakers: Mapping[annotations.Speaker, int],
    extractor: str,
) -> None:
    now = days.now()
    fresh = []
    for quote_id, reading in readings.items():
        values = _columns(article, reading, speakers, extractor)
        row = stored.get(quote_id)
        if row is None:
            fresh.append(values | {"id": quote_id, "status": EXTRACTED, "created_at": now, "updated_at": now})
            continue
        changed = {name: value for name, value in values.items() if row.__data__[name] != value}
        if changed:
            Quote.update(changed | {"updated_at": now}).where(Quote.pk == row.pk).execute()
    quote_spans.insert(Quote, fresh)


def _columns(
    article: Any,
    reading: annotations.Quote,
    speakers: Mapping[annotations.Speaker, int],
    extractor: str,
) -> dict[str, Any]:
    said_first, said_last = days.said_columns(reading.said_on)
    runner_up = reading.runner_up
    return kept_quotes.of_article(article) | {
        "article": article.pk,
        "revision": article.revision,
        "position": reading.segments[0].start,
        "partial": reading.partial,
        "speaker": None if reading.speaker is None else speakers[reading.speaker],
        "speaker_name": None if reading.speaker is None else reading.speaker.name,
        "role": reading.role,
        "medium": str(reading.medium),
        "said_on": reading.said_on if said_first else None,
        "said_first": said_first,
        "said_last": said_last,
        "confidence": reading.confidence,
        "rule": reading.rule,
        "runner_up": None if runner_up is None else runner_up.name,
        "runner_up_score": None if runner_up is None else runner_up.score,
        "extractor": extractor,
        "text": reading.text,
    }


def _index(article: int) -> None:
    rows = tuples(Quote.select(Quote.pk, Quote.text, Quote.role).where(Quote.article == article))
    for chunk in chunked(rows, CHUNK):
        search.index("quote", [(pk, (text, role)) for pk, text, role in chunk])
        prints.store((pk, text) for pk, text, _ in chunk)
