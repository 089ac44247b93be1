"""Puts what the machine read of an article in the place of what it read before. Within a transaction.

A quote that is read again keeps its id, its row and its history. One that an editor decided on stays as it
is, even where the machine reads it otherwise or no longer finds it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from peewee import chunked

from service.extraction import annotations
from service.storage import (
    days,
    history,
    identity,
    kept_quotes,
    orphans,
    quote_rows,
    quote_spans,
    quote_values,
    reading_columns,
    repointing,
    speaker_rows,
    subjects,
)
from service.storage.database import tuples
from service.storage.kept_quotes import Kept
from service.storage.models import Quote
from service.storage.names import name_key
from service.storage.quote_records import CHUNK
from service.storage.quote_values import Values
from service.storage.records import FieldChange, Reread
from service.storage.speaker_rows import Names

EXTRACTED = "extracted"


def replace(
    article: Any,
    extraction: annotations.Extraction,
    speakers: Mapping[annotations.Speaker, int],
    names: Names,
) -> tuple[Reread, ...]:
    """Stores the quotes of ``extraction`` as the article's own, and tells what became of each that is not as
    it was before.

    ``speakers`` gives the key of each speaker's record, ``names`` the names that the article calls it by.
    """
    left = orphans.candidates(article.pk)
    rows = list(_rows(article.pk))
    before = quote_rows.in_force(rows)
    decided = kept_quotes.keep(article, [row for row in rows if row.status != EXTRACTED], before)
    places = {quote_id: kept.places for quote_id, kept in decided.items()}
    readings = identity.assigned(article.id, extraction.quotes, places)
    gone = [row for row in rows if row.id not in readings and row.id not in decided]
    _drop(gone)
    stored = {row.id: row for row in rows}
    said_by = _said_by(article.pk, readings, speakers)
    _store(article, readings, stored, said_by, extraction.extractor)
    keys = dict(tuples(Quote.select(Quote.id, Quote.pk).where(Quote.article == article.pk)))
    quote_spans.store_topics({keys[quote_id]: reading for quote_id, reading in readings.items()})
    undecided = {keys[quote_id]: reading for quote_id, reading in readings.items() if quote_id not in decided}
    quote_spans.store(undecided)
    now = {
        quote_id: quote_values.read(reading, said_by[quote_id], article.revision)
        for quote_id, reading in readings.items()
    }
    told = [_gone(row) for row in gone]
    told += [_new(quote_id, read) for quote_id, read in now.items() if quote_id not in stored]
    told += _reread(article, rows, before, decided, now, extraction.extractor)
    _index(article.pk)
    subjects.store(article.pk, extraction.subjects)
    speaker_rows.use_names(article.pk, names)
    orphans.drop(left)
    return tuple(told)


def _reread(
    article: Any,
    rows: Iterable[Any],
    before: Mapping[int, Values],
    decided: Mapping[str, Kept],
    now: Mapping[str, Values],
    extractor: str,
) -> Iterator[Reread]:
    """The quotes that were stored before and are read otherwise now; decided ones are brought up to date."""
    for row in sorted(rows, key=lambda row: (row.position, row.pk)):
        changes: tuple[FieldChange, ...] = ()
        if row.id in decided:
            changes = kept_quotes.settle(article, decided[row.id], now.get(row.id), extractor)
        elif row.id in now:
            changes = quote_values.changes(before[row.pk], now[row.id])
            if changes:
                history.reread(row, changes, extractor, article.revision)
        if changes:
            text = before[row.pk].text
            yield Reread(quote_id=row.id, text=text, status=row.status, outcome="otherwise", changes=changes)


def _gone(row: Any) -> Reread:
    return Reread(quote_id=row.id, text=row.text, status=row.status, outcome="gone")


def _new(quote_id: str, read: Values) -> Reread:
    return Reread(quote_id=quote_id, text=read.text, status=EXTRACTED, outcome="new")


def _rows(article: int) -> Any:
    return Quote.select().where(Quote.article == article)


def _drop(rows: Sequence[Any]) -> None:
    for chunk in chunked([row.pk for row in rows], CHUNK):
        Quote.delete().where(Quote.pk.in_(chunk)).execute()


def _store(
    article: Any,
    readings: Mapping[str, annotations.Quote],
    stored: Mapping[str, Any],
    said_by: Mapping[str, int | None],
    extractor: str,
) -> None:
    now = days.now()
    fresh = []
    for quote_id, reading in readings.items():
        values = reading_columns.alone(article, reading, extractor)
        row = stored.get(quote_id)
        if row is None or row.status == EXTRACTED:
            values |= reading_columns.said(article, reading, said_by[quote_id])
        if row is None:
            fresh.append(values | {"id": quote_id, "status": EXTRACTED, "created_at": now, "updated_at": now})
            continue
        changed = {name: value for name, value in values.items() if row.__data__[name] != value}
        if changed:
            Quote.update(changed | {"updated_at": now}).where(Quote.pk == row.pk).execute()
    quote_spans.insert(Quote, fresh)


def _said_by(
    article: int, readings: Mapping[str, annotations.Quote], speakers: Mapping[annotations.Speaker, int]
) -> dict[str, int | None]:
    """The key of each quote's speaker: whom its name links to, or whom an editor found that name to mean."""
    said_by = {
        quote_id: None if reading.speaker is None else speakers[reading.speaker]
        for quote_id, reading in readings.items()
    }
    links = repointing.links_of(article)
    survivors = speaker_rows.survivors({record for record, _ in links.values()}) if links else {}
    for quote_id, (record, key) in links.items():
        reading = readings.get(quote_id)
        if reading is not None and reading.speaker is not None and name_key(reading.speaker.name) == key:
            said_by[quote_id] = survivors[record]
    return said_by


def _index(article: int) -> None:
    rows = list(Quote.select(Quote.pk, Quote.text, Quote.role).where(Quote.article == article))
    for chunk in chunked(rows, CHUNK):
        quote_rows.index(chunk)
