"""Editors' decisions on the wire: what is sent of one, and the history that they make."""

from marshmallow import ValidationError, fields

from schemas.base import Answer, Request, moment, string
from schemas.fields import Choice, Offset, SaidOn, Words
from schemas.vocabulary import (
    CORRECTABLE,
    DECISIONS,
    HISTORY_KINDS,
    MEDIA,
    MOVES,
    SPEAKER_KINDS,
    STATUSES,
    explained,
)

MOST_SEGMENTS = 100


class Boundary(Request):
    """Where a segment begins and ends, marks excluded."""

    start = Offset("Offset of the first character, counted in Unicode code points from 0.")
    end = Offset("Offset after the last character.")
    text = Words(
        "The characters that you see there. May be left out; what is sent must be what the article has, so "
        "that offsets which were counted in another way don't pass.",
        longest=100_000,
        expected="the article's characters from start to end, or leave it out",
    )


def _some(boundaries: list[object]) -> None:
    if not 1 <= len(boundaries) <= MOST_SEGMENTS:
        raise ValidationError(f"has {len(boundaries)} segments")


class QuoteDecision(Request):
    """An editor's decision on a quote. With status `corrected`, send the members that are to change."""

    status = Choice("What was decided.", DECISIONS, required=True)
    by = Words("Who decided: a name or an id of your own system.", longest=200, required=True)
    why = Words("The reason, for those who read the history.", longest=2_000, null=True)
    speaker = Words(
        "Who said it, by name; null if nobody can be identified. Whom the article itself calls so, else the "
        "speaker that the name stands for in the archive, else a new one.",
        longest=500,
        null=True,
    )
    speaker_id = Words(
        "Who said it, by the id of a speaker of the archive; in place of `speaker`.",
        longest=64,
        expected="the id of a speaker",
    )
    speaker_kind = Choice(
        "What the speaker is; without it, a name that the archive does not know is a person's.", SPEAKER_KINDS
    )
    role = Words("The speaker's title or office as the article prints it.", longest=500, null=True)
    medium = Choice("The channel of the words.", MEDIA)
    said_on = SaidOn("The day the words were uttered or published: `2026-01-06`, `2026-01` or `2026`.")
    segments = fields.List(
        fields.Nested(Boundary),
        validate=_some,
        error_messages={"invalid": "is not a list", "null": "is null"},
        metadata={
            "description": "The boundaries of the words, in order, in the article's text of the quote's "
            "`revision`. The quote's text is what stands there.",
            "expected": f"a list of 1 to {MOST_SEGMENTS} segments, each with start and end",
            "minItems": 1,
            "maxItems": MOST_SEGMENTS,
        },
    )
    apply_to = Choice("What a correction is to change.", MOVES, default="quote")


VALUE = {
    "anyOf": [
        {"type": "string"},
        {"type": "null"},
        {"type": "object", "description": "A speaker: `id`, `name` and `kind`."},
        {"type": "array", "items": {"type": "object"}, "description": "Segments: `start`, `end` and `text`."},
    ]
}


class Change(Answer):
    """A field of a quote that became another."""

    field = string(explained("Which field.", CORRECTABLE), enum=list(CORRECTABLE))
    was = fields.Raw(
        allow_none=True,
        metadata={
            "description": "What it was, in the form of a quote's member; "
            "of `segments`, null where the machine had not found the quote.",
            **VALUE,
        },
    )
    now = fields.Raw(
        allow_none=True,
        metadata={
            "description": "What it is since; of `segments`, null where "
            "the machine no longer finds the quote.",
            **VALUE,
        },
    )
    kept = fields.Boolean(
        metadata={
            "description": "True where the machine reads `now` and the quote still shows what an editor "
            "decided."
        }
    )


class HistoryEntry(Answer):
    """What became of a quote, once. Entries are added, never changed."""

    id = string("Id of the entry.")
    quote_id = string("Id of the quote.")
    kind = string(explained("What happened.", HISTORY_KINDS), enum=list(HISTORY_KINDS))
    status = string(explained("The quote's status from then on.", STATUSES), enum=list(STATUSES))
    changes = fields.List(
        fields.Nested(Change),
        metadata={"description": "What was and what is; empty where a decision left every field as it was."},
    )
    by = string("Who decided; null for the machine.", null=True)
    key = string(
        "Name of the API key that the decision came with; null without a key, and for the machine.", null=True
    )
    why = string("The reason that was given.", null=True)
    origin = string("Id of the quote whose correction was moved here; null otherwise.", null=True)
    extractor = string(
        "The version of the rules and of the model that read it so; null for a decision.", null=True
    )
    revision = fields.Integer(
        metadata={"description": "The revision of the article's text that was looked at.", "minimum": 1}
    )
    at = moment("When it happened.")
