"""How the words were attributed: the rule, its cue, who else the sentence names."""

from collections.abc import Mapping

from spacy.tokens import Doc

from service.extraction.attribution.state import Attribution
from service.extraction.confidence.model import Signs
from service.extraction.lexicons import VerbClass

#: Rules that are right about equally often, by what they go by.
_FAMILIES: Mapping[str, str] = {
    "verb-after": "verb-after",
    "verb-before": "verb-before",
    "governs": "governs",
    "clause-of": "clause-of",
    "according-to": "according-to",
    "run-on": "carried",
    "run-up": "carried",
    "continued": "carried",
    "label": "layout",
    "colon": "layout",
    "signature": "layout",
    "turn": "layout",
    "paragraph": "beside",
    "near-run-on": "beside",
    "same-sentence": "beside",
    "dialogue": "beside",
    "near": "beside",
}
#: Families whose score tells more than their name: the least that a strong one has.
_STRONG: Mapping[str, float] = {"verb-after": 9.0, "verb-before": 8.0, "governs": 3.5}
#: Verbs that do not say that words were spoken.
_SHOWN = frozenset({VerbClass.SHOW, VerbClass.ORDAIN, VerbClass.GESTURE, VerbClass.BEGIN, VerbClass.THINK})
_SUBORDINATE = frozenset({"advcl", "relcl", "acl", "csubj", "pcomp"})
_OTHERS = 3


def family(attribution: Attribution) -> str:
    """The row of the table of rules: "verb-after", or "weak verb-after" for a low score."""
    found = _FAMILIES.get(attribution.rule, "loose")
    return found if attribution.score >= _STRONG.get(found, attribution.score) else f"weak {found}"


def how(doc: Doc, attribution: Attribution) -> Signs:
    """The signs of the rule's cue and sentence."""
    mention, cue = attribution.mention, attribution.cue
    signs = {
        "rival_cue": float(attribution.second is not None),
        "implausible": 1.0 - mention.plausible if mention is not None else 1.0,
        "others_named": min(len(_others(doc, attribution)), _OTHERS) / _OTHERS,
    }
    if cue is None:
        return signs
    signs["subordinate"] = float(doc[cue.at].dep_ in _SUBORDINATE)
    if cue.verb is not None:
        signs["shows"] = float(cue.verb.verb_class in _SHOWN)
    return signs


def _others(doc: Doc, attribution: Attribution) -> set[int]:
    """The other people whom the reporter's words of the sentence name."""
    frames, entities = doc._.frames, doc._.entities
    source = attribution.source
    mine = source.entity if source is not None else None
    found = (entities.at(i) for i in frames.frames[frames.of_segment[attribution.segment]].tokens)
    return {e for e in found if e is not None and e != mine and entities.all[e].kind == "person"}
