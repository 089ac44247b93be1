"""RSS and Atom files: whole articles are read, summaries told, and no XML does harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.sources.feeds import documents
from service.sources.found import Document, Unreadable

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Wire</title><link>https://hbw.example/</link>
<item><title>Bridge &amp;amp; road open</title><link>https://hbw.example/bridge</link>
<guid isPermaLink="false">hbw-1</guid><pubDate>Tue, 03 Mar 2026 10:30:00 +0100</pubDate>
<dc:creator>Ines Vidal</dc:creator>
<description>The bridge is open.</description>
<content:encoded><![CDATA[<p>The bridge is open.</p>
<p>“At last,” Mayor Ada Bright said.</p>]]></content:encoded></item>
<item><title>Only a summary</title><description>More on our site.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Harbour Wire</title>
<entry><id>tag:hbw.example,2026:1</id><title type="html">Bridge &lt;b&gt;opens&lt;/b&gt;</title>
<link rel="self" href="https://hbw.example/1.atom"/><link href="https://hbw.example/bridge"/>
<updated>2026-03-04T00:00:00Z</updated><published>2026-03-03T09:30:00Z</published>
<author><name>Ines Vidal</name></author><author><name>Bo Ek</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The bridge is open.</p>
<p>“At last,” Ada Bright said.</p></div></content></entry>
<entry><id>tag:hbw.example,2026:2</id><title>Plain</title>
<updated>2026-03-04T00:00:00Z</updated><content>Just 3 &lt; 4 words.</content></entry>
<entry><id>tag:hbw.example,2026:3</id><title>Elsewhere</title>
<content src="https://hbw.example/3" type="text/html"/></entry>
<entry><id>tag:hbw.example,2026:4</id><title>Short</title><summary>More on our site.</summary></entry>
</feed>"""


def read(feed: str | bytes) -> list[Document | Unreadable]:
    return list(documents("feed.xml", feed.encode() if isinstance(feed, str) else feed))


def test_rss() -> None:
    article, summary = read(RSS)
    assert isinstance(article, Document)
    assert article.where == "feed.xml[0]"
    assert article.fields == {
        "text": "The bridge is open.\n\n“At last,” Mayor Ada Bright said.",
        "title": "Bridge & road open",
        "published_at": "2026-03-03T10:30:00+01:00",
        "url": "https://hbw.example/bridge",
        "external_id": "hbw-1",
        "publication": "Harbour Wire",
        "byline": "Ines Vidal",
    }
    assert isinstance(summary, Unreadable)
    assert (summary.where, "summary only" in summary.reason) == ("feed.xml[1]", True)


def test_atom() -> None:
    article, plain, elsewhere, summary = read(ATOM)
    assert isinstance(article, Document)
    assert article.fields == {
        "text": "The bridge is open.\n\n“At last,” Ada Bright said.",
        "title": "Bridge opens",
        "published_at": "2026-03-03T09:30:00Z",
        "url": "https://hbw.example/bridge",
        "external_id": "tag:hbw.example,2026:1",
        "publication": "Harbour Wire",
        "byline": "Ines Vidal, Bo Ek",
    }
    assert isinstance(plain, Document)
    assert plain.fields["text"] == "Just 3 < 4 words."
    assert plain.fields["published_at"] == "2026-03-04T00:00:00Z"
    assert isinstance(elsewhere, Unreadable)
    assert "nothing is fetched" in elsewhere.reason
    assert isinstance(summary, Unreadable)


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        (
            "Tue, 03 Mar 2026 10:30:00 +0100",
            "Tue, 03 Mar 2026 10:30:00 EST",
            "published_at",
            "2026-03-03T10:30:00-05:00",
        ),
        ("Tue, 03 Mar 2026 10:30:00 +0100", "2026-03-03T10:30:00Z", "published_at", "2026-03-03T10:30:00Z"),
        ("Tue, 03 Mar 2026 10:30:00 +0100", "on Tuesday", "published_at", None),
        ("https://hbw.example/bridge", "javascript:alert(1)", "url", None),
        ('<guid isPermaLink="false">hbw-1</guid>', "", "external_id", "https://hbw.example/bridge"),
        (
            "<dc:creator>Ines Vidal</dc:creator>",
            "<author>desk@hbw.example (Desk)</author>",
            "byline",
            "desk@hbw.example (Desk)",
        ),
    ],
)
def test_fields_of_rss_as_they_come(old: str, new: str, field: str, value: str | None) -> None:
    article = read(RSS.replace(old, new, 1))[0]
    assert isinstance(article, Document)
    assert article.fields.get(field) == value


LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + RSS.partition("?>")[2]
OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + RSS.partition("?>")[2].replace(
    "Ines Vidal", "&a;"
)


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        (LAUGHS, "document type declaration"),
        (OUTSIDE, "document type declaration"),
        ("<rss><channel>", "not XML"),
        ("", "not XML"),
        ("words", "not XML"),
        ("<NewsML/>", "neither RSS nor Atom: its root is NewsML"),
        ("<rss>" + "<a>" * 10_000, "not XML"),  # nested too deep
    ],
)
def test_what_is_no_feed_is_told(feed: str, reason: str) -> None:
    (told,) = read(feed)
    assert isinstance(told, Unreadable)
    assert reason in told.reason


def test_a_feed_says_its_own_encoding() -> None:
    feed = RSS.replace("UTF-8", "iso-8859-1").replace("“At last,”", "At last, é").encode("latin-1")
    article = read(feed)[0]
    assert isinstance(article, Document)
    assert "At last, é" in str(article.fields["text"])


@given(st.binary(max_size=200) | st.text(alphabet='<>/rs feditm"=&;', max_size=80).map(str.encode))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    list(documents("feed.xml", data))
