"""Reads the data files beside this module: one entry a line, or TOML where entries have attributes."""

import tomllib
from importlib.resources import files
from typing import Any


def read_lines(name: str) -> list[str]:
    """The entries of the file ``name``, in order: without comments (from " #" or a leading "#") or blanks."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    entries = (line.split(" #", 1)[0].strip() for line in text.splitlines())
    return [entry for entry in entries if entry and not entry.startswith("#")]


def read_toml(name: str) -> dict[str, Any]:
    """The TOML file ``name``, as its tables and lists."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
