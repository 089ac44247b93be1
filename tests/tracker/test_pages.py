"""Web pages meant to hurt: twice the page takes twice the time, and an article among it is still found."""

import contextlib
import time
from collections.abc import Callable

import pytest

from service.errors import TrackerError
from service.tracker.intake import Submission, read
from service.tracker.pages import MOST_ATTRIBUTES

SAID = "<p>“The bridge opens on Monday,” said Mayor Ada Bright at a news conference in the town hall.</p>" * 3
CHARS = 60_000
GROWTH = 3.2
"""Between linear (2) and quadratic (4)."""

QUICK = 0.25
"""Seconds of processor time below which growth can't be told from noise."""

PAGES: list[tuple[str, Callable[[int], str]]] = [
    ("a table that never ends", lambda n: "<table>" + "<tr><td>a b<td>c d" * (n // 18) + "</table>"),
    ("a table of short cells", lambda n: "<table>" + "<tr><td>a b</td></tr>" * (n // 21) + "</table>"),
    ("tables in tables", lambda n: "<table><tr><td>" * (n // 15)),
    ("elements in elements", lambda n: "<div>" * (n // 11) + "a" + "</div>" * (n // 11)),
    ("what is never closed", lambda n: "<b>" * (n // 3)),
    (
        "a tag of thousands of attributes",
        lambda n: "<p " + " ".join(f"a{i}=b" for i in range(n // 9)) + ">a</p>",
    ),
    ("an attribute of very many characters", lambda n: "<p a='" + "b" * n + "'>a</p>"),
    ("paragraphs of a link", lambda n: "<p><a href='x'>said the mayor</a></p>" * (n // 37)),
    ("lists in lists", lambda n: "<ul><li>a" * (n // 9)),
    ("tags that never begin", lambda n: "<" * n),
    ("tags that never end", lambda n: "<a " * (n // 3)),
    ("line breaks", lambda n: "<p>" + "<br>" * (n // 4) + "</p>"),
    ("comments", lambda n: "<!-- a -->" * (n // 10)),
    ("entities", lambda n: "<p>" + "&amp;" * (n // 5) + "</p>"),
]


def seconds(html: str) -> float:
    """The processor time that the page takes, whether an article is found in it or not."""
    begun = time.process_time()
    with contextlib.suppress(TrackerError):
        read(Submission(html=html), 1_000_000)
    return time.process_time() - begun


@pytest.mark.parametrize(("why", "page"), PAGES, ids=[row[0] for row in PAGES])
def test_time_is_bounded_by_length(why: str, page: Callable[[int], str]) -> None:
    once, twice = (f"<html><body>{SAID}{page(size)}</body></html>" for size in (CHARS, 2 * CHARS))
    seconds(once)  # what is loaded and compiled at first use
    least = min(seconds(twice) for _ in range(2))
    assert least < QUICK or least < GROWTH * seconds(once), why


@pytest.mark.parametrize("number", [MOST_ATTRIBUTES // 2, 3 * MOST_ATTRIBUTES])
def test_an_article_in_a_tag_of_many_attributes_is_found(number: int) -> None:
    attributes = " ".join(f"data-value-{i}='some words'" for i in range(number))
    page = (
        f"<html><head><title>Bridge</title></head><body><article {attributes}>{SAID}</article></body></html>"
    )
    article = read(Submission(html=page), 100_000)
    assert "Mayor Ada Bright" in article.text and article.title == "Bridge"
