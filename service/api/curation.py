"""What editors do to speakers: merge, split, edit, settle, and take back."""

from typing import Any

from schemas.curation import (
    Ambiguity,
    Merge,
    Settlement,
    Signed,
    SpeakerEdit,
    SpeakerSplit,
    SplitRequest,
    SuggestionList,
)
from schemas.lists import AmbiguityList, SpeakerEntryList
from schemas.queries import AmbiguityQuery, HistoryQuery
from schemas.speakers import Speaker
from service.api import conditions, guard
from service.api.listing import listing
from service.api.speakers import blueprint
from service.storage import ambiguities, speaker_log, speakers
from service.storage.speaker_records import AmbiguityRecord, SpeakerRecord
from service.tracker import editing, merging, settling, splitting, suggesting, undoing
from service.tracker.editing import Edit
from service.tracker.splitting import Split

CHANGES = (404, 409, 503)


@blueprint.operation(
    "PATCH",
    "/<id:speaker_id>",
    "editSpeaker",
    body=SpeakerEdit,
    answers={200: Speaker},
    problems=(404, 409, 412, 428, 503),
    headers=conditions.shown("speaker"),
    documented={"parameters": [conditions.match("speaker")]},
)
def edit_speaker(speaker_id: str, body: dict[str, Any]) -> conditions.Tagged[SpeakerRecord]:
    """Edit a speaker.

    Name, kind, aliases and ids of elsewhere, on the version that `If-Match` names. No article undoes it.
    """
    speakers.get(speaker_id)
    edited = editing.edit(speaker_id, Edit(**_signed(body)), seen=conditions.seen())
    return conditions.tagged(edited, editing.version)


@blueprint.operation(
    "POST",
    "/<id:speaker_id>/merge",
    "mergeSpeaker",
    body=Merge,
    answers={200: Speaker},
    problems=CHANGES,
    scope="review",
)
def merge_speaker(speaker_id: str, body: dict[str, Any]) -> SpeakerRecord:
    """Merge a speaker into another.

    Answers the other, which has the quotes and the names of both; later articles that use either name mean
    it. The merged speaker's id stays: `merged_into` says where it went. Unnamed sources are never merged.
    """
    return merging.merge(speaker_id, **_signed(body))


@blueprint.operation(
    "POST",
    "/<id:speaker_id>/split",
    "splitSpeaker",
    scope="review",
    body=SplitRequest,
    answers={200: SpeakerSplit},
    problems=CHANGES,
)
def split_speaker(speaker_id: str, body: dict[str, Any]) -> dict[str, SpeakerRecord]:
    """Split a speaker.

    Takes quotes, names with the quotes of the articles that use them, or both, and gives them to another
    speaker or a new one. It holds when the articles are read again.
    """
    speaker, other = splitting.split(speaker_id, Split(**_signed(body)))
    return {"speaker": speaker, "other": other}


@blueprint.operation(
    "GET",
    "/<id:speaker_id>/history",
    "listSpeakerHistory",
    query=HistoryQuery,
    answers={200: SpeakerEntryList},
    problems=(404, 503),
)
def list_speaker_history(speaker_id: str, query: dict[str, Any]) -> dict[str, object]:
    """Read a speaker's history.

    What editors did to it, the first entry first: merges, splits, edits, settlements, undoing.
    """
    return listing(speaker_log.find(speaker_id, **query))


@blueprint.operation(
    "POST",
    "/<id:speaker_id>/history/<id:entry_id>/undo",
    "undoSpeakerEntry",
    scope="review",
    body=Signed,
    answers={200: Speaker},
    problems=CHANGES,
)
def undo_speaker_entry(speaker_id: str, entry_id: str, body: dict[str, Any]) -> SpeakerRecord:
    """Take back a merge, a split or a settlement.

    By a further entry of the history. Quotes go back to whom they were, and those that were stored since go
    to whom their articles name.
    """
    return undoing.undo(speaker_id, entry_id, **_signed(body))


@blueprint.operation(
    "GET",
    "/<id:speaker_id>/suggestions",
    "listSuggestions",
    answers={200: SuggestionList},
    problems=(404, 503),
)
def list_suggestions(speaker_id: str) -> dict[str, object]:
    """Find who may be the same speaker.

    Other spellings, nicknames, longer names, acronyms, the likest first. Nothing is merged without an editor.
    """
    return {"data": [_suggestion(one) for one in suggesting.suggest(speaker_id)]}


@blueprint.operation(
    "GET",
    "/ambiguities",
    "listAmbiguities",
    query=AmbiguityQuery,
    answers={200: AmbiguityList},
    problems=(503,),
)
def list_ambiguities(query: dict[str, Any]) -> dict[str, object]:
    """List ambiguous speakers.

    Each began with an article whose full name is another speaker's too, where roles, topics, company and
    publication share nothing. The latest first.
    """
    return listing(ambiguities.find(**query))


@blueprint.operation(
    "POST",
    "/ambiguities/<id:ambiguity_id>/settle",
    "settleAmbiguity",
    scope="review",
    body=Settlement,
    answers={200: Ambiguity},
    problems=CHANGES,
)
def settle_ambiguity(ambiguity_id: str, body: dict[str, Any]) -> AmbiguityRecord:
    """Settle who an ambiguous speaker is.

    One of the candidates, into which it is merged, or somebody else. Either can be taken back by its entry
    in the speaker's history.
    """
    return settling.settle(ambiguity_id, **_signed(body))


def _suggestion(one: suggesting.Suggestion) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("speaker", "reason", "own_name", "other_name")}


def _signed(body: dict[str, Any]) -> dict[str, Any]:
    """``body`` with who decides as one editor."""
    return {name: body[name] for name in body if name not in guard.SIGNED} | {"editor": guard.editor(body)}
