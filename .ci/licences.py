"""Prints docs/licences.md: the licence of each package of requirements.lock, as the installed one says it."""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAD = """# Licences of all dependencies

Of every package in `requirements.lock`, for the service and for its development, on any platform. Made by
`python .ci/licences.py > docs/licences.md` from what the installed packages say of themselves, which a test
compares. Read by a program, not by a lawyer.

| package | version | licence |
| --- | --- | --- |
"""
# As SPDX has it, where a package writes it in words.
SPDX = {
    "MIT License": "MIT",
    "MIT license": "MIT",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "Apache 2": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
# What a licence's own text begins with, of packages that say it nowhere else.
TEXTS = {
    "Permission is hereby granted, free of charge": "MIT",
    "Redistribution and use in source and binary forms": "BSD",
}
LOCKED = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.MULTILINE)


def locked() -> list[tuple[str, str]]:
    """The name and the version of each package of the lock file; some have a version for each Python."""
    return LOCKED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8"))


def licence(package: Distribution) -> str | None:
    """What ``package`` says its licence is; None where it does not."""
    said = package.metadata
    classified = [
        c.rpartition(" :: ")[2] for c in said.get_all("Classifier") or [] if c.startswith("License")
    ]
    for each in (said.get("License-Expression"), said.get("License"), *classified, *_texts(package)):
        if each and each != "BSD License" and "\n" not in each:
            return SPDX.get(each, each)
    return "BSD" if "BSD License" in classified else None


def _texts(package: Distribution) -> Iterator[str]:
    for file in package.files or []:
        if re.match(r"(LICEN[CS]E|COPYING)", file.name):
            text = " ".join(str(file.read_text()).split())
            yield from (name for words, name in TEXTS.items() if words in text)


def row(name: str, version: str) -> str:
    """The line of the table."""
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return f"| {name} | {version} | not installed where this was made |"
    if package.version != version:
        # The other version of a package that has one for each Python.
        return f"| {name} | {version} | {licence(package) or 'says nothing'} (as {package.version}) |"
    return f"| {name} | {version} | {licence(package) or 'says nothing'} |"


if __name__ == "__main__":
    sys.stdout.write(HEAD + "".join(f"{row(name, version)}\n" for name, version in locked()))
