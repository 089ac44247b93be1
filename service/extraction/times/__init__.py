"""Times: the time expressions of the reporter's sentences, and what each of them dates."""

from service.extraction.times.finding import Times, anchor_of, find_times
from service.extraction.times.timing import Timed

__all__ = ["Timed", "Times", "anchor_of", "find_times"]
