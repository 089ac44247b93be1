"""Which stored quotes may be printings of one utterance: an index of fingerprints of their words.

A fingerprint is a hash of two neighbouring content words. Function words and negations are passed over, so a
quote that lost its "not" or gained an "[sic]" is still found; what really differs is for an aligner to say.
Fingerprints of overlapping word runs are the usual index of near copies (Broder 1997, "On the resemblance and
containment of documents").
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from peewee import chunked

from service.storage import statements
from service.storage.database import is_postgresql
from service.storage.models import QuotePrint
from service.storage.quote_records import CHUNK
from service.storage.words import keys

MOST_ASKED = 48
"""How many fingerprints of a long text are looked up: each costs a look-up, and a few are enough."""

MOST_POSTINGS = 300
"""How many quotes of one fingerprint are looked at: one that more quotes share tells little."""

TELLING = 10
"""Of so many fingerprints a candidate shares two at least: one pair of words in common is chance."""

SHORT = 6
"""With up to so many content words, pairs that leave one out count too: one changed word must not hide it."""


POSTING = f"SELECT * FROM (SELECT quote_id FROM quote_print WHERE hash = ? LIMIT {MOST_POSTINGS})"  # noqa: S608
HITS = (
    "SELECT posting.quote_id FROM unnest(?::int[]) AS asked(hash) CROSS JOIN LATERAL "  # noqa: S608
    f"(SELECT quote_id FROM quote_print WHERE hash = asked.hash LIMIT {MOST_POSTINGS}) AS posting"
)
"""The quotes of one fingerprint; of all that are asked for, which PostgreSQL then plans as one."""

SHARED = (
    "SELECT quote_id FROM ({hits}) AS hits "
    "WHERE quote_id NOT IN (SELECT pk FROM quote WHERE status = 'rejected') "
    "GROUP BY quote_id HAVING COUNT(*) >= ? ORDER BY COUNT(*) DESC, quote_id LIMIT ?"
)


def fingerprints(text: str) -> tuple[int, ...]:
    """The fingerprints of ``text``, each once, in the order of the text; none for a text without a word."""
    spoken = keys(text)
    content = [_stem(key) for key in spoken if key not in function_words()]
    if len(content) < 2:
        return (_hash(" ".join(spoken)),) if spoken else ()
    pairs = list(pairwise(content))
    if len(content) <= SHORT:
        pairs += zip(content, content[2:], strict=False)
    return tuple(dict.fromkeys(_hash(f"{first} {second}") for first, second in pairs))


def store(texts: Iterable[tuple[int, str]]) -> None:
    """Indexes the words of each quote (by key) in the place of those it had. Within a transaction."""
    for chunk in chunked(texts, CHUNK):
        QuotePrint.delete().where(QuotePrint.quote.in_([pk for pk, _ in chunk])).execute()
        rows = [{"hash": print_, "quote": pk} for pk, text in chunk for print_ in fingerprints(text)]
        for part in chunked(rows, CHUNK):
            QuotePrint.insert_many(part).execute()


def candidates(text: str, limit: int) -> list[int]:
    """The keys of the up to ``limit`` quotes that share most fingerprints with ``text``, the likeliest first.

    Rejected quotes are none: an editor said that nobody said so.
    """
    asked = _spread(fingerprints(text), MOST_ASKED)
    if not asked:
        return []
    least = 2 if len(asked) >= TELLING else 1
    if is_postgresql():
        found = statements.rows(SHARED.format(hits=HITS), list(asked), least, limit)
    else:
        hits = " UNION ALL ".join([POSTING] * len(asked))
        found = statements.rows(SHARED.format(hits=hits), *asked, least, limit)
    return [pk for (pk,) in found]


@cache
def function_words() -> frozenset[str]:
    """Words that any two sentences may share, and negations."""
    text = files(__package__).joinpath("function_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _spread(prints: Sequence[int], most: int) -> Sequence[int]:
    """Up to ``most`` of ``prints``, from all parts of the text."""
    step = len(prints) / most
    return prints if step <= 1 else [prints[int(place * step)] for place in range(most)]


def _hash(words_: str) -> int:
    """32 bits: two pairs of words that share a hash cost a comparison, no more."""
    return int.from_bytes(hashlib.blake2b(words_.encode(), digest_size=4).digest(), signed=True)


def _stem(key: str) -> str:
    return key[:-1] if len(key) > 3 and key.endswith("s") else key
