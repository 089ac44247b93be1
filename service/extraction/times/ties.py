"""Whether a time expression dates what its sentence reports.

It hangs on the cue, or on an occasion that the sentence tells of with it.
"""

from spacy.tokens import Doc, Token

from service.extraction.attribution.frames import OUTER
from service.extraction.dates import Precision
from service.extraction.lexicons import group_nouns, role_nouns, unnamed_nouns
from service.extraction.times.nouns import is_occasion, tells_occasion
from service.extraction.times.telling import is_addressed, is_told
from service.extraction.times.timing import Timed

_AT = frozenset({"at", "during", "after", "following", "outside"})
_LATER = frozenset(
    {"after", "before", "because", "since", "if", "until", "once", "though", "although", "unless", "that"}
)
_ADDRESSEES = frozenset({"reporter", "journalist", "court", "jury", "crowd", "audience", "medium", "press"})
_TOPIC = frozenset({"of", "about", "over", "as", "for", "against", "between", "than", "by"})
#: How a clause that tells of the same speech hangs on its cue ("Speaking Friday, she said"),
#: and how a cue hangs on the verb that tells of it ("took to Facebook on Friday to say").
_MANNER = frozenset({"conj", "advcl", "prep", "pcomp", "acl", "relcl"})
_MATTER = frozenset({"conj", "advcl", "xcomp", "prep", "pcomp", "acl", "relcl"})


def ties(doc: Doc, found: Timed, cue: int | None) -> bool:
    """Whether ``found`` dates the speech that the token ``cue`` reports."""
    if cue is not None and _is_behind_quotation(doc, found):
        return True
    if cue is not None and _is_when(doc, found, doc[cue]):
        return True
    if found.verb is None:
        return bool(found.nouns) and cue is not None and found.nouns[-1] == cue
    verb = doc[found.verb]
    if cue is None or not _nouns_fit(doc, found, cue):
        return False
    return same_speech(verb, doc[cue])


def _is_when(doc: Doc, found: Timed, cue: Token) -> bool:
    """ "promised it in January, when she told a meeting …": the clause of the cue says what was done then."""
    opens = next((c for c in cue.lefts if c.tag_ == "WRB" and c.lower_ == "when"), None)
    if opens is None or found.value is None or found.on_noun or opens.i < found.root:
        return False
    return all(doc[i].is_punct or doc[i].idx < found.expression.end for i in range(found.root + 1, opens.i))


def _is_behind_quotation(doc: Doc, found: Timed) -> bool:
    """Right behind a quotation: 'called it “a sham” Friday on CNN', which parsers hang on its last noun."""
    first = found.root
    while first > 0 and doc[first - 1].idx >= found.expression.start:
        first -= 1
    owner = doc._.frames.owner
    plain = not found.on_noun and found.bare and found.value is not None
    return plain and first > 0 and owner[first - 1] != OUTER and owner[first] == OUTER


def _nouns_fit(doc: Doc, found: Timed, cue: int) -> bool:
    """No noun stands between, or it is an occasion, an addressee, or a name ("told CNN on Friday")."""
    day = found.value is None or found.value.precision is Precision.DAY
    if not found.nouns:
        return not found.on_noun or (day and found.preposition in _AT)
    if any(is_occasion(doc[i]) for i in found.nouns):
        return is_told(doc, found, cue)
    if found.on_noun:
        return day and (found.preposition in _AT or is_addressed(doc, found))
    if found.bare and day:
        return found.preposition not in _TOPIC
    nearest = doc[found.nouns[0]]
    lemma = nearest.lemma_.lower()
    known = lemma in _ADDRESSEES or lemma in role_nouns() or lemma in unnamed_nouns()
    return day and (nearest.pos_ == "PROPN" or known or nearest.lower_ in group_nouns())


def same_speech(verb: Token, cue: Token) -> bool:
    """Whether the two tell of one speech: joined, or one beneath the other as its manner or matter."""
    if verb.i == cue.i:
        return True
    return _beneath(verb, cue, _MANNER) or _beneath(cue, verb, _MATTER)


def joined(verb: Token, cue: Token) -> bool:
    """Whether one of the two hangs on the other in whatever way two clauses of one telling do."""
    return verb.i == cue.i or _beneath(verb, cue, _MANNER | _MATTER) or _beneath(cue, verb, _MANNER | _MATTER)


def _beneath(low: Token, high: Token, links: frozenset[str]) -> bool:
    token = low
    for _ in range(6):
        if token.i == high.i:
            return True
        if token.head.i == token.i or not _links(token, links):
            return False
        token = token.head
    return False


def _links(token: Token, links: frozenset[str]) -> bool:
    if token.pos_ not in ("VERB", "AUX"):
        return True
    if token.dep_ not in links or any(c.dep_ == "mark" and c.lower_ in _LATER for c in token.lefts):
        return False
    if token.lemma_ == "do" and token.dep_ == "advcl":
        return False  # "just as she did in 2012"
    if token.dep_ in ("acl", "relcl"):
        return is_occasion(token.head)
    return token.dep_ != "conj" or (tells_occasion(token) and tells_occasion(token.head))
