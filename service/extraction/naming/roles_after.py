"""Roles after a name: between commas ("Ada Bell, a hydrologist at Leeds,"), or behind "is" or "was"."""

from spacy.tokens import Doc, Token

from service.extraction.naming.name import Name
from service.extraction.naming.role_words import ARTICLES, Place, in_list, is_role_word

Owner = tuple[int, ...]

#: An apposition longer than this is cut; no reader takes so much for a role.
_LONGEST_PHRASE = 32
_COPULAS = frozenset({"is", "was", "serves", "served", "works", "worked", "became"})
_BELONGS = frozenset({"at", "of", "for", "with"})
_AS_ONLY = frozenset({"serves", "served", "works", "worked"})
_OPENS_PREDICATE = frozenset({"a", "an", "the", "now", "also", "one"})
_BOUNDARIES = frozenset({";", ":", "—", "–", ")", "(", ".", "?"})
_RESUMING = frozenset({"VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB"})


def apposition(doc: Doc, owner: Owner, name: Name) -> Place | None:
    """The description right behind the name, its age or its tag: ", a hydrologist at Leeds,"."""
    at = _skip_tags(doc, name.end)
    if at >= len(doc) or doc[at].text not in (",", "—", "–", "(") or at + 1 >= len(doc):
        return None
    start = at + 1
    if doc[start].text[:1].isdigit() and start + 1 < len(doc) and doc[start + 1].text == ",":
        start += 2
    end = _phrase_end(doc, owner, start)
    while start < end and doc[start].lower_ in ARTICLES:
        start += 1
    head = _head(doc, start, end)
    if head is None:
        head = _post(doc, start, end)
    return Place(start, end, head, 1.0) if head is not None else None


def _post(doc: Doc, start: int, end: int) -> int | None:
    """The head of a post that no list has: a noun before "at", "of" or "for" and a capitalised body."""
    head = None
    for i in range(start, end):
        token = doc[i]
        if token.lower_ in _BELONGS:
            named = any(doc[j].text[:1].isupper() for j in range(i + 1, end))
            return head if named else None
        if token.pos_ not in ("NOUN", "ADJ") or not token.is_lower:
            return None
        if token.pos_ == "NOUN":
            head = i
    return None


def predicate(doc: Doc, owner: Owner, name: Name) -> Place | None:
    """What the name is said to be: "Bell is a hydrologist at Leeds", "Bell, who is the mayor of Ely,"."""
    at = _skip_tags(doc, name.end)
    if at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].lower_ == "who":
        at += 2
    if at + 2 >= len(doc) or doc[at].lower_ not in _COPULAS or owner[at] != owner[name.start]:
        return None
    start = at + 1
    if doc[start].lower_ == "as":
        start += 1
    elif doc[at].lower_ in _AS_ONLY or doc[start].lower_ not in _OPENS_PREDICATE:
        return None
    end = _phrase_end(doc, owner, start)
    while start < end and (doc[start].lower_ in ARTICLES or doc[start].lower_ in ("now", "also")):
        start += 1
    head = _head(doc, start, end)
    return Place(start, end, head, 0.2) if head is not None else None


def _skip_tags(doc: Doc, at: int) -> int:
    """Past "(D-Md.)" and the like."""
    if at < len(doc) and doc[at].text == "(":
        for i in range(at + 1, min(at + 7, len(doc))):
            if doc[i].text == ")":
                return i + 1
    return at


def _phrase_end(doc: Doc, owner: Owner, start: int) -> int:
    """Where an apposition ends: at the comma, dash or bracket, the quotation, or the verb that resumes."""
    furthest = min(len(doc), start + _LONGEST_PHRASE)
    for i in range(start, furthest):
        if owner[i] != owner[start] or _bounds(doc[i]) or (doc[i].text == "," and not in_list(doc, i)):
            return i
    return furthest


def _bounds(token: Token) -> bool:
    """Whether no apposition goes on over ``token``, a comma aside."""
    if token.is_space or token.text in _BOUNDARIES:
        return True
    return token.tag_ in _RESUMING or token.lower_ in ("who", "whose", "which")


def _head(doc: Doc, start: int, end: int) -> int | None:
    """The last role noun before any preposition; None where the phrase names no role."""
    found = None
    for i in range(start, end):
        token = doc[i]
        if token.tag_ in ("IN", "TO") or token.lower_ == "of":
            break
        if is_role_word(token) and token.tag_ in ("NN", "NNP", "NNS", "NNPS"):
            found = i
    if found is None and start < end and doc[start].lower_ in ("chief", "head", "president", "chair"):
        found = start
    return found
