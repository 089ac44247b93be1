"""Stored quotes: found by any of their fields, reviewed by editors."""

from typing import Any

from schemas.lists import HistoryList, QuoteList
from schemas.queries import HistoryQuery, QuoteQuery
from schemas.quotes import Quote
from schemas.review import QuoteDecision
from schemas.topics import QuoteTopicDecision
from service.api import conditions, exporting, guard
from service.api.blueprint import Blueprint
from service.api.listing import listing
from service.extraction.annotations import SpeakerKind
from service.storage import history, quotes, topics
from service.storage.quotes import QuoteFilter
from service.storage.records import QuoteRecord
from service.tracker import curating, review
from service.tracker.boundaries import Boundary

CORRECTED = ("speaker", "speaker_id", "role", "medium", "said_on", "segments")

blueprint = Blueprint(
    "Quotes",
    __name__,
    url_prefix="/v1/quotes",
    description="Find stored quotes by any of their fields, and review them.",
)


@blueprint.operation(
    "GET", "", "listQuotes", query=QuoteQuery, answers={200: QuoteList}, problems=(406, 503), exported=True
)
def list_quotes(query: dict[str, Any]) -> exporting.Answer:
    """Find quotes.

    Filters are joined by "and". A range of days counts a month or year only where all of it lies within.
    Quotes that an editor rejected are left out, here and in every list of quotes, unless `status` asks for
    them. By `Accept`, or by a suffix such as `/v1/quotes.csv`, every list of quotes comes in other formats
    too: feeds have a page, the others the whole list, of which `limit`, if sent, cuts the head.
    """
    return quotes_page(query, title="Quotes")


@blueprint.operation(
    "GET",
    "/<id:quote_id>",
    "getQuote",
    answers={200: Quote},
    problems=(404, 503),
    headers=conditions.shown("quote"),
)
def get_quote(quote_id: str) -> conditions.Tagged[QuoteRecord]:
    """Get a quote.

    The quote with its article and the words that prove each field. Its `ETag` is what a decision on it needs;
    sent as `If-None-Match`, it saves an answer that would say nothing new.
    """
    return conditions.tagged(quotes.get(quote_id), review.version)


@blueprint.operation(
    "PATCH",
    "/<id:quote_id>",
    "reviewQuote",
    body=QuoteDecision,
    answers={200: Quote},
    problems=(404, 409, 412, 428, 503),
    headers=conditions.shown("quote"),
    documented={"parameters": [conditions.match("quote")]},
)
def review_quote(quote_id: str, body: dict[str, Any]) -> conditions.Tagged[QuoteRecord]:
    """Verify, correct or reject a quote.

    Records an editor's decision and answers the quote as it is then. A decision stays in force when the
    article is read again, by whatever version, and when its text is revised; `reading` shows what the machine
    reads. It is made on the version that `If-Match` names: if the quote has changed since, nothing is done
    and the answer is 412. Status `extracted` takes earlier decisions back; the history keeps them.
    """
    quotes.get(quote_id)
    decided = review.decide(quote_id, _decision(body), seen=conditions.seen())
    return conditions.tagged(decided, review.version)


@blueprint.operation(
    "PUT",
    "/<id:quote_id>/topics/<slug:slug>",
    "decideQuoteTopic",
    body=QuoteTopicDecision,
    answers={200: Quote},
    problems=(404, 409, 412, 428, 503),
    headers=conditions.shown("quote"),
    documented={"parameters": [conditions.match("quote")]},
)
def decide_quote_topic(quote_id: str, slug: str, body: dict[str, Any]) -> conditions.Tagged[QuoteRecord]:
    """Put a topic on a quote, or take it off.

    The decision stays in force whatever the machine reads later, and answers the quote as it is then. The
    topic's history has it.
    """
    quotes.get(quote_id)
    topics.get(slug)
    editor = guard.editor(body)
    decided = curating.decide_on_quote(quote_id, slug, body["about"], editor, seen=conditions.seen())
    return conditions.tagged(decided, review.version)


@blueprint.operation(
    "GET",
    "/<id:quote_id>/history",
    "listQuoteHistory",
    query=HistoryQuery,
    answers={200: HistoryList},
    problems=(404, 503),
)
def list_quote_history(quote_id: str, query: dict[str, Any]) -> dict[str, object]:
    """Read a quote's history.

    Each decision of an editor and each reading of the machine that differed from the one before, the first
    first: what was, what is, by whom, why and when. Empty for a quote that never changed.
    """
    return listing(history.find(quote_id, **query))


def _decision(body: dict[str, Any]) -> review.Decision:
    fields = {name: body[name] for name in CORRECTED if name in body}
    if "segments" in fields:
        fields["segments"] = [Boundary(**boundary) for boundary in fields["segments"]]
    kind, key = body.get("speaker_kind"), guard.caller()
    return review.Decision(
        status=body["status"],
        by=body["by"],
        key=key.name if key else None,
        why=body.get("why"),
        fields=fields,
        kind=kind and SpeakerKind(kind),
        occurrences=body["apply_to"] == "occurrences",
    )


def quotes_page(query: dict[str, Any], *, title: str, **only: str) -> exporting.Answer:
    """The quotes that ``query`` asks for, of the article, speaker or topic in ``only``, in their format."""
    sort, limit, cursor = query.pop("sort"), query.pop("limit"), query.pop("cursor", None)
    wanted = QuoteFilter(**{**query, **only})
    return exporting.answer(wanted, title=title, sort=sort, limit=limit, cursor=cursor)
