"""Which clause a quotation belongs to, where the sentence has several with a cue each."""

from spacy.tokens import Doc, Token

from service.extraction.attribution.cues import Cue, CueForm
from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.attribution.nominals import NOMINAL, SUBJECT
from service.extraction.lexicons import VerbClass

#: Clauses that hang on another: "when he said …", "what he calls …", "in what he called …".
_HANGS = frozenset({"advcl", "relcl", "pcomp", "acl", "csubj"})
#: What the parse makes of "Bell said" between two commas.
_ASIDE = frozenset({"parataxis", "ccomp"})
_CLIMB = 10
_NOT_FINITE = frozenset({"VBG", "VBN"})


def is_integrated(doc: Doc, frames: Frames, segment: int) -> bool:
    """Whether the words go on the reporter's clause: 'said he would “protect all,”', not 'said: “…,”'."""
    at = frames.segment_tokens[segment][0] - 1
    while at >= 0 and doc[at].is_space:
        at -= 1
    return at >= 0 and frames.owner[at] == OUTER and doc[at].is_alpha and not doc[at].is_sent_end


def goes_on_without(doc: Doc, frames: Frames, cue: Cue, segment: int) -> bool:
    """Whether the clause of a cue behind the words tells something else than who said them.

    That is so of a participle, which brings in what follows it: ', saying the talks …'.
    """
    last = frames.segment_tokens[segment][1]
    verb = doc[cue.at]
    if cue.form is not CueForm.VERB or cue.subject is None or verb.i < last or last <= cue.subject < verb.i:
        return False
    return verb.tag_ in _NOT_FINITE and not any(token.pos_ in NOMINAL for token in doc[last : verb.i])


def is_infinitive_behind(doc: Doc, frames: Frames, cue: Cue, segment: int) -> bool:
    """Whether the cue is an infinitive behind the words: 'a “golden chance” to share a bus'."""
    verb = doc[cue.at]
    return frames.segment_tokens[segment][1] < verb.i and verb.tag_ == "VB" and verb.nbor(-1).tag_ == "TO"


def opens_main_clause(doc: Doc, frames: Frames, cue: Cue, segment: int) -> bool:
    """Whether a cue behind the words is the verb of a new clause that goes on: "the crowd applauded loudly".

    'Bell said.' closes the sentence and is about the words.
    """
    last = frames.segment_tokens[segment][1]
    verb = doc[cue.at]
    if cue.form is not CueForm.VERB or cue.subject is None or not last <= cue.subject < verb.i:
        return False
    return cue.last + 1 < len(doc) and not doc[cue.last + 1].is_punct


def is_subordinate(verb: Token) -> bool:
    """Whether the verb's clause, or that of the verb it is joined to, hangs on another."""
    for _ in range(_CLIMB):
        if verb.dep_ != "conj" or verb.head.i == verb.i:
            break
        verb = verb.head
    return verb.dep_ in _HANGS


def is_parenthesis(doc: Doc, cue: Cue, chain: dict[int, int]) -> bool:
    """Whether the cue stands between commas in the clause over the words: "The road, Bell said, was “…”"."""
    verb = doc[cue.at]
    if cue.verb is None or cue.verb.verb_class is not VerbClass.SAY or verb.dep_ not in _ASIDE:
        return False
    if verb.head.i not in chain or cue.last + 1 >= len(doc) or doc[cue.last + 1].text != ",":
        return False
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECT), None)
    return subject is not None and subject.left_edge.i > 0 and subject.left_edge.nbor(-1).text == ","
