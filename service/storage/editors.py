"""Who decides, in whichever history the decision is kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Who decides, the reason given, and the name of the API key that it came with (None without one)."""

    by: str
    why: str | None = None
    key: str | None = None
