"""Finds surnames used alone that the model and the tagger took for no names: "said Summers"."""

from collections.abc import Iterator

from spacy.tokens import Doc

from service.extraction.columns import columns
from service.extraction.lexicons import reporting_verb
from service.extraction.naming.name import Name
from service.extraction.naming.spans import is_capital
from service.extraction.naming.words import fold

#: Behind these a capital proves nothing: a sentence may start there.
_OPENERS = frozenset({".", "?", "!", ":", ";", "•", "*", "-", "—", "–", "…", "..."})


def recall(doc: Doc, names: list[Name]) -> list[Name]:
    """``names`` with the surnames of their people where they stand alone and were left out."""
    surnames = {name.words[-1] for name in names if name.kind == "person" and len(name.words) > 1}
    if not surnames:
        return names
    taken = {i for name in names for i in range(name.title, name.end)}
    found = list(_found(doc, surnames, taken))
    return sorted([*names, *found], key=lambda name: name.start) if found else names


def _found(doc: Doc, surnames: set[str], taken: set[int]) -> Iterator[Name]:
    for token in doc:
        if token.i in taken or not is_capital(token) or token.text.isupper():
            continue
        word = fold(token.text)
        if word in surnames and (not _may_open(doc, token.i) or _is_followed_as_name(doc, token.i)):
            end = token.idx + len(token)
            yield Name(token.i, token.i + 1, token.i, "person", token.text, (word,), end)


def _may_open(doc: Doc, at: int) -> bool:
    """Whether a sentence may start at the token, so that any word has a capital there."""
    before = doc[at - 1] if at else None
    return before is None or before.is_space or before.is_quote or before.text in _OPENERS


def _is_followed_as_name(doc: Doc, at: int) -> bool:
    """Whether what follows takes a person before it: a possessive, or a verb of speech."""
    if at + 1 >= len(doc):
        return False
    following = doc[at + 1]
    if following.text in ("’s", "'s"):
        return True
    if following.tag_ not in ("VBD", "VBZ"):
        return False
    return reporting_verb(following.lemma_.lower()) is not None or _is_bare_subject(doc, at)


def _is_bare_subject(doc: Doc, at: int) -> bool:
    """Whether a surname that the tagger takes for a plural does the verb: "Carruthers left"."""
    token = doc[at]
    if token.tag_ != "NNS" or token.dep_ not in ("nsubj", "ROOT"):
        return False
    return not any(lower == token.lower_ and doc[i].is_lower for i, lower in enumerate(columns(doc).lower))
