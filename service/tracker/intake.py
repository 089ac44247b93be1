"""What is posted, checked and turned into an article's text. Nothing is fetched, nothing is rewritten."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from service.errors import ArticleTooLarge, InvalidArticle
from service.tracker.pages import article_in

DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
DATE_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})", re.ASCII
)
SURROGATE = re.compile("[\ud800-\udfff]")

FIRST_YEAR = 1600
"""Newspapers begin a few years later; an earlier date is a slip."""

EMBARGO_DAYS = 366
"""Copy may be filed ahead of its publication, by a year at most."""

FIELD_CHARS = {"title": 2_000, "url": 2_048, "external_id": 512, "publication": 512, "byline": 1_000}
"""The longest value of each field, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """An article as it was sent: ``text`` or ``html``, and what the sender knows about it."""

    text: str | None = None
    html: str | None = None
    title: str | None = None
    published_at: str | None = None
    url: str | None = None
    external_id: str | None = None
    publication: str | None = None
    byline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """What extraction reads. ``text`` is what was sent, byte for byte, or what was found in the HTML."""

    text: str
    title: str | None
    published_at: str | None


def read(submission: Submission, max_chars: int) -> ArticleText:
    """The text of ``submission``, checked; raises InvalidArticle naming the field, or ArticleTooLarge."""
    for name in FIELD_CHARS:
        _check_field(name, getattr(submission, name))
    if (submission.text is None) == (submission.html is None):
        raise InvalidArticle("Send the article as text or as html, one of the two.", field="text")
    published_at = None if submission.published_at is None else publication_day(submission.published_at)
    if submission.text is not None:
        text, title = _checked(submission.text, max_chars, "text"), submission.title
    else:
        text, title = _from_html(submission.html or "", max_chars)
        title = title if submission.title is None else submission.title
    return ArticleText(text=text, title=title, published_at=published_at)


def _checked(text: str, max_chars: int, field: str) -> str:
    if len(text) > max_chars:
        raise ArticleTooLarge(
            f"{field} has {len(text):,} characters; at most {max_chars:,} are accepted.", field=field
        )
    _check_characters(text, field)
    if not text.strip():
        raise InvalidArticle(f"{field} is empty; send the words of the article.", field=field)
    return text


def _check_field(name: str, value: str | None) -> None:
    if value is None:
        return
    if len(value) > FIELD_CHARS[name]:
        raise InvalidArticle(f"{name} may have {FIELD_CHARS[name]:,} characters at most.", field=name)
    _check_characters(value, name)
    if name in ("url", "external_id") and not value.strip():
        raise InvalidArticle(f"{name} is empty; leave it out where there is none.", field=name)


def _check_characters(text: str, field: str) -> None:
    """No database stores a NUL, no encoding has half a surrogate pair."""
    at = text.find("\0")
    if at >= 0:
        raise InvalidArticle(
            f"{field} has a NUL character at position {at}; is it a binary file?", field=field
        )
    half = SURROGATE.search(text)
    if half is not None:
        raise InvalidArticle(
            f"{field} has half a surrogate pair at position {half.start()}; send UTF-8.", field=field
        )


def _from_html(html: str, max_chars: int) -> tuple[str, str | None]:
    """The article's text in a page, and its title."""
    # Markup may outweigh the words, but a page of many times their bound is no article.
    _checked(html, max_chars * 8, "html")
    text, title = article_in(html)
    if not text.strip():
        raise InvalidArticle("No article text was found in html; send the words as text.", field="html")
    return _checked(text, max_chars, "html"), title and title[: FIELD_CHARS["title"]]


def publication_day(value: str) -> str:
    """``value`` if it is an ISO date or an RFC 3339 date-time of a real day that news may have.

    Raises InvalidArticle if it is not.
    """
    problem = InvalidArticle(
        f"published_at must be a date such as 2022-01-31 or a date-time such as 2022-01-31T09:30:00Z, "
        f"not {value[:60]!r}.",
        field="published_at",
    )
    if not DATE.fullmatch(value) and not DATE_TIME.fullmatch(value):
        raise problem
    try:
        moment = datetime.fromisoformat(value.upper())
    except ValueError:
        raise problem from None
    _check_day(moment.date(), value)
    return value


def _check_day(day: date, value: str) -> None:
    last = datetime.now(UTC).date() + timedelta(days=EMBARGO_DAYS)
    if day.year < FIRST_YEAR or day > last:
        raise InvalidArticle(
            f"published_at must lie between {FIRST_YEAR}-01-01 and {last}, not at {value}.",
            field="published_at",
        )
