"""``quotes ingest --url``: to a service that listens, over a bad line, killed and run again."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from service.remote.connection import Connection
from service.storage.job_tables import Job
from service.storage.models import Article
from tests.commands.conftest import Run
from tests.live import Live, live, status

__all__ = ["live"]

ROOT = Path(__file__).resolve().parents[2]
NEWS = "“The bridge is open,” Mayor Ada Bright said at a briefing on 2026-03-03."


def archive(folder: Path, count: int, *more: object) -> Path:
    file = folder / "archive.ndjson"
    articles = [{"text": f"{NEWS} Number {n}.", "external_id": f"a{n}"} for n in range(count)]
    file.write_text("".join(json.dumps(line) + "\n" for line in (*articles, *more)))
    return file


def stored() -> list[str | None]:
    return sorted(article.external_id for article in Article.select())


def sent() -> int:
    """How many articles the service was sent, over all jobs."""
    return sum(job.total for job in Job.select())


def test_articles_arrive_and_what_fails_is_told(run: Run, live: Live, tmp_path: Path) -> None:
    bad = {"text": "words", "published_at": "2999-01-01", "external_id": "late"}
    file = archive(tmp_path, 7, bad, {"txt": "words"})
    report = tmp_path / "failures.ndjson"
    result = run("ingest", file, "--url", live.url, "--batch", 3, "--failures", report, QUOTES_KEY=live.key)
    assert result.exit_code == 1, result.output
    assert result.stdout == "7 articles (7 created, 0 revised, 0 unchanged), 7 quotes, 2 failed\n"
    told = sorted(result.stderr.splitlines())
    assert told[0].startswith(f"{file}:8: published_at must lie between")
    assert told[1] == f"{file}:9: txt is not known here"
    assert stored() == [f"a{n}" for n in range(7)]
    lines = {line["where"]: line for line in map(json.loads, report.read_text().splitlines())}
    assert lines[f"{file}:8"]["article"] == bad
    assert lines[f"{file}:8"]["problem"]["type"] == "/problems/invalid-article"
    assert live.key not in result.output + report.read_text()


def test_the_report_can_be_ingested_again(run: Run, live: Live, tmp_path: Path) -> None:
    file = archive(tmp_path, 2, {"text": "x" * 50_001, "external_id": "long"})
    report = tmp_path / "failures.ndjson"
    arguments = ["--url", live.url, "--key", live.key, "--failures", report]
    assert run("ingest", file, *arguments).exit_code == 1
    report.write_text(report.read_text().replace("x" * 50_001, "Shorter words."))
    again = run("ingest", report, "--url", live.url, "--key", live.key)
    assert (again.exit_code, again.stdout.partition(" (")[0]) == (0, "1 article")
    assert stored() == ["a0", "a1", "long"]


def test_run_again_it_sends_only_what_is_new(run: Run, live: Live, tmp_path: Path) -> None:
    arguments = ["--url", live.url, "--key", live.key]
    run("ingest", archive(tmp_path, 4), *arguments)
    result = run("ingest", archive(tmp_path, 6), *arguments)
    assert result.stdout == "2 articles (2 created, 0 revised, 0 unchanged), 2 quotes, 4 sent before\n"
    assert (sent(), len(stored())) == (6, 6)


def test_over_a_bad_line_each_article_arrives_once(run: Run, live: Live, tmp_path: Path) -> None:
    busy = status(503, Retry_After="0")
    live.faults.extend([busy, live.lost, live.lost, status(429, Retry_After="1"), busy, live.lost])
    result = run("ingest", archive(tmp_path, 9), "--url", live.url, "--key", live.key, "--batch", 4)
    assert result.exit_code == 0, result.output
    assert (sent(), stored()) == (9, [f"a{n}" for n in range(9)])
    posts = [key for method, _, key in live.asked if method == "POST"]
    assert len(posts) > 3 == len(set(posts)), "sent again under the same key"


def test_a_batch_that_is_too_large_there_is_sent_in_parts(run: Run, live: Live, tmp_path: Path) -> None:
    long = [{"text": f"{NEWS} " + "x" * 45_000, "external_id": f"long{n}"} for n in range(12)]
    report = tmp_path / "failures.ndjson"
    result = run(
        "ingest", archive(tmp_path, 2, *long), "--url", live.url, "--key", live.key, "--failures", report
    )
    assert (result.exit_code, len(stored())) == (0, 14), result.output


@pytest.mark.parametrize("working", [True, False])
def test_killed_in_the_middle_and_run_again(run: Run, live: Live, tmp_path: Path, working: bool) -> None:
    """Whether the service was reading all the while, or its workers were away."""
    file = archive(tmp_path, 60)
    live.reader.seconds = 0.02
    if not working:
        live.working.clear()
    for goal in (10, 25):
        process = _started(file, live, tmp_path)
        _until(lambda goal=goal: (len(stored()) >= goal) if working else sent() >= 10)
        process.send_signal(signal.SIGKILL)
        out, err = process.communicate()
        assert live.key not in out + err
        assert sent() < 60 or not working
    live.working.set()
    live.reader.seconds = 0
    result = run("ingest", file, "--url", live.url, "--key", live.key, "--batch", 5)
    assert result.exit_code == 0, result.output
    assert stored() == sorted(f"a{n}" for n in range(60))
    assert sent() == 60, "nothing was sent twice"
    stored_now = re.match(r"(\d+) articles?", result.stdout)
    before = re.search(r"(\d+) sent before", result.stdout)
    count, known = int(stored_now[1] if stored_now else 0), int(before[1] if before else 0)
    assert count + known == 60
    assert (known > 0) is working, "it did not begin anew"


def _started(file: Path, live: Live, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "service", "ingest", str(file), "--url", live.url, "--batch", "5"]
    env = os.environ | {"QUOTES_KEY": live.key, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def _until(true: object, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)


def test_a_service_that_is_gone_is_told_with_what_to_do(
    run: Run, live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.commands.remoting.Connection", partial(Connection, attempts=2))
    file = archive(tmp_path, 2)
    live.faults.extend([status(503)] * 30)
    result = run("ingest", file, "--url", live.url, "--key", live.key)
    assert result.exit_code == 1
    assert "Run the same command again to go on where it stopped" in result.stderr


def test_ctrl_c_says_how_to_go_on(
    run: Run, live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    file, arguments = archive(tmp_path, 3), ["--url", live.url, "--key", live.key]
    with monkeypatch.context() as impatient:
        impatient.setattr(Connection, "get", interrupted)
        result = run("ingest", file, *arguments)
    assert (result.exit_code, result.stdout.partition(" (")[0]) == (1, "0 articles")
    assert "interrupted. Run the same command again" in result.stderr
    assert run("ingest", file, *arguments).exit_code == 0
    assert (sent(), len(stored())) == (3, 3)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--url", "ftp://q.example"], "is no http or https address"),
        (["--url", "q.example"], "is no http or https address"),
        (["--url", "https://me:pw@q.example"], "no password"),
        (["--url", "http://q.example"], "use https, or --allow-http"),
        (["--url", "https://q.example", "--batch", "0"], "range"),
    ],
)
def test_an_address_that_is_none_is_refused(
    run: Run, tmp_path: Path, arguments: list[str], said: str
) -> None:
    result = run("ingest", archive(tmp_path, 1), *arguments, "--key", "qt_secret")
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert "qt_secret" not in result.output


def test_standard_input_needs_a_journal_by_name(run: Run, live: Live, tmp_path: Path) -> None:
    data = json.dumps({"text": NEWS}).encode()
    arguments = ["ingest", "-", "--url", live.url, "--key", live.key]
    assert "name one with --state" in run(*arguments, input=data).stderr
    assert run(*arguments, "--state", tmp_path / "j", input=data).exit_code == 0
    assert len(stored()) == 1


def test_a_key_that_may_not_write_ends_it_at_once(run: Run, live: Live, tmp_path: Path) -> None:
    result = run("ingest", archive(tmp_path, 1), "--url", live.url, "--key", "qt_aaaaaaaa_" + "0" * 40)
    assert (result.exit_code, len(live.asked)) == (1, 1)
    assert "refuses the key" in result.stderr


def test_the_local_report(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "failures.ndjson"
    result = run("ingest", archive(tmp_path, 1, {"txt": 1}), "--failures", report)
    assert result.exit_code == 1
    (line,) = map(json.loads, report.read_text().splitlines())
    assert (line["article"], line["problem"]["detail"]) == ({"txt": 1}, "txt is not known here")
