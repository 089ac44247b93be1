"""A mention of a possible topic: where it stands, and what it names."""

from dataclasses import dataclass
from typing import Literal

#: A "head" is a noun that is no topic alone, though it may stand for a phrase that ends in it ("the wall").
TopicKind = Literal["place", "body", "person", "thing", "phrase", "head"]


@dataclass(frozen=True, slots=True)
class TopicMention:
    """Tokens [start, end) and characters [char_start, char_end) that name the topic ``slug``.

    ``name`` is the display form of this mention, ``words`` its folded words or lemmas. ``entity`` is the
    article's entity, None for phrases and demonyms. ``sound`` is False where it needs more than being named
    once: a capitalised run that may be anything, a noun that is no subject of the news by itself.
    """

    slug: str
    name: str
    words: tuple[str, ...]
    kind: TopicKind
    start: int
    end: int
    char_start: int
    char_end: int
    entity: int | None = None
    sound: bool = True
