"""API keys on the wire, and the trail of what was written with them."""

from marshmallow import ValidationError, fields

from schemas.base import Answer, Request, moment, string
from schemas.fields import Choice, Day, Strict, Words
from schemas.lists import page_of
from schemas.queries import PageQuery
from schemas.vocabulary import KEY_STATES, SCOPES, explained

MOST_PER_MINUTE = 1_000_000


class PerMinute(fields.Field[int]):
    """A number of requests a minute, as a JSON number; null for what the settings say."""

    def __init__(self, about: str) -> None:
        super().__init__(
            allow_none=True,
            error_messages=dict(Strict.error_texts),
            metadata={
                "description": about,
                "expected": f"a whole number from 1 to {MOST_PER_MINUTE:,}, or null",
                "type": "integer",
                "minimum": 1,
                "maximum": MOST_PER_MINUTE,
            },
        )

    def _deserialize(self, value: object, attr: object, data: object, **kwargs: object) -> int:  # noqa: ARG002
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # to JSON, 1.0 is a whole number
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValidationError("is not a whole number")
        if not 1 <= value <= MOST_PER_MINUTE:
            raise ValidationError(f"is {value if abs(value) < 10**12 else 'far too large'}")
        return value


def _some(scopes: list[str]) -> None:
    if not 1 <= len(scopes) <= len(SCOPES):
        raise ValidationError(f"has {len(scopes)} scopes")


class KeyRequest(Request):
    """A key to be made."""

    name = Words(
        "Whose it is or what for, for people to read: it stands in the trail.", longest=100, required=True
    )
    scopes = fields.List(
        Choice("A scope.", SCOPES),
        required=True,
        validate=_some,
        error_messages={"invalid": "is not a list", "null": "is null", "required": "is missing"},
        metadata={
            "description": "What the key may do.",
            "expected": f"a list of 1 to {len(SCOPES)} of: {', '.join(SCOPES)}",
            "minItems": 1,
            "maxItems": len(SCOPES),
        },
    )
    expires_on = Day("The last day (UTC) on which it is good. Without it, until it is revoked.")
    rate_limit = PerMinute("How many requests a minute it may make; null or absent: as the settings say.")


class Key(Answer):
    """An API key, without its secret."""

    id = string("Id of the key.")
    name = string("Whose it is or what for.")
    prefix = string("How its token begins: enough to tell keys apart, too little to use one.")
    scopes = fields.List(
        string(explained("A scope.", SCOPES), enum=list(SCOPES)), metadata={"description": "What it may do."}
    )
    state = string(explained("Whether it is let in.", KEY_STATES), enum=list(KEY_STATES))
    rate_limit = fields.Integer(
        allow_none=True,
        metadata={"description": "Requests a minute; null: as the settings say.", "minimum": 1},
    )
    expires_on = string("Its last day, UTC; null: it is good until it is revoked.", null=True, format="date")
    created_at = moment("When it was made.")
    revoked_at = moment("When it was revoked; null if it was not.", null=True)
    last_used_at = moment("When it was last used, to the minute; null if never.", null=True)


class NewKey(Key):
    """A key just made, with its token, which is shown this once."""

    token = string("What to send as `Authorization: Bearer …`. It is not kept and never shown again.")


class KeyQuery(PageQuery):
    """Which part of the list of keys."""


class AuditEntry(Answer):
    """A write that succeeded. Entries are added, never changed or deleted."""

    id = string("Id of the entry.")
    operation = string("The operationId of the call, or the command (`keys create`, `keys revoke`).")
    record_id = string("Id of the record that was written; null where there is none.", null=True)
    key_id = string("Id of the key that it came with; null without a key.", null=True)
    key_name = string("Name of that key; null without a key.", null=True)
    status = fields.Integer(
        allow_none=True, metadata={"description": "The HTTP status that was answered; null for a command."}
    )
    request_id = string("The `X-Request-ID` of the call; null for a command.", null=True)
    at = moment("When it happened.")


class AuditQuery(PageQuery):
    """Which entries of the trail."""

    key_id = Words("Only what came with the key of this id.", longest=64, expected="the id of a key")
    record_id = Words("Only what became of the record of this id.", longest=64, expected="the id of a record")
    operation = Words("Only this operation, by its operationId.", longest=64)


KeyList = page_of("KeyList", Key, "keys")
AuditList = page_of("AuditList", AuditEntry, "entries")
