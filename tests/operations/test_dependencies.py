"""The lock file is what pyproject.toml asks for, by hash, from no place in particular; licences are told."""

import re
import runpy
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LICENCES = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
TOOL = runpy.run_path(str(ROOT / ".ci" / "licences.py"))
LOCKED: list[tuple[str, str]] = TOOL["locked"]()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ASKED = [
    *PROJECT["dependencies"],
    *(each for extra in PROJECT["optional-dependencies"].values() for each in extra),
]


def here() -> list[tuple[str, str]]:
    """The locked packages that are installed, in the version that is locked."""
    found = []
    for name, locked in LOCKED:
        try:
            found += [(name, locked)] if version(name) == locked else []
        except PackageNotFoundError:
            continue
    return found


@pytest.mark.parametrize("asked", ASKED)
def test_what_the_project_asks_for_is_locked(asked: str) -> None:
    wanted = Requirement(asked)
    versions = [version for name, version in LOCKED if name == canonicalize_name(wanted.name)]
    assert versions, "is not in requirements.lock; CONTRIBUTING.md says how to make it anew"
    assert all(wanted.specifier.contains(version) for version in versions), versions


def test_each_is_pinned_by_hash_and_no_place_is_named() -> None:
    packages = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(packages) == len(LOCKED)
    assert [package for package in packages if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", package)] == []
    assert not re.search(r"://|--(extra-)?index|--find-links| @ ", LOCK)


@pytest.mark.parametrize(("name", "locked"), here(), ids=lambda value: str(value))
def test_what_a_locked_package_needs_is_locked_too(name: str, locked: str) -> None:
    known = {each for each, _ in LOCKED}
    needed = [Requirement(each) for each in distribution(name).requires or []]
    plain = [each for each in needed if each.marker is None or each.marker.evaluate({"extra": ""})]
    assert [each.name for each in plain if canonicalize_name(each.name) not in known] == []


def test_each_has_a_licence_in_the_docs() -> None:
    told = re.findall(r"^\| ([a-z0-9-]+) \| (\S+) \| (.+) \|$", LICENCES, re.MULTILINE)[2:]
    assert [(name, version) for name, version, _ in told] == LOCKED
    assert [
        name for name, _, licence in told if "says nothing" in licence or "not installed" in licence
    ] == []


def test_the_licences_are_what_the_packages_say() -> None:
    if not here():
        pytest.skip("no package is installed in the version that is locked")
    missing = [row for name, locked in here() if (row := TOOL["row"](name, locked)) not in LICENCES]
    assert missing == [], "python .ci/licences.py > docs/licences.md"
