"""The day that a quotation's own sentence tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from service.extraction.annotations import Span
from service.extraction.attribution.cues import CueForm
from service.extraction.attribution.walk import Attribution
from service.extraction.dates import Kind, Relation, Resolved, resolve
from service.extraction.occasions.reading import DateReading
from service.extraction.times.papers import dates_document
from service.extraction.times.ties import ties
from service.extraction.times.timing import Timed, is_counted_year, is_hours, refers_back

#: "has long said", "once called": another time, which no expression tells.
_OF_OLD = frozenset(
    {"previously", "once", "long", "repeatedly", "often", "always", "frequently", "sometimes", "famously"}
)
_UNDATED = frozenset({Kind.VAGUE, Kind.RANGE})


@dataclass(frozen=True, slots=True)
class Own:
    """``settled``: the sentence tells, be it only that the day can't be known; then nothing is carried in.

    ``passing``: said on another occasion, recalled in passing ("then"), from which nothing is carried on.
    """

    reading: DateReading | None
    settled: bool
    passing: bool = False


def own_reading(
    doc: Doc,
    by_frame: Mapping[int, Sequence[Timed]],
    attribution: Attribution,
    number: int,
    anchor: date | None,
    latest: Resolved | None,
) -> Own:
    """What the sentences of the quotation and of its cue say; ``latest`` is the day told last before them."""
    cue = attribution.cue
    at = cue.at if cue is not None else _root(doc, number)
    where = {number} | ({cue.frame} if cue is not None else set())
    signed = cue is not None and cue.form is CueForm.SIGNATURE
    tied = [
        t
        for frame in where
        for t in by_frame.get(frame, ())
        if ties(doc, t, at) or (signed and t.root > (at or 0)) or _of_document(doc, t, at)
    ]
    for one in sorted(tied, key=lambda t: abs(t.root - (at or 0))):
        value = one.value
        if refers_back(one.expression):
            value = resolve(one.expression, anchor, previous=latest)
        elif value is None and not is_counted_year(one.expression) and _of_document(doc, one, at):
            value = resolve(one.expression, anchor)
        if value is not None:
            span = Span.of(doc._.text, one.expression.start, one.expression.end)
            return Own(DateReading(value.value, span, "own"), True, refers_back(one.expression))
        if is_hours(doc, one):
            continue
        if one.expression.kind in _UNDATED or _unresolved(one):
            return Own(None, True)
    return Own(None, at is not None and any(c.lower_ in _OF_OLD for c in doc[at].children))


def _of_document(doc: Doc, one: Timed, cue: int | None) -> bool:
    return cue is not None and dates_document(doc, one, cue)


def _unresolved(one: Timed) -> bool:
    """Whether it names one day that can't be told here: no day of publication, or a day to come."""
    return one.expression.relation is Relation.ON and not refers_back(one.expression)


def _root(doc: Doc, number: int) -> int | None:
    tokens = doc._.frames.frames[number].tokens
    return next((i for i in tokens if doc[i].dep_ == "ROOT" and doc[i].pos_ == "VERB"), None)
