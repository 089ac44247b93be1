"""Stored quotes: found by any of their fields."""

from typing import Any

from schemas.lists import QuoteList
from schemas.queries import QuoteQuery
from schemas.quotes import Quote
from service.api.blueprint import Blueprint
from service.api.listing import listing
from service.storage import quotes
from service.storage.quotes import QuoteFilter
from service.storage.records import QuoteRecord

blueprint = Blueprint(
    "Quotes", __name__, url_prefix="/v1/quotes", description="Find stored quotes by any of their fields."
)


@blueprint.operation("GET", "", "listQuotes", query=QuoteQuery, answers={200: QuoteList}, problems=(503,))
def list_quotes(query: dict[str, Any]) -> dict[str, object]:
    """Find quotes.

    Filters are joined by "and". A range of days counts a month or year only where all of it lies within.
    """
    return quotes_page(query)


@blueprint.operation("GET", "/<id:quote_id>", "getQuote", answers={200: Quote}, problems=(404, 503))
def get_quote(quote_id: str) -> QuoteRecord:
    """Get a quote.

    The quote with its article and the words that prove each field.
    """
    return quotes.get(quote_id)


def quotes_page(query: dict[str, Any], **only: str) -> dict[str, object]:
    """A page of the quotes that ``query`` asks for, of the article, speaker or topic in ``only``."""
    sort, limit, cursor = query.pop("sort"), query.pop("limit"), query.pop("cursor", None)
    return listing(quotes.find(QuoteFilter(**{**query, **only}), sort=sort, limit=limit, cursor=cursor))
