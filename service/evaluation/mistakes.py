"""Every single error, so that a person can read what went wrong where."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.evaluation.judging import Judged, Outcome
from service.evaluation.shapes import shape_of

MISSED, SPURIOUS = "missed", "spurious"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One error in one ``field``: missed, spurious, mention, speaker, speaker-loose, role, medium or date.

    ``gold`` and ``predicted`` are the field's two values; ``shape`` is None where no gold quote is at stake.
    """

    doc: str
    field: str
    shape: str | None
    words: str
    gold: str | None
    predicted: str | None


def mistakes_of(judged: Judged) -> Iterator[Mistake]:
    """The errors of one article: spurious runs first, then those of each gold quote in order."""
    text, doc = judged.article.text, judged.article.doc
    for (start, end), prediction in judged.spurious:
        yield Mistake(
            doc=doc,
            field=SPURIOUS,
            shape=None,
            words=text[start:end],
            gold=None,
            predicted=prediction.speaker,
        )
    for outcome in judged.outcomes:
        quote = outcome.quote
        for field, gold, predicted in _fields(text, outcome):
            yield Mistake(
                doc=doc,
                field=field,
                shape=shape_of(judged.article, quote),
                words=text[quote.start : quote.end],
                gold=gold,
                predicted=predicted,
            )


def _fields(text: str, outcome: Outcome) -> Iterator[tuple[str, str | None, str | None]]:
    """(field, gold value, predicted value) of all that is wrong with one gold quote."""
    quote, found = outcome.quote, outcome.found
    if found is None:
        yield MISSED, quote.speaker, None
        return
    if outcome.mention is False:
        yield "mention", _printed(text, quote.mention), _printed(text, (found.mention,))
    if outcome.speaker and not outcome.speaker.strict:
        yield "speaker-loose" if outcome.speaker.loose else "speaker", quote.speaker, found.speaker
    if outcome.role is False:
        yield "role", quote.role, found.role
    if outcome.medium is not outcome.gold_medium:
        yield "medium", str(outcome.gold_medium), str(outcome.medium)
    if outcome.date != (quote.date or None):
        yield "date", quote.date, outcome.date


def _printed(text: str, spans: tuple[tuple[int, int] | None, ...] | None) -> str | None:
    return " / ".join(text[span[0] : span[1]] for span in spans or () if span) or None
