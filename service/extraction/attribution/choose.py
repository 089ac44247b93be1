"""Chooses, for one quotation, the cue of its sentence that brings it in.

Every cue of the reporter's sentence is weighed: how readily its words report, whether it stands right beside
the quotation, whether the parse hangs the one on the other, what stands between them.
"""

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from service.extraction.attribution.clauses import (
    goes_on_without,
    is_infinitive_behind,
    is_integrated,
    is_parenthesis,
    is_subordinate,
    opens_main_clause,
)
from service.extraction.attribution.cues import Cue, CueForm, Cues, weight
from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.attribution.placing import Place, place_of
from service.extraction.lexicons import VerbClass, reporting_verb

#: Below this no cue is taken to bring the quotation in.
LEAST = 1.6
_CLIMB = 14
#: What a cue loses behind the words in a clause of time, and what opens one.
_ASIDE = 1.5
#: What somebody's statement gains right before words of it.
_OWNED = 2.2
#: What a cue loses that a semicolon parts from the quotation.
_PARTED = 3.0
_WHEN = frozenset({"when", "while", "after", "before", "because", "if", "although", "though"})
#: What links a cue noun to the words that it brings in.
_LINKS = frozenset({"for", "of", "that", "to"})
#: Prepositions behind which a cue noun says where or about what, not what was said.
_PLACED = frozenset({"at", "about", "over", "during"})
#: What a cue noun loses that is only the object of another reporting verb.
_ONLY_OBJECT = 2.5
#: "According to Bell" holds for the whole sentence: more words between than this part it no further.
_ACCORDING_REACH = 4
#: Rules of a cue whose clause holds the quotation.
_OVER = frozenset({"governs", "verb-before", "noun", "clause-of"})
#: Cues looked at on each side of a quotation; no sentence a reader can follow has more between.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A cue with its score for one segment and the rule that spoke for it."""

    cue: Cue
    score: float
    rule: str


def rank_cues(doc: Doc, frames: Frames, cues: Cues, segment: int) -> list[Choice]:
    """The cues that may bring in ``segment``, the likeliest first."""
    chain = _governors(doc, frames, segment)
    choices = []
    for cue in _within_reach(frames, cues, segment, chain):
        place = place_of(doc, frames, cue, segment)
        choice = _weigh(doc, frames, cue, segment, place, chain)
        if choice.score >= LEAST:
            choices.append(choice)
    choices = _of_its_clause(doc, frames, choices, segment)
    return sorted(choices, key=lambda choice: -choice.score)


def _of_its_clause(doc: Doc, frames: Frames, choices: list[Choice], segment: int) -> list[Choice]:
    """The choices without those behind the words whose clause tells something else.

    'When Bell called it “a farce,” the crowd cheered loudly': what goes on the clause of a cue before it is
    of that cue.
    """
    if not is_integrated(doc, frames, segment):
        return choices
    first = frames.segment_tokens[segment][0]
    choices = [choice for choice in choices if not is_infinitive_behind(doc, frames, choice.cue, segment)]
    before = [c for c in choices if c.cue.at < first and c.rule in _OVER]
    if not before:
        return choices
    hangs = any(is_subordinate(doc[choice.cue.at]) for choice in before)
    return [
        choice
        for choice in choices
        if choice.rule != "verb-after"
        or not (
            goes_on_without(doc, frames, choice.cue, segment)
            or (hangs and opens_main_clause(doc, frames, choice.cue, segment))
        )
    ]


def _within_reach(frames: Frames, cues: Cues, segment: int, chain: dict[int, int]) -> list[Cue]:
    """The cues next to the segment on either side, and those over it in the parse."""
    at = bisect_left(cues, frames.segment_tokens[segment][0], key=lambda cue: cue.at)
    near = list(cues[max(0, at - _REACH) : at + _REACH])
    near += [cue for cue in cues if cue.at in chain and cue not in near] if len(cues) > 2 * _REACH else []
    return [cue for cue in near if cue.subject is not None]


