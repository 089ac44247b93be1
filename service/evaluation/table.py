"""A report as plain text, for a terminal or a log."""

from collections.abc import Iterator

from service.evaluation.figures import Figures
from service.evaluation.mistakes import Mistake
from service.evaluation.report import Report

# An error line shows this much of the quote's words.
WORDS_SHOWN = 70


def figures_table(report: Report) -> str:
    """One line a figure: its name, percent, and the counts behind it."""
    head = f"{'articles':<22}{report.articles:6}\n{'quotes':<22}{report.quotes:6}\n"
    return head + "\n".join(f"{name:<22}{value}" for name, value in _figure_lines(report.figures))


def shapes_table(report: Report) -> str:
    """One line a shape: how many quotes, found, speakers right, and the errors by field."""
    lines = [f"{'shape':<32}{'quotes':>7}{'found':>7}{'speaker':>10}  errors"]
    for row in report.shapes:
        errors = ", ".join(f"{field} {count}" for field, count in sorted(row.mistakes.items()))
        right = f"{row.speakers_right}/{row.speakers}"
        lines.append(f"{row.shape:<32}{row.quotes:>7}{row.found:>7}{right:>10}  {errors or '-'}")
    return "\n".join(lines)


def mistakes_table(report: Report) -> str:
    """One tab-separated line an error: article, field, shape, words, gold → predicted."""
    return "\n".join(_mistake_line(mistake) for mistake in report.mistakes)


def _figure_lines(figures: Figures) -> Iterator[tuple[str, str]]:
    yield "extraction precision", str(figures.precision)
    yield "extraction recall", str(figures.recall)
    yield "extraction F1", f"{figures.f1:5.1f}%"
    yield "mention", str(figures.mention)
    yield "speaker strict", str(figures.strict)
    yield "speaker loose", str(figures.loose)
    yield "  named strict", str(figures.named)
    yield "  named loose", str(figures.named_loose)
    yield "  unnamed", str(figures.unnamed)
    yield "role", str(figures.role)
    yield "medium", str(figures.medium)
    yield "  recall of stated", str(figures.stated)
    yield "  precision of claimed", str(figures.claimed)
    yield "date recall", str(figures.date_recall)
    yield "date precision", str(figures.date_precision)
    yield "trust at 98% right", str(figures.trust or "n/a")
    error = figures.calibration_error
    yield "calibration error", "n/a" if error is None else f"{error:6.3f}"


def _mistake_line(mistake: Mistake) -> str:
    words = " ".join(mistake.words.split())
    shown = words if len(words) <= WORDS_SHOWN else words[: WORDS_SHOWN - 1] + "…"
    change = f"{mistake.gold or '-'} → {mistake.predicted or '-'}"
    return "\t".join((mistake.doc, mistake.field, mistake.shape or "-", shown, change))
