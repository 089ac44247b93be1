"""Plain text: the words as they stand, with what a front matter or a first line says about them."""

import re

import yaml

from service.sources.found import Document, Found, Unreadable

FIELDS = ("title", "published_at", "publication", "url", "external_id", "byline")
ALIASES = {"date": "published_at", "author": "byline", "authors": "byline"}
"""What site generators call these fields."""

_FRONT = re.compile(
    r"---[ \t]*\r?\n(?P<front>\s*\w[\w-]*[ \t]*:.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_LONGEST_FRONT = 64_000


def document(where: str, text: str, size: int, *, first_line_title: bool = False) -> Found:
    """The article that ``text`` is; with ``first_line_title`` its first line with words is the headline.

    A front matter is YAML between two lines of three dashes, of which ``FIELDS`` are read and other members
    passed over. The text is what follows, less the empty lines before it.
    """
    fields: dict[str, object] = {}
    found = _FRONT.match(text)
    if found and len(found["front"]) <= _LONGEST_FRONT:
        try:
            fields = _read(found["front"])
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            return Unreadable(where, f"the front matter can't be read: {_said(error)}", size)
        text = text[found.end() :].lstrip("\r\n")
    if first_line_title and "title" not in fields:
        title, _, rest = text.lstrip().partition("\n")
        fields["title"], text = title.strip().lstrip("#").strip(), rest.lstrip("\r\n")
    return Document(where, {**fields, "text": text}, size)


def _read(front: str) -> dict[str, object]:
    """The fields in ``front``; every scalar is text, so that a day stays as it was written."""
    members = yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and mappings only
    if not isinstance(members, dict):
        raise ValueError("it is no list of names and values")
    fields: dict[str, object] = {}
    for name, value in members.items():
        known = ALIASES.get(name, name)
        if known not in FIELDS or (known != name and known in members) or value in ("", "null", "~"):
            continue
        if isinstance(value, list) and known == "byline":
            value = ", ".join(str(each) for each in value)
        if not isinstance(value, str):
            raise ValueError(f"{name} is not a text")
        fields[known] = value
    return fields


def _said(error: Exception) -> str:
    problem, mark = getattr(error, "problem", None), getattr(error, "problem_mark", None)
    if problem and mark:
        hint = " (a value with a colon must stand in quotation marks)" if "mapping" in problem else ""
        return f"{problem} in line {mark.line + 2}{hint}"
    return str(error)
