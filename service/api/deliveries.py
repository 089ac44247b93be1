"""Deliveries: what was sent for a watch, and what came of it."""

from typing import Any

from flask import url_for

from schemas.watches import Delivery, DeliveryList, DeliveryQuery
from service.api.blueprint import Blueprint
from service.api.listing import listing
from service.api.watches import WRITE
from service.storage import deliveries
from service.storage.watch_records import DeliveryRecord

SENT: dict[str, Any] = {
    "answers": {202: Delivery},
    "problems": (404, 409, 503),
    "headers": {"Location": "URL of the delivery, which tells what comes of it."},
}
Accepted = tuple[DeliveryRecord, int, dict[str, str]]

blueprint = Blueprint(
    "Deliveries",
    __name__,
    url_prefix="/v1/watches/<id:watch_id>",
    description="The messages that watches send: what became of each, and sending one again.",
)


@blueprint.operation("POST", "/ping", "pingWatch", **SENT)
def ping_watch(watch_id: str) -> Accepted:
    """Try the target.

    A worker sends a message of the type `ping` there within seconds, signed like all others; `Location` tells
    what came of it. A watch that is not active, or has no target, is refused with 409.
    """
    return _accepted(watch_id, deliveries.ping(watch_id))


@blueprint.operation(
    "GET",
    "/deliveries",
    "listDeliveries",
    query=DeliveryQuery,
    answers={200: DeliveryList},
    problems=(404, 503),
    scope=WRITE,
)
def list_deliveries(watch_id: str, query: dict[str, Any]) -> dict[str, object]:
    """List the deliveries of a watch.

    The last first. They are kept for 30 days after they ended.
    """
    return listing(deliveries.find(watch_id, **query))


@blueprint.operation(
    "GET",
    "/deliveries/<id:delivery_id>",
    "getDelivery",
    answers={200: Delivery},
    problems=(404, 503),
    scope=WRITE,
)
def get_delivery(watch_id: str, delivery_id: str) -> DeliveryRecord:
    """Get a delivery.

    How often it was tried, what the target answered, and when it is tried again.
    """
    return deliveries.get(watch_id, delivery_id)


@blueprint.operation("POST", "/deliveries/<id:delivery_id>/resend", "resendDelivery", **SENT)
def resend_delivery(watch_id: str, delivery_id: str) -> Accepted:
    """Send a delivery again.

    Whatever became of it, at once and with all tries before it, under the same `webhook-id`.
    """
    return _accepted(watch_id, deliveries.resend(watch_id, delivery_id))


def _accepted(watch_id: str, delivery: DeliveryRecord) -> Accepted:
    where = url_for("Deliveries.getDelivery", watch_id=watch_id, delivery_id=delivery.id, _external=True)
    return delivery, 202, {"Location": where}
