"""Precision and recall of linking names across articles: ``python -m benchmarks.linking``.

Of names alone (name_pairs.tsv): what is linked without asking, and what is suggested to an editor. Of people
of one full name (namesakes.tsv): what the homonym guard links, given what two articles tell of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tables import figure, table
from service.storage.speaker_contexts import Context
from service.tracker.identity import likeness
from service.tracker.namesakes import evidence

TESTS = Path(__file__).resolve().parents[1] / "tests" / "tracker"
NAMES, CONTEXTS = TESTS / "name_pairs.tsv", TESTS / "namesakes.tsv"

Judged = tuple[str, str]
"""What a pair is, and what it is taken for."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How many pairs are rightly found, wrongly found and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / (self.right + self.wrong or 1)

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.right / (self.right + self.missed or 1)


def of_names(path: Path) -> list[Judged]:
    """The pairs of names, each with what it is said to be and what the rules take it for."""
    return _judged(path, lambda one, other: str(likeness(one, other)))


def of_contexts(path: Path) -> list[Judged]:
    """The pairs of people of one name: same or other, and what the guard makes of them."""
    return _judged(path, lambda one, other: _verdict(_context(one), _context(other)))


def figures(judged: Iterable[Judged]) -> tuple[Figures, Figures]:
    """What is linked, and what is suggested."""
    pairs = list(judged)
    return _figures(pairs, "same"), _figures(pairs, "perhaps")


def _judged(path: Path, judge: Callable[[str, str], str]) -> list[Judged]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(truth, judge(one, other)) for one, other, truth in rows]


def _figures(pairs: list[Judged], name: str) -> Figures:
    return Figures(
        right=sum(truth == found == name for truth, found in pairs),
        wrong=sum(found == name != truth for truth, found in pairs),
        missed=sum(truth == name != found for truth, found in pairs),
    )


def _verdict(one: Context, other: Context) -> str:
    return "same" if evidence(one, other).agrees else "ambiguous"


def _context(cell: str) -> Context:
    role, topics, company, publication = cell.split("|")
    return Context(
        roles=_set(role, whole=True),
        topics=_set(topics),
        company=_set(company),
        publications=_set(publication, whole=True),
    )


def _set(words: str, *, whole: bool = False) -> frozenset[str]:
    return frozenset(part.strip() for part in ([words] if whole else words.split(",")) if part.strip())


def main() -> None:
    """Prints the figures."""
    names, people = of_names(NAMES), of_contexts(CONTEXTS)
    automatic, suggested = figures(names)
    rows = [
        (f"linked by name ({len(names)} pairs)", automatic),
        ("suggested to an editor", suggested),
        (f"people of one name linked ({len(people)} pairs)", figures(people)[0]),
    ]
    headings = ("", "right", "wrong", "missed", "precision", "recall")
    cells = [
        (what, each.right, each.wrong, each.missed, figure(each.precision), figure(each.recall))
        for what, each in rows
    ]
    print(table(headings, cells))


if __name__ == "__main__":
    main()
