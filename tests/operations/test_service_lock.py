"""What the image installs is the part of the lock file that the service needs, and no more.

requirements.lock tells of each package who asked for it: what leads back to the service's own is compared.
"""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRA = "redis"
ASKED_BY = re.compile(r"^    #(?: via|  ) ([a-z0-9-]+)", re.MULTILINE)
AGAIN = "CONTRIBUTING.md says how to make it anew"


def packages(lock: str) -> list[tuple[str, str]]:
    """The name of each locked package, and all that is said of it; some have a version for each Python."""
    parts = re.split(r"^(?=[a-z0-9])", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [(part.partition("=")[0], part) for part in parts if part.strip()]


ALL, SERVICE = packages("requirements.lock"), packages("requirements-service.lock")


def needed() -> set[str]:
    """What the service asks for, and what that asks for, on any platform."""
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"][EXTRA]]
    found = {str(canonicalize_name(Requirement(each).name)) for each in asked}
    while more := {name for name, said in ALL if found & set(ASKED_BY.findall(said))} - found:
        found |= more
    return found


def test_it_has_what_the_service_needs_and_nothing_else() -> None:
    locked = {name for name, _ in SERVICE}
    assert (needed() - locked, locked - needed()) == (set(), set()), AGAIN


def test_what_is_only_developed_with_is_not_in_it() -> None:
    developed = {Requirement(each).name.lower() for each in PROJECT["optional-dependencies"]["dev"]}
    assert developed & {name for name, _ in SERVICE} == {EXTRA}


def test_each_is_the_very_file_of_the_whole_lock() -> None:
    known = {re.sub(r"^    #.*\n", "", said, flags=re.MULTILINE) for _, said in ALL}
    assert [name for name, said in SERVICE if said not in known] == [], AGAIN
    kept = {name for name, _ in SERVICE}
    assert len(SERVICE) == sum(name in kept for name, _ in ALL), "all versions of each"
