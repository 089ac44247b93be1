"""A source: who a mention stands for."""

from dataclasses import dataclass

from service.extraction.annotations import SpeakerKind
from service.extraction.lexicons import Gender


@dataclass(frozen=True, slots=True)
class Source:
    """Who a mention stands for: an entity of the article, or somebody it only describes.

    ``sure`` (0..1) is how clear the reference is, ``rival`` the name of the next best entity if that comes
    close. ``described`` is the place in the discourse of somebody without a name,
    ``at`` the token where the article last described them so.
    """

    name: str
    kind: SpeakerKind
    entity: int | None
    sure: float
    rival: str | None = None
    gender: Gender | None = None
    described: int | None = None
    at: int | None = None

    @property
    def key(self) -> str:
        """Equal for two sources that are the same."""
        return f"#{self.index}" if self.index is not None else self.name.lower()

    @property
    def index(self) -> int | None:
        """The place in the discourse of the entity, or of whom the article describes; None for neither."""
        return self.entity if self.entity is not None else self.described
