"""What an article as a whole is about, by the top level of the IPTC Media Topics."""

from service.extraction.subjects.filing import find_subjects
from service.extraction.subjects.lexicon import NAMES

__all__ = ["NAMES", "find_subjects"]
