"""Entities: the names of one person or body, brought together within one article.

People are joined by surname where the given names agree (equal, initial, nickname, or not printed), bodies by their
words and acronyms. Two people of one surname stay two; a bare surname goes to the one named last before it.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Literal

from service.extraction.annotations import SpeakerKind
from service.extraction.lexicons import Gender, given_names
from service.extraction.naming.names import Name
from service.extraction.naming.words import PARTICLES, fold, is_initial, same_given_name

#: Namesakes and forms that are compared, so that a list of a thousand members stays quick.
_LOOKED_AT = 50
Kind = Literal["person", "organization", "place", "people", "other"]


@dataclass(slots=True)
class Entity:
    """One person or body of the article and all its names, in order."""

    kind: Kind
    names: list[Name] = field(default_factory=list)
    gender: Gender | None = None
    acronym: str | None = None
    _longest: tuple[str, ...] = ()
    _counted: int = 0
    _printed: tuple[int, str] = (0, "")

    @property
    def name(self) -> str:
        """The fullest form that the article gives, without titles."""
        if self._printed[0] != len(self.names):
            self._printed = len(self.names), _fullest(self)
        return self._printed[1]

    @property
    def surname(self) -> str:
        """The folded last word of the name."""
        return self.longest[-1]

    @property
    def longest(self) -> tuple[str, ...]:
        """The folded words of the fullest form."""
        if self._counted != len(self.names):
            self._longest = max([self._longest, *(n.words for n in self.names[self._counted :])], key=len)
            self._counted = len(self.names)
        return self._longest

    @property
    def speaker_kind(self) -> SpeakerKind:
        """What the entity is as a speaker."""
        if self.kind == "person":
            return SpeakerKind.PERSON
        return SpeakerKind.GROUP if self.kind == "people" else SpeakerKind.ORGANIZATION


@dataclass(slots=True)
class Entities:
    """The article's entities, and for each name (by its first token) the one it names."""

    all: list[Entity]
    of_name: dict[int, int]

    surnames: dict[str, list[int]] = field(default_factory=dict)

    def namesakes(self, name: Name) -> list[int]:
        """The people that a bare surname may stand for, when the article has several of them."""
        return self.surnames.get(name.words[0], []) if len(name.words) == 1 and name.kind == "person" else []

    def at(self, token: int) -> int | None:
        """The entity of the name that starts at ``token``."""
        return self.of_name.get(token)


def build_entities(text: str, names: tuple[Name, ...]) -> Entities:
    """Brings the names of one article together."""
    people = _People()
    bodies = _Bodies(text)
    for name in names:
        if name.kind == "person":
            people.note(name)
    of_name: dict[int, Entity] = {}
    for name in names:
        if name.kind == "person":
            of_name[name.start] = people.place(name)
        else:
            of_name[name.start] = people.known(name) or bodies.place(name)
    unique: list[Entity] = []
    index: dict[int, int] = {}
    for entity in of_name.values():
        if id(entity) not in index:
            index[id(entity)] = len(unique)
            unique.append(entity)
    surnames: dict[str, list[int]] = defaultdict(list)
    for i, entity in enumerate(unique):
        if entity.kind == "person":
            surnames[entity.surname].append(i)
    shared = {surname: group for surname, group in surnames.items() if len(group) > 1}
    return Entities(unique, {start: index[id(entity)] for start, entity in of_name.items()}, shared)


