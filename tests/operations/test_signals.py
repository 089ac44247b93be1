"""gunicorn is stopped and renewed under load: no request that it took is lost, none stored half."""

import signal
import time

from tests.operations.loads import CLIENTS, Load, kept, nothing_lost
from tests.operations.serving import Serving, alive


def ended(pid: int) -> None:
    deadline = time.monotonic() + 40
    while alive(pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_stopping_answers_what_was_begun(serving: Serving, load: Load, quotes_url: str) -> None:
    load.until(20)
    serving.send(signal.SIGTERM)
    assert serving.process.wait(40) == 0
    load.stop()
    assert load.refused, "clients went on after it had stopped"
    # What waited in the socket when it was closed was taken by nobody: it may be broken, but is never stored.
    broken = {each.partition(":")[0] for each in load.lost}
    assert len(broken) <= CLIENTS
    assert kept(quotes_url) == set(load.stored)


def test_renewing_the_workers_loses_nothing(serving: Serving, load: Load, quotes_url: str) -> None:
    load.until(10)
    serving.send(signal.SIGHUP)
    serving.booted(4)
    for pid in serving.workers:
        ended(pid)
    load.until(10)
    load.stop()
    assert nothing_lost(load, quotes_url)


def test_a_new_server_takes_over_and_the_old_one_goes(serving: Serving, load: Load, quotes_url: str) -> None:
    """USR2 starts what is installed now on the same socket; TERM lets the old server answer what it began."""
    load.until(10)
    serving.send(signal.SIGUSR2)
    serving.booted(4)
    load.until(10)
    for pid in serving.workers:
        assert alive(pid), "both serve"
    serving.send(signal.SIGTERM)
    assert serving.process.wait(40) == 0
    load.until(10)
    load.stop()
    assert nothing_lost(load, quotes_url)
