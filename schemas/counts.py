"""Counts of quotes on the wire: by the values of their fields, and over time."""

from typing import Any

from marshmallow import fields

from schemas.base import Answer, count, string
from schemas.vocabulary import SERIES_TOTALS, explained


class FacetValue(Answer):
    """A value of a facet."""

    value = string("What the filter of the facet's name takes (`speaker_id` for speakers, dates for years).")
    name = string("What a person reads.")
    count = count("How many of the quotes that were counted have it.")


def _facet(about: str) -> fields.Field[Any]:
    described = f"{about}, the most frequent first."
    return fields.List(fields.Nested(FacetValue), metadata={"description": described})


class FacetValues(Answer):
    """The most frequent values of each facet."""

    speaker = _facet("Who speaks; `value` is the speaker's id")
    topic = _facet("What about; `value` is the topic's slug")
    subject = _facet("What the articles are about, by IPTC Media Topics; `value` is the code")
    medium = _facet("Through what medium")
    role = _facet("In what role, as articles print it")
    publication = _facet("In which publication")
    year = _facet("The year of the article")
    status = _facet("What has become of them")


class FacetMeta(Answer):
    """What was counted."""

    counted = count(
        "On how many quotes: all that fit where they are no more than 1,000; else on the 1,000 of them that "
        "were published last, or, where words, topics or several speakers are searched for, of those that "
        "were stored last."
    )
    complete = fields.Boolean(metadata={"description": "Whether these are all quotes that fit the filters."})


class Facets(Answer):
    """How many quotes each speaker, topic, medium … has."""

    data = fields.Nested(FacetValues, metadata={"description": "The facets."})
    meta = fields.Nested(FacetMeta, metadata={"description": "What was counted."})


class Interval(Answer):
    """An interval of a time series."""

    start = string("The first day.", format="date")
    end = string("The last day.", format="date")
    count = count("How many quotes.")


class TimelineMeta(Answer):
    """Facts about the whole series."""

    total = count("How many quotes are counted in all intervals together.")
    total_is = string(explained("Whether the counts are true.", SERIES_TOTALS), enum=list(SERIES_TOTALS))
    intervals = count("How many intervals there are.")


class Timeline(Answer):
    """How many quotes over time: every interval from the first to the last, empty ones too."""

    data = fields.List(
        fields.Nested(Interval), metadata={"description": "The intervals in their order; at most 1,000."}
    )
    meta = fields.Nested(TimelineMeta, metadata={"description": "Facts about the whole series."})
