"""Speakers on the wire."""

from marshmallow import fields

from schemas.base import Answer, count, moment, string
from schemas.quotes import SpeakerRef
from schemas.vocabulary import SPEAKER_KINDS, explained


class Role(Answer):
    """A role that articles gave a speaker."""

    role = string("The role as articles print it.")
    first_on = string("The day of the earliest quote under this role.", null=True)
    last_on = string("The day of the latest quote under this role.", null=True)
    quote_count = count("How many quotes were made under this role.")


class SpeakerSummary(Answer):
    """A speaker across articles."""

    id = string("Id of the speaker.")
    name = string("The name that the archive uses: the fullest that articles gave, without titles.")
    kind = string(explained("What the speaker is.", SPEAKER_KINDS), enum=list(SPEAKER_KINDS))
    aliases = fields.List(
        fields.String(), metadata={"description": "Other names that articles used, no pronouns."}
    )
    quote_count = count("How many quotes the archive has, rejected ones aside.")
    article_count = count("In how many articles.")
    external_ids = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={"description": "What the speaker is called elsewhere, by scheme, such as `wikidata`."},
    )
    merged_into = fields.Nested(
        SpeakerRef,
        allow_none=True,
        metadata={
            "description": "The speaker that an editor found this one to be: it has the quotes and the names "
            "of both. Null for a speaker that stands for itself."
        },
    )
    first_said_on = string("The earliest day on which the speaker was quoted.", null=True)
    last_said_on = string("The latest day on which the speaker was quoted.", null=True)
    created_at = moment("When the speaker was first stored.")
    updated_at = moment("When the speaker last changed.")


class Speaker(SpeakerSummary):
    """A speaker across articles, with the roles over time."""

    roles = fields.List(
        fields.Nested(Role),
        metadata={"description": "The roles that articles gave, in the order they came in."},
    )
    role_on = fields.Nested(
        Role,
        allow_none=True,
        metadata={
            "description": "The role that articles printed last on or before the day that `on` asks about; "
            "null without `on`, or if none was printed until then."
        },
    )
