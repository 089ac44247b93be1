"""The bar: a count, a rate, the time left; without a terminal a line now and then."""

import pytest

from service.commands.progress import LINE_EVERY, Shown


def test_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    with Shown("Sending", 100) as shown:
        shown.advance(40, 1_200)
        shown.tell("[nobody] reads")
    said = capsys.readouterr().err
    for part in ("Sending 1,200", "articles/s", "[nobody] reads", "100%"):
        assert part in said


def test_without_one(capsys: pytest.CaptureFixture[str]) -> None:
    with Shown("Sending", None) as shown:
        for _ in range(5):
            shown.advance(10, LINE_EVERY // 2)
        shown.tell("nobody reads")
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(",")[0] for line in said] == [
        f"Sending {LINE_EVERY}",
        f"Sending {2 * LINE_EVERY}",
        "nobody reads",
    ]
