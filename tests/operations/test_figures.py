"""What several processes count is told by any of them, and outlives those that end."""

import errno
import os
import signal
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from service import sharing
from tests.operations.serving import Serving, alive

ASKED = 40


@pytest.fixture
def serving(empty_sqlite: Path, tmp_path: Path) -> Iterator[Serving]:
    database = tmp_path / "quotes.db"
    database.write_bytes(empty_sqlite.read_bytes())
    service = Serving(tmp_path, f"sqlite:///{database}", workers=2)
    yield service
    service.stop()


def requests(serving: Serving, route: str) -> float:
    """How many requests of the route were answered, as one process tells."""
    status, text = serving.get("/metrics")
    assert status == 200
    return sum(
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "quotes_requests_total" and sample.labels["route"] == route
    )


def files(serving: Serving) -> set[str]:
    return {file.name for file in serving.figures.glob("counter_*.db")}


def test_either_process_tells_of_both_and_an_ended_one_is_not_forgotten(serving: Serving) -> None:
    for _ in range(ASKED):
        assert serving.get("/healthz")[0] == 200
    # Whichever process answers: each of these asks one, and all must know of all.
    assert {requests(serving, "/healthz") for _ in range(10)} == {ASKED}
    counting = [pid for pid in serving.workers if f"counter_{pid}.db" in files(serving)]
    assert len(counting) == 2, "both were to be asked"
    os.kill(counting[0], signal.SIGKILL)
    serving.booted(3)
    assert not alive(counting[0])
    for _ in range(5):
        serving.get("/healthz")
    assert {requests(serving, "/healthz") for _ in range(10)} == {ASKED + 5}
    assert f"counter_{counting[0]}.db" not in files(serving)
    assert f"counter_{sharing.ENDED}.db" in files(serving)


def test_the_folder_does_not_grow_with_the_processes_that_were(serving: Serving) -> None:
    for generation in range(1, 4):
        for _ in range(ASKED):
            serving.get("/healthz")
        serving.send(signal.SIGHUP)
        now = serving.booted(2 + 2 * generation)[-2:]
        deadline = time.monotonic() + 30
        while any(alive(pid) for pid in serving.workers) and time.monotonic() < deadline:
            time.sleep(0.05)
        serving.workers = now
    assert requests(serving, "/healthz") == 3 * ASKED
    # The two that live, the one that started them, and one of all that ended.
    assert len(files(serving)) <= 4


KEY = '["quotes_requests", "quotes_requests_total", {"method": "GET"}, "help"]'


def counted(folder: Path, pid: int, values: Mapping[str, float]) -> None:
    """What a process leaves behind."""
    made = sharing.MmapedDict(str(folder / f"counter_{pid}.db"))
    for key, value in values.items():
        made.write_value(key, value, 0.0)
    made.close()


def test_what_ended_processes_counted_is_added_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sharing.FOLDER, str(tmp_path))
    for pid, count in ((11, 3.0), (12, 4.0)):
        counted(tmp_path, pid, {KEY: count})
        sharing.retire(pid)
        sharing.retire(pid)  # a second time there is nothing to add
    ended = tmp_path / f"counter_{sharing.ENDED}.db"
    assert [value for _, value, _, _ in sharing.MmapedDict.read_all_values_from_file(str(ended))] == [7.0]
    assert not list(tmp_path.glob("counter_1*.db"))


def test_more_figures_than_a_file_has_room_for_are_added_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(sharing.FOLDER, str(tmp_path))
    values = {KEY.replace("GET", f"{number:0100}"): float(number) for number in range(1000)}
    for pid in (11, 12):
        counted(tmp_path, pid, values)
        sharing.retire(pid)
    ended = str(tmp_path / f"counter_{sharing.ENDED}.db")
    found = {key: value for key, value, *_ in sharing.MmapedDict.read_all_values_from_file(ended)}
    assert found == {key: 2 * value for key, value in values.items()}


@pytest.mark.parametrize("before", [0, 1], ids=["none ended before", "one ended before"])
def test_on_a_full_disk_nothing_is_written_through_a_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    """It would end gunicorn's first process by a signal."""
    monkeypatch.setenv(sharing.FOLDER, str(tmp_path))
    for pid in range(before):
        counted(tmp_path, 11 + pid, {KEY: 3.0})
        sharing.retire(11 + pid)
    counted(tmp_path, 20, {KEY: 4.0})
    stored = {path.name: path.read_bytes() for path in tmp_path.glob("*.db")}

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "posix_fallocate", full)
    with pytest.raises(OSError, match="full"):
        sharing.retire(20)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.db")} == stored
