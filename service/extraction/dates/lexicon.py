"""The words of time, read once from ``lexicon.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Holiday:
    """When a holiday falls; exactly one of ``fixed``, ``nth`` and ``easter`` is given."""

    names: tuple[str, ...]
    fixed: tuple[int, int] | None = None
    nth: tuple[int, int, int] | None = None
    easter: int | None = None
    after: int = 1
    every: int = 1
    phase: int = 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``months`` and ``weekdays`` map a printed form to its number (January is 1, Monday is 0)."""

    months: dict[str, int]
    weekdays: dict[str, int]
    weekdays_beside_a_date: dict[str, int]
    numbers: dict[str, int]
    vague: tuple[str, ...]
    same: tuple[str, ...]
    names: tuple[str, ...]
    holidays: tuple[Holiday, ...]
    relations: dict[str, str]


@cache
def load() -> Lexicon:
    """The lexicon that ships with the package."""
    raw = tomllib.loads((files(__package__) / "lexicon.toml").read_text(encoding="utf-8"))
    days = list(enumerate(raw["weekdays"]))
    return Lexicon(
        months=_months(raw["months"]),
        weekdays={form: n for n, day in days for form in _cases([day["full"], *_dotted(day["safe"])])},
        weekdays_beside_a_date={
            form: n
            for n, day in days
            for form in _cases([day["full"], *_dotted(day["safe"]), *_dotted(day["short"])])
        },
        numbers=raw["numbers"],
        vague=tuple(raw["vague"]["phrases"]),
        same=tuple(raw["vague"]["same"]),
        names=tuple(raw["names"]["phrases"]),
        holidays=tuple(_holiday(entry) for entry in raw["holidays"]),
        relations={word: name for name, words in raw["relations"].items() for word in words},
    )


def _months(entries: list[dict[str, Any]]) -> dict[str, int]:
    forms = [(n, [entry["full"], *_dotted(entry["short"])]) for n, entry in enumerate(entries, 1)]
    return {form: n for n, names in forms for name in names for form in (name, name.upper())}


def _dotted(words: list[str]) -> list[str]:
    return [form for word in words for form in (word + ".", word)]


def _cases(words: list[str]) -> list[str]:
    """As printed, in capitals, and a full name in lower case too: no other word is written "thursday"."""
    lower = [word.lower() for word in words if word.endswith("day")]
    return [*words, *(word.upper() for word in words), *lower]


def _holiday(entry: dict[str, Any]) -> Holiday:
    return Holiday(
        names=tuple(entry["names"]),
        fixed=tuple(entry["fixed"]) if "fixed" in entry else None,
        nth=tuple(entry["nth"]) if "nth" in entry else None,
        easter=entry.get("easter"),
        after=entry.get("after", 1),
        every=entry.get("every", 1),
        phase=entry.get("phase", 0),
    )
