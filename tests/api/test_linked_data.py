"""JSON-LD: expanded (by PyLD) to the graph that its context says, and the selectors found in the article."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyld import jsonld

from service.exports.linked_data import CONTEXT, write
from service.storage.records import SpeakerRef
from tests.api.news import BRIDGE, article
from tests.exports.build import LISTED, quote

SCHEMA, OA = "http://schema.org/", "http://www.w3.org/ns/oa#"
Node = dict[str, Any]


def no_network(url: str, *_: object) -> Any:
    raise AssertionError(f"{url} would be fetched")


@pytest.fixture
def graph(client: FlaskClient) -> list[Node]:
    client.post("/v1/articles", json=article(url="https://gazette.example/bridge"))
    document = client.get("/v1/quotes.jsonld?sort=-said_on").get_json()
    assert set(document) == {"@context", "@graph"}
    found: list[Node] = jsonld.expand(document, {"documentLoader": no_network})
    return found


def test_the_expected_graph(graph: list[Node], client: FlaskClient) -> None:
    stored = client.get("/v1/quotes?sort=-said_on").get_json()["data"][0]
    here = "http://localhost/v1"
    speaker, source = (
        f"{here}/speakers/{stored['speaker']['id']}",
        f"{here}/articles/{stored['article']['id']}",
    )
    number = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
    expected = {
        "@id": f"{here}/quotes/{stored['id']}",
        "@type": [SCHEMA + "Quotation"],
        SCHEMA + "text": [{"@value": "The bridge opens on Monday"}],
        SCHEMA + "creator": [
            {"@id": speaker, "@type": [SCHEMA + "Person"], SCHEMA + "name": [{"@value": "Ada Bright"}]}
        ],
        SCHEMA + "spokenByCharacter": [
            {
                "@type": [SCHEMA + "Role"],
                SCHEMA + "roleName": [{"@value": "Mayor"}],
                SCHEMA + "spokenByCharacter": [{"@id": speaker}],
            }
        ],
        SCHEMA + "genre": [{"@value": "briefing"}],
        SCHEMA + "dateCreated": [{"@type": SCHEMA + "Date", "@value": "2026-03-03"}],
        SCHEMA + "creativeWorkStatus": [{"@value": "extracted"}],
        SCHEMA + "about": [
            {
                "@id": f"{here}/topics/bridge",
                "@type": [SCHEMA + "Thing"],
                SCHEMA + "name": [{"@value": "Bridge"}],
            }
        ],
        SCHEMA + "isPartOf": [
            {
                "@id": source,
                "@type": [SCHEMA + "NewsArticle"],
                SCHEMA + "headline": [{"@value": "Bridge to open"}],
                SCHEMA + "url": [{"@id": "https://gazette.example/bridge"}],
                SCHEMA + "datePublished": [{"@value": "2026-03-04"}],
                SCHEMA + "publisher": [
                    {"@type": [SCHEMA + "Organization"], SCHEMA + "name": [{"@value": "The Harbour Gazette"}]}
                ],
            }
        ],
        SCHEMA + "isBasedOn": [
            {
                "@type": [OA + "SpecificResource"],
                OA + "hasSource": [{"@id": f"{source}?revision=1"}],
                OA + "hasSelector": [
                    {
                        "@type": [OA + "TextPositionSelector"],
                        OA + "start": [{"@type": number, "@value": 1}],
                        OA + "end": [{"@type": number, "@value": 27}],
                    },
                    {
                        "@type": [OA + "TextQuoteSelector"],
                        OA + "exact": [{"@value": "The bridge opens on Monday"}],
                        OA + "prefix": [{"@value": "“"}],
                        OA + "suffix": [{"@value": BRIDGE[27:59]}],
                    },
                ],
            }
        ],
        SCHEMA + "sdDatePublished": [{"@type": SCHEMA + "DateTime", "@value": stored["updated_at"]}],
    }
    assert graph[0] == expected


def test_selectors_find_the_words(client: FlaskClient) -> None:
    client.post("/v1/articles", json=article())
    for each in client.get("/v1/quotes.jsonld").get_json()["@graph"]:
        for place in each["isBasedOn"]:
            text = client.get(place["source"]).get_json()["text"]
            position, words = place["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == words["exact"]
            assert text[:start].endswith(words["prefix"])
            assert text[end:].startswith(words["suffix"])
            assert len(words["prefix"]) == min(32, start)
            assert len(words["suffix"]) == min(32, len(text) - end)


def test_nothing_is_to_be_fetched() -> None:
    assert not any(name == "@import" for name in CONTEXT)
    assert isinstance(CONTEXT, dict), "a URL in its place would be fetched"


@pytest.mark.parametrize(
    ("kind", "node_type", "named"),
    [
        ("person", "Person", "name"),
        ("organization", "Organization", "name"),
        ("group", "Thing", "name"),
        ("unnamed", "Thing", "description"),
    ],
)
def test_kinds_of_speakers(kind: str, node_type: str, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.storage.windows.around", lambda *_: {})
    made = quote(speaker=SpeakerRef(id="s", name="residents", kind=kind), role=None)
    (node,) = json.loads("".join(write([(made,)], LISTED)))["@graph"]
    assert node["creator"] == {
        "@id": "https://quotes.example/v1/speakers/s",
        "@type": node_type,
        named: "residents",
    }
    assert "spokenByCharacter" not in node


def test_what_is_not_known_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.storage.windows.around", lambda *_: {})
    nothing = dict.fromkeys(("title", "url", "publication", "published_at"))
    made = quote(speaker=None, role=None, medium="unspecified", said_on=None, topics=(), article=nothing)
    (node,) = json.loads("".join(write([(made,)], LISTED)))["@graph"]
    assert not {"creator", "spokenByCharacter", "genre", "dateCreated", "about"} & set(node)
    assert set(node["isPartOf"]) == {"@id", "@type"}
