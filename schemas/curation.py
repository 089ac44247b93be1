"""What editors do to speakers on the wire: merging, splitting, editing, settling, and the history of it."""

from marshmallow import ValidationError, fields

from schemas.base import Answer, Request, moment, string
from schemas.fields import Choice, Words
from schemas.speakers import Speaker, SpeakerSummary
from schemas.vocabulary import (
    AMBIGUITY_STATES,
    NAMED_KINDS,
    SPEAKER_ENTRY_KINDS,
    SUGGESTION_REASONS,
    VERDICTS_ON_AMBIGUITIES,
    explained,
)

MOST_QUOTES, MOST_NAMES, MOST_SCHEMES = 10_000, 100, 20
AN_ID = "the id of a speaker"


def _id(about: str) -> Words:
    return Words(about, longest=64, expected=AN_ID)


def _list(about: str, item: Words, most: int) -> fields.List[str]:
    def few(values: list[str]) -> None:
        if len(values) > most:
            raise ValidationError(f"has {len(values):,} entries")

    return fields.List(
        item,
        validate=few,
        load_default=list,
        error_messages={"invalid": "is not a list", "null": "is null"},
        metadata={"description": about, "expected": f"a list of at most {most:,}", "maxItems": most},
    )


class Signed(Request):
    """Who does it, and why."""

    by = Words("Who decided: a name or an id of your own system.", longest=200, required=True)
    why = Words("The reason, for those who read the history.", longest=2_000, null=True)


class Merge(Signed):
    """Into which speaker."""

    into = Words(
        "The id of the speaker that has both from then on.", longest=64, expected=AN_ID, required=True
    )


class SplitRequest(Signed):
    """What is taken from the speaker, and whose it is."""

    quotes = _list("The ids of quotes that are another's.", Words("Id of a quote.", longest=64), MOST_QUOTES)
    aliases = _list(
        "Names that are another's: they go with the quotes of the articles that use them, and later articles "
        "that use them mean the other.",
        Words("A name.", longest=500),
        MOST_NAMES,
    )
    into = _id("The id of the speaker whose they are; without it, a new one's.")
    name = Words("The name of the new speaker; without it, the first alias, else the same name.", longest=500)


class SpeakerEdit(Signed):
    """What is to change of a speaker. Members that are left out stay."""

    name = Words("The name that the archive shows; the one before stays an alias.", longest=500)
    kind = Choice("What the speaker is.", NAMED_KINDS)
    add_aliases = _list("Names that mean the speaker too.", Words("A name.", longest=500), MOST_NAMES)
    remove_aliases = _list(
        "Names that no article uses; one that articles use can be split off.",
        Words("A name.", longest=500),
        MOST_NAMES,
    )
    external_ids = fields.Dict(
        keys=Words("The scheme.", longest=40),
        values=Words("The id.", longest=200, null=True),
        load_default=dict,
        error_messages={"invalid": "is not an object", "null": "is null"},
        metadata={
            "description": "What the speaker is called elsewhere, by scheme; null takes an id away. No two "
            "speakers share one.",
            "expected": 'an object such as {"wikidata": "Q42"}',
            "maxProperties": MOST_SCHEMES,
        },
    )


class Settlement(Signed):
    """Who an ambiguous speaker is."""

    verdict = Choice("What you found.", VERDICTS_ON_AMBIGUITIES, required=True)
    speaker_id = _id("Which candidate it is, with verdict `same`; may be left out if there is one.")


class SpeakerSplit(Answer):
    """What a split made of one speaker."""

    speaker = fields.Nested(Speaker, metadata={"description": "The speaker that was split."})
    other = fields.Nested(Speaker, metadata={"description": "The speaker that has what was taken."})


class SpeakerEntry(Answer):
    """What an editor did to a speaker, once. Entries are added, never changed."""

    id = string("Id of the entry.")
    kind = string(explained("What was done.", SPEAKER_ENTRY_KINDS), enum=list(SPEAKER_ENTRY_KINDS))
    by = string("Who did it.")
    why = string("The reason that was given.", null=True)
    key = string("Name of the API key that the decision came with; null without a key.", null=True)
    details = fields.Dict(
        metadata={
            "description": "Of a merge `merged` and `into`; of a split `from`, `into`, `quotes`, `aliases`; "
            "of an edit `changes`; of a settlement `verdict`, `speaker` and `candidates`; of an undo `entry`."
        }
    )
    undoes = string("Id of the entry that this one takes back; null otherwise.", null=True)
    undone_by = string("Id of the entry that took this one back; null if none did.", null=True)
    at = moment("When it was done.")


class Suggestion(Answer):
    """A speaker that may be the same."""

    speaker = fields.Nested(SpeakerSummary, metadata={"description": "The other speaker."})
    reason = string(
        explained("Why, the most telling first.", SUGGESTION_REASONS), enum=list(SUGGESTION_REASONS)
    )
    own_name = string("The name of the speaker that was asked about.")
    other_name = string("The name of the other that is like it.")


class SuggestionList(Answer):
    """The speakers that may be the same, the likest first."""

    data = fields.List(fields.Nested(Suggestion), metadata={"description": "The suggestions."})


class Ambiguity(Answer):
    """A speaker whose name may be one of the candidates' or a namesake's, for an editor to settle."""

    id = string("Id of the ambiguity.")
    state = string(explained("What has become of it.", AMBIGUITY_STATES), enum=list(AMBIGUITY_STATES))
    speaker = fields.Nested(Speaker, metadata={"description": "The speaker that an article began."})
    candidates = fields.List(
        fields.Nested(Speaker), metadata={"description": "Whom the name may mean.", "minItems": 1}
    )
    settled = fields.Nested(
        SpeakerEntry, allow_none=True, metadata={"description": "How it was settled; null while it is open."}
    )
    created_at = moment("When the question came up.")
