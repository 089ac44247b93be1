"""Which quotes follow a record when it is merged, split or set apart again. Within a transaction.

A quote is a record's by the name that its article calls the speaker (``Quote.speaker_name``, an alias of the
record that the article uses), or by a link that an editor made. So quotes that were stored since go along.
Where an editor decided on a quote's speaker, that stands: it is moved only as an entry of the log says.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from peewee import chunked

from service.storage import days
from service.storage.database import tuples
from service.storage.models import Alias, AliasUse, Quote
from service.storage.names import name_key
from service.storage.quote_records import CHUNK
from service.storage.speaker_tables import QuoteLink

EXTRACTED = "extracted"


def move_all(speaker: int, to: int) -> list[str]:
    """Every quote of a speaker becomes another's; returns the ids of those whose speaker an editor gave."""
    given = _ids(Quote.select(Quote.id).where(Quote.speaker == speaker, _given()))
    _change(Quote.speaker == speaker, speaker=to)
    _change(Quote.read_speaker == speaker, read_speaker=to)
    return given


def given_instead(speaker: int, of: int) -> list[str]:
    """The ids of the quotes that an editor gave to ``speaker`` where the machine reads ``of``."""
    return _ids(Quote.select(Quote.id).where(Quote.speaker == speaker, Quote.read_speaker == of))


def follow_records(records: Collection[int], was: int, to: int) -> None:
    """The quotes of these records become those of the speaker ``to`` where they are those of ``was``."""
    linked = QuoteLink.select(QuoteLink.quote).where(QuoteLink.speaker.in_(list(records)))
    aliases = [pk for (pk,) in tuples(Alias.select(Alias.pk).where(Alias.speaker.in_(list(records))))]
    _follow(linked, was, to)
    follow_aliases(aliases, was, to)


def follow_aliases(aliases: Collection[int], was: int, to: int) -> None:
    """The same for the quotes of articles that call the speaker by one of these aliases (by key)."""
    for some in chunked(sorted(aliases), CHUNK):
        named = (
            Quote.select(Quote.pk)
            .join(AliasUse, on=(AliasUse.article == Quote.article))
            .join(Alias, on=((Alias.pk == AliasUse.alias_row) & (Alias.name == Quote.speaker_name)))
            .where(Alias.pk.in_(some))
        )
        linked = QuoteLink.select(QuoteLink.quote).where(QuoteLink.quote.in_(named))
        pks = {pk for (pk,) in tuples(named)} - {pk for (pk,) in tuples(linked)}
        for chunk in chunked(sorted(pks), CHUNK):
            _follow(chunk, was, to)


def give(quote_ids: Iterable[str], was: int, to: int) -> list[str]:
    """Those of the quotes that an editor decided on, and gave to ``was``, become those of ``to``; returns
    their ids."""
    moved: list[str] = []
    for some in chunked(sorted(set(quote_ids)), CHUNK):
        asked = Quote.id.in_(some) & (Quote.speaker == was) & (Quote.status != EXTRACTED)
        moved += _ids(Quote.select(Quote.id).where(asked))
        _change(asked, speaker=to)
    return moved


def link(quote_ids: Collection[str], to: int) -> dict[str, str | None]:
    """Links the quotes to a record by an editor's word; returns the id of the one that each was linked to."""
    before: dict[str, str | None] = {}
    for some in chunked(sorted(quote_ids), CHUNK):
        rows: list[Any] = list(Quote.select(Quote.pk, Quote.id, Quote.speaker_name).where(Quote.id.in_(some)))
        links: Any = QuoteLink.select().where(QuoteLink.quote.in_([row.pk for row in rows]))
        known = {link.quote_id: link.speaker.id for link in links}
        before |= {row.id: known.get(row.pk) for row in rows}
        _unlink([row.pk for row in rows])
        fresh = [{"quote": row.pk, "speaker": to, "key": name_key(row.speaker_name or "")} for row in rows]
        QuoteLink.insert_many(fresh).execute()
    return before


def relink(before: Mapping[str, int | None], was: int) -> list[int]:
    """Takes back what ``link`` did where it still stands (a link to ``was``): to the record given for each
    quote's id, or to none. Returns the keys of those quotes."""
    back: list[int] = []
    for some in chunked(sorted(before), CHUNK):
        asked = Quote.id.in_(some) & (QuoteLink.speaker == was)
        rows = tuples(Quote.select(Quote.pk, Quote.id).join(QuoteLink).where(asked))
        back += [pk for pk, _ in rows]
        _unlink([pk for pk, quote_id in rows if before[quote_id] is None])
        for pk, quote_id in rows:
            if before[quote_id] is not None:
                QuoteLink.update(speaker=before[quote_id]).where(QuoteLink.quote == pk).execute()
    return back


def follow_quotes(quotes: Collection[int], was: int, to: int) -> None:
    """What the machine reads of these quotes (by key) as said by ``was`` is said by ``to``."""
    for some in chunked(sorted(quotes), CHUNK):
        _follow(some, was, to)


def links_of(article: int) -> dict[str, tuple[int, str]]:
    """The record that each quote of an article is linked to by an editor's word, and under which name."""
    query = (
        QuoteLink.select(Quote.id, QuoteLink.speaker, QuoteLink.key)
        .join(Quote)
        .where(Quote.article == article)
    )
    return {quote_id: (speaker, key) for quote_id, speaker, key in tuples(query)}


def _follow(quotes: Any, was: int, to: int) -> None:
    among = Quote.pk.in_(quotes)
    _change(among & (Quote.speaker == was) & ~_given(), speaker=to)
    _change(among & (Quote.read_speaker == was), read_speaker=to)


def _given() -> Any:
    """Whether an editor gave the speaker: it is another than the machine reads, or it reads none."""
    other = Quote.read_speaker.is_null() | (Quote.read_speaker != Quote.speaker)
    return (Quote.status != EXTRACTED) & other


def _change(condition: Any, **values: Any) -> None:
    Quote.update(values | {"updated_at": days.now()}).where(condition).execute()


def _unlink(pks: Collection[int]) -> None:
    QuoteLink.delete().where(QuoteLink.quote.in_(list(pks))).execute()


def _ids(query: Any) -> list[str]:
    return sorted(quote_id for (quote_id,) in tuples(query))