def _weigh(doc: Doc, frames: Frames, cue: Cue, segment: int, place: Place, chain: dict[int, int]) -> Choice:
    score = weight(cue)
    governs = cue.at in chain or _hangs_on(doc, frames, cue, segment) or is_parenthesis(doc, cue, chain)
    adjacent = place.gap == 0 and place.between == 0
    rule = "near"
    if cue.form is CueForm.NOUN and not place.after and not _prints(doc[cue.at]):
        score -= _ONLY_OBJECT
    score += _OWNED * _is_owned(doc, frames, cue, segment)
    if governs:
        says = cue.verb is not None and cue.verb.verb_class is VerbClass.SAY
        score += 2.6 - 0.25 * min(chain.get(cue.at, 0), 2 if says else 4)
        rule = "governs"
    if adjacent and place.after:
        score += 2.5 + (1.5 if _open_ended(doc, segment) else 0.0)
        rule = "verb-after"
    elif adjacent:
        score += 2.2 + (1.0 if place.mark in ",:" else 0.0)
        rule = "verb-before"
    if not governs and not adjacent and _runs_into(doc, frames, cue, place, segment):
        score += 1.9 if cue.verb is not None and cue.verb.verb_class is VerbClass.EXPRESS else 1.6
        rule = "clause-of"
    reach = 10 if rule == "clause-of" else 8 if doc[cue.at].dep_ == "ROOT" and not place.after else 20
    if cue.form is CueForm.ACCORDING:
        reach = _ACCORDING_REACH
    score -= 0.14 * min(place.gap, reach) + 0.5 * min(place.between, 4)
    if not governs and not adjacent and rule != "clause-of":
        score -= _doubt(cue, place)
    score -= _PARTED * place.parted + _ASIDE * (place.after and not adjacent and _is_aside(doc[cue.at]))
    if cue.form is not CueForm.VERB:
        rule = cue.form.value.replace(" ", "-")
    return Choice(cue, score, rule)


def _is_owned(doc: Doc, frames: Frames, cue: Cue, segment: int) -> bool:
    """Whether the words are of somebody's statement: 'ruled that Bell’s claim about “thousands” is true'."""
    first = frames.segment_tokens[segment][0]
    if cue.form is not CueForm.NOUN or cue.subject is None or not cue.at < first <= cue.at + 3:
        return False
    between = [t for t in doc[cue.at + 1 : first] if not t.is_quote and not t.is_space]
    owned = doc[cue.subject].dep_ == "poss" and doc[cue.subject].head.i == cue.at
    return owned and len(between) == 1 and between[0].lower_ in ("about", "of", "on")


def _prints(noun: Token) -> bool:
    """Whether the cue noun brings words in: "her call for", but not "called her emails", "at a debate"."""
    linked = noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ in _LINKS
    if noun.dep_ == "dobj":
        return linked or reporting_verb(noun.head.lemma_.lower()) is None
    if noun.dep_ == "pobj" and noun.head.lower_ in _PLACED:
        return linked and noun.nbor(1).lower_ != "that"
    return True


def _runs_into(doc: Doc, frames: Frames, cue: Cue, place: Place, segment: int) -> bool:
    """Whether the cue's clause runs on into the quotation: no other verb, no new clause between them."""
    if place.after or place.gap > 20 or cue.form is not CueForm.VERB:
        return False
    first = frames.segment_tokens[segment][0]
    for i in range(cue.last + 1, first):
        if frames.owner[i] != OUTER:
            continue
        token = doc[i]
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD") and not (
            cue.verb is not None and cue.verb.verb_class is VerbClass.SAY and token.pos_ == "AUX"
        ):
            return False
        if token.text in (";", "—", "–") or token.tag_ in ("WP", "WDT", "WRB"):
            return False
    return True


def _is_aside(verb: Token) -> bool:
    """Whether the verb's clause only tells when: '"…," when Bell criticised him'."""
    return verb.dep_ == "advcl" and any(child.lower_ in _WHEN for child in verb.lefts)


def _doubt(cue: Cue, place: Place) -> float:
    """What a cue loses that is neither beside the quotation nor over it in the parse."""
    if cue.verb is None:
        return 0.3
    if cue.verb.verb_class in (VerbClass.GESTURE, VerbClass.BEGIN):
        return 2.0
    if cue.verb.verb_class in (VerbClass.EXPRESS, VerbClass.THINK):
        return 1.0
    return 1.0 if place.after else 0.6


def _open_ended(doc: Doc, segment: int) -> bool:
    """Whether the quotation ends as one does that its cue follows: with a comma, "?", "!" or a dash."""
    found = doc._.segments[segment]
    return doc._.text[found.start : found.end].rstrip()[-1:] in ",?!—–-…"


def _governors(doc: Doc, frames: Frames, segment: int) -> dict[int, int]:
    """The outer tokens over the quotation in the parse, each with how many heads lie below it."""
    first, last = frames.segment_tokens[segment]
    chain: dict[int, int] = {}
    for i in range(first, last):
        head = doc[i].head
        if frames.owner[head.i] == segment or doc[i].is_punct:
            continue
        steps = 0
        while steps < _CLIMB:
            if frames.owner[head.i] == OUTER and chain.get(head.i, _CLIMB) > steps:
                chain[head.i] = steps
            if head.head.i == head.i:
                break
            head = head.head
            steps += 1
    return chain


def _hangs_on(doc: Doc, frames: Frames, cue: Cue, segment: int) -> bool:
    """Whether the parse hangs the cue on the quotation, as it does with '"…," said Bell'."""
    token = doc[cue.at]
    return (
        token.head.i != token.i
        and frames.owner[token.head.i] == segment
        and token.dep_
        in (
            "parataxis",
            "ccomp",
            "dep",
            "conj",
            "advcl",
            "relcl",
            "ROOT",
            "prep",
        )
    )
