"""An entity: one person or body of the article, and all the names that the article gives it."""

from collections import Counter
from dataclasses import dataclass, field

from service.extraction.annotations import SpeakerKind
from service.extraction.lexicons import Gender, given_names, name_words
from service.extraction.naming.name import Name, NameKind
from service.extraction.naming.readable import readable
from service.extraction.naming.words import fold, is_initial

_FAMILY = name_words("family")


@dataclass(slots=True)
class Entity:
    """One person or body of the article and all its names, in order.

    ``they``: the article says that this person is called "they".
    """

    kind: NameKind
    names: list[Name] = field(default_factory=list)
    gender: Gender | None = None
    acronym: str | None = None
    they: bool = False
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
    """The article's entities, and for each name (by its first token) the one it names.

    ``surnames`` holds those that several people share, with those people.
    """

    all: list[Entity]
    of_name: dict[int, int]
    surnames: dict[str, list[int]] = field(default_factory=dict)

    def namesakes(self, name: Name) -> list[int]:
        """The people that a bare surname may stand for, when the article has several of them."""
        return self.surnames.get(name.words[0], []) if len(name.words) == 1 and name.kind == "person" else []

    def at(self, token: int) -> int | None:
        """The entity of the name that starts at ``token``."""
        return self.of_name.get(token)


def _fullest(entity: Entity) -> str:
    """The most complete form as a reader sees it, without marks before it and broken letters."""
    return readable(_most_complete(entity))


def _most_complete(entity: Entity) -> str:
    """The most complete printed form; of equals the one printed most, and mixed case before capitals."""
    counts = Counter(name.text for name in entity.names)

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
    """The name proper, where the longest form starts with no part of it ("Crooked Ann Bell").

    A family name that stands first is a part of it ("Nguyen Thi Lan Anh", "Lan Anh" further on).
    """
    known = given_names()
    if entity.kind != "person" or best.words[0] in known or best.words[0] in _FAMILY:
        return None
    for name in entity.names:
        if len(name.words) > 1 and name.words[0] in known and best.words[-len(name.words) :] == name.words:
            return name
    return None
