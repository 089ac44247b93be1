"""What tells that a name is a body's, though the model may have taken it for a person's."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from service.extraction.lexicons import (
    given_names,
    name_words,
    organisation_nouns,
    outlets,
    platforms,
    role_nouns,
)
from service.extraction.naming.name import Name

_OPENS = frozenset({"the", "its", "their", "his", "her", "our", "my"})
_COMPANIES = name_words("companies")
#: Words within which an apposition comes to its noun.
_TO_NOUN = 5


def is_channel(name: Name) -> bool:
    """Whether a name is that of a platform, or in two words or more that of an outlet ("Sky Sports")."""
    printed = name.text.lower()
    return printed in platforms() or (len(name.words) > 1 and printed in outlets())


def explains_body(doc: Doc, name: Name) -> bool:
    """Whether a noun for a body stands before a name between commas: "The airline, Nordhav, said"."""
    if name.start < 3 or name.end >= len(doc) or (doc[name.start - 1].text, doc[name.end].text) != (",", ","):
        return False
    noun = doc[name.start - 2]
    opens = any(doc[i].lower_ in _OPENS for i in range(max(0, name.start - 5), name.start - 2))
    told = noun.lower_ in organisation_nouns() and noun.lower_ not in role_nouns() and not _has_post(noun)
    return noun.tag_ == "NN" and told and opens and name.words[0] not in given_names()


def _has_post(noun: Token) -> bool:
    """Whether somebody has a post in the body that the noun calls: "the chair of the committee, Jo Park,"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("of", "for", "at"):
        return False
    post = noun.head.head.lemma_.lower()
    return post in role_nouns() and post not in organisation_nouns()


def goes_on_as_body(doc: Doc, name: Name) -> bool:
    """Whether ", which …" or ", a start-up" follows a name that the model knows for no place.

    The words are the name's own by the sentence's syntax: "a letter to Bell, which said" tells of the letter.
    """
    if name.kind not in ("person", "other") or name.words[0] in given_names() or name.title < name.start:
        return False
    if name.end + 1 >= len(doc) or doc[name.end].text != ",":
        return False
    which = doc[name.end + 1]
    if which.lower_ == "which":
        return name.start <= which.head.head.i < name.end and which.head.dep_ == "relcl"
    return len(name.words) > 1 and which.lower_ in ("a", "an") and _is_kind_of_body(doc, name.end + 2)


def _is_kind_of_body(doc: Doc, at: int) -> bool:
    """Whether the noun phrase at ``at`` is a noun for a body: "start-up that", "Dutch chip maker"."""
    for i in range(at, min(at + _TO_NOUN, len(doc) - 1)):
        lower = doc[i].lower_
        if lower == "start" and doc[i + 1].text == "-":
            return True
        if doc[i].tag_ == "NN" and doc[i + 1].tag_ not in ("NN", "HYPH"):
            return lower in organisation_nouns() and lower not in role_nouns()
        if doc[i].pos_ not in ("ADJ", "NOUN", "PROPN") and doc[i].tag_ != "HYPH":
            return False
    return False


def with_article(doc: Doc, names: list[Name]) -> Iterator[tuple[str, ...]]:
    """The words of people's names that stand behind "the" wherever they are printed: "told The Lantern".

    They stand for themselves: in "the Bell campaign" the article is the campaign's.
    """
    single = [name for name in names if len(name.words) == 1 and name.title == name.start]
    bare = {name.words for name in names if name.title < name.start}
    bare |= {n.words for n in single if n.start == 0 or doc[n.start - 1].lower_ != "the"}
    for name in single:
        last = doc[name.end - 1]
        alone = last.tag_ == "NNP" and last.dep_ not in ("compound", "poss", "nmod", "amod")
        if name.kind == "person" and name.words not in bare and alone:
            yield name.words


def names_company(name: Name) -> bool:
    """Whether the last word is one that companies' names end with, and the first no given name."""
    words = name.words
    return len(words) > 1 and words[-1] in _COMPANIES and words[0] not in given_names()
