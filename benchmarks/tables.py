"""Prints figures as a table that stays readable in a log."""

from collections.abc import Sequence


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """The rows under their headings: the first column to the left, figures to the right."""
    cells = [list(map(str, headings)), *(list(map(str, row)) for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(headings))]
    lines = [
        "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]
    return "\n".join(line.rstrip() for line in (lines[0], "-" * len(lines[0]), *lines[1:]))


def figure(value: float) -> str:
    """A number short enough for a table."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"
