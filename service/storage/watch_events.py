"""What happens to quotes, told to the watches that it concerns. Within the transaction of what happens."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from service.storage import days, outbox, quote_records, watch_facts, watch_matching
from service.storage.database import tuples
from service.storage.models import Article, Quote
from service.storage.names import storable
from service.storage.records import QuoteRecord
from service.storage.watch_facts import Facts
from service.storage.watch_tables import WatchEvent

LONGEST_DATA = 60_000
"""Bytes of JSON of a quote that are sent along; a longer one is only named."""


@dataclass(frozen=True, slots=True)
class State:
    """A quote at a moment: as it is shown, and as filters ask about it."""

    quote: QuoteRecord
    facts: Facts


@dataclass(frozen=True, slots=True)
class Happening:
    """What became of a quote: the type of event, and how it was and is; None where there was or is none."""

    type: str
    was: State | None
    now: State | None


def of_articles(article_ids: Sequence[str]) -> dict[str, State]:
    """The quotes of articles as they are now, by id."""
    wanted = [article_id for article_id in article_ids if storable(article_id)]
    query = Quote.select(Quote.pk).join(Article).where(Article.id.in_(wanted))
    return _states([pk for (pk,) in tuples(query.order_by(Article.pk, Quote.position, Quote.pk))])


def of_quotes(quote_ids: Sequence[str]) -> dict[str, State]:
    """These quotes as they are now, by id."""
    return _states([pk for (pk,) in tuples(Quote.select(Quote.pk).where(Quote.id.in_(list(quote_ids))))])


def tell(happenings: Sequence[Happening]) -> int:
    """Has each told to the watches that ask for it and that the quote fits, before it or after it.

    Returns how many messages that makes.
    """
    states = [
        (each.type, [state.facts for state in (each.was, each.now) if state is not None])
        for each in happenings
    ]
    told, now = 0, days.now()
    for number, watches in sorted(watch_matching.fitting(states).items()):
        state = happenings[number].now or happenings[number].was
        assert state is not None, "something happened to a quote that there never was"
        event = WatchEvent.create(
            type=happenings[number].type, quote_id=state.quote.id, data=_data(state.quote), at=now
        )
        outbox.add(event, watches)
        told += len(watches)
    return told


def _states(pks: Sequence[int]) -> dict[str, State]:
    facts = {each.id: each for each in watch_facts.of_quotes(pks).values()}
    return {quote.id: State(quote, facts[quote.id]) for quote in quote_records.load(pks)}


def _data(quote: QuoteRecord) -> Mapping[str, Any] | None:
    """The quote as plain JSON; None for one that is too long to be sent along."""
    packed = json.dumps(asdict(quote), ensure_ascii=False)
    if len(packed.encode("utf-8", "surrogatepass")) > LONGEST_DATA:
        return None
    data: dict[str, Any] = json.loads(packed)
    return data
