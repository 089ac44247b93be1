"""Attribution by what the sentences before say, where the quotation's own says nothing."""

from spacy.tokens import Token

from service.extraction.attribution.frames import OUTER, Frame
from service.extraction.attribution.mentions import Mention
from service.extraction.attribution.outer import Outer
from service.extraction.attribution.state import Attribution, Sentence, Spoken, State
from service.extraction.attribution.subjects import subject_of
from service.extraction.discourse import Source
from service.extraction.discourse.people import other_person

#: How far a verb may stand over a fragment.
_CLIMB = 10
#: How many quotations back the other side of a dialogue is looked for.
_DIALOGUE = 4


def carried(state: State, sentence: Sentence, segment: int) -> Attribution | None:
    """The source that the last speech leaves for ``segment``."""
    frame, before = sentence.frame, state.spoken
    if any(state.doc[i].is_alpha for i in frame.tokens):
        clause = _by_clause(state, frame, segment)
        if clause is not None or before is None or before.paragraph != frame.paragraph:
            return clause
        return _carry(before, segment, "near-run-on", 2.0)
    if before is None:
        return None
    if before.paragraph == frame.paragraph:
        return _carry(before, segment, "run-on", 4.0)
    if before.colon and sentence.number - before.frame <= 1:
        return _carry(before, segment, "colon", 5.0)
    if frame.paragraph - before.paragraph <= 1:
        reply = _reply(state, before, segment)
        return reply or _carry(before, segment, "paragraph", 3.0 if before.direct else 2.5)
    return None


def _carry(before: Spoken, segment: int, rule: str, score: float) -> Attribution:
    return Attribution(segment, rule, score, before.cue if before.colon else None, before.mention)


def _reply(state: State, before: Spoken, segment: int) -> Attribution | None:
    """Dialogue without cues: a question's answer is somebody else's, and then they take turns."""
    if segment == 0 or before.mention.source is None or not before.direct:
        return None
    last, mine = state.doc._.segments[segment - 1], state.doc._.segments[segment]
    question = state.doc._.text[last.start : last.end].rstrip().endswith("?")
    previous = state.found[segment - 1]
    turns = previous is not None and previous.rule == "dialogue"
    if not last.closed or last.paragraph != mine.paragraph - 1 or not (question or turns):
        return None
    other = _partner(state, segment, before.mention.source)
    return Attribution(segment, "dialogue", 2.8, None, other) if other is not None else None


def _partner(state: State, segment: int, speaker: Source) -> Mention | None:
    """The other side of a dialogue: who spoke before the last speaker did, or is being asked."""
    for found in reversed(state.found[max(0, segment - _DIALOGUE) : segment]):
        source = found.source if found is not None else None
        if found is not None and source is not None and source.key != speaker.key:
            return found.mention
    other = other_person(state.resolver.discourse, speaker)
    return state.resolver.mention_of(other) if other is not None else None


def _by_clause(state: State, frame: Frame, segment: int) -> Attribution | None:
    """A fragment under a verb that is no reporting verb: weakly its subject's words."""
    first, last = state.frames.segment_tokens[segment]
    for i in range(first, last):
        token = state.doc[i]
        if state.frames.owner[token.head.i] == OUTER and not token.is_punct:
            verb = _verb_over(token.head)
            subject = subject_of(verb, Outer(frame.tokens)) if verb is not None else None
            mention = state.resolver.mention(subject) if subject is not None else None
            if mention is not None and mention.source is not None:
                return Attribution(segment, "clause", 0.8, None, mention)
            return None
    return None


def _verb_over(token: Token) -> Token | None:
    for _ in range(_CLIMB):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None
