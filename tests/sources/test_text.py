"""Plain text, its front matter and its first line."""

import pytest

from service.sources.found import Document, Unreadable
from service.sources.text import document

FRONT = (
    "---\ntitle: Bridge opens\npublished_at: 2026-03-03\nspeakers:\n  ada: Ada Bright\n---\n"
    "\nThe bridge is open.\n"
)


@pytest.mark.parametrize(
    ("text", "fields", "why"),
    [
        (
            FRONT,
            {"title": "Bridge opens", "published_at": "2026-03-03", "text": "The bridge is open.\n"},
            "a day stays text; members that are not ours are passed over",
        ),
        (
            FRONT.replace("\n", "\r\n"),
            {"title": "Bridge opens", "published_at": "2026-03-03", "text": "The bridge is open.\r\n"},
            "Windows",
        ),
        (
            "---\ndate: 2026-03-03T10:00:00Z\nauthor: Ada\n---\nx",
            {"published_at": "2026-03-03T10:00:00Z", "byline": "Ada", "text": "x"},
            "other names",
        ),
        (
            "---\ndate: 2026-01-01\npublished_at: 2026-03-03\n---\nx",
            {"published_at": "2026-03-03", "text": "x"},
            "our own name wins",
        ),
        ("---\nauthors: [Ada, Bo]\n---\nx", {"byline": "Ada, Bo", "text": "x"}, "several authors"),
        ("---\ntitle: ''\nurl: null\n---\nx", {"text": "x"}, "empty values are none"),
        (
            "---\ntitle: 'Mayor: no'\n---\nx",
            {"title": "Mayor: no", "text": "x"},
            "a colon in quotation marks",
        ),
        (
            "---\n\nA rule, then words.\n\n---\nmore",
            {"text": "---\n\nA rule, then words.\n\n---\nmore"},
            "rules are text",
        ),
        ("---\ntitle: never closed\n", {"text": "---\ntitle: never closed\n"}, "no end, no front matter"),
        ("Words\n---\ntitle: x\n---\n", {"text": "Words\n---\ntitle: x\n---\n"}, "only at the beginning"),
    ],
)
def test_front_matter(text: str, fields: dict[str, str], why: str) -> None:
    found = document("a.txt", text, len(text))
    assert isinstance(found, Document)
    assert found.fields == fields, why


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("title: Mayor: no", "in line 2 (a value with a colon must stand in quotation marks)"),
        ("title: {a: b}", "title is not a text"),
        ("url: [a]", "url is not a text"),
        ("title: &a [*a]", "recursive"),  # an alias within itself
    ],
)
def test_a_front_matter_that_cannot_be_read_is_told(front: str, reason: str) -> None:
    found = document("a.txt", f"---\n{front}\n---\nwords", 1)
    assert isinstance(found, Unreadable)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("Bridge opens\n\nThe words.", "Bridge opens", "The words."),
        ("\n\n# Bridge opens\r\n\r\nThe words.", "Bridge opens", "The words."),
        ("---\nbyline: Ada\n---\nBridge opens\nThe words.", "Bridge opens", "The words."),
        ("---\ntitle: Given\n---\nThe words.\nMore.", "Given", "The words.\nMore."),
    ],
)
def test_the_first_line_is_the_headline_if_asked_for(text: str, title: str, rest: str) -> None:
    found = document("a.txt", text, 1, first_line_title=True)
    assert isinstance(found, Document)
    assert (found.fields["title"], found.fields["text"]) == (title, rest)
