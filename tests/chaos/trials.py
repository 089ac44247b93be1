"""A trial: clients post and read, something breaks, the service comes back, and all is counted."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos import checking
from tests.chaos.clients import Clients
from tests.chaos.faults import Fault
from tests.chaos.stack import Stack, running

BEFORE, AFTER = 15, 15
"""How many articles are acknowledged before the fault, and after it."""

JOBS_SECONDS = 150.0


@dataclass
class Counts:
    """What a trial came to; all but ``sent`` to ``back`` must be 0 or empty."""

    fault: str
    engine: str
    sent: int = 0
    acknowledged: int = 0
    refused: int = 0
    unanswered: int = 0
    resent: int = 0
    back: float = 0.0
    slowest: float = 0.0
    slowest_read: float = 0.0
    seconds: float = 0.0
    doubled: int = 0
    lost: int = 0
    half: list[str] = field(default_factory=list)
    wrong: dict[str, int] = field(default_factory=dict)

    def failings(self, fault: Fault) -> list[str]:
        """What is not as it has to be."""
        found = [*self.half, *(f"{times} times: {what}" for what, times in self.wrong.items())]
        found += [f"{self.lost} lost"] if self.lost else []
        found += [f"{self.doubled} doubled"] if self.doubled else []
        found += [f"back after {self.back:.1f} s"] if self.back > fault.within else []
        slow = self.slowest_read > fault.reads_within
        return found + ([f"a read took {self.slowest_read:.1f} s"] if slow else [])


def run(fault: Fault, engine: str, folder: Path) -> Counts:
    """What came of the fault on a service of its own."""
    began = time.monotonic()
    counts = Counts(fault.name, engine)
    with running(folder, engine, small_disk=fault.small_disk) as stack:
        clients = Clients(stack.port, stack.keys, posting=fault.posting)
        try:
            clients.until_more(BEFORE)
            fault.happen(stack, clients)
            counts.back = _back(stack, clients)
        except BaseException:
            print(stack.log())
            raise
        finally:
            clients.stop()
        _count(counts, clients)
        _settle(stack, clients)
        found = checking.held(stack.database_url, clients.told.sent)
        if stack.crashes():
            found.faults.append(f"{stack.crashes()} web processes crashed")
        if found.faults or found.lost:
            print(stack.log())
    counts.resent = sum(one.tries > 1 for one in clients.told.sent)
    counts.lost, counts.doubled, counts.half = len(found.lost), len(found.doubled), found.faults
    counts.wrong = dict(clients.told.wrong)
    counts.seconds = time.monotonic() - began
    return counts


def _back(stack: Stack, clients: Clients) -> float:
    """Seconds until it says that it is ready, and does whatever it is asked to."""
    over = time.monotonic()
    time.sleep(0.5)  # what was killed may take a moment to be missed
    stack.until_ready()
    ready = time.monotonic()
    clients.until_more(AFTER)
    clients.until_calm()
    return max(ready - over - 0.5, clients.told.failed_at - over, 0.0)


def _count(counts: Counts, clients: Clients) -> None:
    sent = clients.told.sent
    counts.sent = len(sent)
    counts.acknowledged = sum(one.acknowledged for one in sent)
    counts.refused = sum(one.status >= 300 for one in sent)
    counts.unanswered = sum(one.status == 0 for one in sent)
    counts.slowest, counts.slowest_read = max(clients.told.slowest.values()), clients.told.slowest["GET"]


def _settle(stack: Stack, clients: Clients) -> None:
    """Sends again what was not acknowledged, and waits for the jobs that were."""
    again = [one for one in clients.told.sent if not one.acknowledged]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(clients.resend, again))
    assert all(one.acknowledged for one in again), stack.log()
    deadline = time.monotonic() + JOBS_SECONDS
    for job in dict.fromkeys(one.job for one in clients.told.sent if one.job):
        while True:
            status, answer = stack.get(f"/v1/jobs/{job}?items=none")
            if status == 200 and isinstance(answer, dict) and answer["state"] == "done":
                break
            assert time.monotonic() < deadline, f"job {job} is not done: {answer}\n{stack.log()}"
            time.sleep(0.1)
