"""Roles before a name, with a comma ("the union's leader, Jo Park") and without ("spokesman Jesse Hale")."""

from spacy.tokens import Doc, Token

from service.extraction.lexicons import honorifics
from service.extraction.naming.name import Name
from service.extraction.naming.role_words import (
    ARTICLES,
    MOST_WORDS,
    Page,
    Place,
    ends_line,
    is_courtesy,
    is_role_word,
    modifies,
)

Owner = tuple[int, ...]

_LINKS = frozenset({"of", "for", "the", "and", "&", "-"})
#: Words at which no description goes on to the left.
_BARRIERS = frozenset({"said", "and", "but", "as", "by", "with"})
#: Words that tell when, and end a run of words before a name: "on Thursday morning Tarn founder Jo Park".
_TIMES = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"}
    | {"tomorrow", "morning", "afternoon", "evening", "night", "week", "month", "year"}
)
_BOUNDARIES = frozenset({",", ";", ":", "—", "–"})
_CLOSES = frozenset({",", ".", "—", "–", ")", ":"})


def titular(page: Page, name: Name) -> Place | None:
    """The role right before a name and its courtesy titles, without any comma."""
    doc, owner = page.doc, page.owner
    last = name.start - 1
    while last >= 0 and (_is_gap(doc[last]) or is_courtesy(doc[last])):
        last -= 1
    if last < 0 or doc[last].is_space or owner[last] != owner[name.start]:
        return None
    end = last + 1
    if doc[last].text == "." and last > 0 and f"{doc[last - 1].lower_}." in honorifics():
        # "Sens." is two tokens to the tokenizer, "Sen." is one.
        last -= 1
    head = last if is_role_word(doc[last]) else _titular_head(doc, owner, last)
    if head is None:
        return None
    return Place(_left_edge(doc, owner, head, doc[name.end - 1]), end, head, 0.5)


def _is_gap(token: Token) -> bool:
    """Whether a token is white space within a line."""
    return token.is_space and not ends_line(token)


def _titular_head(doc: Doc, owner: Owner, last: int) -> int | None:
    """The role before a capitalised "of" phrase: "Secretary of State", "Minister for the Armed Forces"."""
    at = last
    if not doc[last].text[:1].isupper():
        return None
    while at > 0 and last - at < 7 and owner[at - 1] == owner[last]:
        token, before = doc[at], doc[at - 1]
        if not (token.text[:1].isupper() or token.lower_ in _LINKS):
            return None
        if token.lower_ in ("of", "for") and is_role_word(before):
            return before.i
        at -= 1
    return None


def _left_edge(doc: Doc, owner: Owner, last: int, anchor: Token) -> int:
    """The first token of the capitalised or modifying run that ends with ``last``."""
    start = last
    while start > 0 and last - start < MOST_WORDS:
        before = doc[start - 1]
        if ends_line(before) or owner[start - 1] != owner[last] or before.text in _BOUNDARIES:
            break
        if before.lower_ in ARTICLES or before.lower_ in _TIMES:
            break
        if _pairs(doc, start - 1, last):
            start -= 2
            continue
        if not (before.is_space or modifies(before, doc[last], anchor)):
            break
        start -= 1
    return start


def _pairs(doc: Doc, link: int, head: int) -> bool:
    """Whether "and" joins two roles of one person ("co-founder and CEO"), not "the mayor and President"."""
    if doc[link].lower_ != "and" or link < 1 or not is_role_word(doc[link - 1]):
        return False
    return doc[head].text.islower() or doc[head].text.isupper() or doc[link - 1].text[:1].isupper()


def explained(page: Page, name: Name) -> Place | None:
    """The description that the name explains: "the European body's top diplomat, Ann Sorel"."""
    doc, owner = page.doc, page.owner
    at = name.title - 1
    if at < 1 or doc[at].text != "," or owner[at] != owner[name.start]:
        return None
    last = at - 1
    if doc[last].is_space or not (doc[last].tag_ in ("NN", "NNP", "NNS") or is_role_word(doc[last])):
        return None
    start, head = _description(doc, owner, last)
    if head is None:
        return None
    determiner = doc[start - 1].lower_ if start > 0 else ""
    if determiner not in ARTICLES and not any(doc[i].tag_ == "POS" for i in range(start, head)):
        return None
    plural = doc[head].tag_ in ("NNS", "NNPS")
    closed = name.end >= len(doc) or doc[name.end].text in _CLOSES or doc[name.end].is_space
    if not closed and not (plural and doc[name.end].lower_ == "and"):
        return None
    return Place(start, at, head, 0.8)


def _description(doc: Doc, owner: Owner, last: int) -> tuple[int, int | None]:
    """A description that ends with ``last``: its start and its head, across one "of" or "for"."""
    start, head = last, last if is_role_word(doc[last]) else None
    while start > 0 and last - start < MOST_WORDS:
        before = doc[start - 1]
        if owner[start - 1] != owner[last] or _ends_description(before, headed=head is not None):
            break
        start -= 1
        if head is None and is_role_word(before):
            head = start
    if head is not None and doc[start].tag_ == "IN":
        return head, None
    return start, head


def _ends_description(before: Token, *, headed: bool) -> bool:
    """Whether ``before`` stands outside of the description that follows it."""
    if before.is_space or (before.is_punct and before.text != "-"):
        return True
    if before.lower_ in ARTICLES and (headed or before.lower_ != "the"):
        return True
    return before.pos_ in ("VERB", "AUX", "SCONJ", "PRON") or before.lower_ in _BARRIERS
