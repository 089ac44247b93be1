"""``GET /metrics`` for Prometheus: what the processes counted and what the database holds, told by any."""

import logging
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from flask import Blueprint, Flask, Response, current_app
from peewee import InterfaceError, OperationalError
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from service.api import scopes
from service.api.figures import Figures
from service.api.headers import request_id
from service.storage import deliveries, totals
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

KEY = "quotes-figures"

log = logging.getLogger(__name__)

blueprint = Blueprint("metrics", __name__)


def install(app: Flask, figures: Figures) -> None:
    """Serve ``figures`` and those of the database with ``app``, to who may read."""
    app.extensions[KEY] = figures
    scopes.register("getMetrics", "GET", None)
    app.register_blueprint(blueprint)


@blueprint.get("/metrics", endpoint="getMetrics")
def get_metrics() -> Response:
    """The figures of now, in the text format of Prometheus."""
    counted: Figures = current_app.extensions[KEY]
    return Response(counted.text() + _stored(), content_type=CONTENT_TYPE_LATEST)


def _stored() -> bytes:
    """What the database tells; without one, that it can't be asked: what was counted is told all the same."""
    registry = CollectorRegistry()
    for collector in (Webhooks(), Archive()):
        registry.register(collector)
    try:
        told = generate_latest(registry)
    except (OperationalError, InterfaceError) as error:
        log.error("the database can't be used", exc_info=error, extra={"request_id": request_id()})
        told = b""
    return told + generate_latest(Reached(bool(told)))


class Reached(Collector):
    """Whether the database could be asked for the figures beside this one."""

    def __init__(self, reached: bool) -> None:
        self._reached = reached

    def collect(self) -> Iterable[Metric]:
        """The one figure."""
        said = "Whether the database could be asked just now: 1, or 0 and its figures are missing."
        yield GaugeMetricFamily("quotes_database_reached", said, value=self._reached)


class Webhooks(Collector):
    """What became of the messages of watches. Each value is there from the start, so that rates are right."""

    def collect(self) -> Iterable[Metric]:
        """The figures, read in one go."""
        states, outcomes, oldest = deliveries.counts()
        yield from _labelled(states, outcomes)
        yield GaugeMetricFamily(
            "quotes_webhook_lateness_seconds",
            "For how long the delivery that is due the longest has been due.",
            value=_since(oldest),
        )


class Archive(Collector):
    """How many quotes there are, and what waits for a worker."""

    def collect(self) -> Iterable[Metric]:
        """The figures of now."""
        quotes = GaugeMetricFamily("quotes_quotes", "Quotes in the database, by status.", labels=["status"])
        for status, count in totals.quotes_by_status().items():
            quotes.add_metric([status], count)
        yield quotes
        backlog = totals.backlog()
        jobs = GaugeMetricFamily("quotes_jobs", "Jobs that are not done, by state.", labels=["state"])
        jobs.add_metric(["queued"], backlog.queued)
        jobs.add_metric(["running"], backlog.running)
        yield jobs
        waiting = "Articles of jobs that have no outcome yet."
        yield GaugeMetricFamily("quotes_queue_articles", waiting, value=backlog.articles)
        oldest = "For how long the oldest job that is not done has waited."
        yield GaugeMetricFamily("quotes_queue_oldest_seconds", oldest, value=_since(backlog.oldest))


def _since(moment: str | None) -> float:
    """The seconds since then, none where there is no moment or a clock went back."""
    if moment is None:
        return 0.0
    return max(0.0, (datetime.now(UTC) - datetime.fromisoformat(moment)).total_seconds())


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
