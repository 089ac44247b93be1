"""Articles with their labels written inside the text, so that nobody counts offsets.

A source is front matter (YAML between two lines of ``---``) and the article, marked as seeds/README.md
says: ``{obel statement 2025-03-11|“We will build it,”} said [obel:the mayor].``
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from service.evaluation.gold import GoldArticle, InvalidGold
from service.evaluation.marks import MarkedSpeaker, read_marks

ARTICLE_FIELDS = ("title", "published_at", "publication", "url", "external_id", "byline")
REQUIRED = ("title", "published_at")

_SOURCE = re.compile(r"---\n(?P<front>.*?\n)---\n+(?P<body>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """What one source holds: the fields of ``POST /v1/articles``, and the labels."""

    fields: Mapping[str, str]
    gold: GoldArticle


def read(source: str, *, doc: str) -> MarkedArticle:
    """Reads one marked article. Raises InvalidGold saying which mark is wrong, and how."""
    try:
        return _read(source, doc)
    except InvalidGold as error:
        raise InvalidGold(f"{doc}: {error.detail}") from error


def _read(source: str, doc: str) -> MarkedArticle:
    parts = _SOURCE.fullmatch(source)
    if not parts:
        raise InvalidGold("front matter between two lines of --- is missing")
    front = _front(parts["front"])
    speakers = {key: _speaker(line) for key, line in (front.pop("speakers", None) or {}).items()}
    split = front.pop("split", None)
    fields = _fields(front)
    text, quotes = read_marks(parts["body"].rstrip("\n"), speakers)
    gold = GoldArticle(
        doc=doc,
        published=fields["published_at"][: len("2025-03-11")],
        title=fields["title"],
        text=text,
        quotes=quotes,
        split=split,
    )
    return MarkedArticle(fields={"text": text, **fields}, gold=gold)


def _front(text: str) -> dict[str, Any]:
    try:
        front = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes strings only
    except yaml.YAMLError as error:
        raise InvalidGold(f"front matter: {error}") from error
    if not isinstance(front, dict):
        raise InvalidGold("front matter must be a mapping")
    return front


def _fields(front: Mapping[str, Any]) -> dict[str, str]:
    unknown = sorted(set(front) - set(ARTICLE_FIELDS))
    missing = sorted(set(REQUIRED) - set(front))
    if unknown or missing:
        raise InvalidGold(f"front matter: unknown {unknown}, missing {missing}")
    return {key: str(front[key]) for key in ARTICLE_FIELDS if key in front}


def _speaker(line: str) -> MarkedSpeaker:
    """Reads "Name | role | unnamed": the role may be empty, the third part says that there is no name."""
    name, role, kind, *rest = [part.strip() for part in line.split("|")] + ["", ""]
    if not name or kind not in ("", "unnamed") or any(rest):
        raise InvalidGold(f"speaker {line!r} must look like: Name | role | unnamed")
    return MarkedSpeaker(name=name, role=role or None, named=kind != "unnamed")
