"""Whom the article describes and does not name: people, groups, bodies, documents that speak for themselves.

They stand beside the named entities in the discourse, so that "she", "they" and "the official" further on can
mean them as well as anybody with a name.
"""

from dataclasses import dataclass
from typing import Literal

from service.extraction.discourse.source import Source
from service.extraction.lexicons import Gender

Kind = Literal["person", "group", "organization", "document"]


@dataclass(slots=True)
class Described:
    """Somebody or something that the article describes, in the words that brought it in.

    ``head`` is the noun in lower case. ``source`` is who speaks through it: a letter's is its author, where
    the article tells. ``became`` is the named entity that it turns out to be further on.
    """

    kind: Kind
    head: str
    source: Source
    gender: Gender | None = None
    they: bool = False
    became: int | None = None

    @property
    def name(self) -> str:
        """The description, as printed."""
        return self.source.name
