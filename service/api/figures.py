"""What each process counts: requests, and the time that articles take to read."""

import functools
import re
import time
from pathlib import Path

from flask import Flask, Response, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from service import sharing
from service.extraction.annotations import Extraction
from service.extraction.reader import Reader

METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
OTHER = "other"
"""What stands for every path that is none of ours, and every method: labels must be few."""

CONVERTED = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")


def reading_histogram(registry: CollectorRegistry) -> Histogram:
    """How long articles take to be read, by the name and in the steps that all our processes count it."""
    return Histogram(
        "quotes_extraction_seconds",
        "How long the quotes of an article took to be read.",
        buckets=SECONDS,
        registry=registry,
    )


class Figures:
    """The counts of this process. With a ``folder`` (``service.sharing``) they are told with those of all."""

    def __init__(self, folder: Path | None = None) -> None:
        self._own = CollectorRegistry()
        self._folder = folder
        self._requests = Counter(
            "quotes_requests",
            "Requests answered, by the route's template, the method and the status.",
            ("route", "method", "status"),
            registry=self._own,
        )
        self._counter = functools.cache(self._labelled)
        self._reading = reading_histogram(self._own)

    def install(self, app: Flask) -> None:
        """Count the requests of ``app``; what is installed later changes answers before they are counted."""
        app.after_request(self._count)

    def timed(self, reader: Reader) -> "Timed":
        """``reader``, with each article's time counted."""
        return Timed(reader, self._reading)

    def text(self) -> bytes:
        """What this process counted, or with a folder all of this service here, as Prometheus reads it."""
        if self._folder is None:
            return generate_latest(self._own)
        shared = CollectorRegistry()
        MultiProcessCollector(shared, path=str(self._folder))
        with sharing.locked(self._folder):
            return generate_latest(shared)

    def _labelled(self, route: str, method: str, status: int) -> Counter:
        return self._requests.labels(route, method, str(status))

    def _count(self, response: Response) -> Response:
        route = _template(request.url_rule.rule) if request.url_rule else OTHER
        method = request.method if request.method in METHODS else OTHER
        self._counter(route, method, response.status_code).inc()
        return response


@functools.cache  # there are as many as routes
def _template(rule: str) -> str:
    return CONVERTED.sub(r"{\1}", rule)


class Timed:
    """A reader that reads as another does, and counts how long it takes."""

    def __init__(self, reader: Reader, seconds: Histogram) -> None:
        self._reader, self._seconds = reader, seconds

    @property
    def version(self) -> str:
        """As the reader has it."""
        return self._reader.version

    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:
        """As the reader does."""
        start = time.perf_counter()
        try:
            return self._reader.extract(text, title=title, published_at=published_at)
        finally:
            self._seconds.observe(time.perf_counter() - start)
