"""The whole answer of an evaluation: figures, errors, and the errors counted by shape."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.evaluation.figures import Figures, figures_of
from service.evaluation.floors import Shortfall, shortfalls
from service.evaluation.judging import Judged
from service.evaluation.mistakes import Mistake, mistakes_of
from service.evaluation.shapes import shape_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeRow:
    """How the quotes of one shape fared; ``mistakes`` counts their errors by field."""

    shape: str
    quotes: int
    found: int
    speakers: int
    speakers_right: int
    mistakes: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one reader gets on one gold file. ``media`` counts (gold, predicted) of the quotes found."""

    articles: int
    quotes: int
    figures: Figures
    mistakes: tuple[Mistake, ...]
    shapes: tuple[ShapeRow, ...]
    media: Mapping[tuple[str, str], int]

    def floors(self, floors: Mapping[str, float]) -> tuple[Shortfall, ...]:
        """The figures that miss their floor; empty when all hold. As ``read_floors`` gives them."""
        return shortfalls(self.figures.by_name(), floors)


def report_of(judged: Sequence[Judged]) -> Report:
    """Puts the figures and every error of the judged articles together."""
    mistakes = tuple(mistake for article in judged for mistake in mistakes_of(article))
    found = [outcome for article in judged for outcome in article.outcomes if outcome.found]
    return Report(
        articles=len(judged),
        quotes=sum(len(article.outcomes) for article in judged),
        figures=figures_of(judged),
        mistakes=mistakes,
        shapes=_rows(judged, mistakes),
        media=Counter((str(outcome.gold_medium), str(outcome.medium)) for outcome in found),
    )


def _rows(judged: Sequence[Judged], mistakes: Sequence[Mistake]) -> tuple[ShapeRow, ...]:
    """One row a shape, the most frequent shape first."""
    quotes: Counter[str] = Counter()
    found: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for article in judged:
        for outcome in article.outcomes:
            shape = shape_of(article.article, outcome.quote)
            quotes[shape] += 1
            found[shape] += outcome.found is not None
            asked[shape] += outcome.speaker is not None
            right[shape] += bool(outcome.speaker and outcome.speaker.strict)
    return tuple(
        ShapeRow(
            shape=shape,
            quotes=count,
            found=found[shape],
            speakers=asked[shape],
            speakers_right=right[shape],
            mistakes=Counter(mistake.field for mistake in mistakes if mistake.shape == shape),
        )
        for shape, count in sorted(quotes.items(), key=lambda item: (-item[1], item[0]))
    )
