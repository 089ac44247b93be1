"""Quotations that take the source of the one beside them: in a sentence, a paragraph, a longer quotation."""

from dataclasses import replace
from itertools import pairwise

from service.extraction.attribution.frames import Frame
from service.extraction.attribution.state import Attribution, State

#: Rules so weak that the cue of the quotation's last paragraph overrules them.
_OVERRULED = frozenset({"paragraph", "continued", "none"})
#: At most so many words join the fragments of a list.
_JOINT = 3
#: Rules too weak to speak for the quotation before.
_NOT_SHARED = frozenset({"run-on", "clause", "paragraph"})


def reach_back(state: State, own: Attribution) -> None:
    """The cue of a quotation's last paragraph speaks for the paragraphs that it goes on from."""
    for at in range(own.segment - 1, -1, -1):
        found = state.found[at]
        if found is not None and found.rule not in _OVERRULED:
            return
        state.found[at] = replace(own, segment=at, rule="continued", score=own.score - 1)
        if not state.doc._.segments[at].continues:
            return


def share(state: State, frame: Frame) -> None:
    """Quotations of one sentence that lack a cue take that of their neighbour."""
    own = [found for s in frame.segments if (found := state.found[s]) is not None and found.mention]
    for segment in frame.segments:
        if state.found[segment] is None and own:
            nearest = min(own, key=lambda found: abs(found.segment - segment))
            rule = nearest.rule if _listed(state, nearest.segment, segment) else "same-sentence"
            state.found[segment] = replace(nearest, segment=segment, rule=rule, score=nearest.score - 1)


def _listed(state: State, before: int, after: int) -> bool:
    """Whether a list goes on from one fragment to the next: 'a "bully" and a "crank"'."""
    if after != before + 1:
        return False
    low, high = state.frames.segment_tokens[before][1], state.frames.segment_tokens[after][0]
    words = [token for token in state.doc[low:high] if token.is_alpha]
    return 0 < len(words) <= _JOINT and not any(token.pos_ in ("VERB", "AUX") for token in words)


def look_ahead(state: State, paragraph: list[Frame]) -> None:
    """A quotation with no source yet takes that of the one right after it in its paragraph."""
    segments = [segment for frame in paragraph for segment in frame.segments]
    for segment, following in reversed(list(pairwise(segments))):
        found, after = state.found[segment], state.found[following]
        weak = found is None or found.rule == "paragraph"
        strong = after is not None and after.mention and after.rule not in _NOT_SHARED
        if weak and strong and after is not None and _touch(state, segment, following):
            state.found[segment] = replace(after, segment=segment, rule="run-up", score=after.score - 1)


def _touch(state: State, segment: int, following: int) -> bool:
    """Whether nothing but white space parts two quotations."""
    one, other = state.doc._.segments[segment], state.doc._.segments[following]
    return not state.doc._.text[one.outer_end : other.outer_start].strip()
