"""A name: where it stands in the text, and what kind of thing it names."""

from dataclasses import dataclass
from typing import Literal

from service.extraction.lexicons import Gender

NameKind = Literal["person", "organization", "place", "people", "other"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens [start, end), titles left out.

    ``title`` is the first token of its titles, ``start`` where it has none. ``char_end`` is where it ends in
    the text, ``words`` are its folded words, ``gender`` is what its titles tell.
    """

    start: int
    end: int
    title: int
    kind: NameKind
    text: str
    words: tuple[str, ...]
    char_end: int
    gender: Gender | None = None
