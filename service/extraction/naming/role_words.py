"""The words that roles are made of, and a place in the text where a role may stand."""

from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc, Token

from service.extraction.lexicons import honorifics, role_modifiers, role_nouns
from service.extraction.naming.name import Name

#: No reader takes more words than this for one role.
MOST_WORDS = 16
#: Words that determine a role and are no part of it.
ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "my", "this", "that", "then"})
#: Tags of words that may stand before the head of a role.
_MODIFYING = frozenset(
    ["NNP", "NNPS", "NN", "NNS", "JJ", "JJR", "JJS", "CD", "HYPH", "VBG", "VBN", "FW", "AFX"]
)
#: How such words hang on the head, or on each other.
_LEFT = frozenset(
    {"compound", "amod", "poss", "nmod", "det", "nummod", "quantmod", "case", "punct", "advmod"}
    | {"npadvmod", "dep", "appos"}
)


class Place(NamedTuple):
    """Tokens [start, end) that may be a role, its head noun, and how much the place speaks for it."""

    start: int
    end: int
    head: int
    bonus: float


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader of roles looks at: tokens, the segment each stands in, and names by first token."""

    doc: Doc
    owner: tuple[int, ...]
    names: dict[int, Name]


def ends_line(token: Token) -> bool:
    """Whether a token ends a line; a no-break space within one is a token of white space too."""
    return token.is_space and len(f"{token.text}x".splitlines()) > 1


def is_courtesy(token: Token) -> bool:
    """Whether a token is a title that is no role ("Sir", "Mrs", "Dr")."""
    honorific = honorifics().get(token.lower_) or honorifics().get(token.lower_.rstrip("."))
    return honorific is not None and not honorific.rank and not honorific.name and token.text[:1].isupper()


def is_role_word(token: Token) -> bool:
    """Whether a token can be the head of a role."""
    lower = token.lower_
    if lower in role_nouns() or token.lemma_.lower() in role_nouns():
        return True
    known = honorifics()
    honorific = known.get(lower) or known.get(lower.rstrip(".")) or known.get(f"{lower}.")
    return honorific is not None and honorific.rank and token.text[:1].isupper()


def modifies(before: Token, head: Token, anchor: Token) -> bool:
    """Whether ``before`` belongs to the role with ``head`` before a name that ends with ``anchor``."""
    if before.lower_ in role_modifiers() or before.text == "-" or before.tag_ == "POS":
        return True
    if before.tag_ in _MODIFYING:
        return before.dep_ in _LEFT or before.head.i in (head.i, anchor.i)
    return before.lower_ in ("of", "for", "and", "&") and _links_capitals(before, head)


def _links_capitals(link: Token, head: Token) -> bool:
    """Whether a word before the head links two capitalised ones ("Food and Farming Secretary")."""
    if not 0 < link.i < head.i - 1:
        return False
    doc = head.doc
    return doc[link.i - 1].text[:1].isupper() and doc[link.i + 1].text[:1].isupper()


def in_list(doc: Doc, at: int) -> bool:
    """Whether a comma stands within a name or list ("Nature, Food and Rural Affairs")."""
    if at + 2 >= len(doc) or at == 0:
        return False
    following = doc[at + 1]
    if not (following.text[:1].isupper() and doc[at - 1].text[:1].isupper()):
        return False
    return any(doc[i].lower_ in ("and", "&") for i in range(at + 1, min(at + 4, len(doc))))
