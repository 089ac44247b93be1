"""Which organisation, place or other thing a name names: by its words, its last words, or its acronym."""

import re
from collections import defaultdict

from service.extraction.lexicons import name_words
from service.extraction.naming.entity import Entity
from service.extraction.naming.name import Name
from service.extraction.naming.words import fold

#: Names compared for one name, so that a list of a thousand bodies stays quick.
_LOOKED_AT = 50
#: A shorter word opens too many names.
_SHORTEST = 4
_ACRONYM = re.compile(r"\s*\(\s*(?:the\s+)?[\"“]?([A-Z][A-Za-z&.-]{1,11})[\"”]?\s*\)")
_LIGHT = name_words("light")


class Bodies:
    """Places the names of organisations, places, peoples and the rest."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.by_words: dict[tuple[str, ...], Entity] = {}
        self.by_acronym: dict[str, Entity] = {}
        self.by_last: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)

    def place(self, name: Name) -> Entity:
        """The entity of ``name``, a new one where none agrees."""
        words = tuple(w for w in name.words if w != "the") or name.words
        entity = self.by_words.get(words)
        if entity is None and len(words) == 1:
            entity = self.by_acronym.get(words[0])
        if entity is None:
            entity = self._longer(words, name) or self._opened(words, name)
        if entity is None:
            entity = Entity(name.kind)
            self._note_acronym(entity, name, words)
        if words not in self.by_words:
            self.by_words[words] = entity
            self.by_last[words[-1]].append(words)
            self.by_first[words[0]].append(words)
        entity.names.append(name)
        return entity

    def _longer(self, words: tuple[str, ...], name: Name) -> Entity | None:
        """The body whose name ends so: 'the Post' after 'The Washington Post'."""
        if name.kind not in ("organization", "other"):
            return None
        for known in self.by_last[words[-1]][:_LOOKED_AT]:
            entity = self.by_words[known]
            if entity.kind == "organization" and len(known) > len(words) and known[-len(words) :] == words:
                return entity
        return None

    def _opened(self, words: tuple[str, ...], name: Name) -> Entity | None:
        """The one body whose name opens so: "Northgate" after "Northgate Energy"; no place is one."""
        if name.kind not in ("organization", "other") or len(words[0]) < _SHORTEST:
            return None
        known = {k for k in self.by_first[words[0]][:_LOOKED_AT] if len(k) > len(words) == 1}
        found = {id(self.by_words[k]): self.by_words[k] for k in known}
        entity = next(iter(found.values())) if len(found) == 1 else None
        return entity if entity is not None and entity.kind == "organization" else None

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
