"""What the README shows is what happens."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from service import cli

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *(file.relative_to(ROOT).as_posix() for file in sorted(ROOT.glob("docs/**/*.md"))),
]
# Calibrated anew whenever the rules improve.
CHANGING = "confidence"


def test_there_are_two_commands_each_complete_on_one_line() -> None:
    commands = re.findall(r"^python3 -m venv .+$", README, re.MULTILINE)
    assert [command.rpartition("/")[2].split()[0] for command in commands] == ["quotes", "pytest"]


@pytest.mark.model
def test_the_request_gives_the_answer(tmp_path: Path) -> None:
    request = re.search(r"-d '(\{.+?\})'", README, re.DOTALL)
    shown = re.search(r"```json\n(.+?)```", README, re.DOTALL)
    assert request and shown
    (tmp_path / "request.json").write_text(request[1])
    result = CliRunner().invoke(cli.main, ["extract", "--json", str(tmp_path / "request.json")])
    (quote,) = json.loads(result.stdout)["quotes"]
    expected: dict[str, Any] = json.loads(shown[1])
    assert {name: quote[name] for name in expected if name != CHANGING} == {
        name: value for name, value in expected.items() if name != CHANGING
    }


@pytest.mark.parametrize("document", DOCS)
def test_every_link_to_a_file_leads_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    # What begins with a slash is a page of the service; tests/api/test_manual.py follows these.
    for target in re.findall(r"\]\((?!https?:|/)([^)#]+)", text):
        assert (ROOT / document).parent.joinpath(target).exists(), target


@pytest.mark.parametrize("document", DOCS)
def test_every_command_that_is_named_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    for name in re.findall(r"`(?:[^`\n]*bin/)?quotes ([a-z]+)", text):
        assert name in cli.COMMANDS, name
