"""Feeds: what the rules of JSON Feed 1.1 and of Atom (RFC 4287) ask of them, and names that last."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.exports import atom, feeds, json_feed
from service.storage.records import QuoteRecord
from tests.exports.build import LISTED, quote

NAMES = {"a": "http://www.w3.org/2005/Atom"}
NEXT = replace(LISTED, next_url="https://quotes.example/v1/quotes.atom?cursor=x")
HOSTILE = '<b>&amp; "]]>\x00\x01\x08\ufffe'
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def parsed(*quotes: QuoteRecord, listed: Any = NEXT) -> Element:
    return ElementTree.fromstring("".join(atom.write([quotes], listed)))


def texts(element: Element, name: str) -> list[str | None]:
    return [found.text for found in element.findall(f"a:{name}", NAMES)]


def faults(feed: Element) -> Iterator[str]:
    """What RFC 4287 (4.1) asks of a feed and its entries, and is not so."""
    entries = feed.findall("a:entry", NAMES)
    for each in (feed, *entries):
        yield from faults_of_either(each)
    if not feed.findall("a:author/a:name", NAMES):
        yield "a feed without an author is one whose entries all have theirs"
    ids = [texts(entry, "id")[0] for entry in entries]
    if len(ids) != len(set(ids)):
        yield "two entries with one id"
    for entry in entries:
        if not entry.findall("a:content", NAMES) and not entry.findall("a:link[@rel='alternate']", NAMES):
            yield "an entry must have content or an alternate link"


def faults_of_either(each: Element) -> Iterator[str]:
    """What both a feed and an entry must have."""
    for name in ("id", "title", "updated"):
        if len(texts(each, name)) != 1:
            yield f"{each.tag} must have one {name}"
    if not urlsplit(texts(each, "id")[0] or "").scheme:
        yield "an id is an IRI"
    for moment in texts(each, "updated") + texts(each, "published"):
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", moment or ""):
            yield f"{moment} is not RFC 3339"
    links = [(link.get("rel"), link.get("type")) for link in each.findall("a:link", NAMES)]
    if len(links) != len(set(links)):
        yield "one link of a relation and type"


def test_atom_keeps_its_rules() -> None:
    nobody = quote("B", id="b", speaker=None, article={"url": None, "title": None})
    assert list(faults(parsed(quote(), nobody))) == []
    assert list(faults(parsed())) == [], "an empty feed"


def test_atom_has_the_quote() -> None:
    entry = parsed(quote()).find("a:entry", NAMES)
    assert entry is not None
    assert texts(entry, "content") == [
        "“We tested every bolt” — Noor Haddad, chief engineer, at a briefing, March 3, 2026"
    ]
    assert texts(entry, "title") == ["Noor Haddad: “We tested every bolt”"]
    assert texts(entry, "updated") == ["2026-03-05T10:00:00.000000Z"]
    assert [name.text for name in entry.findall("a:author/a:name", NAMES)] == ["Noor Haddad"]
    links = {link.get("rel"): link.get("href") for link in entry.findall("a:link", NAMES)}
    assert links["alternate"] == "https://gazette.example/bridge"
    assert [topic.get("term") for topic in entry.findall("a:category", NAMES)] == ["bridge", "harbour"]


def test_a_reader_of_feeds_reads_atom() -> None:
    made = quote(HOSTILE), quote("B", id="b", speaker=None, article={"url": None, "title": None})
    feed = feedparser.parse("".join(atom.write([made], NEXT)).encode())
    assert (feed.bozo, feed.version, feed.feed.title) == (False, "atom10", NEXT.title)
    first, second = feed.entries
    assert HOSTILE.split("\0")[0] in first.content[0].value, "words, and no markup"
    assert (first.author, first.link) == ("Noor Haddad", "https://gazette.example/bridge")
    assert [tag.term for tag in first.tags] == ["bridge", "harbour"]
    assert first.updated_parsed[:3] == (2026, 3, 5)
    assert first.id != second.id


def test_atom_is_as_old_as_its_latest_change() -> None:
    later = quote("B", id="b", updated_at="2026-03-07T00:00:00.000000Z")
    assert texts(parsed(quote(), later, quote("C", id="c")), "updated") == [later.updated_at]


def test_atom_leads_on() -> None:
    links = {link.get("rel"): link.get("href") for link in parsed().findall("a:link", NAMES)}
    assert links == {"self": NEXT.url, "next": NEXT.next_url}
    assert len(parsed(listed=LISTED).findall("a:link", NAMES)) == 1


@given(TEXT)
def test_atom_is_xml_whatever_the_words(text: str) -> None:
    made = quote(text, article={"url": text, "title": text}, role=text)
    assert list(faults(parsed(made, listed=replace(NEXT, title=text)))) == []


def test_hostile_words_stay_words() -> None:
    (content,) = texts(
        parsed(quote(HOSTILE, speaker=None, role=None, medium="unspecified", said_on=None)), "entry/a:content"
    )
    assert content == '“<b>&amp; "]]>\ufffd\ufffd\ufffd\ufffd”'


def fed(*quotes: QuoteRecord, listed: Any = NEXT) -> dict[str, Any]:
    made: dict[str, Any] = json.loads("".join(json_feed.write([quotes[:1], quotes[1:]], listed)))
    return made


def test_json_feed_keeps_its_rules() -> None:
    feed = fed(quote(), quote("B", id="b", speaker=None, topics=(), article={"url": None}))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["title"], feed["feed_url"], feed["next_url"]) == (NEXT.title, NEXT.url, NEXT.next_url)
    first, second = feed["items"]
    for item in (first, second):
        assert isinstance(item["id"], str), "an id is a string"
        assert item["content_text"], "there must be content_html or content_text"
        for name in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[name]).tzinfo, "RFC 3339, with its offset"
        assert all(value not in (None, "", []) for value in item.values()), "what is not known is left out"
    assert [author["name"] for author in first["authors"]] == ["Noor Haddad"]
    assert first["tags"] == ["Bridge", "Harbour"]
    assert first["external_url"] == "https://gazette.example/bridge"
    assert not {"authors", "tags", "external_url"} & set(second)
    assert first["id"] != second["id"]


def test_json_feed_ends() -> None:
    assert "next_url" not in fed(listed=LISTED)
    assert fed()["items"] == []


def test_names_last() -> None:
    """A reader shows what has a new name as new: this one was given when the feeds began."""
    assert feeds.name("5vr2k49f1c9sgpr6rcq1vsdfn4") == "urn:uuid:4657d746-a657-5f3a-b424-4803a9c06e38"
    elsewhere = replace(NEXT, base="http://other.example", url="http://other.example/v1/quotes.feed.json")
    assert fed(quote(), listed=elsewhere)["items"][0]["id"] == fed(quote())["items"][0]["id"]
    assert texts(parsed(listed=elsewhere), "id") == texts(parsed(), "id")


@pytest.mark.parametrize(
    ("url", "address", "why"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e", "as it is"),
        ("https://a.example/é b", "https://a.example/%C3%A9%20b", "letters and spaces are encoded"),
        ("https://a.example/%C3%A9", "https://a.example/%C3%A9", "once"),
        ("javascript:alert(1)", None, "nothing that runs"),
        ("cms:20417", None, "an id is no address"),
        ("a.example/b", None, "no scheme"),
        ("https://", None, "no host"),
        ("http://[::1", None, "half of an address"),
        ("", None, "empty"),
        (None, None, "none"),
    ],
)
def test_addresses_of_the_web(url: str | None, address: str | None, why: str) -> None:
    assert feeds.web_address(url) == address, why
