"""The segment: one run of characters that quotation marks, or the layout, set apart."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """A run between marks. [start, end) excludes the marks, [outer_start, outer_end) takes them in.

    ``closed`` is False where no closing mark was found; ``continues`` is True where the segment goes on with
    the one before it, which its paragraph left open. ``marked`` is False for a turn or post (unmarked.py).
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    closed: bool = True
    continues: bool = False
    marked: bool = True