class _People:
    """Places each person's name with the entity it belongs to."""

    def __init__(self) -> None:
        self.full: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.given: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.by_surname: dict[str, list[Entity]] = defaultdict(list)
        self.by_given: dict[str, list[Entity]] = defaultdict(list)
        self.by_inner: dict[str, Entity] = {}
        self.titled: dict[str, set[str]] = defaultdict(set)

    def note(self, name: Name) -> None:
        """Learns a full name before any is placed: headlines and ledes use surnames first."""
        if len(name.words) > 1:
            self.full[name.words[-1]].append(name.words)
            self.given[name.words[0]].append(name.words)
        elif name.gender is not None:
            self.titled[name.words[0]].add(name.gender)

    def known(self, name: Name) -> Entity | None:
        """The person whose surname alone this is, though the model took it for something else."""
        if len(name.words) == 1 and name.kind == "other" and name.words[0] in self.full:
            return self.place(name)
        return None

    def place(self, name: Name) -> Entity:
        """The entity of ``name``, a new one where none agrees."""
        entity = self._place_full(name) if len(name.words) > 1 else self._place_single(name)
        entity.names.append(name)
        return entity

    def _place_full(self, name: Name) -> Entity:
        fits = [e for e in self.by_surname[name.words[-1]][-_LOOKED_AT:] if _agree(e, name.words)]
        if fits:
            entity = fits[-1]
        elif entity_ := self._by_double_surname(name):
            entity = entity_
        else:
            entity = Entity("person")
            self._remember(entity, name.words)
        if not any(e is entity for e in self.by_given[name.words[0]][-_LOOKED_AT:]):
            self.by_given[name.words[0]].append(entity)
        self._touch(self.by_surname[name.words[-1]], entity)
        return entity

    def _by_double_surname(self, name: Name) -> Entity | None:
        """'María García López' is 'García' or 'García López' later on; 'Maria Garcia' may be she too."""
        for entity in self.by_given[name.words[0]][-_LOOKED_AT:]:
            longest = entity.longest if entity.names else ()
            shorter, longer = sorted((longest, name.words), key=len)
            parts = set(shorter[-1].split("-")) & set(longer[-1].split("-")) if shorter else set()
            if len(shorter) > 1 and (longer[: len(shorter)] == shorter or parts):
                self._touch(self.by_surname[name.words[-1]], entity)
                return entity
        return None

    def _place_single(self, name: Name) -> Entity:
        word = name.words[0]
        candidates = [e for e in self.by_surname.get(word) or [] if not _clashes(e, name)]
        if candidates:
            return candidates[-1]
        upcoming = [full for full in self.full.get(word, []) if self._may_be(full, word, name)]
        if upcoming:
            return self._ahead(upcoming[0])
        if self.by_given.get(word):
            return self.by_given[word][-1]
        inner = self._by_inner_word(word)
        if inner:
            return inner
        if following := self.given.get(word):
            return self._ahead(following[0])
        entity = Entity("person")
        self.by_surname[word].append(entity)
        return entity

    def _may_be(self, full: tuple[str, ...], word: str, name: Name) -> bool:
        """Whether no title tells that the bare surname is another's: "Mr. Bell" is not Ann Bell."""
        given = _given_gender(full)
        genders = {name.gender} if name.gender else self.titled.get(word, set())
        return given not in ("f", "m") or not genders or given in genders

    def _ahead(self, full: tuple[str, ...]) -> Entity:
        """The person whose full name is printed only further on."""
        for entity in self.by_surname[full[-1]]:
            if entity.names and not _agree(entity, full):
                continue
            return entity
        entity = Entity("person")
        self._remember(entity, full)
        self.by_given[full[0]].append(entity)
        return entity

    def _by_inner_word(self, word: str) -> Entity | None:
        """'García' for 'María García López', 'Putra' for 'Putra Wijaya Kusuma'."""
        known = self.by_inner.get(word)
        return known if known is not None and known.names else None

    def _remember(self, entity: Entity, words: tuple[str, ...]) -> None:
        self.by_surname[words[-1]].append(entity)
        for word in words[1:-1]:
            if len(word) > 1 and word not in PARTICLES:
                self.by_inner.setdefault(word, entity)

    @staticmethod
    def _touch(group: list[Entity], entity: Entity) -> None:
        for i in range(len(group) - 1, max(-1, len(group) - 1 - _LOOKED_AT), -1):
            if group[i] is entity:
                del group[i]
                break
        group.append(entity)


def _given_gender(words: tuple[str, ...]) -> str | None:
    return given_names().get(words[0]) if len(words) > 1 else None


def _clashes(entity: Entity, name: Name) -> bool:
    """Whether the title before ``name`` tells another gender than the entity's titles or given name."""
    if name.gender is None:
        return False
    for known in entity.names:
        if known.gender is not None:
            return known.gender != name.gender
    longest = entity.longest if entity.names else ()
    return bool(longest) and _given_gender(longest) in ("f", "m") and _given_gender(longest) != name.gender


