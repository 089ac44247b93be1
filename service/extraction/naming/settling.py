"""Settles what kind of thing each name names, by a vote over the article."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from service.extraction.lexicons import given_names, name_words, organisation_nouns, role_standing
from service.extraction.naming.body_evidence import (
    explains_body,
    goes_on_as_body,
    is_channel,
    names_company,
    with_article,
)
from service.extraction.naming.evidence import (
    acts,
    goes_by_surname,
    has_given_name,
    is_he_or_she,
    only_modifies,
)
from service.extraction.naming.name import Name, NameKind
from service.extraction.naming.words import PARTICLES, fold, is_initial

#: Last words of programmes that are called after a person ("The Ada Bell Show").
_PROGRAMMES = name_words("programmes")


@dataclass(frozen=True, slots=True)
class _People:
    """What people's full names end with, in folded words, and the words before it."""

    last: frozenset[tuple[str, ...]]
    first: frozenset[str]


def settle(doc: Doc, names: list[Name]) -> Iterator[Name]:
    """Gives single words the kind of the fuller names they end, equal names the kind most of them have."""
    human = {id(n) for n in names if n.kind != "person" and (has_given_name(n) or acts(doc, n))}
    human |= {id(n) for n in (*goes_by_surname(doc, names), *is_he_or_she(doc, names))}
    known = _people(names, human)
    votes: dict[tuple[str, ...], Counter[NameKind]] = {}
    for name in names:
        if name.kind != "other":
            votes.setdefault(name.words, Counter())[name.kind] += 1
    titled = (n for n in names if n.kind == "person" and n.title < n.start and len(n.words) > 1)
    bodies = {n.words for n in names if explains_body(doc, n) or goes_on_as_body(doc, n)}
    bodies |= set(with_article(doc, names)) - known.last
    of_people = {n.words for n in names if id(n) in human} | {n.words for n in titled}
    for name in names:
        kind = name.kind
        if id(name) in human or name.words in of_people or _is_part(doc, name, known):
            kind = "person"
        elif name.words in votes:
            kind = votes[name.words].most_common(1)[0][0]
        if _ends_as_body(doc, name, kind) or name.words in bodies:
            kind = "organization"
        elif kind == "person" and name.words not in known.last:
            kind = "organization" if is_channel(name) else "other" if only_modifies(doc, name) else kind
        yield replace(name, kind=kind)


def _people(names: list[Name], human: set[int]) -> _People:
    people = (n for n in names if n.kind == "person" or id(n) in human)
    full = [n for n in people if len(n.words) > 1 and not (n.title == n.start and names_company(n))]
    last = {n.words[i:] for n in full for i in range(1, len(n.words))}
    last |= {n.words[-1:] for n in names if n.title < n.start}
    # Of "Ximena Vidal Errázuriz" the first surname may be used alone.
    first = {word for n in full for word in n.words[:-1] if not is_initial(word) and word not in PARTICLES}
    return _People(frozenset(last), frozenset(first))


def _is_part(doc: Doc, name: Name, known: _People) -> bool:
    """Whether a name is a part of a person's, used alone: "Bell", "García López", "Guðrún"."""
    if name.title == name.start and name.start > 0 and doc[name.start - 1].lower_ == "the":
        return False
    if name.words in known.last:
        return True
    return len(name.words) == 1 and name.words[0] in known.first and name.kind in ("organization", "other")


def _is_titled(doc: Doc, name: Name) -> bool:
    """Whether what stands before a name is what only people are called."""
    return name.title < name.start and doc[name.start - 1].lower_ not in role_standing("of_bodies")


def _ends_as_body(doc: Doc, name: Name, kind: NameKind) -> bool:
    """Whether the last word tells of a body; no person's given name and surname do ("Jo Church")."""
    if names_company(name) and name.kind != "place" and not _is_titled(doc, name):
        return True
    if len(name.words) > 2 and name.words[-1] in _PROGRAMMES:
        return True
    if len(name.words) == 1 or fold(name.text.split()[-1]) not in organisation_nouns():
        return False
    plain = len(name.words) == 2 or (len(name.words) == 3 and is_initial(name.words[1]))
    return not (kind == "person" and plain and name.words[0] in given_names())
