"""Settles what kind of thing each name names, by a vote over the article."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from service.extraction.lexicons import organisation_nouns
from service.extraction.naming.evidence import acts, has_given_name
from service.extraction.naming.name import Name, NameKind
from service.extraction.naming.words import fold


def settle(doc: Doc, names: list[Name]) -> Iterator[Name]:
    """Gives single words the kind of the fuller names they end, equal names the kind most of them have."""
    human = {id(n) for n in names if n.kind != "person" and (has_given_name(n) or acts(doc, n))}
    people = {n.words[-1] for n in names if (n.kind == "person" or id(n) in human) and len(n.words) > 1}
    people |= {n.words[-1] for n in names if n.title < n.start}
    votes: dict[tuple[str, ...], Counter[NameKind]] = {}
    for name in names:
        if name.kind != "other":
            votes.setdefault(name.words, Counter())[name.kind] += 1
    for name in names:
        kind = name.kind
        if id(name) in human or (len(name.words) == 1 and name.words[0] in people):
            kind = "person"
        elif name.words in votes:
            kind = votes[name.words].most_common(1)[0][0]
        if fold(name.text.split()[-1]) in organisation_nouns() and len(name.words) > 1:
            kind = "organization"
        yield replace(name, kind=kind)
