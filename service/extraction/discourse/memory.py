"""The discourse so far: who has been named and described, and who spoke last.

It reads on from the top of the article and never looks ahead, but for names: a headline may print a surname
before the full name is given. What a mention weighs follows the salience factors of Lappin and Leass (1994):
the subject before the object, both before the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from service.extraction.discourse.cast import Described
from service.extraction.discourse.source import Source
from service.extraction.naming.entities import Entities, Entity

#: A reader looks no further back than so many sentences for whom a pronoun means.
_MEMORY = 40
#: What a paper weighs that somebody told something.
_TOLD = 0.4


@dataclass(slots=True)
class Seen:
    """When somebody was last mentioned, and whether in the reporter's own words."""

    token: int
    frame: int
    paragraph: int
    weight: float
    told: bool = True


@dataclass(slots=True)
class Discourse:
    """What a reader has in mind at one point of the article.

    Everybody has an index: an entity its own, whom the article describes one behind those of all entities.
    """

    doc: Doc
    entities: Entities
    roles: dict[int, set[str]]
    frame: int = 0
    paragraph: int = 0
    seen: dict[int, Seen] = field(default_factory=dict)
    cast: list[Described] = field(default_factory=list)
    by_head: dict[str, int] = field(default_factory=dict)
    speaker: Source | None = None
    speaker_frame: int = -99
    speaker_paragraph: int = -99
    bare: Counter[int] = field(default_factory=Counter)
    introduced: dict[int, int] = field(default_factory=dict)

    def note_name(self, entity: int, token: Token, *, quoted: bool) -> None:
        """Takes in that ``entity`` is named at ``token``."""
        weight = _salience(token) - (1.5 if quoted else 0.0)
        if self.entities.all[entity].kind != "person" and _is_told(token):
            # The paper that somebody told something is not what the text goes on about.
            weight = min(weight, _TOLD)
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

    def who(self, index: int) -> Entity | Described:
        """The entity or description with this index."""
        named = len(self.entities.all)
        return self.entities.all[index] if index < named else self.cast[index - named]

    def topic(self, fits: Callable[[Entity | Described], bool]) -> int | None:
        """The one fitting entity that this paragraph has told of in sentences before this one, None where
        nobody or several are.

        A paragraph that opens with somebody's name has turned from whoever spoke before it.
        """
        found = [
            index
            for index, seen in self.recent()
            if seen.paragraph == self.paragraph and seen.told and fits(self.who(index))
        ]
        if len(found) != 1 or self.same_paragraph:
            return None
        return found[0] if self.seen[found[0]].frame < self.frame else None

    def note_speaker(self, source: Source) -> None:
        """Takes in that ``source`` speaks in the current frame."""
        self.speaker, self.speaker_frame, self.speaker_paragraph = source, self.frame, self.paragraph
        if source.index is not None:
            known = self.seen.get(source.index)
            token = known.token if known else 0
            self._see(source.index, Seen(token, self.frame, self.paragraph, 2.0))

    def introduce(self, described: Described) -> int:
        """Takes in somebody whom the text describes; the index is the old one where they are known."""
        known = self.by_head.get(described.head)
        if known is not None and _is_same(self.who(known), described):
            return known
        index = len(self.entities.all) + len(self.cast)
        if described.source.index is None:
            described.source = replace(described.source, described=index)
        self.cast.append(described)
        self.by_head[described.head] = index
        return index

    def note_described(self, index: int, token: Token) -> None:
        """Takes in that the description ``index`` is what the noun at ``token`` speaks of."""
        weight = _salience(token)
        known = self.seen.get(index)
        if known is not None and known.frame == self.frame:
            weight = max(weight, known.weight)
        self.introduced.setdefault(index, self.frame)
        self._see(index, Seen(token.i, self.frame, self.paragraph, weight))

    def name(self, index: int, entity: int) -> None:
        """Takes in that the person described as ``index`` is the named ``entity``, where gender allows it."""
        found, named = self.who(index), self.entities.all[entity]
        alike = found.kind == named.kind == "person" and found.gender in (None, named.gender)
        if isinstance(found, Described) and found.became is None and alike:
            found.became = entity

    def source(self, index: int, *, sure: float = 1.0, rival: str | None = None) -> Source:
        """The source that is an entity of the article, or somebody whom it describes."""
        found = self.who(index)
        if isinstance(found, Described):
            if found.became is not None:
                return self.source(found.became, sure=sure, rival=rival)
            at = seen.token if (seen := self.seen.get(index)) is not None else None
            return replace(found.source, sure=min(sure, found.source.sure), rival=rival, at=at)
        return Source(found.name, found.speaker_kind, index, sure, rival, found.gender)

    def _see(self, index: int, seen: Seen) -> None:
        """Keeps ``seen`` in the order of the last naming, so that a look back can stop early."""
        self.seen.pop(index, None)
        self.seen[index] = seen

    def recent(self) -> Iterator[tuple[int, Seen]]:
        """Who has been named within reach of memory, the last first."""
        for index, seen in reversed(self.seen.items()):
            if self.frame - seen.frame > _MEMORY:
                return
            yield index, seen

    def is_new(self, index: int, seen: Seen) -> bool:
        """Whether the last sentence was the first to mention ``index``, a person with a role of theirs."""
        if self.introduced.get(index) != seen.frame or self.frame - seen.frame > 1 or seen.weight < 0.9:
            return False
        found = self.who(index)
        return found.kind == "person" and (isinstance(found, Described) or index in self.roles)

    @property
    def has_named(self) -> bool:
        """Whether the current sentence has told of somebody so far."""
        last = next(reversed(self.seen.values()), None)
        return last is not None and last.frame == self.frame

    @property
    def same_paragraph(self) -> bool:
        """Whether somebody has spoken in the current paragraph."""
        return self.paragraph == self.speaker_paragraph


def _is_same(known: Entity | Described, described: Described) -> bool:
    """Whether the words that brought in ``known`` are these very words, of the same author."""
    if not isinstance(known, Described) or known.source.entity != described.source.entity:
        return False
    return known.name.lower() == described.name.lower()


def _is_told(token: Token) -> bool:
    """Whether the name that ends at ``token`` is told something: "Park told the Lantern"."""
    return token.dep_ in ("dobj", "dative") and token.head.lemma_.lower() == "tell"


def _salience(token: Token) -> float:
    """How much a mention stays in mind: subject, then object, then the rest."""
    head = token
    while head.dep_ in ("compound", "flat") and head.head.i != head.i:
        head = head.head
    if head.dep_ == "appos" and head.head.dep_ in ("nsubj", "nsubjpass"):
        # "Her husband, Jo Park, left": the name is what the sentence is about.
        head = head.head
    if head.dep_ in ("nsubj", "nsubjpass"):
        verb = head.head.dep_
        return 2.0 if verb in ("ROOT", "conj", "parataxis") else 1.8 if verb == "ccomp" else 1.5
    if head.dep_ in ("dobj", "dative", "ROOT", "appos", "attr", "agent"):
        return 1.2
    return 0.5 if head.dep_ == "poss" else 0.9
