"""Who has been named, who spoke last, and who a pronoun or description stands for."""

from service.extraction.discourse.memory import Discourse
from service.extraction.discourse.source import Source

__all__ = ["Discourse", "Source"]
