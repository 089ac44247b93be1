"""The occurrences of one utterance: the articles that print it, the earliest first, and what reads otherwise.

Decided when asked, from the words as they are stored then, so an editor's correction counts at once. Quotes
that share most words but differ in a negation, a number, a name or the speaker are never taken for the same
utterance: they are *variants*, with what differs.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from service.storage import utterances
from service.storage.database import reading
from service.storage.names import name_words
from service.storage.records import QuoteRecord
from service.storage.utterances import Printing
from service.storage.words import keys
from service.tracker.wording import Alignment, Change, Wording, align, matched, wording

MOST = 300
"""How many quotes are compared with one: more printings than a wire story has subscribers' copies."""

FEWEST_WORDS = 4
"""Shorter quotes are said by many: "very proud" is no utterance that can be told from another."""

TELLING_WORDS = 8
"""From so many on, words alone tell the utterance: whoever an article leaves unnamed, whatever the day."""

SAME = 0.9
"""The least share of the shorter printing's words that the longer has too, for one utterance."""

SIMILAR = 0.6
"""The least share for a variant."""


class Difference(StrEnum):
    """What keeps two printings from being one utterance."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"
    WORDS = "words"
    SPEAKER = "speaker"
    DAY = "said_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A printing of the utterance, and how its words differ from those that were asked for.

    ``clipped``: one of the two goes on where the other ends. In ``changes`` the asked quote's words are what
    was said, this one's what was given; their offsets mean nothing.
    """

    quote: QuoteRecord
    clipped: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A quote with nearly these words that is not the same utterance, and what differs."""

    quote: QuoteRecord
    score: float
    differs: tuple[Difference, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """Every printing of an utterance, the earliest first; the variants, the most alike first."""

    occurrences: tuple[Occurrence, ...]
    variants: tuple[Variant, ...]
    publications: int
    articles: int


@dataclass(frozen=True, slots=True)
class _Compared:
    printing: Printing
    alignment: Alignment
    differs: tuple[Difference, ...]


def of(quote_id: str) -> Occurrences:
    """The occurrences of the quote with this id, itself among them; raises NotFound."""
    with reading():
        asked = utterances.get(quote_id)
        compared = _compared(asked)
        same = sorted((one for one in compared if not one.differs), key=lambda one: _when(one.printing))
        variants = sorted((one for one in compared if one.differs), key=lambda one: -one.alignment.score)
        shown = utterances.records([one.printing for one in (*same, *variants)])
        return Occurrences(
            occurrences=tuple(
                Occurrence(
                    quote=shown[one.printing.pk],
                    clipped=one.alignment.clipped,
                    changes=one.alignment.changes,
                )
                for one in same
            ),
            variants=tuple(
                Variant(
                    quote=shown[one.printing.pk],
                    score=round(one.alignment.score, 2),
                    differs=one.differs,
                    changes=one.alignment.changes,
                )
                for one in variants
            ),
            publications=len({one.printing.publication for one in same if one.printing.publication}),
            articles=len({one.printing.article for one in same}),
        )


def ids(quote_id: str) -> tuple[str, ...]:
    """The ids of all printings of the quote with this id, its own first; raises NotFound."""
    with reading():
        asked = utterances.get(quote_id)
        others = (one.printing.id for one in _compared(asked) if not one.differs)
        return (asked.id, *(other for other in others if other != asked.id))


def _compared(asked: Printing) -> list[_Compared]:
    """What is close enough to be named, ``asked`` itself first."""
    words = wording(asked.text)
    itself = _Compared(asked, align(words, words), ())
    if len(words.words) < FEWEST_WORDS:
        return [itself]
    own = words.keys
    counts = Counter(own)
    near = utterances.alike(asked.text, MOST, lambda text: _may_be_close(own, counts, text))
    return [itself, *_close(asked, words, (other for other in near if other.pk != asked.pk))]


def _close(asked: Printing, words: Wording, others: Iterable[Printing]) -> Iterable[_Compared]:
    for other in others:
        theirs = wording(other.text)
        shorter = min(len(words.words), len(theirs.words))
        if shorter < FEWEST_WORDS:
            continue
        longer = len(theirs.words) > len(words.words)
        alignment = align(words, theirs) if longer else align(theirs, words)
        share = alignment.matched / shorter
        if share >= SIMILAR and alignment.matched >= FEWEST_WORDS:
            differs = _differences(asked, other, alignment, share, shorter)
            yield _Compared(other, alignment.turned() if longer else alignment, differs)


def _may_be_close(own: list[str], counts: Counter[str], text: str) -> bool:
    """Whether they share words enough, first whatever their order, then in it: as far as keys tell."""
    theirs = keys(text)
    least = SIMILAR * min(len(own), len(theirs))
    at_most = sum(map(counts.__getitem__, counts.keys() & set(theirs)))  # were there no fewer of each there
    if at_most < least or (counts & Counter(theirs)).total() < least:
        return False
    return (matched(own, theirs) if len(theirs) > len(own) else matched(theirs, own)) >= least


def _differences(
    asked: Printing, other: Printing, alignment: Alignment, share: float, shorter: int
) -> tuple[Difference, ...]:
    differs = [Difference(flag.value) for flag in alignment.flags]
    if share < SAME and not differs:
        differs.append(Difference.WORDS)
    if not _one_speaker(asked, other, shorter):
        differs.append(Difference.SPEAKER)
    if shorter < TELLING_WORDS and _other_day(asked, other):
        differs.append(Difference.DAY)
    return tuple(differs)


def _one_speaker(one: Printing, other: Printing, shorter: int) -> bool:
    """Whether both may be one speaker's: the same record, or one that an article does not name in full."""
    if one.speaker == other.speaker and one.speaker is not None:
        return True
    if shorter < TELLING_WORDS:
        return False
    kinds = {one.speaker_kind, other.speaker_kind}
    if kinds & {None, "unnamed", "group"}:
        return True
    names = [frozenset(name_words(each.speaker_name or "")) for each in (one, other)]
    return len(kinds) == 1 and min(map(len, names)) == 1 and (names[0] <= names[1] or names[1] <= names[0])


def _other_day(one: Printing, other: Printing) -> bool:
    if not (one.said_first and one.said_last and other.said_first and other.said_last):
        return False
    return one.said_last < other.said_first or other.said_last < one.said_first


def _when(printing: Printing) -> tuple[bool, str, int]:
    return (printing.published is None, printing.published or "", printing.pk)
