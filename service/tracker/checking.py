"""Did she really say that? A text against everything that is stored, word by word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.errors import InvalidCheck
from service.storage import utterances
from service.storage.database import reading
from service.storage.records import QuoteRecord
from service.storage.utterances import Printing
from service.tracker.titles import bare_name
from service.tracker.wording import Alignment, Wording, align, joined, wording

FEWEST_WORDS = 2
MOST_WORDS = 500
"""A longer text is no quotation, and each word costs."""

LOOKED_AT = 40
"""How many of the quotes that share fingerprints are aligned."""

ALTERED = 0.6
"""The least likeness at which a text is a changed form of a quote, and not another text."""

NEAR = 0.3
"""The least likeness of a candidate worth naming."""

MOST_MATCHES = 5


class Verdict(StrEnum):
    """Whether the text was said."""

    EXACT = "exact"
    ALTERED = "altered"
    MISATTRIBUTED = "misattributed"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Where the words stand: one quote, or several of one speaker in one article that the text stitches.

    ``by_speaker``: whether the speaker is the one who was asked for; None where nobody was, or the article
    does not tell.
    """

    quotes: tuple[QuoteRecord, ...]
    alignment: Alignment
    by_speaker: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The verdict with what shows it, the best match first; for ``not_found`` the nearest candidates."""

    verdict: Verdict
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    printings: tuple[Printing, ...]
    alignment: Alignment
    by_speaker: bool | None

    @property
    def likeness(self) -> float:
        """How much of the text it proves."""
        return 1.0 if self.alignment.exact else min(self.alignment.score, 0.99)


def check(text: str, speaker: str | None = None) -> Checked:
    """The verdict on ``text``, said to be by ``speaker`` where given; raises InvalidCheck."""
    given = wording(text)
    _refuse(given)
    with reading():
        found = _found(text, given)
        judged = _judged(found, speaker)
        verdict = _verdict(judged, asked=speaker is not None)
        least = NEAR if verdict is Verdict.NOT_FOUND else ALTERED
        shown = [one for one in judged if one.likeness >= least][:MOST_MATCHES]
        return Checked(verdict=verdict, matches=tuple(_match(one) for one in shown))


def _refuse(given: Wording) -> None:
    count = len(given.words)
    if count < FEWEST_WORDS:
        said = "has no word" if count == 0 else "has one word"
        raise InvalidCheck(f"The text {said}; a quotation of two words or more can be checked.", field="text")
    if count > MOST_WORDS:
        raise InvalidCheck(
            f"The text has {count:,} words; at most {MOST_WORDS} can be checked at once. Send one quotation.",
            field="text",
        )


def _found(text: str, given: Wording) -> list[_Found]:
    printings = utterances.alike(text, LOOKED_AT)
    if not printings and len(given.words) <= utterances.MOST_WORDS_OF_A_PHRASE:
        printings = utterances.with_phrase(text, LOOKED_AT)
    found = [_Found((one,), align(given, wording(one.text)), None) for one in printings]
    return [*found, *_stitched(given, found)]


def _stitched(given: Wording, found: Sequence[_Found]) -> Iterable[_Found]:
    """Quotes of one speaker in one article that have more of the text together than each has alone."""
    groups: dict[tuple[int, int | None], list[_Found]] = {}
    for one in found:
        if not one.alignment.exact:
            printing = one.printings[0]
            groups.setdefault((printing.article, printing.speaker), []).append(one)
    for parts in groups.values():
        if len(parts) > 1:
            printings = tuple(sorted((part.printings[0] for part in parts), key=lambda each: each.position))
            alignment = align(given, joined([each.text for each in printings]))
            if alignment.matched > max(part.alignment.matched for part in parts):
                yield _Found(printings, alignment, None)


def _judged(found: Sequence[_Found], speaker: str | None) -> list[_Found]:
    """``found``, the likest first; of those the asked speaker's; of those the earliest."""
    speakers = {each.speaker for one in found for each in one.printings if each.speaker is not None}
    meant = utterances.called(bare_name(speaker), speakers) if speaker is not None else frozenset()
    judged = []
    for one in found:
        who = one.printings[0].speaker
        by_speaker = None if speaker is None or who is None else who in meant
        judged.append(_Found(one.printings, one.alignment, by_speaker))
    return sorted(judged, key=_order)


def _order(one: _Found) -> tuple[float, bool, bool, str, int]:
    first = one.printings[0]
    return (
        -round(one.likeness, 2),
        one.by_speaker is False,
        first.published is None,
        first.published or "",
        first.pk,
    )


def _verdict(judged: Sequence[_Found], *, asked: bool) -> Verdict:
    """By the best match of the asked speaker, unless somebody else said it and the speaker did not."""
    close = [one for one in judged if one.likeness >= ALTERED]
    if not close:
        return Verdict.NOT_FOUND
    own = [one for one in close if one.by_speaker is not False]
    if asked and not own:
        return Verdict.MISATTRIBUTED
    if any(one.alignment.exact for one in own):
        return Verdict.EXACT
    if asked and any(one.alignment.exact for one in close):
        return Verdict.MISATTRIBUTED
    return Verdict.ALTERED


def _match(found: _Found) -> Match:
    shown = utterances.records(found.printings)
    return Match(
        quotes=tuple(shown[each.pk] for each in found.printings),
        alignment=found.alignment,
        by_speaker=found.by_speaker,
    )
