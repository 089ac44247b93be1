"""The client of docs/examples, against a service that listens: what it shows newcomers works."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from service.storage.models import Article
from tests.live import Live, live, status

__all__ = ["live"]

FILE = Path(__file__).resolve().parents[1] / "docs" / "examples" / "quote_tracker.py"
NEWS = "“The bridge is open,” Mayor Ada Bright said at a briefing on 2026-03-03."


def module() -> Any:
    spec = importlib.util.spec_from_file_location("quote_tracker", FILE)
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


quote_tracker = module()


@pytest.fixture
def tracker(live: Live) -> Any:
    return quote_tracker.QuoteTracker(live.url, live.key)


def test_it_stores_an_article_and_checks_a_quote(tracker: Any) -> None:
    stored = tracker.store({"text": NEWS, "title": "Bridge opens", "published_at": "2026-03-03"})
    assert [quote["speaker"]["name"] for quote in stored["quotes"]] == ["Ada Bright"]
    assert tracker.check("The bridge is open", speaker="Bright")["verdict"] == "exact"
    assert tracker.check("The bridge is closed for good and ever")["verdict"] == "not_found"


def test_it_waits_for_a_batch_and_walks_a_list(tracker: Any) -> None:
    articles = [{"text": f"{NEWS} Number {n}.", "external_id": f"a{n}"} for n in range(5)]
    job = tracker.wait(tracker.store_many([*articles, {"text": " "}]))
    assert (job["state"], job["done"], job["failed"]) == ("done", 5, 1)
    found = [quote["id"] for quote in tracker.walk("v1/quotes", speaker="Bright", limit=2)]
    assert len(found) == len(set(found)) == 5


def test_it_does_not_wait_for_ever(tracker: Any, live: Live) -> None:
    live.working.clear()
    job = tracker.store_many([{"text": NEWS}])
    with pytest.raises(TimeoutError, match="is a worker running"):
        tracker.wait(job, seconds=0.3)


def test_what_is_refused_says_why(tracker: Any) -> None:
    with pytest.raises(quote_tracker.Problem) as refused:
        tracker.store({"txt": "words"})
    assert refused.value.status == 422
    assert refused.value.type == "/problems/invalid-request"
    assert refused.value.errors[0]["pointer"] == "/txt"


def test_over_a_bad_line_it_stores_once(tracker: Any, live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(quote_tracker, "time", SimpleNamespace(sleep=waits.append))
    live.faults.extend([status(503), live.lost, status(429, Retry_After="7")])
    stored = tracker.store({"text": NEWS})
    assert stored["outcome"] == "created", "the first answer, though it was lost"
    assert Article.select().count() == 1
    assert len(waits) == 3
    assert 7 <= waits[2] <= 9


def test_it_gives_up_in_the_end(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quote_tracker, "time", SimpleNamespace(sleep=lambda _seconds: None))
    live.faults.extend([status(503)] * 3)
    with pytest.raises(quote_tracker.Problem):
        quote_tracker.QuoteTracker(live.url, live.key, attempts=3).store({"text": NEWS})
    with pytest.raises(requests.ConnectionError):
        quote_tracker.QuoteTracker("http://127.0.0.1:1", attempts=2).store({"text": NEWS})


def test_from_the_command_line(live: Live, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(NEWS, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, str(FILE), live.url, str(tmp_path / "story.txt")],
        env=os.environ | {"QUOTES_KEY": live.key},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (result.returncode, result.stdout) == (0, "“The bridge is open” — Ada Bright\n"), result.stderr


def test_it_is_one_file_that_needs_requests_and_nothing_of_ours() -> None:
    text = FILE.read_text(encoding="utf-8")
    imported = {
        line.split()[1].partition(".")[0]
        for line in text.splitlines()
        if line.startswith(("import ", "from "))
    }
    assert imported - set(sys.stdlib_module_names) == {"requests"}
