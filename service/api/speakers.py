"""Speakers: who is quoted in the archive."""

from typing import Any

from schemas.lists import QuoteList, SpeakerList
from schemas.queries import SpeakerDayQuery, SpeakerQuery, SpeakerQuotesQuery
from schemas.speakers import Speaker
from service.api import conditions, exporting
from service.api.blueprint import Blueprint
from service.api.listing import listing
from service.api.quotes import quotes_page
from service.storage import speakers
from service.storage.speaker_records import SpeakerRecord
from service.tracker import editing

blueprint = Blueprint(
    "Speakers", __name__, url_prefix="/v1/speakers", description="Who is quoted, under which names and roles."
)


@blueprint.operation(
    "GET", "", "listSpeakers", query=SpeakerQuery, answers={200: SpeakerList}, problems=(503,)
)
def list_speakers(query: dict[str, Any]) -> dict[str, object]:
    """Find speakers.

    By any of their names or aliases, the best match first, or by an id of elsewhere. Without either, all of
    them. A speaker that was merged into another is found as that one.
    """
    return listing(speakers.find(**query))


@blueprint.operation(
    "GET",
    "/<id:speaker_id>",
    "getSpeaker",
    query=SpeakerDayQuery,
    answers={200: Speaker},
    problems=(404, 503),
    headers=conditions.shown("speaker"),
)
def get_speaker(speaker_id: str, query: dict[str, Any]) -> conditions.Tagged[SpeakerRecord]:
    """Get a speaker.

    The names that articles used, the roles over time and the counts; with `on`, the role on a day. A speaker
    that was merged into another is still there: `merged_into` says where its quotes are.
    """
    return conditions.tagged(speakers.get(speaker_id, query.get("on")), editing.version)


@blueprint.operation(
    "GET",
    "/<id:speaker_id>/quotes",
    "listSpeakerQuotes",
    query=SpeakerQuotesQuery,
    answers={200: QuoteList},
    problems=(404, 406, 503),
    exported=True,
)
def list_speaker_quotes(speaker_id: str, query: dict[str, Any]) -> exporting.Answer:
    """List the quotes of a speaker.

    Latest article first unless `sort` says otherwise, with the same filters as all quotes.
    """
    speaker = speakers.get(speaker_id)
    return quotes_page(query, title=f"Quotes: {speaker.name}", speaker_id=speaker_id)
