"""The face that extraction shows to the other rooms."""

from typing import Protocol

from service.extraction.annotations import Extraction


class Reader(Protocol):
    """Reads the quotes out of one article's text. Safe to share between threads; never raises on any text."""

    @property
    def version(self) -> str:
        """Names the rules and the model: two readers of one version read a text alike."""

    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:
        """The quotes of ``text``; ``published_at`` (ISO 8601) is the anchor of "Thursday"."""
