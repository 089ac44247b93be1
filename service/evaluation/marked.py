"""Articles with their labels written inside the text, so that nobody counts offsets.

A source is front matter (YAML between two lines of ``---``) and the article. In the article
``{obel statement 2025-03-11|“We will build it,”} said [obel:the mayor].`` marks a quote and a mention;
seeds/README.md documents every form. What stands between the marks is the article, byte for byte.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from service.evaluation.gold import GoldArticle, GoldQuote, InvalidGold, Kind, Offsets
from service.extraction.annotations import Medium

ARTICLE_FIELDS = ("title", "published_at", "publication", "url", "external_id", "byline")
SAME, NOBODY = "+", "nobody"

_SOURCE = re.compile(r"---\n(?P<front>.*?\n)---\n+(?P<body>.*)", re.DOTALL)
_MARK = re.compile(
    r"\{(?P<head>[^{}|\n]*)\|(?P<quote>[^{}]*)\}|\[(?P<key>[a-z][a-z0-9_]*):(?P<mention>[^\[\]\n]*)\]|(?P<stray>[{}])"
)
_INSIDE = re.compile(r"\[[a-z][a-z0-9_]*:")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_MEDIA = frozenset(medium.value for medium in Medium)


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """What one source holds: the fields of ``POST /v1/articles``, and the labels."""

    fields: Mapping[str, str]
    gold: GoldArticle


@dataclass(frozen=True, slots=True)
class _Speaker:
    name: str
    role: str | None
    named: bool


@dataclass(frozen=True, slots=True)
class _Mention:
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A marked quote before its mention is looked up; ``where`` is "", "@<", "@>" or "@-"."""

    key: str
    quote: GoldQuote
    where: str
    same: bool


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
    speakers = {key: _speaker(str(line)) for key, line in (front.pop("speakers", None) or {}).items()}
    split = front.pop("split", None)
    fields = _fields(front)
    text, stretches, mentions = _strip(parts["body"].rstrip("\n"), speakers)
    gold = GoldArticle(
        doc=doc,
        published=fields["published_at"][:10],
        title=fields["title"],
        text=text,
        quotes=_quotes(text, stretches, mentions),
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
    unknown = set(front) - set(ARTICLE_FIELDS)
    missing = {"title", "published_at"} - set(front)
    if unknown or missing:
        raise InvalidGold(f"front matter: unknown {sorted(unknown)}, missing {sorted(missing)}")
    return {key: str(front[key]) for key in ARTICLE_FIELDS if key in front}


def _speaker(line: str) -> _Speaker:
    """ "Name | role | unnamed"; role may be empty, the third part says that the source has no name."""
    name, role, named, *rest = [part.strip() for part in line.split("|")] + ["", ""]
    if not name or named not in ("", "unnamed") or any(rest):
        raise InvalidGold(f"speaker {line!r} must look like: Name | role | unnamed")
    return _Speaker(name, role or None, named != "unnamed")


def _strip(body: str, speakers: Mapping[str, _Speaker]) -> tuple[str, list[_Stretch], list[_Mention]]:
    """The article without marks, and the marks with offsets into it."""
    text, last = "", 0
    stretches: list[_Stretch] = []
    mentions: list[_Mention] = []
    for mark in _MARK.finditer(body):
        text += body[last : mark.start()]
        last = mark.end()
        if mark["stray"]:
            raise InvalidGold(f"a stray {mark['stray']} after {text[-40:]!r}")
        if _INSIDE.search(mark["quote"] or ""):
            raise InvalidGold(f"a mention inside a quote: {mark['quote'][:40]!r}")
        words = mark["quote"] if mark["quote"] is not None else mark["mention"]
        start, end = len(text), len(text) + len(words)
        text += words
        if mark["key"]:
            if mark["key"] not in speakers:
                raise InvalidGold(f"mention of {mark['key']!r}, who is no speaker of the front matter")
            mentions.append(_Mention(mark["key"], start, end))
        else:
            before = next((s for s in reversed(stretches) if s.quote.kind is Kind.QUOTE), None)
            stretches.append(_stretch(mark["head"], (start, end), speakers, before, len(stretches) + 1))
    return text + body[last:], stretches, mentions


def _stretch(
    head: str, span: Offsets, speakers: Mapping[str, _Speaker], before: _Stretch | None, number: int
) -> _Stretch:
    key, *words = head.split() or [""]
    start, end = span
    sure, key = not key.endswith("?"), key.rstrip("?")
    if key in (Kind.SCARE, Kind.TITLE):
        kind = Kind(key)
        quote = GoldQuote(id=f"q{number}", start=start, end=end, kind=kind, sure=sure)
        return _Stretch(key, quote, "@-", False)
    if key == SAME:
        if before is None:
            raise InvalidGold("a + must follow a quote")
        quote = replace(
            before.quote, id=f"q{number}", start=start, end=end, sure=sure and before.quote.sure, shape=None
        )
        return _with_words(_Stretch(before.key, quote, "", True), words)
    if key != NOBODY and key not in speakers:
        raise InvalidGold(f"{head!r} names no speaker of the front matter")
    who = speakers.get(key)
    quote = GoldQuote(
        id=f"q{number}", start=start, end=end, kind=Kind.QUOTE, medium=Medium.UNSPECIFIED, sure=sure,
        speaker=who.name if who else None, named=who.named if who else None, role=who.role if who else None,
    )  # fmt: skip
    return _with_words(_Stretch(key, quote, "" if who else "@-", False), words)


def _with_words(stretch: _Stretch, words: list[str]) -> _Stretch:
    """A stretch with what its head says after the speaker: medium, date, #shape, where its mention is."""
    quote, where = stretch.quote, stretch.where
    for word in words:
        if word in _MEDIA:
            quote = replace(quote, medium=Medium(word))
        elif _DATE.fullmatch(word):
            quote = replace(quote, date=word)
        elif word.startswith("#"):
            quote = replace(quote, shape=word[1:])
        elif word in ("@<", "@>", "@-"):
            where = word
        elif word == "undated":
            quote = replace(quote, date=None)
        else:
            raise InvalidGold(f"{word!r} is no medium, date, #shape, @<, @>, @- or undated")
    return replace(stretch, quote=quote, where=where)


def _quotes(text: str, stretches: list[_Stretch], mentions: list[_Mention]) -> tuple[GoldQuote, ...]:
    """The quotes with their mentions: a + takes that of the quote before, unless it says where."""
    quotes: list[GoldQuote] = []
    last = None
    for stretch in stretches:
        found = last if stretch.same and not stretch.where else _mention(text, stretch, mentions)
        if stretch.quote.kind is Kind.QUOTE:
            last = found
        quotes.append(replace(stretch.quote, mention=found))
    return tuple(quotes)


def _mention(text: str, stretch: _Stretch, mentions: list[_Mention]) -> tuple[Offsets, ...] | None:
    """The nearest mention of the speaker in the quote's paragraph, or the one before or after it anywhere."""
    start, end = stretch.quote.start, stretch.quote.end
    if stretch.where == "@-":
        return None
    own = [mention for mention in mentions if mention.key == stretch.key]
    if stretch.where == "@<":
        own = [mention for mention in own if mention.end <= start]
    elif stretch.where == "@>":
        own = [mention for mention in own if mention.start >= end]
    else:
        own = [m for m in own if "\n" not in text[min(m.end, end) : max(m.start, start)]]
    nearest = min(own, key=lambda mention: max(mention.start - end, start - mention.end), default=None)
    if nearest is None:
        raise InvalidGold(f"no mention of {stretch.key!r} near {text[start:end]!r}; mark one, or say @-")
    return ((nearest.start, nearest.end),)
