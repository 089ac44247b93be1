"""The discourse so far: who has been named and described, and who spoke last.

It reads on from the top of the article and never looks ahead, but for names: a headline may print a surname
before the full name is given. What a mention weighs follows the salience factors of Lappin and Leass (1994):
the subject before the object, both before the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from service.extraction.discourse.source import Source
from service.extraction.naming.entities import Entities, Entity

#: A reader looks no further back than so many sentences for whom a pronoun means.
_MEMORY = 40


@dataclass(slots=True)
class Seen:
    """When an entity was last named, and whether the reporter's own words did."""

    token: int
    frame: int
    paragraph: int
    weight: float
    told: bool = True


@dataclass(slots=True)
class Discourse:
    """What a reader has in mind at one point of the article."""

    doc: Doc
    entities: Entities
    roles: dict[int, set[str]]
    frame: int = 0
    paragraph: int = 0
    seen: dict[int, Seen] = field(default_factory=dict)
    described: dict[str, Source] = field(default_factory=dict)
    speaker: Source | None = None
    document: Source | None = None
    document_frame: int = -99
    speaker_frame: int = -99
    speaker_paragraph: int = -99
    bare: Counter[int] = field(default_factory=Counter)
    introduced: dict[int, int] = field(default_factory=dict)

    def note_name(self, entity: int, token: Token, *, quoted: bool) -> None:
        """Takes in that ``entity`` is named at ``token``."""
        weight = _salience(token) - (1.5 if quoted else 0.0)
        known = self.seen.get(entity)
        if not quoted:
            self.introduced.setdefault(entity, self.frame)
        told = not quoted
        if known is not None and known.frame == self.frame:
            weight, told = max(weight, known.weight), told or known.told
        self._see(entity, Seen(token.i, self.frame, self.paragraph, weight, told))

    def note_pronoun(self, entity: int, token: Token) -> None:
        """Takes in that the sentence is about ``entity``, its subject "he" or "she" at ``token``."""
        known = self.seen.get(entity)
        named = known.token if known else token.i
        self._see(entity, Seen(named, self.frame, self.paragraph, _salience(token)))

    def topic(self, fits: Callable[[Entity], bool]) -> int | None:
        """The one fitting entity that this paragraph has told of in sentences before this one, None where
        nobody or several are.

        A paragraph that opens with somebody's name has turned from whoever spoke before it.
        """
        found = [
            index
            for index, seen in self.recent()
            if seen.paragraph == self.paragraph and seen.told and fits(self.entities.all[index])
        ]
        if len(found) != 1 or self.same_paragraph:
            return None
        return found[0] if self.seen[found[0]].frame < self.frame else None

    def note_speaker(self, source: Source) -> None:
        """Takes in that ``source`` speaks in the current frame."""
        self.speaker, self.speaker_frame, self.speaker_paragraph = source, self.frame, self.paragraph
        if source.entity is not None:
            known = self.seen.get(source.entity)
            token = known.token if known else 0
            self._see(source.entity, Seen(token, self.frame, self.paragraph, 2.0))
        else:
            self.note_described(source)

    def note_described(self, source: Source) -> None:
        """Takes in that the text speaks of somebody whom it only describes."""
        self.described[_head_word(source.name)] = source

    def note_document(self, source: Source) -> None:
        """Takes in that this sentence is about a document of ``source``'s: "it said" will be theirs."""
        self.document, self.document_frame = source, self.frame

    def source(self, entity: int, *, sure: float = 1.0, rival: str | None = None) -> Source:
        """The source that is an entity of the article."""
        found = self.entities.all[entity]
        return Source(found.name, found.speaker_kind, entity, sure, rival, found.gender)

    def _see(self, entity: int, seen: Seen) -> None:
        """Keeps ``seen`` in the order of the last naming, so that a look back can stop early."""
        self.seen.pop(entity, None)
        self.seen[entity] = seen

    def recent(self) -> Iterator[tuple[int, Seen]]:
        """Who has been named within reach of memory, the last first."""
        for index, seen in reversed(self.seen.items()):
            if self.frame - seen.frame > _MEMORY:
                return
            yield index, seen

    def is_new(self, entity: int, seen: Seen) -> bool:
        """Whether the last sentence was the first to name ``entity``, a person with a role of theirs."""
        if self.introduced.get(entity) != seen.frame or self.frame - seen.frame > 1 or seen.weight < 0.9:
            return False
        return self.entities.all[entity].kind == "person" and entity in self.roles

    @property
    def same_paragraph(self) -> bool:
        """Whether somebody has spoken in the current paragraph."""
        return self.paragraph == self.speaker_paragraph


def _salience(token: Token) -> float:
    """How much a mention stays in mind: subject, then object, then the rest."""
    head = token
    while head.dep_ in ("compound", "flat") and head.head.i != head.i:
        head = head.head
    if head.dep_ == "appos" and head.head.dep_ in ("nsubj", "nsubjpass"):
        # "Her husband, Jo Park, left": the name is what the sentence is about.
        head = head.head
    if head.dep_ in ("nsubj", "nsubjpass"):
        return 2.0 if head.head.dep_ in ("ROOT", "conj", "ccomp", "parataxis") else 1.5
    if head.dep_ in ("dobj", "dative", "ROOT", "appos", "attr", "agent"):
        return 1.2
    return 0.5 if head.dep_ == "poss" else 0.9


def _head_word(name: str) -> str:
    """The lower-case head of a description: the last word before a preposition."""
    for part in (" for ", " of ", " at ", " from ", " with ", " in ", " who ", " on ", ","):
        name = name.split(part)[0]
    return (name.split() or [""])[-1].lower()
