"""What all schemas share: requests refuse what they don't know, answers always have every member."""

from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, fields

from schemas.dumping import Dumped


class Request(Schema):
    """A body or a query. Unknown members are refused, so that a misspelt filter never passes silently."""

    error_messages = {"unknown": "is not known here", "type": "is not a JSON object"}  # noqa: RUF012

    class Meta:
        """Misspelt members are refused."""

        unknown = RAISE


class Answer(Dumped):
    """A response. Every member is always there; what can't be known is null.

    Clients must expect further members in later versions, hence EXCLUDE.
    """

    class Meta:
        """Members of later versions are passed over."""

        unknown = EXCLUDE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:  # noqa: ARG002
        """Mark each member as required: marshmallow reads it on load, the specification documents it."""
        field_obj.required = True


def string(about: str, *, null: bool = False, **documented: object) -> fields.String:
    """A member of an answer that is a string; ``documented`` goes to the specification as it stands."""
    return fields.String(allow_none=null, metadata={"description": about, **documented})


def count(about: str) -> fields.Integer:
    """A member of an answer that counts something."""
    return fields.Integer(metadata={"description": about, "minimum": 0})


def moment(about: str, *, null: bool = False) -> fields.String:
    """A member of an answer that is a time in UTC, RFC 3339, ending in Z."""
    return string(about, null=null, format="date-time")
