"""Clients that keep their connections are spread over the processes, so that they need not share one."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from service.reception.sending import LINGER_SECONDS
from tests.operations.serving import Serving
from tests.reception.wire import connected

CLIENTS = 12


@pytest.fixture(scope="module")
def serving(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("two")
    database = folder / "quotes.db"
    database.write_bytes(empty_sqlite.read_bytes())
    service = Serving(folder, f"sqlite:///{database}", workers=2)
    yield service
    service.stop()


def sockets(pid: int) -> int:
    """How many a process has open."""
    links = [file.readlink() for file in Path(f"/proc/{pid}/fd").iterdir()]
    return sum(link.name.startswith("socket:") for link in links)


def test_each_process_has_some_of_the_connections_that_are_kept(serving: Serving) -> None:
    # Each process answers first, so that what it opens for itself is open.
    for _ in range(4 * CLIENTS):
        serving.get("/healthz")
    time.sleep(1.5 * LINGER_SECONDS)  # until those connections are closed
    before = [sockets(pid) for pid in serving.workers]
    with ExitStack() as open_:
        for _ in range(CLIENTS):
            client = open_.enter_context(closing(connected(serving.url)))
            client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert client.recv(65_536).startswith(b"HTTP/1.1 200")
        taken = [sockets(pid) - had for pid, had in zip(serving.workers, before, strict=True)]
    assert sum(taken) == CLIENTS
    assert min(taken) >= CLIENTS // 3, f"the processes have {taken} connections"
