"""Roles right before a name, without a comma: "spokesman Jesse Hale", "Secretary of State Ada Bell"."""

from spacy.tokens import Doc, Token

from service.extraction.lexicons import honorifics
from service.extraction.naming.agents import is_agent
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
#: Words that tell when, and end a run of words before a name: "on Thursday morning Tarn founder Jo Park".
_TIMES = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"}
    | {"tomorrow", "morning", "afternoon", "evening", "night", "week", "month", "year"}
)
_BOUNDARIES = frozenset({",", ";", ":", "—", "–"})
_ACADEMIC = frozenset({"prof", "professor"})
#: How a role hangs on the name behind it.
_BEFORE_NAME = frozenset({"compound", "nmod", "amod"})


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
    if last > 0 and doc[last].lower_.rstrip(".") in _ACADEMIC and is_role_word(doc[last - 1]):
        # "Consultant pathologist Prof": what somebody is tells more than the rank.
        end, last = last, last - 1
    head = last if is_role_word(doc[last]) else _titular_head(doc, owner, last)
    if head is None and _is_agent_of(doc[last], doc[name.end - 1]):
        head = last
    if head is None:
        return None
    return Place(_left_edge(doc, owner, head, doc[name.end - 1]), end, head, 0.5)


def _is_gap(token: Token) -> bool:
    """Whether a token is white space within a line."""
    return token.is_space and not ends_line(token)


def _is_agent_of(token: Token, anchor: Token) -> bool:
    """Whether a noun that no list has stands before the name that ends with ``anchor`` as a role does."""
    return is_agent(token) and token.dep_ in _BEFORE_NAME and anchor.i in (token.head.i, token.head.head.i)


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
