"""Live blogs: entries under the time of day, all of one day, which the article names now and then."""

from collections.abc import Sequence
from datetime import date

from service.extraction.occasions.reading import DateReading
from service.extraction.occasions.timing import Timed

_ENTRIES = 3


def find_live_days(
    found: Sequence[Timed], section: Sequence[int], anchor: date | None
) -> dict[int, DateReading]:
    """The day of each entry (section) of a live blog that names the day it was published; else nothing."""
    return {}
