"""Attribution by layout: a label or colon before the words, a transcript's turn, a signature after them."""

from itertools import takewhile

from spacy.tokens import Token

from service.extraction.attribution.cues import Cue, CueForm
from service.extraction.attribution.hearing import main_subject
from service.extraction.attribution.mentions import Mention
from service.extraction.attribution.signatures import (
    find_inner_label,
    find_inner_signature,
    find_label,
    find_signature,
)
from service.extraction.attribution.state import Attribution, Sentence, State

#: What may part a sentence from the quotation that it leads up to.
_LEADS_IN = frozenset({":", "—", "–", "--", "―"})
#: A sentence before a colon has at least so many words and marks; less is a label.
_LEAST_SENTENCE = 4
_LITERAL = 6.0


def by_label(state: State, sentence: Sentence, segment: int) -> Attribution | None:
    """The attribution by a label before the words or, within the marks, at their start."""
    if not state.doc._.segments[segment].marked:
        turn = _by_turn(state, segment)
        if turn is not None:
            return turn
    label = find_inner_label(state.doc, state.frames, segment)
    if label is None:
        label = find_label(state.doc, state.frames, sentence.frame, segment)
    found = _literal(state, label, sentence.number, segment, CueForm.LABEL)
    return found if found is not None and found.mention and found.mention.plausible >= 0.6 else None


def by_colon(state: State, sentence: Sentence, segment: int) -> Attribution | None:
    """'The president has a new message: "…"': the sentence's subject, where a colon brings the words in."""
    before = state.tokens_before(sentence.frame, segment)
    if len(before) < _LEAST_SENTENCE or state.doc[before[-1]].text not in _LEADS_IN:
        return None
    mention = main_subject(state, sentence.frame)
    if mention is None:
        return None
    cue = Cue(before[-1], before[-1], sentence.number, CueForm.LABEL, None, None)
    return Attribution(segment, "colon", 4.2, cue, mention)


def by_signature(state: State, sentence: Sentence, segment: int) -> Attribution | None:
    """The attribution by a name behind a dash after the words."""
    signature = find_signature(state.doc, state.frames, segment)
    if signature is None:
        signature = find_inner_signature(state.doc, state.frames, segment)
    return _literal(state, signature, sentence.number, segment, CueForm.SIGNATURE)


def _by_turn(state: State, segment: int) -> Attribution | None:
    """A transcript's turn: its label, or who asks and who answers in a "Q." and "A." record."""
    printed = _printed(state, segment)
    if not printed:
        return None
    if _is_numbered(printed):
        asks, answers = _examination(state, segment)
        mention = asks if printed[0].text[:1] == "Q" else answers
        return Attribution(segment, "turn", 4.0, None, mention)
    label = _label(state, printed)
    return Attribution(segment, "turn", _LITERAL, None, label) if label else None


def _printed(state: State, segment: int) -> list[Token]:
    """The tokens of the paragraph before the words: its label."""
    first = state.frames.segment_tokens[segment][0]
    start = state.doc._.paragraphs[state.doc._.segments[segment].paragraph].start
    return [token for token in state.doc[max(0, first - 20) : first] if token.idx >= start]


def _is_numbered(printed: list[Token]) -> bool:
    """Whether the label is the "Q." or "A." of a record."""
    return printed[0].text.rstrip(".:") in ("Q", "A")


def _label(state: State, printed: list[Token]) -> Mention | None:
    last = printed[-1].i if len(printed) > 1 else printed[0].i + 1
    return state.resolver.label(printed[0].i, last)


def _examination(state: State, segment: int) -> tuple[Mention | None, Mention | None]:
    """Who asks and who answers, looked up once for the run of questions and answers from ``segment`` on."""
    if state.examined is None:
        segments = state.doc._.segments
        asks = state.resolver.examiner(segments[segment].start)
        turns = takewhile(lambda i: not segments[i].marked, range(segment, len(segments)))
        labels = [printed for i in turns if (printed := _printed(state, i)) and not _is_numbered(printed)]
        named = [found for printed in labels if (found := _label(state, printed)) is not None]
        state.examined = asks, _nearest(state, state.resolver.witness(asks, named))
    return state.examined


def _nearest(state: State, witness: Mention | None) -> Mention | None:
    """The mention by which the witness was quoted last, where that is nearer than the name."""
    last = state.spoken.mention if state.spoken is not None else None
    if witness is None or last is None or witness.source is None or last.source is None:
        return witness
    return last if last.source.key == witness.source.key else witness


def _literal(state: State, head: int | None, number: int, segment: int, form: CueForm) -> Attribution | None:
    """The attribution to the name headed by the token ``head``, which stands there for no other reason."""
    mention = state.resolver.mention(state.doc[head]) if head is not None else None
    if head is None or mention is None:
        return None
    return Attribution(segment, form.value, _LITERAL, Cue(head, head, number, form, None, head), mention)
