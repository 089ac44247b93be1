"""Batches on their way: nobody reads there, a job is cancelled or forgotten, a person has had enough."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from service.remote import sending
from service.remote.connection import Answer, Connection, RemoteError
from service.remote.journal import Journal, Sendable
from service.remote.sending import Outcome, Sender
from service.storage import jobs
from service.storage.job_tables import Job
from tests.live import Live, live

__all__ = ["live"]

NEWS = "“The bridge is open,” Mayor Ada Bright said at a briefing on 2026-03-03."
Notice = Callable[[str], None]


def articles(count: int) -> list[Sendable]:
    fields = ({"text": f"{NEWS} {n}", "external_id": f"a{n}"} for n in range(count))
    return [Sendable.of(f"a.ndjson:{n}", each, 10) for n, each in enumerate(fields, 1)]


def sent(live: Live, file: Path, notice: Notice = print, count: int = 3) -> list[Outcome]:
    journal = Journal(file, live.url)
    sender = Sender(Connection(live.url, live.key), journal, most=2, notice=notice)
    try:
        resumed = [outcome for settled in sender.resume() for outcome in settled.outcomes]
        new = [article for article in articles(count) if not journal.knows(article)]
        return resumed + [outcome for settled in sender.send(new) for outcome in settled.outcomes]
    finally:
        journal.close()


def test_that_nobody_reads_there_is_told_once(
    live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "IDLE_SECONDS", 0.2)
    live.working.clear()
    told: list[str] = []

    def notice(message: str) -> None:
        told.append(message)
        live.working.set()

    assert [outcome.outcome for outcome in sent(live, tmp_path / "j", notice)] == ["created"] * 3
    assert len(told) == 1
    assert "is a worker running" in told[0]


def test_what_was_cancelled_there_is_told_and_sent_again(live: Live, tmp_path: Path) -> None:
    live.working.clear()
    told: list[str] = []

    def stop(message: str) -> None:
        told.append(message)

    journal = Journal(tmp_path / "j", live.url)
    sender = Sender(Connection(live.url, live.key), journal, most=3, notice=stop)
    running = sender.send(articles(3))
    sender._connection.sleep = lambda _seconds: jobs.cancel(Job.get().id) and None  # type: ignore[method-assign]
    (settled,) = running
    journal.close()
    details = {str(outcome.problem and outcome.problem["detail"]) for outcome in settled.outcomes}
    assert details == {"the job was cancelled before this article"}
    assert settled.outcomes[0].article == {"text": f"{NEWS} 0", "external_id": "a0"}
    live.working.set()
    assert [outcome.outcome for outcome in sent(live, tmp_path / "j")] == ["created"] * 3


def test_a_job_that_is_known_no_more_is_sent_again(live: Live, tmp_path: Path) -> None:
    live.working.clear()
    journal = Journal(tmp_path / "j", live.url)
    sender = Sender(Connection(live.url, live.key), journal, most=3, notice=print)
    sender._connection.sleep = lambda _seconds: Job.delete().execute() and None  # type: ignore[method-assign]
    with pytest.raises(RemoteError, match="knows no job"):
        list(sender.send(articles(3)))
    journal.close()
    live.working.set()
    assert [outcome.outcome for outcome in sent(live, tmp_path / "j")] == ["created"] * 3


def test_some_are_sent_ahead_of_what_is_read(live: Live, tmp_path: Path) -> None:
    live.working.clear()
    journal = Journal(tmp_path / "j", live.url)
    sender = Sender(Connection(live.url, live.key), journal, most=1, notice=print)
    ahead: list[int] = []

    def look(_seconds: float) -> None:
        ahead.append(Job.select().count())
        live.working.set()

    sender._connection.sleep = look  # type: ignore[method-assign]
    assert sum(len(settled.outcomes) for settled in sender.send(articles(9))) == 9
    assert ahead[0] == sending.AHEAD + 1


JOB = Answer(202, {"id": "1"})


@pytest.mark.parametrize(
    ("posted", "got", "why"),
    [
        (JOB, Answer(200, {}), "a page of HTML, as a hotel's log-in answers for whatever is asked"),
        (JOB, Answer(400, {"detail": "no such parameter"}), "another version's refusal"),
        (Answer(202, {}), Answer(200, {}), "the same for the batch"),
    ],
)
def test_who_answers_like_no_service_is_told(posted: Answer, got: Answer, why: str, tmp_path: Path) -> None:
    elsewhere: Any = SimpleNamespace(url="https://q.example", post=lambda *_: posted, get=lambda _: got)
    journal = Journal(tmp_path / "j", elsewhere.url)
    with pytest.raises(RemoteError, match=r"https://q\.example"):
        list(Sender(elsewhere, journal, most=3, notice=print).send(articles(1)))
    assert len(journal.unsettled()) == 1, f"it is asked about again: {why}"
    journal.close()
