"""Keeps what a sentence tells about who speaks, for the quotations that follow without a cue."""

from spacy.tokens import Token

from service.extraction.annotations import SpeakerKind
from service.extraction.attribution.cues import Cue, CueForm
from service.extraction.attribution.frames import Frame
from service.extraction.attribution.mentions import Mention
from service.extraction.attribution.outer import Outer
from service.extraction.attribution.state import Sentence, Spoken, State
from service.extraction.attribution.subjects import subject_of
from service.extraction.columns import columns
from service.extraction.lexicons import cue_nouns

#: The main clause tells who spoke before a clause does that only says who somebody is.
_RANK = {"ROOT": 2, "relcl": 0}
#: A mention less plausible than this is not kept as the one who spoke last.
_SPEAKS = 0.5


def remember(state: State, sentence: Sentence) -> None:
    """Keeps the speech of this sentence: its quotation's, or what it reports in other words."""
    frame = sentence.frame
    colon = bool(frame.tokens) and state.doc[frame.tokens[-1]].text == ":"
    found = [state.found[segment] for segment in frame.segments]
    direct = [(a.cue, a.mention) for a in found if a is not None and a.mention and a.rule != "clause"]
    if direct:
        cue, mention = direct[-1]
        mention = _named_again(state, frame, mention)
        state.spoken = Spoken(sentence.number, frame.paragraph, mention, cue, direct=True, colon=colon)
        if mention.plausible >= _SPEAKS:
            state.resolver.spoke(mention)
        return
    reported = _reported(state, sentence)
    if reported is not None:
        cue, mention = reported
        mention = _named_again(state, frame, mention)
        state.spoken = Spoken(sentence.number, frame.paragraph, mention, cue, direct=False, colon=colon)
        if mention.plausible >= _SPEAKS:
            state.resolver.spoke(mention)
    elif (colon or not frame.segments) and (named := main_subject(state, frame)) is not None:
        state.spoken = Spoken(sentence.number, frame.paragraph, named, None, direct=False, colon=colon)


def _named_again(state: State, frame: Frame, mention: Mention) -> Mention:
    """The mention; where the sentence goes on to name the same person as its subject, that."""
    named = main_subject(state, frame) if mention.source is not None else None
    if named is None or named.source is None or mention.source is None or named.head < mention.head:
        return mention
    return named if named.source.key == mention.source.key else mention


def _reported(state: State, sentence: Sentence) -> tuple[Cue, Mention] | None:
    """The last reporting verb of a sentence that quotes nobody word for word."""
    doc = state.doc
    for cue in sorted(sentence.cues, key=lambda c: (_RANK.get(doc[c.at].dep_, 1), c.at), reverse=True):
        mention = sentence.speaker(cue)
        if cue.form not in (CueForm.VERB, CueForm.ACCORDING) or mention is None or mention.source is None:
            continue
        if mention.source.kind is SpeakerKind.PERSON or doc[cue.at].dep_ in ("ROOT", "conj"):
            return cue, mention
    return None


def main_subject(state: State, frame: Frame) -> Mention | None:
    """The person that is the sentence's subject, or else the only one that it names."""
    outer = Outer(frame.tokens)
    known = columns(state.doc)
    for i in frame.tokens:
        hangs = state.doc[i].head.i not in outer
        if not (hangs or known.dep[i] == "ROOT") or known.pos[i] not in ("VERB", "AUX"):
            continue
        subject = subject_of(state.doc[i], outer)
        mention = state.resolver.mention(_possessor(subject)) if subject is not None else None
        if subject is None or mention is None or mention.source is None:
            continue
        if mention.source.kind is SpeakerKind.PERSON:
            return mention
    return state.resolver.only_person(frame)


def _possessor(subject: Token) -> Token:
    """Whose answer: "His answer came within a minute."."""
    if subject.lower_ not in cue_nouns():
        return subject
    return next((child for child in subject.children if child.dep_ == "poss"), subject)
