"""ninjs items as agencies send them: which body, headline and time, whose; and what is no article."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import InvalidArticle
from service.sources.ninjs import fields_of, looks_like

NOW = datetime(2026, 3, 4, tzinfo=UTC)
TEXT = "QUAYSIDE (HBW) — The bridge is open.\n\n“At last,” Mayor Ada Bright said."
HTML = "<p>QUAYSIDE (HBW) — The bridge is open.</p><p>“At last,” Mayor Ada Bright said.</p>"

TWO: dict[str, Any] = {
    "uri": "urn:newsml:hbw.example:20260303:bridge-1",
    "type": "text",
    "version": "2",
    "firstcreated": "2026-03-03T08:00:00Z",
    "versioncreated": "2026-03-03T10:30:00+01:00",
    "pubstatus": "usable",
    "by": "Ines Vidal",
    "headlines": [{"role": "short", "value": "Bridge"}, {"role": "main", "value": "Bridge &amp; road open"}],
    "bodies": [{"role": "main", "contenttype": "text/plain", "value": TEXT}],
    "infosources": [
        {"name": "Harbour Wire", "role": "http://cv.iptc.org/newscodes/contentprodpartyrole/provider"}
    ],
    "copyrightholder": "Harbour Group",
    "altids": [{"role": "slug", "value": "bridge-1"}],
}
THREE: dict[str, Any] = {
    "standard": {"name": "ninjs", "version": "3.1"},
    "uri": "http://hbw.example/items/bridge-1",
    "versionCreated": "2026-03-03T09:30:00Z",
    "headlines": [{"value": "Bridge opens"}],
    "bodies": [{"contentType": "application/xhtml+xml", "value": HTML}],
    "copyrightHolder": "Harbour Wire",
}
ONE: dict[str, Any] = {
    "uri": "tag:hbw.example:1",
    "type": "text",
    "versioncreated": "2026-03-03T09:30:00+0000",
    "headline": "Bridge opens",
    "byline": "Ines Vidal",
    "body_html": HTML,
}


def test_an_item_of_version_2() -> None:
    assert fields_of(TWO, NOW) == {
        "text": TEXT,
        "title": "Bridge & road open",
        "published_at": "2026-03-03T10:30:00+01:00",
        "external_id": "urn:newsml:hbw.example:20260303:bridge-1",
        "publication": "Harbour Wire",
        "byline": "Ines Vidal",
    }


def test_an_item_of_version_3() -> None:
    assert fields_of(THREE, NOW) == {
        "text": TEXT,
        "title": "Bridge opens",
        "published_at": "2026-03-03T09:30:00Z",
        "external_id": "http://hbw.example/items/bridge-1",  # an identifier, no address
        "publication": "Harbour Wire",
    }


def test_an_item_of_version_1() -> None:
    fields = fields_of(ONE, NOW)
    assert (fields["text"], fields["title"], fields["byline"]) == (TEXT, "Bridge opens", "Ines Vidal")
    assert fields["published_at"] == "2026-03-03T09:30:00+00:00"


def body(value: str, kind: str | None = None, role: str | None = None) -> dict[str, str]:
    return {"value": value} | ({"contenttype": kind} if kind else {}) | ({"role": role} if role else {})


@pytest.mark.parametrize(
    ("bodies", "text", "why"),
    [
        (
            [body("One. Two.", "text/plain"), body(HTML, "text/html")],
            TEXT,
            "a plain body lost its paragraphs",
        ),
        ([body(TEXT, "text/plain"), body("<p>x</p>", "text/html")], TEXT, "a plain body has them"),
        ([body("One. Two.", "text/plain")], "One. Two.", "there is no other"),
        ([body(HTML)], TEXT, "no type, and looks like HTML"),
        ([body(TEXT)], TEXT, "no type, and looks like words"),
        (
            [body("Ada at the bridge", "text/plain", "caption"), body(TEXT, "text/plain", "main")],
            TEXT,
            "the story",
        ),
        (
            [body("<nitf/>", "application/nitf+xml"), body(HTML, "text/html; charset=utf-8")],
            TEXT,
            "what can be read",
        ),
        ([body(" ", "text/plain"), body(HTML, "text/html")], TEXT, "an empty one is none"),
    ],
)
def test_which_body(bodies: list[dict[str, str]], text: str, why: str) -> None:
    assert fields_of({"bodies": bodies}, NOW) == {"text": text}, why


@pytest.mark.parametrize(
    ("change", "detail", "field"),
    [
        ({"type": "picture"}, "of type 'picture', not text", "type"),
        ({"pubstatus": "canceled"}, "canceled", "pubstatus"),
        ({"pubstatus": "withheld"}, "withheld", "pubstatus"),
        ({"representationtype": "partial"}, "partial", "representationtype"),
        ({"embargoed": "2026-03-05T06:00:00Z"}, "embargoed until 2026-03-05T06:00:00Z", "embargoed"),
        ({"embargoedUntil": "2026-03-05T06:00:00Z"}, "embargoed until", "embargoed"),
        ({"embargoed": "2026-02-30T06:00:00Z"}, "which is no time", "embargoed"),
        ({"embargoed": "2026-03-03T06:00:00+99:99"}, "which is no time", "embargoed"),
        ({"embargoedUntil": "until further notice"}, "which is no time", "embargoed"),
        ({"bodies": []}, "no body in plain text or HTML (there is: none)", "bodies"),
        ({"bodies": [body("<nitf/>", "application/nitf+xml")]}, "(there is: application/nitf+xml)", "bodies"),
        ({"bodies": "words"}, "no body", "bodies"),
        ({"bodies": [{"value": 5}, 7, None]}, "no body", "bodies"),
    ],
)
def test_what_is_no_article(change: dict[str, Any], detail: str, field: str) -> None:
    with pytest.raises(InvalidArticle) as refused:
        fields_of(TWO | change, NOW)
    assert detail in refused.value.detail
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("change", "name", "value"),
    [
        ({"embargoed": "2026-03-03T06:00:00Z"}, "title", "Bridge & road open"),  # it is over
        ({"versioncreated": None}, "published_at", "2026-03-03T08:00:00Z"),
        ({"versioncreated": "2026-03-03T10:30:00"}, "published_at", "2026-03-03"),  # of no zone: the day
        ({"versioncreated": "yesterday", "firstcreated": 5}, "published_at", None),
        ({"uri": None}, "external_id", "bridge-1"),
        ({"infosources": [{"name": "A"}, {"name": "B"}]}, "publication", "Harbour Group"),  # which is it?
        ({"infosources": [{"name": "A"}]}, "publication", "A"),
        ({"infosources": None, "copyrightholder": None}, "publication", None),
        ({"headlines": []}, "title", None),  # ``title`` of ninjs is no headline
    ],
)
def test_single_fields(change: dict[str, Any], name: str, value: str | None) -> None:
    assert fields_of(TWO | change, NOW).get(name) == value


@pytest.mark.parametrize(
    ("value", "is_ninjs"),
    [
        (TWO, True),
        (THREE, True),
        (ONE, True),
        ({"uri": "urn:x", "type": "picture", "headlines": []}, True),  # to be told what it is
        ({"text": "words", "uri": "x", "headlines": []}, False),
        ({"html": "<p>", "bodies": []}, False),
        ({"title": "x"}, False),
        ({"uri": "x"}, False),
        ([], False),
        (None, False),
    ],
)
def test_what_looks_like_ninjs(value: object, is_ninjs: bool) -> None:
    assert looks_like(value) is is_ninjs


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["value", "role", "name", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*TWO, "body_html", "embargoed", "copyrightHolder"]), JSON))
def test_any_item_is_read_or_refused(item: dict[str, Any]) -> None:
    try:
        assert fields_of(item, NOW)["text"]
    except InvalidArticle as error:
        assert error.detail.startswith("The ninjs item")
