"""A child process that is told to stop the moment it is forked stops: the signal is not lost on its way."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from service.jobs.notices import Tell
from service.jobs.overseen import Child

SLOW = 0.3
"""For how long a child here is not yet where it can heed a signal."""


class Slowly:
    """Slows down the beginning of forked processes."""

    seconds = 0.0


os.register_at_fork(after_in_child=lambda: time.sleep(Slowly.seconds))


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Children begin slowly, with a handler of their parent's that forgets what it hears."""
    monkeypatch.setattr(Slowly, "seconds", SLOW)
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def work(name: str, tell: Tell) -> None:
    time.sleep(60)


def test_who_is_told_to_stop_while_it_begins_stops(slowly: None) -> None:
    child = Child(work)
    child.stop()
    child.process.join(20)
    ended = child.process.exitcode
    child.kill()
    assert ended == -signal.SIGTERM
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) & {signal.SIGINT, signal.SIGTERM} == set()
