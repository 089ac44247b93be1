"""The container file, read, not built: what it copies is there, and its commands are those of the docs."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINES = re.sub(r"\\\n\s*", "", (ROOT / "Containerfile").read_text(encoding="utf-8")).splitlines()


def said(instruction: str) -> list[str]:
    """What stands behind each ``instruction``, in order."""
    return [line.partition(" ")[2] for line in LINES if line.startswith(f"{instruction} ")]


def test_it_installs_as_the_readme_does_and_by_the_lock_file() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first = next(line for line in readme.splitlines() if "quotes serve --seed" in line)
    made, installed = first.split(" && ")[:2]
    locked, own = [each for each in said("RUN") if "pip install" in each]
    assert locked.split(" && ")[0] == made
    assert locked.endswith("--require-hashes -r requirements-service.lock")
    # The lock file has all that it needs; without it this is the README's command.
    assert own.split(" && ")[0].replace(" --no-cache-dir --no-deps", "") == installed
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert "pip install --require-hashes -r requirements.lock" in operations
    assert "pip install --no-deps -e ." in operations


@pytest.mark.parametrize("copied", said("COPY"))
def test_what_it_copies_is_there(copied: str) -> None:
    *sources, to = copied.split()
    assert all((ROOT / source).exists() for source in sources)
    assert to == "./" or [to] == sources, "a folder keeps its name"


def test_it_copies_all_that_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    copied = {name for each in said("COPY") for name in each.split()[:-1]}
    packages = project["tool"]["setuptools"]["packages"]["find"]["include"]
    assert {name.rstrip("*") for name in packages} | {
        "pyproject.toml",
        project["project"]["readme"],
    } <= copied


def test_the_engine_is_sent_what_is_copied_and_nothing_else() -> None:
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert rules[1] == "*", "all is left out but what is named"
    copied = {name for each in said("COPY") for name in each.split()[:-1]}
    assert {rule.removeprefix("!") for rule in rules if rule.startswith("!")} == copied


def test_it_is_built_in_the_format_that_has_health_checks() -> None:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert re.findall(r"podman build (.*?) -t", text) == ["--format docker"]
    assert "podman build --format docker" in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_it_serves_as_the_procfile_does_and_not_as_root() -> None:
    (command,) = said("CMD")
    web = next(line for line in (ROOT / "Procfile").read_text().splitlines() if line.startswith("web:"))
    assert " ".join(json.loads(command)) == web.removeprefix("web:").strip()
    order = [line.split()[0] for line in LINES if line.split()[:1] and line[0].isupper()]
    assert order.index("USER") < order.index("CMD") and said("USER") != ["root"]
    assert said("STOPSIGNAL") == ["SIGTERM"], "at which gunicorn ends what it began"


def test_its_health_check_is_a_program_that_asks_for_readiness() -> None:
    (check,) = said("HEALTHCHECK")
    program = json.loads(check.partition("CMD ")[2])
    assert program[:2] == ["python", "-c"]
    compile(program[2], "HEALTHCHECK", "exec")
    assert "/readyz" in program[2]
