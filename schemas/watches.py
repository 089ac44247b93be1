"""Watches on the wire: saved searches, whom they tell, and what was delivered."""

from collections.abc import Mapping

from marshmallow import ValidationError, fields

from schemas.base import Answer, Request, count, moment, string
from schemas.fields import Choice, Fraction, Strict, Words
from schemas.fields import Flag as FlagField
from schemas.lists import page_of
from schemas.queries import PageQuery, QuoteQuery
from schemas.quotes import Quote
from schemas.vocabulary import DELIVERY_STATES, EVENTS, QUOTE_SORTS, WATCH_STATES, explained

USUAL = ("quote.created", "quote.corrected", "quote.rejected")
"""What a watch tells of unless it says otherwise."""

UNRANKED: Mapping[str, str] = {name: said for name, said in QUOTE_SORTS.items() if name != "relevance"}
TARGET = (
    "Where to send what happens, by POST: an `https` address that is not on a private network. Without it "
    "the watch is a saved search with feeds, and nothing is sent."
)


class WatchFilters(QuoteQuery):
    """Which quotes: the filters of `GET /v1/quotes`, joined by "and". None at all: every quote."""

    # In JSON a number is a number; in a query it is spelled.
    min_confidence = Fraction("Only quotes at least as sure as this.")  # type: ignore[assignment]

    class Meta:
        """A watch has no pages and no order."""

        exclude = ("sort", "limit", "cursor")


KNOWN = ", ".join(name for name in WatchFilters().fields)


def _filters() -> fields.Nested:
    return fields.Nested(
        WatchFilters,
        error_messages=dict(Strict.error_texts),
        metadata={
            "description": "Which quotes, as `GET /v1/quotes` finds them with the same filters.",
            "expected": f"an object with any of: {KNOWN}",
        },
    )


def _some(events: list[str]) -> None:
    if not 1 <= len(events) <= len(EVENTS):
        raise ValidationError(f"has {len(events)} events")


def _events() -> fields.List[str]:
    return fields.List(
        Choice("An event.", EVENTS),
        validate=_some,
        error_messages={"invalid": "is not a list", "null": "is null"},
        metadata={
            "description": f"What to tell of; without it {', '.join(f'`{each}`' for each in USUAL)}. A quote "
            "is told of if it fits the filters before what happened or after it.",
            "expected": f"a list of 1 to {len(EVENTS)} of: {', '.join(EVENTS)}",
            "minItems": 1,
            "maxItems": len(EVENTS),
        },
    )


class WatchRequest(Request):
    """A watch to be made."""

    name = Words("What it is for, for people to read.", longest=200, required=True)
    filters = _filters()
    target = Words(TARGET, longest=2_048, null=True, documented={"format": "uri"})
    events = _events()
    active = FlagField("False: nothing is told until it is set to true. Without it, true.")


class WatchChange(Request):
    """What a watch is to be from now on; what is absent stays."""

    name = Words("What it is for, for people to read.", longest=200)
    filters = _filters()
    target = Words(TARGET, longest=2_048, null=True, documented={"format": "uri"})
    events = _events()
    active = FlagField(
        "False pauses it: what waits is held, and what happens meanwhile is not told. True lets go what was "
        "held, and takes a watch that was disabled up again."
    )


class Watch(Answer):
    """A saved search, and whom it tells."""

    id = string("Id of the watch.")
    name = string("What it is for.")
    filters = fields.Nested(
        WatchFilters,
        metadata={"description": "Which quotes; `/v1/watches/{watch_id}/quotes` lists them."},
    )
    target = string("Where events are sent; null: nowhere.", null=True)
    events = fields.List(
        string(explained("An event.", EVENTS), enum=list(EVENTS)),
        metadata={"description": "What is told."},
    )
    active = fields.Boolean(metadata={"description": "Whether anything is sent: `state` is `active`."})
    state = string(explained("What has become of it.", WATCH_STATES), enum=list(WATCH_STATES))
    reason = string("Why it was disabled; null if it was not.", null=True)
    disabled_at = moment("When it was disabled; null if it was not.", null=True)
    failing_since = moment("Since when nothing has arrived that was sent; null if all is well.", null=True)
    succeeded_at = moment("When something last arrived, to the minute; null if nothing has.", null=True)
    old_secret_until = moment(
        "Until when messages are signed with the secret before this one too; null: no longer.", null=True
    )
    created_at = moment("When it was made.")
    updated_at = moment("When it was last changed.")


class NewWatch(Watch):
    """A watch with the secret that signs its messages, which is shown this once."""

    secret = string("`whsec_` and base64, as Standard Webhooks has it. It is never shown again.")


class WatchQuery(PageQuery):
    """Which part of the list of watches."""


class WatchQuotesQuery(PageQuery):
    """Which of the quotes that a watch finds."""

    sort = Choice("The order.", UNRANKED, default="-published_at")


class DeliveryQuery(PageQuery):
    """Which deliveries."""

    state = Choice("Only those in this state.", DELIVERY_STATES)


class Delivery(Answer):
    """A message on its way to the target of a watch, and what came of it."""

    id = string("Id of the delivery: the `webhook-id` of the message, the same at every try.")
    type = string(
        explained("What is told.", {**EVENTS, "ping": "a message to try the target with"}),
        enum=[*EVENTS, "ping"],
    )
    quote_id = string("Id of the quote that it tells of; null for a `ping`.", null=True)
    state = string(explained("What has become of it.", DELIVERY_STATES), enum=list(DELIVERY_STATES))
    attempts = count("How often it was tried.")
    status_code = fields.Integer(
        allow_none=True,
        metadata={"description": "The HTTP status that the last try was answered with; null: none was."},
    )
    error = string("What went wrong at the last try, in words; null if it arrived or waits.", null=True)
    next_at = moment("When it is due (again); null if it is not.", null=True)
    attempted_at = moment("When it was last tried; null: not yet.", null=True)
    ended_at = moment("When it arrived or was given up; null: not yet.", null=True)
    created_at = moment("When what it tells of happened.")


class QuoteLinks(Answer):
    """Where to go on in this service."""

    self = string("The quote.", format="uri")
    history = string("What became of it.", format="uri")
    article = string("The article; null where the quote is only named.", null=True, format="uri")
    speaker = string("The speaker; null if there is none.", null=True, format="uri")


class ToldQuote(Quote):
    """A quote in a message: as it was when the event happened, with links."""

    links = fields.Nested(QuoteLinks, metadata={"description": "Where to go on in this service."})

    class Meta:
        """The order of the members."""

        fields = (*Quote.Meta.fields, "links")


WatchList = page_of("WatchList", Watch, "watches")
DeliveryList = page_of("DeliveryList", Delivery, "deliveries")
