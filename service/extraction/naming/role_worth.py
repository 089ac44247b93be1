"""How much a role tells: a post before an occupation, today's before yesterday's, more words before fewer."""

from spacy.tokens import Doc

from service.extraction.lexicons import role_standing
from service.extraction.naming.role_words import Place

_FUNCTION = frozenset({"ADP", "DET", "CCONJ", "PART", "PUNCT", "SCONJ", "AUX", "PRON"})
#: More words than this add nothing to what a role tells.
_TELLING = 7
_SHORT = 3
#: What a role loses that only a quotation prints.
_QUOTED = 2.0
_OFFICE = 3.0
_EPITHET = -1.5
_KIN = -1.0
#: "One of three members" tells less than a post of one's own.
_ONE_OF = -1.0
#: With no more than a few words counted, so that a post of today goes before any of yesterday.
_PAST = -3.0
#: A relation is told where nothing else is.
_RELATION = -6.0


def worth(doc: Doc, place: Place, *, quoted: bool) -> float:
    """What the role at ``place`` tells, in content words and what counts for as many."""
    content = sum(1 for i in range(place.start, place.end) if _is_content(doc, i))
    head = {doc[place.head].lower_, doc[place.head].lemma_.lower()}
    value = place.bonus - (_QUOTED if quoted else 0.0)
    if head & role_standing("relation"):
        return value + _RELATION + min(content, _SHORT)
    if head & role_standing("epithet") or (content == 1 and head & role_standing("party")):
        return value + _EPITHET + min(content, _SHORT)
    if head & role_standing("kin"):
        return value + _KIN + min(content, _SHORT)
    if doc[place.start].lower_ == "one":
        value += _ONE_OF
    elif head & role_standing("office") or doc[place.head].text.endswith(".") or _is_post(doc, place):
        value += _OFFICE
    if any(doc[i].lower_ in role_standing("past") for i in range(place.start, place.head)):
        return value + _PAST + min(content, _SHORT)
    return value + min(content, _TELLING)


def _is_post(doc: Doc, place: Place) -> bool:
    """Whether a post is what stands before the last noun: "the ranking Democrat", "chairman and host"."""
    ranking, office = role_standing("ranking"), role_standing("office")
    return any(
        doc[i].lower_ in ranking or (doc[i].lower_ in office and doc[i + 1].lower_ == "and")
        for i in range(place.start, place.head)
    )


def is_bare_relation(doc: Doc, place: Place) -> bool:
    """Whether a role is no more than "rival" or "ally", which tells nothing of who somebody is."""
    if doc[place.head].lemma_.lower() not in role_standing("relation"):
        return False
    return sum(1 for i in range(place.start, place.end) if _is_content(doc, i)) < 2


def _is_content(doc: Doc, at: int) -> bool:
    return doc[at].text[:1].isalpha() and doc[at].pos_ not in _FUNCTION
