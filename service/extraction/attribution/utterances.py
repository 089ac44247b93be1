"""Utterances: segments that were spoken in one breath, so that what is known of one holds for all.

"“The bridge is safe,” Reed said on Monday. “We checked.”" is one utterance of two segments: they share their
medium and their day, whatever another sentence tells about either.
"""

from spacy.tokens import Doc

from service.extraction.attribution.state import Attribution

#: Rules by which a quotation goes on from the one before it.
_GOING_ON = frozenset({"run-on", "continued", "same-sentence", "run-up"})


def utterance_starts(doc: Doc) -> tuple[int, ...]:
    """For every segment the first segment of its utterance (itself where none goes before it).

    Needs ``doc._.segments``, ``doc._.frames`` and ``doc._.attributions``; runs once over the segments.
    """
    starts: list[int] = []
    attributions: tuple[Attribution, ...] = doc._.attributions
    for segment, said in enumerate(attributions):
        goes_on = segment > 0 and _goes_on(doc, attributions[segment - 1], said)
        starts.append(starts[-1] if goes_on else segment)
    return tuple(starts)


def _goes_on(doc: Doc, before: Attribution, said: Attribution) -> bool:
    """Whether ``said`` is of the same source and either led in by the same cue or by none of its own."""
    if before.source is None or said.source is None or before.source.key != said.source.key:
        return False
    one, other = doc._.segments[before.segment], doc._.segments[said.segment]
    if other.continues:
        return True
    place = doc._.frames.of_segment
    if one.paragraph != other.paragraph or place[said.segment] - place[before.segment] > 1:
        return False
    if before.cue is not None and before.cue == said.cue:
        return True
    return said.rule in _GOING_ON or before.rule == "run-up"
