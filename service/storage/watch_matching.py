"""Which watches a quote fits: those that an index of anchors offers, held against their filters in memory.

A watch is looked at only for quotes that have its anchor: the speaker, the word, the topic that it cannot do
without. So thousands of watches cost an article no more than the few that it may concern. What fits here is
what ``GET /v1/quotes`` finds with the same filters; a test holds the two together.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from peewee import chunked

from service.storage import days, matching, search, topic_links
from service.storage.database import tuples
from service.storage.names import fold, name_words, slug
from service.storage.quote_filters import ANY_STATUS, MOST_WORDS
from service.storage.quote_records import CHUNK
from service.storage.quotes import QuoteFilter
from service.storage.stems import stem, words_of
from service.storage.watch_facts import Facts
from service.storage.watch_tables import Watch, WatchAnchor

ANY = "any"
"""The anchor of watches that no word, name or topic narrows down."""

KEY_CHARS = 300

Test = Callable[[Facts], bool]


@dataclass(frozen=True, slots=True)
class Listener:
    """A watch that a quote may fit: its key, its filters as tests, the events that it asks for."""

    pk: int
    tests: tuple[Test, ...]
    events: frozenset[str]

    def fits(self, facts: Facts) -> bool:
        """Whether the quote is what the filters describe."""
        return all(test(facts) for test in self.tests)


def spelled(wanted: QuoteFilter) -> str:
    """The filter as it is stored: JSON of what it asks for."""
    asked = {name: value for name, value in asdict(wanted).items() if value is not None}
    return json.dumps(asked, ensure_ascii=False, sort_keys=True)


def unpacked(filters: str) -> dict[str, Any]:
    """What ``spelled`` made, as members and values."""
    members: dict[str, Any] = json.loads(filters)
    return members


def read(filters: str) -> QuoteFilter:
    """The filter that ``spelled`` spelled."""
    return QuoteFilter(**unpacked(filters))


def anchors(wanted: QuoteFilter) -> tuple[str, ...]:
    """What every quote that fits has one of: of all that ``wanted`` asks for, that which fewest will have."""
    return next(_anchors(wanted))


def _anchors(wanted: QuoteFilter) -> Iterator[tuple[str, ...]]:
    if wanted.speaker_id is not None:
        yield (_key("speaker", wanted.speaker_id),)
    if wanted.speaker is not None and name_words(wanted.speaker):
        yield (_key("name", max(name_words(wanted.speaker)[:MOST_WORDS], key=len)),)
    if wanted.topic is not None:
        slugs, key = _topic(wanted.topic)
        yield (*(_key("slug", one) for one in sorted(slugs)), _key("topic", key))
    for kind, terms in (
        ("word", search.read(wanted.q or "")),
        ("role", search.words_of(wanted.role or "")),
    ):
        whole = [one for term in terms.wanted for one in term.stems if not term.prefix]
        if whole:
            yield (_key(kind, max(whole, key=len)),)
    if wanted.publication is not None:
        yield (_key("publication", fold(wanted.publication)[:240]),)
    if wanted.subject is not None:
        yield (_key("subject", wanted.subject),)
    if wanted.medium is not None:
        yield (_key("medium", wanted.medium),)
    yield (ANY,)


def _offered(facts: Facts) -> Iterator[str]:
    """Every anchor that the quote has."""
    yield ANY
    yield _key("medium", facts.medium)
    yield from (_key("subject", one) for one in facts.subjects)
    yield from (_key("speaker", one) for one in facts.speakers)
    yield from (_key("name", word) for name in facts.names for word in name)
    yield from (_key("slug", one) for one in facts.slugs)
    yield from (_key("topic", one) for one in facts.keys)
    yield from (_key("word", stem(word)) for word in words_of(facts.text))
    yield from (_key("role", stem(word)) for word in words_of(facts.role or ""))
    if facts.publication_key is not None:
        yield _key("publication", facts.publication_key)


def _key(kind: str, value: str) -> str:
    return f"{kind}:{value}"[:KEY_CHARS]


def listeners(quotes: Sequence[Facts]) -> list[Listener]:
    """The watches that one of the ``quotes`` may fit."""
    keys = sorted({key for facts in quotes for key in _offered(facts)})
    found: dict[int, Listener] = {}
    for chunk in chunked(keys, CHUNK):
        query = WatchAnchor.select(Watch.pk, Watch.filters, Watch.events).join(Watch)
        for pk, filters, events in tuples(query.where(WatchAnchor.key.in_(chunk))):
            found[pk] = Listener(pk, tests(filters), _set(events))
    return [found[pk] for pk in sorted(found)]


@lru_cache(maxsize=1_024)
def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@lru_cache(maxsize=32_768)
def tests(filters: str) -> tuple[Test, ...]:
    """The filters as tests, the cheapest first; filters are few and asked about often."""
    wanted = read(filters)
    return (*_exact(wanted), *_dated(wanted), *_told(wanted))


def _exact(wanted: QuoteFilter) -> Iterator[Test]:
    if wanted.status is None:
        yield lambda facts: facts.status != "rejected"
    elif wanted.status != ANY_STATUS:
        yield lambda facts: facts.status == wanted.status
    if wanted.speaker_id is not None:
        yield lambda facts: wanted.speaker_id in facts.speakers
    if wanted.medium is not None:
        yield lambda facts: facts.medium == wanted.medium
    if wanted.reading is not None:
        yield lambda facts: facts.reread == wanted.reading
    if wanted.publication is not None:
        publication = fold(wanted.publication)[:240]
        yield lambda facts: facts.publication_key == publication
    if wanted.subject is not None:
        yield lambda facts: wanted.subject in facts.subjects
    if wanted.min_confidence is not None:
        least = wanted.min_confidence
        yield lambda facts: facts.confidence >= least


def _dated(wanted: QuoteFilter) -> Iterator[Test]:
    bounds = {
        name: days.bound(value, last=name.endswith("_to"), field=name)
        for name in ("said_from", "said_to", "published_from", "published_to")
        if (value := getattr(wanted, name)) is not None
    }
    for name, bound in bounds.items():
        column = {"said_from": "said_first", "said_to": "said_last"}.get(name, "published_on")
        yield _within(column, bound, last=name.endswith("_to"))


def _within(column: str, bound: str, *, last: bool) -> Test:
    def test(facts: Facts) -> bool:
        day = getattr(facts, column)
        return day is not None and bool(day <= bound if last else day >= bound)

    return test


def _told(wanted: QuoteFilter) -> Iterator[Test]:
    if wanted.speaker is not None:
        words = frozenset(name_words(wanted.speaker)[:MOST_WORDS])
        yield lambda facts: bool(words) and any(words <= name for name in facts.names)
    if wanted.topic is not None:
        slugs, key = _topic(wanted.topic)
        yield lambda facts: bool(slugs & facts.slugs) or key in facts.keys
    if wanted.q is not None:
        terms = search.read(wanted.q)
        yield lambda facts: bool(terms) and matching.has(facts.text, terms)
    if wanted.role is not None:
        roles = search.words_of(wanted.role)
        yield lambda facts: bool(roles) and matching.has(facts.role or "", roles)


def _topic(asked: str) -> tuple[frozenset[str], str]:
    """The slugs and the key by which a topic is found."""
    return frozenset({asked, *topic_links.singulars(slug(asked))}), fold(asked)[:240]


def fitting(
    told: Sequence[tuple[str, Sequence[Facts]]],
) -> dict[int, list[int]]:
    """Of each happening (the type of event; the quote before and after it, as far as there was one): the keys
    of the watches that ask for such events and that the quote fits, before or after.
    """
    found: dict[int, list[int]] = defaultdict(list)
    for listener in listeners([facts for _, states in told for facts in states]):
        for number, (kind, states) in enumerate(told):
            if kind in listener.events and any(map(listener.fits, states)):
                found[number].append(listener.pk)
    return found
