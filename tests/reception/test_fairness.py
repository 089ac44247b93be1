"""One client that asks for whole lists on many connections, and others beside it, elsewhere and next door."""

import json
import selectors
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from benchmarks.bulk import fill
from service.storage import keys
from service.storage.database import connect
from tests.operations.serving import Serving
from tests.reception.wire import asked, connected, read

ELSEWHERE = "127.0.0.2"
ARTICLES = 600
"""Of ten quotes each: a whole list takes seconds."""

LISTS = 24
ASKED = 8


@pytest.fixture(scope="module")
def tokens() -> dict[str, str]:
    return {}


@pytest.fixture(scope="module")
def serving(
    empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory, tokens: dict[str, str]
) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("fair")
    path = folder / "quotes.db"
    path.write_bytes(empty_sqlite.read_bytes())
    url = f"sqlite:///{path}"
    database = connect(url)
    database.connect(reuse_if_open=True)
    for _ in fill(ARTICLES):
        pass
    for name in ("greedy", "modest"):
        tokens[name] = keys.create(name, ["read"], rate_limit=1_000_000).token
    database.close_all()
    service = Serving(folder, url, workers=1, AUTH="required")
    yield service
    service.stop()


def get(path: str, token: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n".encode()


class Greedy:
    """So many connections that each ask for all quotes, and read them as fast as they come."""

    def __init__(self, serving: Serving, token: str, source: str | None, number: int) -> None:
        self._stack = ExitStack()
        self._poller = self._stack.enter_context(selectors.DefaultSelector())
        self.answers: list[bytearray] = []
        self.whole: list[bytes] = []
        for _ in range(number):
            client = self._stack.enter_context(closing(connected(serving.url, source=source)))
            client.sendall(get("/v1/quotes.ndjson", token) + b"Connection: close\r\n\r\n")
            self.answers.append(bytearray())
            self._poller.register(client, selectors.EVENT_READ, self.answers[-1])
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def __enter__(self) -> "Greedy":
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._stack.close()

    def until(self, come: Callable[[], bool]) -> None:
        """Waits for ``come``, half a minute at most."""
        deadline = time.monotonic() + 30
        while not come():
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def _read(self) -> None:
        while not self._over.is_set():
            for key, _ in self._poller.select(0.05):
                piece = key.fileobj.recv(65_536)  # type: ignore[union-attr]
                key.data.extend(piece)
                if not piece:
                    self._poller.unregister(key.fileobj)
                    self.whole.append(bytes(key.data))


def page(serving: Serving, token: str) -> int:
    status, _, body = asked(serving.url, get("/v1/quotes?limit=20", token) + b"Connection: close\r\n\r\n")
    assert status != 200 or len(json.loads(body)["data"]) == 20
    return status


@pytest.mark.parametrize(
    ("source", "who"),
    [
        (ELSEWHERE, "another address"),
        (None, "another key at the same address, as behind a proxy"),
    ],
)
def test_pages_do_not_wait_for_whole_lists(
    serving: Serving, tokens: dict[str, str], source: str | None, who: str
) -> None:
    for token in tokens.values():  # a process knows a key from the first time that it was used
        assert page(serving, token) == 200
    with Greedy(serving, tokens["greedy"], source, LISTS) as lists:
        lists.until(lambda: any(lists.answers))
        for _ in range(ASKED):
            assert page(serving, tokens["modest"]) == 200
        assert lists.whole == [], f"no list was waited for by {who}"


def test_a_whole_list_is_whole_though_others_ask_meanwhile(serving: Serving, tokens: dict[str, str]) -> None:
    with Greedy(serving, tokens["greedy"], ELSEWHERE, 1) as lists:
        for _ in range(ASKED):
            assert page(serving, tokens["modest"]) == 200
        lists.until(lambda: bool(lists.whole))
    assert lists.whole[0].count(b',"hit":') == 10 * ARTICLES
    assert lists.whole[0].endswith(b"0\r\n\r\n"), "the last chunk came"


def test_hundreds_at_once_of_one_client_are_refused_and_others_served(
    serving: Serving, tokens: dict[str, str]
) -> None:
    with Greedy(serving, tokens["greedy"], ELSEWHERE, 560) as lists:
        for _ in range(3):
            assert page(serving, tokens["modest"]) == 200
        lists.until(lambda: bool(lists.whole))
        status, headers, body = read(lists.whole[0])
    problem = json.loads(body)
    assert (status, problem["type"]) == (429, "/problems/too-many-requests")
    assert int(headers["retry-after"]) > 0 and headers["content-type"] == "application/problem+json"
    assert page(serving, tokens["greedy"]) == 200, "at another address the same key is another client"
