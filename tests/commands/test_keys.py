"""``quotes keys``: made, listed, revoked; the token goes to standard output alone."""

import pytest

from service.storage import audit, keys
from service.storage.database import connect
from tests.commands.conftest import Run


def test_a_key_is_made_listed_and_revoked(run: Run, tmp_path: object) -> None:
    made = run(
        "keys", "create", "CMS plug-in", "--scope", "write", "--scope", "review", "--expires", "2999-06-30"
    )
    assert made.exit_code == 0
    token = made.stdout.strip()
    assert keys.TOKEN.fullmatch(token)
    assert "not shown again" in made.stderr
    listed = run("keys", "list", COLUMNS="160").stdout
    row = next(line for line in listed.splitlines() if "CMS plug-in" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")][:5] == [
        token[:11],
        "CMS plug-in",
        "write review",
        "active",
        "2999-06-30",
    ]
    assert token not in listed
    assert "is revoked" in run("keys", "revoke", token[:11]).stdout
    connect(f"sqlite:///{tmp_path}/quotes.db")
    found = keys.authenticate(token)
    assert found is not None
    assert (found.state, found.name) == ("revoked", "CMS plug-in")
    assert [entry.operation for entry in audit.find().items] == ["keys revoke", "keys create"]


def test_a_narrow_terminal_shows_what_a_key_is_revoked_by(run: Run) -> None:
    name = "The plug-in of the editors' desk of the Sunday paper"
    scopes = [word for scope in keys.SCOPES for word in ("--scope", scope)]
    token = run("keys", "create", name, *scopes, "--expires", "2999-06-30").stdout
    listed = run("keys", "list", COLUMNS="80").stdout
    assert token[:11] in listed
    assert "2999-06-30" in listed


def test_a_key_reads_unless_it_is_given_more(run: Run) -> None:
    assert "desk (read)" in run("keys", "create", "desk").stderr


def test_no_keys(run: Run) -> None:
    assert "There are no keys" in run("keys", "list").stdout


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["create", " "], 2, "1 to 100 characters"),
        (["create", "x", "--scope", "root"], 2, "'root' is not one of"),
        (["create", "x", "--expires", "2026-02-30"], 2, "no day of the calendar"),
        (["create", "x", "--expires", "20260203"], 2, "no day of the calendar"),
        (["create", "x", "--rate-limit", "0"], 2, "not in the range"),
        (["revoke", "qt_nothing"], 1, "There is no key"),
    ],
)
def test_what_cannot_be_is_told(run: Run, words: list[str], code: int, told: str) -> None:
    result = run("keys", *words)
    assert result.exit_code == code
    assert told in result.stderr
