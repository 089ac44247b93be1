"""Real worker processes, killed between sending and recording: sent again, under the same id."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from peewee import Database

from service.storage import deliveries
from service.webhooks import signing
from tests.jobs.test_delivering import LINES, SECRET, make, store
from tests.jobs.test_worker_process import ROOT, until
from tests.webhooks.receiver import Reply, receiving

Start = Callable[[], subprocess.Popen[str]]


@pytest.fixture
def start(database_url: str) -> Iterator[Start]:
    processes: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.jobs.courier_worker", database_url]
        processes.append(subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, text=True))
        return processes[-1]

    yield begin
    for process in processes:
        process.kill()
        process.wait()


def test_killed_between_sending_and_recording(database: Database, start: Start) -> None:
    workers: list[subprocess.Popen[str]] = []

    def reply(number: int) -> Reply:
        """The first message has arrived; before its sender hears of it, it is dead."""
        if number == 1:
            os.kill(workers[0].pid, signal.SIGKILL)
            workers[0].wait()
        return 204, {}

    with receiving(reply) as receiver:
        watch = make(target=receiver.url)
        store(*LINES)
        workers.append(start())
        until(lambda: len(receiver.got) >= 1, 30)
        workers[0].wait()
        assert {each.state for each in deliveries.find(watch.id).items} == {"waiting"}
        workers.append(start())
        until(lambda: {each.state for each in deliveries.find(watch.id).items} == {"delivered"}, 30)
        first, *others = receiver.ids
        assert sorted(others) == sorted(each.id for each in deliveries.find(watch.id).items)
        assert first in others, "the message that was not recorded came again"
        (sent, again) = [
            (headers, body) for _, headers, body in receiver.got if headers["webhook-id"] == first
        ]
        assert sent[1] == again[1]
        signing.verify(SECRET, again[0], again[1], int(time.time()))
