"""Stored quotes as printings of an utterance: words, who, where and when, light enough to compare."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from service.errors import NotFound
from service.storage import prints, quote_filters, quote_records, search, searches, speaker_trees, statements
from service.storage.database import plain
from service.storage.models import Alias, Quote, Speaker
from service.storage.names import name_words, storable
from service.storage.records import QuoteRecord

MOST_WORDS_OF_A_PHRASE = 12


PRINTINGS = """
SELECT quote.pk, quote.id, quote.text, quote.position, quote.article_id, quote.speaker_id, speaker.name,
speaker.kind, quote.said_first, quote.said_last, quote.published_sort, article.publication
FROM quote JOIN article ON article.pk = quote.article_id LEFT JOIN speaker ON speaker.pk = quote.speaker_id
WHERE quote.pk {keys}
"""
"""What a Printing has, in its order."""

WORDS = "SELECT pk, text FROM quote WHERE pk {keys}"
KEY = "SELECT pk FROM quote WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Printing:
    """A quote as one article prints it. ``speaker`` is its speaker's key, ``article`` its article's."""

    pk: int
    id: str
    text: str
    position: int
    article: int
    speaker: int | None
    speaker_name: str | None
    speaker_kind: str | None
    said_first: str | None
    said_last: str | None
    published: str | None
    publication: str | None


def get(quote_id: str) -> Printing:
    """The quote with this id; raises NotFound."""
    rows = statements.rows(KEY, quote_id) if storable(quote_id) else []
    found = load([pk for (pk,) in rows])
    if not found:
        raise NotFound(f"There is no quote {quote_id!r}.")
    return found[0]


def alike(text: str, limit: int, near: Callable[[str], bool] | None = None) -> tuple[Printing, ...]:
    """Up to ``limit`` quotes whose words may be those of ``text``, the likeliest first; of these only those
    whose words are ``near``, where that is given: most are told apart by their words alone."""
    pks = prints.candidates(text, limit)
    if near is not None:
        close = {pk for pk, words in statements.rows_of_keys(WORDS, pks) if near(words)}
        pks = [pk for pk in pks if pk in close]
    return load(pks)


def with_phrase(text: str, limit: int) -> tuple[Printing, ...]:
    """Up to ``limit`` quotes that have the words of ``text`` in a run: for texts too short for prints."""
    words = text.split()[:MOST_WORDS_OF_A_PHRASE]
    phrase = search.Term(" ".join(words))
    if not phrase.stems or not storable(text):
        return ()
    found = quote_filters.words_in("quote", ("text",), search.Terms((phrase,), ()))
    keys = searches.spelled(found.latest(2 * limit))
    query = Quote.select(Quote.pk).where(Quote.status != "rejected", Quote.pk.in_(keys))
    return load([pk for (pk,) in plain(query.limit(limit))])


def load(pks: Sequence[int]) -> tuple[Printing, ...]:
    """The quotes with these keys, in this order."""
    found = {row[0]: Printing(*row) for row in statements.rows_of_keys(PRINTINGS, pks)}
    return tuple(found[pk] for pk in pks if pk in found)


def records(printings: Sequence[Printing]) -> dict[int, QuoteRecord]:
    """The whole records of ``printings``, by key: fetched together, however many they are."""
    pks = [each.pk for each in printings]
    return dict(zip(pks, quote_records.load(pks), strict=True))


def called(name: str, speakers: Iterable[int]) -> frozenset[int]:
    """Those of ``speakers`` (keys) whom ``name`` may mean: it is part of a name of theirs, or has one in it.

    A single name of theirs within a longer one is too little: "Jill Moss" is not another Moss.
    """
    asked = frozenset(name_words(name))
    wanted = sorted(set(speakers))
    query = Alias.select(speaker_trees.root(), Alias.name).join(Speaker)
    query = query.where(Speaker.pk.in_(wanted) | Speaker.merged_into.in_(wanted))
    meant = set()
    for speaker, alias in plain(query):
        own = frozenset(name_words(alias))
        if asked <= own or (len(own) > 1 and own <= asked):
            meant.add(speaker)
    return frozenset(meant) if asked else frozenset()
