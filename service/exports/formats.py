"""What a format is to those who offer it: its names, what it is good for, and who writes it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from service.storage.records import QuoteRecord

Batches = Iterable[tuple[QuoteRecord, ...]]
"""The quotes of a list in its order, some hundred at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The list that is written.

    ``base`` is the service's root URL without a slash at the end, ``url`` that of this list in this format,
    ``next_url`` that of its next page (None on the last, and where there are no pages). ``identity`` is the
    same for every page, format and host: what list it is, with its filters. ``title`` is for people.
    """

    base: str
    url: str
    identity: str
    title: str
    next_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A form that a list of quotes can have.

    ``suffix`` asks for it in a path, ``media_type`` in the header Accept. ``write`` makes it of the quotes;
    the pieces that it yields are its text. ``paged``: it has one page of the list, with a link to the next,
    rather than the whole. ``schema`` is the JSON Schema of its text, or of the JSON in it.
    """

    suffix: str
    media_type: str
    write: Callable[[Batches, Listed], Iterator[str]]
    schema: Mapping[str, object]
    paged: bool = False

    @property
    def content_type(self) -> str:
        """The header Content-Type: forms of JSON are always UTF-8, of the others it must be said."""
        return self.media_type if "json" in self.media_type else f"{self.media_type}; charset=utf-8"
