"""A service that really listens, on a port of the test's own, with a reader made by hand and a worker."""

import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server
from werkzeug.wsgi import LimitedStream

from service.app import create_app
from service.jobs.worker import Worker
from service.settings import Settings
from service.storage import keys
from service.storage.database import connect, database
from tests.api.reader import FakeReader

Fault = Callable[[dict[str, Any], Any], Iterable[bytes]]


class SlowReader(FakeReader):
    """Takes ``seconds`` an article."""

    seconds = 0.0

    def extract(self, text: str, **given: str | None):
        time.sleep(self.seconds)
        return super().extract(text, **given)


class Live:
    """The service at ``url``, which wants ``key``. What ``faults`` holds happens to the next requests."""

    def __init__(self, folder: Path) -> None:
        settings = Settings(
            database_url=f"sqlite:///{folder}/quotes.db",
            queue_url=f"sqlite:///{folder}/jobs.db",
            auth="required",
            rate_limit=100_000,
            max_body_bytes=100_000,
            max_batch_bytes=400_000,
        )
        opened = connect(settings.database_url)
        self.key = keys.create("wire", ["write"]).token
        opened.close()
        self.reader = SlowReader()
        self.faults: deque[Fault] = deque()
        self.asked: list[tuple[str, str, str | None]] = []
        self._app = create_app(settings, self.reader, opened)
        self._server = make_server("127.0.0.1", 0, self._wsgi, threaded=True)
        self._worker = Worker(settings.queue_url, self.reader, max_chars=50_000, lease_seconds=60)
        self.working, self._stopping = threading.Event(), threading.Event()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._threads = [
            threading.Thread(target=each, daemon=True) for each in (self._server.serve_forever, self._work)
        ]

    def start(self) -> None:
        self.working.set()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._worker.stop()
        self._server.shutdown()
        for thread in self._threads:
            thread.join(20)
        self._server.server_close()

    def _wsgi(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.asked.append(
            (environ["REQUEST_METHOD"], environ["PATH_INFO"], environ.get("HTTP_IDEMPOTENCY_KEY"))
        )
        # As under gunicorn, a body ends where it ends, and not when the client hangs up.
        length = int(environ.get("CONTENT_LENGTH") or 0)
        environ["wsgi.input"] = LimitedStream(environ["wsgi.input"], length)
        fault = self.faults.popleft() if self.faults else None
        return fault(environ, start) if fault else self._app(environ, start)

    def lost(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        """What is asked for is done, and the connection breaks before the answer."""
        b"".join(self._app(environ, lambda *_: lambda _data: None))
        environ["werkzeug.socket"].shutdown(2)
        return []

    def _work(self) -> None:
        huey = self._worker.carrier.huey
        huey.storage.blocking = False
        while not self._stopping.is_set():
            task = huey.dequeue() if self.working.is_set() else None
            if task:
                with database.connection_context():
                    huey.execute(task)
            else:
                time.sleep(0.01)


def status(code: int, **headers: str) -> Fault:
    """Answers ``code`` and does nothing."""

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        environ["wsgi.input"].read()
        start(f"{code} No", [(name.replace("_", "-"), value) for name, value in headers.items()])
        return [b"busy"]

    return answer


@pytest.fixture
def live(empty_sqlite: Path, tmp_path: Path) -> Iterator[Live]:
    folder = tmp_path / "service"
    folder.mkdir()
    shutil.copy(empty_sqlite, folder / "quotes.db")
    service = Live(folder)
    service.start()
    yield service
    service.stop()
