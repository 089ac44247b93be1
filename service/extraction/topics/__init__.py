"""Topics: what each quote is about, from its own words, its sentence and paragraph, its article and title."""

from service.extraction.topics.finding import find_topics
from service.extraction.topics.uniting import MOST, unite

__all__ = ["MOST", "find_topics", "unite"]
