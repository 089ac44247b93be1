"""Roles right behind a name: between commas ("Ada Bell, a hydrologist at Leeds,"), or the body it is of."""

from spacy.tokens import Doc

from service.extraction.lexicons import organisation_nouns
from service.extraction.naming.name import Name
from service.extraction.naming.role_extent import head_of, lead_in, past_tags, phrase_end, with_clause
from service.extraction.naming.role_words import Page, Place

_OPENS = frozenset({",", "—", "–", "("})
_BELONGS = frozenset({"at", "of", "for", "with"})
_MEMBER = frozenset({"at", "of", "for", "from", "with"})
#: What a barrister does in this trial: ", prosecuting,". The last goes on with whom it is done for.
_APPEARING = frozenset({"prosecuting", "defending", "mitigating", "representing"})
_CLOSES = frozenset({",", ".", "—", "–", ")", ":", ";"})
#: A body's name has no more tokens than this.
_LONGEST_BODY = 8


def apposition(page: Page, name: Name) -> Place | None:
    """The description right behind the name, its age or its tag: ", a hydrologist at Leeds,"."""
    doc, owner = page.doc, page.owner
    at = past_tags(doc, name.end)
    if at >= len(doc) or doc[at].text not in _OPENS or at + 1 >= len(doc):
        return None
    end = phrase_end(doc, owner, at + 1)
    start = lead_in(doc, at + 1, end)
    head = head_of(doc, start, end)
    if head is None:
        head = _post(doc, start, end)
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


def affiliation(page: Page, name: Name) -> Place | None:
    """The body that a name belongs to, if the article tells no more: "Ada Bell of the Tarn Trust"."""
    doc, owner = page.doc, page.owner
    at = name.end
    if at < len(doc) and doc[at].text == ",":
        at += 1
    if at + 1 >= len(doc) or doc[at].lower_ not in _MEMBER or owner[at] != owner[name.start]:
        return None
    start = at + 1
    while start < len(doc) and doc[start].lower_ in ("the", "promoters", "campaigners", "analysts"):
        start += 1
    body = page.names.get(start)
    if body is None or not _is_body(doc, body):
        return None
    return Place(at, body.end, start, 0.0)


def _is_body(doc: Doc, name: Name) -> bool:
    """Whether a name is an organisation's, by the model and the words around it."""
    if name.end - name.start > _LONGEST_BODY or (name.end < len(doc) and doc[name.end].tag_ == "POS"):
        return False
    if name.kind == "organization":
        return True
    return name.kind == "other" and name.words[-1] in organisation_nouns()
