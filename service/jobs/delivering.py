"""Delivers messages: signs and sends one, records what came of it, decides when it is tried again.

Once a message is claimed it is sent and then recorded. Whoever dies between the two has sent it in vain:
it comes due again and is sent once more, under the same id.
"""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol

import structlog

from service.retries import retry_after
from service.storage import audit, outbox, watches
from service.storage.watch_records import Message
from service.webhooks import messages, schedule, signing
from service.webhooks.sending import STATUS, Answer

GONE = 410
THROTTLING = frozenset({429, 502, 503, 504})
"""Answers that say that the receiver can take no more now, whatever the message."""

USER_AGENT = "quote-tracker-webhooks/1"

log = structlog.get_logger(__name__)


class Sending(Protocol):
    """What posts a body to a URL with headers, and tells what came of it."""

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The answer; raises nothing."""


def deliver(message: Message, sender: Sending) -> bool:
    """Sends ``message``, which was claimed, and records the outcome; whether its target takes more now."""
    body = messages.body(
        type=message.type,
        at=message.at,
        data=message.data,
        quote_id=message.quote_id,
        root=message.root,
        watch={"id": message.watch_id, "name": message.watch_name},
    )
    headers = signing.headers(message.id, body, message.secrets, int(time.time()))
    framing = {"Content-Type": messages.CONTENT_TYPE, "User-Agent": USER_AGENT}
    answer = sender.post(message.target, body, {**framing, **headers})
    log.info(
        "webhook tried",
        watch_id=message.watch_id,
        delivery_id=message.id,
        outcome=answer.outcome,
        status=answer.status,
    )
    if answer.error is None:
        outbox.delivered(message, answer.outcome, answer.status)
        return True
    return _failed(message, answer)


def _failed(message: Message, answer: Answer) -> bool:
    if answer.status == GONE:
        outbox.failed(message, answer.outcome, answer.status, answer.error or "", again=None)
        _disable(message, "The target answered 410 Gone: it wants no more messages.")
        return False
    asked = retry_after(answer.retry_after, datetime.now(UTC))
    again = schedule.delay(message.failures + 1, asked)
    outbox.failed(message, answer.outcome, answer.status, answer.error or "", again=again)
    if again is None:
        if outbox.none_since(message):
            _disable(message, f"Nothing has arrived for three days; the last time: {answer.error}.")
        return False
    if answer.outcome == STATUS and answer.status not in THROTTLING and asked is None:
        return True  # it may be this message that the receiver can't take
    outbox.hold_off(message.watch_pk, again if asked else min(again, schedule.HELD))
    return False


def _disable(message: Message, reason: str) -> None:
    """Takes the watch out of force, and says so where people look: in the watch, the log and the trail."""
    if watches.disable(message.watch_pk, reason):
        log.warning("watch disabled", watch_id=message.watch_id, reason=reason)
        audit.append("watch disabled", record_id=message.watch_id)
