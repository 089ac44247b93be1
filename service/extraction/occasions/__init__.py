"""Occasions: on what day each quotation was uttered, read from the expression tied to the utterance."""

from service.extraction.occasions.reading import DateReading
from service.extraction.occasions.saying import read_dates

__all__ = ["DateReading", "read_dates"]
