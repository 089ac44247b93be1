"""The least that each figure must reach."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.errors import TrackerError

NAMES = [
    "precision",
    "recall",
    "f1",
    "mention",
    "strict",
    "named",
    "loose",
    "unnamed",
    "role",
    "medium",
    "claimed",
    "stated",
    "date_recall",
    "date_precision",
    "trust",
    "ece_max",
]


class InvalidFloor(TrackerError):
    """A floor names no figure, or isn't a number."""

    status = 422
    slug = "invalid-floor"
    title = "The floor can't be understood"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A figure that misses its floor."""

    name: str
    value: float
    floor: float

    def __str__(self) -> str:
        return f"{self.name} {self.value:.3g} (floor {self.floor:g})"


def read_floors(text: str) -> dict[str, float]:
    """The floors in "f1=97,mention=93". Raises InvalidFloor for an unknown figure or what is no number."""
    floors: dict[str, float] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        name, _, value = pair.partition("=")
        try:
            floors[name.strip()] = float(value)
        except ValueError as error:
            raise InvalidFloor(f"{pair!r} must look like f1=97") from error
    _check(floors)
    return floors


def shortfalls(values: Mapping[str, float], floors: Mapping[str, float]) -> tuple[Shortfall, ...]:
    """The figures below their floor, or above it where the name ends in "_max"; empty when all hold."""
    _check(floors)
    return tuple(
        Shortfall(name=name, value=values[name], floor=floor)
        for name, floor in floors.items()
        if (values[name] > floor if name.endswith("_max") else values[name] < floor)
    )


def _check(names: Iterable[str]) -> None:
    for name in names:
        if name not in NAMES:
            raise InvalidFloor(f"there is no figure {name!r}; there are {', '.join(NAMES)}")
