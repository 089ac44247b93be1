"""Articles whose quotes were labelled by hand, read from JSON Lines with errors that say where."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from service.errors import TrackerError
from service.extraction.annotations import Medium

Offsets = tuple[int, int]

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class InvalidGold(TrackerError):
    """The gold file can't be read as one."""

    status = 422
    slug = "invalid-gold"
    title = "The gold file can't be read"


class Split(StrEnum):
    """Which articles of a gold file: those that rules may be tuned on, those that they must not, or all."""

    CHECK = "check"
    TUNE = "tune"
    ALL = "all"

    def takes(self, article: "GoldArticle") -> bool:
        """Whether ``article`` belongs to it; one that is not marked "check" may be tuned on."""
        return self is Split.ALL or (article.split == "check") == (self is Split.CHECK)


class Kind(StrEnum):
    """What a stretch between marks is; only quotes are to be returned."""

    QUOTE = "quote"
    SCARE = "scare"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuote:
    """One labelled stretch; ``start`` and ``end`` take in the marks. ``shape`` says what is hard about it."""

    id: str
    start: int
    end: int
    kind: Kind
    speaker: str | None = None
    named: bool | None = None
    role: str | None = None
    medium: Medium | None = None
    date: str | None = None
    mention: tuple[Offsets, ...] | None = None
    sure: bool = True
    shape: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """One article with all its labels. ``split`` is "check" where rules must not be tuned on it."""

    doc: str
    published: str | None
    title: str | None
    text: str
    quotes: tuple[GoldQuote, ...]
    split: str | None = None

    @property
    def real(self) -> tuple[GoldQuote, ...]:
        """The labelled stretches that are quotes."""
        return tuple(quote for quote in self.quotes if quote.kind is Kind.QUOTE)


def load(path: Path, *, split: Split = Split.ALL) -> tuple[GoldArticle, ...]:
    """The articles of a gold file, or those of one ``split``. Raises InvalidGold naming line and quote."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # splitlines() would cut at U+2028
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidGold(f"{path}: {error}") from error
    articles = parse(lines, name=str(path))
    return tuple(article for article in articles if split.takes(article))


def parse(lines: Iterable[str], *, name: str = "gold") -> tuple[GoldArticle, ...]:
    """The articles of JSON Lines; blank lines are passed over. A second article of one ``doc`` is refused."""
    articles: dict[str, GoldArticle] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            article = article_from(json.loads(line))
        except (ValueError, InvalidGold) as error:
            raise InvalidGold(f"{name}, line {number}: {error}") from error
        if article.doc in articles:
            raise InvalidGold(f"{name}, line {number}: doc {article.doc!r} was given before")
        articles[article.doc] = article
    return tuple(articles.values())


def article_from(record: object) -> GoldArticle:
    """One article from its JSON object."""
    if not isinstance(record, Mapping):
        raise InvalidGold("an article must be a JSON object")
    text = _string(record, "text", required=True) or ""
    quotes = record.get("quotes")
    if not isinstance(quotes, list):
        raise InvalidGold('"quotes" must be a list')
    return GoldArticle(
        doc=_string(record, "doc", required=True) or "",
        published=_string(record, "published"),
        title=_string(record, "title"),
        text=text,
        quotes=tuple(_quote(item, number, text) for number, item in enumerate(quotes, 1)),
        split=_string(record, "split"),
    )


def _quote(record: object, number: int, text: str) -> GoldQuote:
    try:
        return _read_quote(record, number, text)
    except ValueError as error:  # of an enum: "'tweet' is not a valid Medium"
        raise InvalidGold(f"quote {number}: {error}") from error
    except InvalidGold as error:
        raise InvalidGold(f"quote {number}: {error.detail}") from error


def _read_quote(record: object, number: int, text: str) -> GoldQuote:
    if not isinstance(record, Mapping):
        raise InvalidGold("a quote must be a JSON object")
    start, end = _span([record.get("start"), record.get("end")], text)
    medium, date, mention = _string(record, "medium"), _string(record, "date"), record.get("mention")
    if date is not None and not _DATE.fullmatch(date):
        raise InvalidGold(f'"date" must be an ISO date, month or year, not {date!r}')
    if mention is not None and not isinstance(mention, list):
        raise InvalidGold('"mention" must be a list of [start, end] or null')
    return GoldQuote(
        id=_string(record, "id") or f"q{number}",
        start=start,
        end=end,
        kind=Kind(_string(record, "kind", required=True) or ""),
        speaker=_string(record, "speaker"),
        named=_flag(record, "named"),
        role=_string(record, "role"),
        medium=Medium(medium) if medium else None,
        date=date,
        mention=tuple(_span(pair, text) for pair in mention) if mention is not None else None,
        sure=_flag(record, "sure") is not False,
        shape=_string(record, "shape"),
    )


def _string(record: Mapping[object, object], key: str, *, required: bool = False) -> str | None:
    value = record.get(key)
    if isinstance(value, str) and (value or not required):
        return value
    if value is None and not required:
        return None
    raise InvalidGold(f'"{key}" must be a {"non-empty " if required else ""}string')


def _flag(record: Mapping[object, object], key: str) -> bool | None:
    value = record.get(key)
    if value is None or isinstance(value, bool):
        return value
    raise InvalidGold(f'"{key}" must be true, false or null')


def _span(pair: object, text: str) -> Offsets:
    if not isinstance(pair, list) or len(pair) != 2 or any(type(offset) is not int for offset in pair):
        raise InvalidGold(f"{pair!r} is not a pair of character offsets")
    start, end = pair
    if not 0 <= start < end <= len(text):
        raise InvalidGold(f"{pair!r} lies outside the text of {len(text)} characters")
    return start, end
