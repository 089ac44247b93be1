"""``quotes backfill``: what ingest does, with processes; its journal, its report, its refusals."""

import json
from pathlib import Path

import pytest

from service.backfill.reading import Load
from service.commands import backfill
from tests.backfill import reader
from tests.commands.conftest import Run
from tests.commands.test_ingest import NEWS, archive, total


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backfill, "Model", lambda _name: reader.load)


def test_an_archive_is_filled_and_not_read_again(run: Run, tmp_path: Path) -> None:
    file = archive(tmp_path, *({"text": f"{NEWS} Number {n}."} for n in range(5)), "nonsense", {"text": 5})
    failed = tmp_path / "failed.ndjson"
    result = run("backfill", file, "--processes", "2", "--failures", failed, "--batch", "2")
    assert result.exit_code == 1
    assert result.stdout == "5 articles (5 created, 0 revised, 0 unchanged), 5 quotes, 2 failed\n"
    told = result.stderr.splitlines()
    assert [line.partition(": ")[0] for line in told] == [f"{file}:6", f"{file}:7"]
    reported = [json.loads(line) for line in failed.read_text().splitlines()]
    assert [each["article"] for each in reported] == [None, {"text": 5}]
    again = run("backfill", file, "--processes", "1")
    assert again.stdout.startswith(
        "0 articles (0 created, 0 revised, 0 unchanged), 0 quotes, 5 stored before"
    )
    assert total() == 5


def test_what_kills_is_reported_and_can_be_run_again(run: Run, tmp_path: Path) -> None:
    file = archive(
        tmp_path, {"text": f"{NEWS} One."}, {"text": f"{NEWS} Poison."}, {"text": f"{NEWS} Three."}
    )
    failed = tmp_path / "failed.ndjson"
    result = run("backfill", file, "--processes", "2", "--failures", failed, JOB_ITEM_ATTEMPTS="1")
    assert (result.exit_code, total()) == (1, 2)
    (line,) = failed.read_text().splitlines()
    problem = json.loads(line)
    assert (problem["where"], problem["problem"]["type"]) == (f"{file}:2", "/problems/gave-up")
    failed.write_text(line.replace("Poison", "Mended"))
    mended = run("backfill", failed, "--processes", "1")
    assert (mended.exit_code, total()) == (0, 3), mended.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--scheduler", "tcp://127.0.0.1:9", "--processes", "2", "a.txt"], 2, "of this machine"),
        (["-"], 2, "name one with --state"),
        (["none.txt"], 2, "there is no none.txt"),
        (["--state", "a.txt", "a.txt"], 1, "no journal of quotes backfill"),
    ],
)
def test_refusals(run: Run, tmp_path: Path, words: list[str], code: int, told: str) -> None:
    (tmp_path / "a.txt").write_text(NEWS * 20)
    result = run("backfill", *words)
    assert (result.exit_code, told in result.stderr) == (code, True), result.stderr


def test_a_journal_of_another_archive_is_refused(run: Run, tmp_path: Path) -> None:
    file = archive(tmp_path, {"text": NEWS})
    run("backfill", file, "--processes", "1")
    elsewhere = run("backfill", file, "--processes", "1", DATABASE_URL=f"sqlite:///{tmp_path}/other.db")
    assert elsewhere.exit_code == 1
    assert "name another with --state" in elsewhere.stderr


def test_a_model_that_is_not_there(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing: Load = reader.missing
    monkeypatch.setattr(backfill, "Model", lambda _name: missing)
    result = run("backfill", archive(tmp_path, {"text": NEWS}), "--processes", "1")
    assert result.exit_code == 1
    assert "SPACY_MODEL" in result.stderr
