"""Roles a name explains, behind a comma or "called": "the union's leader, Jo Park", "a cook called Jo"."""

from spacy.tokens import Doc, Token

from service.extraction.lexicons import honorifics
from service.extraction.naming.agents import is_agent
from service.extraction.naming.name import Name
from service.extraction.naming.role_words import (
    ARTICLES,
    MOST_WORDS,
    Page,
    Place,
    in_list,
    is_courtesy,
    is_role_word,
)

Owner = tuple[int, ...]

#: Words at which no description goes on to the left.
_BARRIERS = frozenset({"said", "and", "but", "as", "by", "with"})
_CLOSES = frozenset({",", ".", "—", "–", ")", ":"})
_OF = frozenset({"of", "for", "on"})
#: Small words within a body's name.
_WITHIN = frozenset({"of", "for", "on", "and", "the", "&", "-"})
#: Marks within a description: a hyphen, and what the tagger takes for a closing mark ("Workers’ Congress").
_JOINING = frozenset({"-", "’", "'"})
_NAMING = frozenset({"called", "named"})
#: What is called so tells nothing of who somebody is.
_ANYBODY = frozenset({"man", "woman", "person", "boy", "girl", "someone", "somebody"})
#: Between the role and the name stand no more ranks than these, and no longer a body whose the person is.
_RANKS = 3
_LONGEST_BODY = 5
#: An abbreviated rank that no list has is no longer ("SP").
_SHORT = 4


def explained(page: Page, name: Name) -> Place | None:
    """The description that the name explains: "the European body's top diplomat, Ann Sorel"."""
    doc, owner = page.doc, page.owner
    at = _before_ranks(doc, name)
    if at < 1 or doc[at].text != "," or owner[at] != owner[name.start]:
        return None
    last = at - 1
    if doc[last].is_space or not (doc[last].tag_ in ("NN", "NNP", "NNS", "NNPS") or is_role_word(doc[last])):
        return None
    start, head = _description(doc, owner, last)
    if head is None or not _is_determined(doc, start, head):
        return _post_in_body(page, name, at)
    plural = doc[head].tag_ in ("NNS", "NNPS")
    closed = name.end >= len(doc) or doc[name.end].text in _CLOSES or doc[name.end].is_space
    if not closed and not (plural and doc[name.end].lower_ == "and"):
        return None
    if doc[start].tag_ == "CD" and start < head:
        start += 1
    return Place(start, at, head, 0.8)


def _post_in_body(page: Page, name: Name, comma: int) -> Place | None:
    """A post and its body, both in capitals: "Director General, Ely Ports Authority, Dr Jo Park, said"."""
    doc = page.doc
    parting = _before_capitals(doc, comma - 1)
    closed = name.end < len(doc) and doc[name.end].text == ","
    if parting < 1 or doc[parting].text != "," or not closed or not is_role_word(doc[parting - 1]):
        return None
    start = _before_capitals(doc, parting - 1) + 1
    people = any(_is_person(page, i) for i in range(start, comma))
    determined = start == 0 or doc[start - 1].is_space or doc[start - 1].lower_ in ARTICLES
    return Place(start, comma, parting - 1, 0.8) if start < parting and determined and not people else None


def _is_person(page: Page, at: int) -> bool:
    """Whether somebody's name starts at ``at``, and no post in capitals that was taken for one."""
    name = page.names.get(at)
    return name is not None and name.kind == "person" and not is_role_word(page.doc[name.end - 1])


def _before_capitals(doc: Doc, at: int) -> int:
    """The token before a capitalised phrase that ends with ``at``, -1 where the text starts with it."""
    while at >= 0 and (doc[at].text[:1].isupper() or doc[at].lower_ in _WITHIN):
        at -= 1
    return at


def called(page: Page, name: Name) -> Place | None:
    """What the name is given to: "a trawler captain called Jo Park"."""
    doc, owner = page.doc, page.owner
    at = name.title - 1
    if at < 2 or doc[at].lower_ not in _NAMING or doc[at].tag_ != "VBN" or owner[at] != owner[name.start]:
        return None
    start, head = _description(doc, owner, at - 1)
    if head is None or (head == start and doc[head].lower_ in _ANYBODY):
        return None
    return Place(start, at, head, 0.5) if start and doc[start - 1].lower_ in ARTICLES else None


def _before_ranks(doc: Doc, name: Name) -> int:
    """The token before a name's titles, other ranks, and a body whose the person is ("radio's Jo Park")."""
    at = name.title - 1
    for _ in range(_RANKS):
        if at < 1:
            return at
        if doc[at].text == ")" and doc[at - 2].text == "(" and is_courtesy(doc[at - 1]):
            at -= 3
        elif _is_rank(doc[at]) or (doc[at].text[:1].isupper() and doc[at - 1].text == ","):
            # Whatever capitalised word stands alone between the comma and a name is a title too ("Comrade").
            at -= 1
        else:
            break
    if at > 0 and doc[at].tag_ == "POS":
        return next((i for i in range(at - 1, max(0, at - _LONGEST_BODY), -1) if doc[i].is_punct), at)
    return at


def _is_rank(token: Token) -> bool:
    """Whether a token before a name is a title or a rank, abbreviated or not ("SP", "Comrade")."""
    if not token.text[:1].isupper():
        return False
    known = token.lower_.rstrip(".") in honorifics() or is_role_word(token)
    return known or (token.is_alpha and token.is_upper and len(token) <= _SHORT)


def _is_determined(doc: Doc, start: int, head: int) -> bool:
    """Whether a description starts with or behind what tells that it is one person's, or so many people's."""
    before = doc[start - 1] if start > 0 else None
    if doc[start].tag_ == "CD" or (before is not None and (before.lower_ in ARTICLES or before.tag_ == "CD")):
        return True
    return any(doc[i].tag_ == "POS" for i in range(start, head))


def _description(doc: Doc, owner: Owner, last: int) -> tuple[int, int | None]:
    """A description that ends with ``last``: its start and its head, across "of" and what follows."""
    start, head = last, last if _may_head(doc[last]) else None
    listed = False
    while start > 0 and last - start < MOST_WORDS:
        before = doc[start - 1]
        if head is None and _is_link(doc, start - 1):
            listed = True
        elif owner[start - 1] != owner[last] or _ends_description(before, headed=head is not None):
            break
        start -= 1
        if head is None and is_role_word(before):
            head = start
    if head is not None and (doc[start].tag_ == "IN" or (listed and doc[head + 1].lower_ not in _OF)):
        return head, None
    return start, head


def _may_head(token: Token) -> bool:
    return is_role_word(token) or is_agent(token)


def _is_link(doc: Doc, at: int) -> bool:
    """Whether a token may join two things that somebody is head of ("drains and culverts")."""
    return doc[at].lower_ in ("and", "&") or (doc[at].text == "," and in_list(doc, at))


def _ends_description(before: Token, *, headed: bool) -> bool:
    """Whether ``before`` stands outside of the description that follows it."""
    if before.is_space or (before.is_punct and before.text not in _JOINING):
        return True
    if before.lower_ in ARTICLES and (headed or before.lower_ != "the"):
        return True
    return before.pos_ in ("VERB", "AUX", "SCONJ", "PRON") or before.lower_ in _BARRIERS
