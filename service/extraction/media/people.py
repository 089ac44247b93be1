"""Whom a sentence without a quote speaks of, by name or pronoun."""

from spacy.tokens import Doc, Token

from service.extraction.attribution.frames import Frame
from service.extraction.attribution.outer import Outer
from service.extraction.attribution.subjects import subject_of
from service.extraction.naming.gender import pronoun_gender

_LOOKED_AT = 12


class People:
    """The entities of an article, read on from the top."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        of_name: dict[int, int] = doc._.entities.of_name
        self.entity_at: dict[int, int] = {
            i: of_name[name.start]
            for name in doc._.names
            if name.start in of_name
            for i in range(name.start, name.end)
        }
        self.sources: dict[int, int | None] = {
            said.cue.at: said.source.entity
            for said in doc._.attributions
            if said.cue is not None and said.source is not None
        }
        self.last: list[int] = []

    def read(self, frame: Frame) -> None:
        """Takes in the people that the sentence names."""
        self.last += [self.entity_at[i] for i in frame.tokens if i in self.entity_at]
        del self.last[:-_LOOKED_AT]

    def doing(self, verb: Token, frame: Frame) -> int | None:
        """The entity that does ``verb``: the source it brings in, else its subject."""
        if verb.i in self.sources:
            return self.sources[verb.i]
        subject = subject_of(verb, Outer(frame.tokens))
        return self._entity(subject) if subject is not None else None

    def _entity(self, head: Token) -> int | None:
        if head.i in self.entity_at:
            return self.entity_at[head.i]
        gender = pronoun_gender(head.lower_)
        if gender is not None:
            return self._latest(gender)
        for child in head.children:
            if child.dep_ in ("appos", "compound") and child.i in self.entity_at:
                return self.entity_at[child.i]
        return self._called(head.text) if head.text[:1].isupper() else None

    def _called(self, word: str) -> int | None:
        """The only person whose name ends with ``word``, which the parse took for no name."""
        everybody = enumerate(self.doc._.entities.all)
        found = [n for n, e in everybody if e.kind == "person" and e.name.split()[-1:] == [word]]
        return found[0] if len(found) == 1 else None

    def _latest(self, gender: str) -> int | None:
        """The person named last whom the pronoun fits."""
        for entity in reversed(self.last):
            found = self.doc._.entities.all[entity]
            if found.kind == "person" and found.gender in (None, gender):
                return entity
        return None
