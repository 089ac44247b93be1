"""``GET /metrics`` for Prometheus. What it tells comes from the database: every process answers the same."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from flask import Blueprint, Flask, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from service.api import scopes
from service.storage import deliveries
from service.storage.watch_records import DELIVERED, FAILED, HELD, WAITING
from service.webhooks import sending

OUTCOMES = (
    DELIVERED,
    sending.STATUS,
    sending.TIMEOUT,
    sending.UNREACHABLE,
    sending.BROKEN,
    sending.REFUSED,
)
STATES = (WAITING, HELD, DELIVERED, FAILED)

blueprint = Blueprint("metrics", __name__)


def install(app: Flask) -> None:
    """Serve the figures with ``app``, to who may read."""
    scopes.register("getMetrics", "GET", None)
    app.register_blueprint(blueprint)


@blueprint.get("/metrics", endpoint="getMetrics")
def get_metrics() -> Response:
    """The figures of now, in the text format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(Webhooks())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class Webhooks(Collector):
    """What became of the messages of watches. Each value is there from the start, so that rates are right."""

    def collect(self) -> Iterable[Metric]:
        """The figures, read in one go."""
        states, outcomes, oldest = deliveries.counts()
        yield from _labelled(states, outcomes)
        late = 0.0 if oldest is None else (datetime.now(UTC) - datetime.fromisoformat(oldest)).total_seconds()
        yield GaugeMetricFamily(
            "quotes_webhook_lateness_seconds",
            "For how long the delivery that is due the longest has been due.",
            value=max(0.0, late),
        )


def _labelled(states: dict[str, int], outcomes: dict[str, int]) -> Iterator[Metric]:
    tried = CounterMetricFamily(
        "quotes_webhook_attempts", "Attempts to deliver a message, by what came of them.", labels=["outcome"]
    )
    for outcome in OUTCOMES:
        tried.add_metric([outcome], outcomes.get(outcome, 0))
    listed = GaugeMetricFamily(
        "quotes_webhook_deliveries", "Deliveries of the last 30 days, by state.", labels=["state"]
    )
    for state in STATES:
        listed.add_metric([state], states.get(state, 0))
    yield tried
    yield listed
