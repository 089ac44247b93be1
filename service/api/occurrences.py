"""The occurrences of a quote's utterance: who printed it, who was first, what reads otherwise."""

from schemas.occurrences import OccurrenceList
from service.api.blueprint import Blueprint
from service.api.words import change
from service.tracker import occurrences

blueprint = Blueprint(
    "Occurrences", __name__, url_prefix="/v1/quotes", description="One utterance in several articles."
)


@blueprint.operation(
    "GET",
    "/<id:quote_id>/occurrences",
    "listOccurrences",
    answers={200: OccurrenceList},
    problems=(404, 503),
)
def list_occurrences(quote_id: str) -> dict[str, object]:
    """List the occurrences of a quote.

    Every article that prints the same utterance, the earliest first, whatever its marks, clipped ends and
    bracketed words. Quotes that differ in a negation, a number, a name or the speaker are `variants`. Of a
    quote of fewer than four words only itself is listed: too many people say them.
    """
    found = occurrences.of(quote_id)
    return {
        "data": [
            {"quote": one.quote, "clipped": one.clipped, "changes": [change(each) for each in one.changes]}
            for one in found.occurrences
        ],
        "variants": [
            {
                "quote": one.quote,
                "score": one.score,
                "differs": [each.value for each in one.differs],
                "changes": [change(each) for each in one.changes],
            }
            for one in found.variants
        ],
        "links": {"next": None},
        "meta": {
            "total": len(found.occurrences),
            "total_is": "exact",
            "articles": found.articles,
            "publications": found.publications,
        },
    }
