"""Counts of quotes: by the values of their fields, and over time."""

from typing import Any

from schemas.counts import Facets, Timeline
from schemas.queries import FacetQuery, TimelineQuery
from service.api.blueprint import Blueprint
from service.storage import facets, timeline
from service.storage.quotes import QuoteFilter

blueprint = Blueprint(
    "Counts", __name__, url_prefix="/v1/quotes", description="How many quotes there are of what, and when."
)


@blueprint.operation(
    "GET", "/facets", "countQuotes", query=FacetQuery, answers={200: Facets}, problems=(503,)
)
def count_quotes(query: dict[str, Any]) -> dict[str, object]:
    """Count quotes by speaker, topic, medium and more.

    The most frequent values of each, with the same filters as the list. Of more than 1,000 quotes a part is
    counted: `meta` says on how many, and which.
    """
    top = query.pop("top")
    counted = facets.count(QuoteFilter(**query), top=top)
    return {"data": counted, "meta": counted}


@blueprint.operation(
    "GET", "/timeline", "showTimeline", query=TimelineQuery, answers={200: Timeline}, problems=(503,)
)
def show_timeline(query: dict[str, Any]) -> dict[str, object]:
    """Count quotes over time.

    With the same filters as the list, from the first interval that has one (or that the filter of days
    begins with) to the last; intervals without a quote have 0. Quotes whose day is not known are left out.
    Every quote is counted, unless very many have the words or topics that are searched for: then the counts
    are estimates from an even part of them, and `meta.total_is` says so.
    """
    interval, by = query.pop("interval"), query.pop("by")
    series = timeline.series(QuoteFilter(**query), interval, by=by)
    return {
        "data": series.intervals,
        "meta": {
            "total": series.total,
            "total_is": "exact" if series.exact else "estimate",
            "intervals": len(series.intervals),
        },
    }
