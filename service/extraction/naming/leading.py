"""What stands capitalised before a name and is none of it: a sentence's first word, a role, a party."""

from spacy.tokens import Doc, Token

from service.extraction.lexicons import (
    demonyms,
    given_names,
    honorifics,
    name_words,
    organisation_nouns,
    parties,
    role_modifiers,
    role_nouns,
)
from service.extraction.naming.name import NameKind
from service.extraction.naming.words import fold

_OPENERS = name_words("openers")
_EPITHETS = name_words("epithets")
_INVERTED = name_words("inverted")
_PARTIES = frozenset(form for forms in parties().values() for form in forms)
#: Members of parties, whose word may stand before a name as a role does.
_MEMBERS = name_words("members")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
#: A body's name of more words is not somebody's with a role before it.
_MOST = 3
#: Tokens behind a name within which the words stand that "Said Bell" brings in.
_REACH = 40


def past_opening(doc: Doc, start: int, end: int) -> int:
    """Past a sentence's first words before a name ("Later Bell", "Said Ada Bell:"); one word is left."""
    while start < end - 1 and (doc[start].lower_ in _OPENERS or is_inverted(doc, start, end)):
        start += 1
    if end - start > 2 and doc[start].lower_ in _EPITHETS and fold(doc[start + 1].text) in given_names():
        start += 1
    return start


def follows_title(doc: Doc, at: int) -> bool:
    """Whether a title stands right before token ``at``: "Barrister", "Chief (Mrs)"."""
    return title_start(doc, at) < at


def title_start(doc: Doc, at: int) -> int:
    """Where the one title before token ``at`` starts, one between brackets with it; ``at`` where none is."""
    if at > 2 and doc[at - 1].text == ")" and doc[at - 3].text == "(" and is_title(doc, at - 2):
        return at - 4 if at > 3 and is_title(doc, at - 4) else at - 3
    return at - 1 if at > 0 and is_title(doc, at - 1) else at


def is_title(doc: Doc, at: int) -> bool:
    """Whether a token is a title and printed like one."""
    return doc[at].lower_.rstrip(".") in honorifics() and doc[at].text[:1].isupper()


def is_inverted(doc: Doc, at: int, end: int) -> bool:
    """Whether a capitalised verb of speech at ``at`` has the name up to ``end`` for its subject.

    "Said" is a given name too: it is a verb only where a sentence opens that has no other verb before a colon
    or the words between marks.
    """
    if doc[at].lower_ not in _INVERTED or not (at == 0 or _may_open(doc[at - 1])):
        return False
    for i in range(end, min(len(doc), end + _REACH)):
        if doc[i].text == ":" or doc[i].is_quote:
            return True
        if doc[i].tag_ in _FINITE or doc[i].text in (".", "?", "!") or doc[i].is_space:
            return False
    return False


def _may_open(before: Token) -> bool:
    """Whether a sentence may start behind this token."""
    return before.is_space or before.text in (".", "?", "!", "—", "–") or before.is_quote


def past_roles(doc: Doc, start: int, end: int, kind: NameKind) -> int:
    """Past capitalised roles and parties before a name ("Striker Bell", "Labour MP Bell"); one word is left.

    A role that is a given name too is left where it is ("Dean Bell"). What the model takes for a body may be
    a person with a role, not with a party ("Independent Age").
    """
    last = start
    if kind not in ("person", "other") and (end - start > _MOST or doc[start].lower_ in organisation_nouns()):
        return start
    members = _MEMBERS if kind in ("person", "other") else frozenset()
    for i in range(start, end - 1):
        lower = doc[i].lower_
        if fold(lower) in given_names():
            break
        if lower in role_nouns() or lower in members:
            last = i + 1
        elif not _qualifies(doc[i], lower):
            break
    return last


def _qualifies(token: Token, lower: str) -> bool:
    """Whether a word may stand before a role as a part of it ("Deputy", "UN", "Labour")."""
    known = lower in role_modifiers() or lower in demonyms() or lower in _PARTIES or lower in honorifics()
    return known or token.text in ("-", "of", "&") or (token.text.isupper() and len(token) > 1)
