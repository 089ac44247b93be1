"""What was found in a source: an article's fields, or why there is none. Nothing here is raised."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it was found: the fields of ``POST /v1/articles``, and the bytes they took."""

    where: str
    fields: dict[str, object]
    size: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that should have been an article: where it stands and what is wrong with it."""

    where: str
    reason: str
    size: int


Found = Document | Unreadable
