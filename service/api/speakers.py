"""Speakers: who is quoted in the archive."""

from typing import Any

from schemas.lists import QuoteList, SpeakerList
from schemas.queries import SpeakerQuery, SpeakerQuotesQuery
from schemas.speakers import Speaker
from service.api.blueprint import Blueprint
from service.api.listing import listing
from service.api.quotes import quotes_page
from service.storage import speakers
from service.storage.records import SpeakerRecord

blueprint = Blueprint(
    "Speakers", __name__, url_prefix="/v1/speakers", description="Who is quoted, under which names and roles."
)


@blueprint.operation(
    "GET", "", "listSpeakers", query=SpeakerQuery, answers={200: SpeakerList}, problems=(503,)
)
def list_speakers(query: dict[str, Any]) -> dict[str, object]:
    """Find speakers.

    By any of their names or aliases. Without `q`, all of them.
    """
    found = speakers.find(query.get("q"), query.get("kind"), limit=query["limit"], cursor=query.get("cursor"))
    return listing(found)


@blueprint.operation("GET", "/<id:speaker_id>", "getSpeaker", answers={200: Speaker}, problems=(404, 503))
def get_speaker(speaker_id: str) -> SpeakerRecord:
    """Get a speaker.

    The names that articles used, the roles over time and the counts.
    """
    return speakers.get(speaker_id)


@blueprint.operation(
    "GET",
    "/<id:speaker_id>/quotes",
    "listSpeakerQuotes",
    query=SpeakerQuotesQuery,
    answers={200: QuoteList},
    problems=(404, 503),
)
def list_speaker_quotes(speaker_id: str, query: dict[str, Any]) -> dict[str, object]:
    """List the quotes of a speaker.

    Latest article first unless `sort` says otherwise, with the same filters as all quotes.
    """
    speakers.get(speaker_id)
    return quotes_page(query, speaker_id=speaker_id)
