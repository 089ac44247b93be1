"""Which person a name names: the surname, where the given names and titles agree."""

from collections import defaultdict

from rapidfuzz.distance import DamerauLevenshtein

from service.extraction.naming.agreement import agree, clashes, given_gender
from service.extraction.naming.entity import Entity
from service.extraction.naming.name import Name
from service.extraction.naming.words import PARTICLES, is_surname

#: In a shorter surname one letter makes another family ("Brown", "Browne").
_LONG = 7
#: Namesakes that are compared, so that a list of a thousand members stays quick.
_LOOKED_AT = 50


class People:
    """Places each person's name with the entity it belongs to."""

    def __init__(self) -> None:
        # Full names of the article by surname and by given name, those included that come further on.
        self.full: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.given: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        # The people placed so far.
        self.by_surname: dict[str, list[Entity]] = defaultdict(list)
        self.by_given: dict[str, list[Entity]] = defaultdict(list)
        self.by_inner: dict[str, Entity] = {}
        # What full names end with, so that "Van Dijk" is known for a surname.
        self.tails: set[tuple[str, ...]] = set()
        # The genders that titles before a bare surname tell.
        self.titled: dict[str, set[str]] = defaultdict(set)

    def note(self, name: Name) -> None:
        """Learns a full name before any is placed: headlines and ledes use surnames first."""
        if not self._is_bare(name.words):
            self.full[name.words[-1]].append(name.words)
            self.given[name.words[0]].append(name.words)
        elif name.gender is not None:
            self.titled[name.words[-1]].add(name.gender)

    def note_tail(self, name: Name) -> None:
        """Learns what a name of three words or more ends with, before any name is noted."""
        if name.words[0] not in PARTICLES:
            self.tails.update(name.words[i:] for i in range(1, len(name.words) - 1))

    def _is_bare(self, words: tuple[str, ...]) -> bool:
        """Whether ``words`` are a surname alone."""
        return is_surname(words) or (words[0] in PARTICLES and words in self.tails)

    def known(self, name: Name) -> Entity | None:
        """The person whose surname alone this is, though the model took it for something else."""
        if len(name.words) == 1 and name.kind == "other" and name.words[0] in self.full:
            return self.place(name)
        return None

    def place(self, name: Name) -> Entity:
        """The entity of ``name``, a new one where none agrees."""
        entity = self._place_single(name) if self._is_bare(name.words) else self._place_full(name)
        entity.names.append(name)
        return entity

    def _place_full(self, name: Name) -> Entity:
        fits = [e for e in self.by_surname[name.words[-1]][-_LOOKED_AT:] if agree(e, name.words)]
        entity = fits[-1] if fits else self._by_double_surname(name) or self._new(name.words)
        if not any(e is entity for e in self.by_given[name.words[0]][-_LOOKED_AT:]):
            self.by_given[name.words[0]].append(entity)
        self._touch(self.by_surname[name.words[-1]], entity)
        return entity

    def _by_double_surname(self, name: Name) -> Entity | None:
        """The person of more or fewer surnames: 'María García López' is 'María García' further on."""
        for entity in self.by_given[name.words[0]][-_LOOKED_AT:]:
            longest = entity.longest if entity.names else ()
            shorter, longer = sorted((longest, name.words), key=len)
            parts = set(shorter[-1].split("-")) & set(longer[-1].split("-")) if shorter else set()
            if len(shorter) > 1 and (longer[: len(shorter)] == shorter or parts):
                self._touch(self.by_surname[name.words[-1]], entity)
                return entity
        return None

    def _place_single(self, name: Name) -> Entity:
        word = name.words[-1]
        candidates = [e for e in self.by_surname.get(word) or [] if not clashes(e, name)]
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
        misspelt = self._misspelt(word)
        if misspelt:
            return misspelt
        entity = Entity("person")
        self.by_surname[word].append(entity)
        return entity

    def _misspelt(self, word: str) -> Entity | None:
        """The one person from whose surname a bare one differs by a slip ("McLenney" for "McClenney")."""
        if len(word) < _LONG:
            return None
        near = [s for s in self.full if s[:1] == word[:1] and DamerauLevenshtein.distance(s, word) == 1]
        found = [e for s in near for e in self.by_surname.get(s, ()) if e.names]
        return found[0] if len(found) == 1 else None

    def _may_be(self, full: tuple[str, ...], word: str, name: Name) -> bool:
        """Whether no title tells that the bare surname is another's: "Mr. Bell" is not Ann Bell."""
        given = given_gender(full)
        genders = {name.gender} if name.gender else self.titled.get(word, set())
        return given not in ("f", "m") or not genders or given in genders

    def _ahead(self, full: tuple[str, ...]) -> Entity:
        """The person whose full name is printed only further on."""
        for entity in self.by_surname[full[-1]]:
            if not entity.names or agree(entity, full):
                return entity
        entity = self._new(full)
        self.by_given[full[0]].append(entity)
        return entity

    def _by_inner_word(self, word: str) -> Entity | None:
        """The person of an inner word of a full name: 'García' for 'María García López'."""
        known = self.by_inner.get(word)
        return known if known is not None and known.names else None

    def _new(self, words: tuple[str, ...]) -> Entity:
        """A person whose full name is ``words``, to be found by surname and by the words before it."""
        entity = Entity("person")
        self.by_surname[words[-1]].append(entity)
        for word in words[1:-1]:
            if len(word) > 1 and word not in PARTICLES:
                self.by_inner.setdefault(word, entity)
        return entity

    @staticmethod
    def _touch(group: list[Entity], entity: Entity) -> None:
        """Moves ``entity`` to the end of ``group``: the person named last is the likeliest."""
        for i in range(len(group) - 1, max(-1, len(group) - 1 - _LOOKED_AT), -1):
            if group[i] is entity:
                del group[i]
                break
        group.append(entity)
