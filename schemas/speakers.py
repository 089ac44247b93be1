"""Speakers on the wire."""

from marshmallow import fields

from schemas.base import Answer, count, moment, string
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
    first_said_on = string("The earliest day on which the speaker was quoted.", null=True)
    last_said_on = string("The latest day on which the speaker was quoted.", null=True)
    created_at = moment("When the speaker was first stored.")
    updated_at = moment("When the speaker last changed.")


class Speaker(SpeakerSummary):
    """A speaker across articles, with the roles over time."""

    roles = fields.List(
        fields.Nested(Role), metadata={"description": "The roles that articles gave, latest first."}
    )
