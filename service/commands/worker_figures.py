"""What a worker did, told to Prometheus on a port of its own: it answers no requests that could tell it."""

from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest

from service.api.figures import reading_histogram
from service.jobs.notices import Notice, Stage

PATH = "/metrics"
OUTCOMES = ("created", "revised", "unchanged", "failed")
ENDS = ("died", "too slow")


class WorkerFigures:
    """Counts what a worker tells; with an ``address`` (host, port) answers there who asks for the counts.

    Lives in the process that oversees the worker: what was counted outlives a worker that ended, and can be
    asked for while one hangs. Raises OSError where the address can't be listened on.
    """

    def __init__(self, address: tuple[str, int] | None = None) -> None:
        registry = CollectorRegistry()
        self._reading: Histogram = reading_histogram(registry)
        self._items = Counter(
            "quotes_worker_items", "Articles of jobs, by what came of them.", ("outcome",), registry=registry
        )
        self._ends = Counter(
            "quotes_worker_ends",
            "Worker processes that ended unasked and were started again, by reason.",
            ("reason",),
            registry=registry,
        )
        for outcome in OUTCOMES:
            self._items.labels(outcome)
        for reason in ENDS:
            self._ends.labels(reason)
        self._server = _Server(address, registry) if address else None

    @property
    def port(self) -> int | None:
        """Where it listens."""
        return self._server.server_port if self._server else None

    def noticed(self, notice: Notice) -> None:
        """Counts it."""
        if notice.stage == Stage.READ:
            self._reading.observe(notice.seconds)
        elif notice.stage == Stage.ENDED:
            self._items.labels(notice.outcome).inc()

    def ended(self, reason: str) -> None:
        """Counts it."""
        self._ends.labels(reason).inc()

    def fileno(self) -> int | None:
        """The socket that it listens on."""
        return self._server.fileno() if self._server else None

    def answer(self) -> None:
        """Answers one request; returns within seconds, whoever asks."""
        if self._server:
            self._server.handle_request()


class _Server(HTTPServer):
    timeout = 1  # between somebody's call and our answer they may have hung up

    def __init__(self, address: tuple[str, int], registry: CollectorRegistry) -> None:
        self.registry = registry
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """As HTTPServer does, but asks no name server who we are."""
        self.allow_reuse_address = True
        super(HTTPServer, self).server_bind()
        host, port = self.server_address[:2]
        self.server_name, self.server_port = str(host), int(port)


class _Handler(BaseHTTPRequestHandler):
    # Who says nothing must not hold up who watches over a worker.
    timeout: ClassVar[int] = 2
    server_version, sys_version = "quotes", ""

    def do_GET(self) -> None:
        """The counts of now."""
        assert isinstance(self.server, _Server)
        found = self.path.partition("?")[0] == PATH
        body = generate_latest(self.server.registry) if found else b"Only /metrics is here.\n"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", CONTENT_TYPE_LATEST if found else "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """A scrape is no event."""
