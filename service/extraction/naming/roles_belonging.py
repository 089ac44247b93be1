"""What a name belongs to, where nothing tells what somebody is: a body, a paper, a party and its seat."""

from spacy.tokens import Doc

from service.extraction.lexicons import organisation_nouns, parties
from service.extraction.naming.name import Name
from service.extraction.naming.role_extent import is_party_tag
from service.extraction.naming.role_words import Page, Place

_MEMBER = frozenset({"at", "of", "for", "from", "with"})
#: A body's name has no more tokens than this, and a tag with its brackets no more than that.
_LONGEST_BODY = 8
_LONGEST_TAG = 14
_PARTIES = frozenset(form for forms in parties().values() for form in forms)


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


def owned(page: Page, name: Name) -> Place | None:
    """The body whose somebody is, if the article tells no more: "the Tarn Press's Ada Bell"."""
    at = name.title - 1
    if at < 1 or page.doc[at].tag_ != "POS" or page.owner[at] != page.owner[name.start]:
        return None
    for start in range(at - 1, max(-1, at - 1 - _LONGEST_BODY), -1):
        body = page.names.get(start)
        if body is not None:
            return (
                Place(start, at, start, 0.0) if body.end == at and _is_body(page.doc, body, "POS") else None
            )
    return None


def tagged(page: Page, name: Name) -> Place | None:
    """For whom and where somebody sits, if the article tells no more: "Sir Alan Bell (Con, Vale of Ely)"."""
    tag = party_tag(page, name)
    return Place(tag[0] + 1, tag[1] - 1, tag[0] + 1, 0.0) if tag is not None else None


def party_tag(page: Page, name: Name) -> tuple[int, int] | None:
    """The tokens of the brackets behind a name that open with a party: "(Con, Vale of Ely)", "(D-Md.)"."""
    doc, at = page.doc, name.end
    if at + 2 >= len(doc) or doc[at].text != "(" or page.owner[at] != page.owner[name.start]:
        return None
    if doc[at + 1].lower_.rstrip(".") not in _PARTIES and not is_party_tag(doc, at + 1):
        return None
    end = next((i for i in range(at + 2, min(len(doc), at + _LONGEST_TAG)) if doc[i].text == ")"), None)
    return (at, end + 1) if end is not None else None


def _is_body(doc: Doc, name: Name, following: str = "") -> bool:
    """Whether a name is an organisation's, by the model and the words around it."""
    possessive = name.end < len(doc) and doc[name.end].tag_ == "POS"
    if name.end - name.start > _LONGEST_BODY or (possessive and following != "POS"):
        return False
    if name.kind == "organization":
        return True
    return name.kind == "other" and name.words[-1] in organisation_nouns()