def _givens(words: tuple[str, ...]) -> tuple[str, ...]:
    """The given name, and a nickname or second name that may be used alone."""
    return (words[0], *(w for w in words[1:-1] if len(w) > 1 and w not in PARTICLES))


def _agree(entity: Entity, words: tuple[str, ...]) -> bool:
    """Whether the given names printed so far, and the titles, may be one person's."""
    given = _given_gender(words)
    for name in entity.names[:_LOOKED_AT]:
        if name.gender is not None and given in ("f", "m") and given != name.gender and len(name.words) == 1:
            return False
        if len(name.words) > 1 and len(words) > 1:
            if not any(same_given_name(one, words[0]) for one in _givens(name.words)) and not any(
                same_given_name(name.words[0], other) for other in _givens(words)
            ):
                return False
    return True


_ACRONYM = re.compile(r"\s*\(\s*(?:the\s+)?[\"“]?([A-Z][A-Za-z&.-]{1,11})[\"”]?\s*\)")
_LIGHT = frozenset(
    ["of", "the", "and", "for", "in", "on", "at", "to", "a", "an", "de", "la", "des", "du", "et", "&", "s"]
)


class _Bodies:
    """Places the names of organisations, places, peoples and the rest."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.by_words: dict[tuple[str, ...], Entity] = {}
        self.by_acronym: dict[str, Entity] = {}
        self.by_last: dict[str, list[tuple[str, ...]]] = defaultdict(list)

    def place(self, name: Name) -> Entity:
        """The entity of ``name``, a new one where none agrees."""
        words = tuple(w for w in name.words if w not in ("the",)) or name.words
        entity = self.by_words.get(words)
        if entity is None and len(words) == 1:
            entity = self.by_acronym.get(words[0])
        if entity is None:
            entity = self._longer(words, name)
        if entity is None:
            entity = Entity("other" if name.kind == "person" else name.kind)
            self._note_acronym(entity, name, words)
        if words not in self.by_words:
            self.by_words[words] = entity
            self.by_last[words[-1]].append(words)
        entity.names.append(name)
        return entity

    def _longer(self, words: tuple[str, ...], name: Name) -> Entity | None:
        """'the Post' after 'The Washington Post', 'State Department' after 'U.S. State Department'."""
        if name.kind not in ("organization", "other"):
            return None
        for known in self.by_last[words[-1]][:_LOOKED_AT]:
            entity = self.by_words[known]
            if entity.kind == "organization" and len(known) > len(words) and known[-len(words) :] == words:
                return entity
        return None

    def _note_acronym(self, entity: Entity, name: Name, words: tuple[str, ...]) -> None:
        printed = _ACRONYM.match(self.text, name.char_end)
        initials = "".join(w[0] for w in words if w not in _LIGHT)
        if printed:
            acronym = fold(printed.group(1))
            if acronym[:1] == initials[:1]:
                entity.acronym = printed.group(1)
                self.by_acronym[acronym] = entity
        if len(initials) > 2:
            self.by_acronym.setdefault(initials, entity)


def _fullest(entity: Entity) -> str:
    """The most complete printed form; of equals the one printed most, and mixed case before capitals."""
    counts = Counter(name.text for name in entity.names)
    if entity.kind != "person":
        counts = Counter({text: n for text, n in counts.items()})

    def rank(name: Name) -> tuple[int, int, int, int]:
        full = sum(1 for w in name.words if not is_initial(w))
        return (full, len(name.words), not name.text.isupper(), counts[name.text])

    if entity.acronym is not None:
        short = [name.text for name in entity.names if name.words == (fold(entity.acronym),)]
        # Introduced as "… Organization (CSTO)" and CSTO from there on: that is what the article calls it.
        if len(short) >= 2 * (len(entity.names) - len(short)):
            return short[0]
    best = max(entity.names, key=rank)
    return (_shorter(entity, best) or best).text


def _shorter(entity: Entity, best: Name) -> Name | None:
    """The name proper, where what stands before it in the longest form is no part of it ("Crooked Ann Bell")."""
    known = given_names()
    if entity.kind != "person" or best.words[0] in known:
        return None
    for name in entity.names:
        if len(name.words) > 1 and name.words[0] in known and best.words[-len(name.words) :] == name.words:
            return name
    return None
