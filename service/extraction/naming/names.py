"""Names in the text: where each stands, and what kind of thing it names.

The model's entities are a start. They are trimmed of titles and possessives, joined with capitalised runs
that the model left out, and settled by a vote over the article: "Bell" after "Ada Bell" is the person.
"""

from spacy.tokens import Doc

from service.extraction.lexicons import group_nouns, organisation_nouns, role_modifiers, role_nouns
from service.extraction.naming.headlines import trim_headlines
from service.extraction.naming.joining import join_nicknames, join_parts
from service.extraction.naming.name import Name, NameKind
from service.extraction.naming.recalling import recall
from service.extraction.naming.settling import settle
from service.extraction.naming.spans import find_spans
from service.extraction.naming.titles import read_name
from service.extraction.naming.trailing import trim_trailing

__all__ = ["Name", "NameKind", "find_names"]


def find_names(doc: Doc) -> tuple[Name, ...]:
    """Every name in ``doc``, in order, none overlapping another."""
    spans = join_parts(doc, find_spans(doc))
    names = [name for span in spans if (name := read_name(doc, span)) is not None]
    cut = trim_trailing(doc, trim_headlines(doc, join_nicknames(doc, names)))
    settled = [name for name in settle(doc, cut) if not _is_common(doc, name)]
    return tuple(recall(doc, settled))


def _is_common(doc: Doc, name: Name) -> bool:
    """Whether what looked like a name is a post or a group of people at a sentence's start.

    "Union Minister for Railways Ada Bell", "Passengers described".
    """
    if _is_office(doc, name):
        return True
    if name.kind != "other" or doc[name.start].ent_type_:
        return False
    last = doc[name.end - 1].lower_
    if name.end - name.start == 1 and last in group_nouns():
        return bool(doc[name.start].is_sent_start) or doc[name.start - 1].is_space
    return last in role_nouns() and all(_is_of_post(doc[i].lower_) for i in range(name.start, name.end - 1))


def _is_office(doc: Doc, name: Name) -> bool:
    """Whether a name is the end of an office that opens like a title ("Chief Financial Officer")."""
    return name.title < name.start and doc[name.title : name.end].text.lower() in role_nouns()


def _is_of_post(word: str) -> bool:
    return word in role_nouns() or word in role_modifiers() or word in organisation_nouns()
