"""Roles right behind a name: between commas ("Ada Bell, a hydrologist at Leeds,")."""

from spacy.tokens import Doc

from service.extraction.naming.agents import agent_head
from service.extraction.naming.name import Name
from service.extraction.naming.role_extent import head_of, lead_in, past_tags, phrase_end, with_clause
from service.extraction.naming.role_words import Page, Place

_OPENS = frozenset({",", "—", "–", "("})
_BELONGS = frozenset({"at", "of", "for", "with"})
#: What a barrister does in this trial: ", prosecuting,". The last goes on with whom it is done for.
_APPEARING = frozenset({"prosecuting", "defending", "mitigating", "representing"})
_CLOSES = frozenset({",", ".", "—", "–", ")", ":", ";"})


def apposition(page: Page, name: Name) -> Place | None:
    """The description right behind the name, its age or its tag: ", a hydrologist at Leeds,"."""
    doc, owner = page.doc, page.owner
    at = past_tags(doc, name.end)
    if at >= len(doc) or doc[at].text not in _OPENS or at + 1 >= len(doc) or doc[at + 1].tag_ == "CC":
        return None
    end = phrase_end(doc, owner, at + 1)
    start = lead_in(doc, at + 1, end)
    head = head_of(doc, start, end)
    if head is None:
        head = _post(doc, start, end)
    if head is None and doc[start - 1].lower_ in ("a", "an"):
        head = agent_head(doc, start, end)
    if head is None or _introduces(page, head + 1):
        return None
    return Place(start, with_clause(doc, owner, end), head, 1.0)


def _introduces(page: Page, at: int) -> bool:
    """Whether somebody else's name follows a role at once: "Ada Bell, Mayor Jo Park and others"."""
    following = page.names.get(at)
    named = following is not None and following.kind == "person"
    return named and page.doc[at].text[:1].isupper()


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


def appearing(page: Page, name: Name) -> Place | None:
    """What somebody does in court: "Ada Bell, prosecuting, said", "Jo Park, representing the family,"."""
    doc = page.doc
    at = past_tags(doc, name.end)
    if at + 2 >= len(doc) or doc[at].text != "," or doc[at + 1].lower_ not in _APPEARING:
        return None
    start, end = at + 1, at + 2
    if doc[end].text not in _CLOSES:
        if doc[start].lower_ != "representing":
            return None
        end = phrase_end(doc, page.owner, end)
    return Place(start, end, start, 0.0)
