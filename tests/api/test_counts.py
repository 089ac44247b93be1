"""Facets, time series, hits: what searching gives beside the quotes."""

import pytest
from flask.testing import FlaskClient

from tests.api.news import BUDGET, article

PATH = "/v1/quotes"


@pytest.fixture
def archive(client: FlaskClient) -> FlaskClient:
    client.post("/v1/articles", json=article())
    other = article(text=BUDGET, external_id="cms-2", publication="Courier", published_at="2026-02-02")
    client.post("/v1/articles", json=other)
    return client


def test_facets(archive: FlaskClient) -> None:
    counted = archive.get(f"{PATH}/facets?q=bridge&top=5").get_json()
    assert counted["meta"] == {"counted": 2, "complete": True}
    data = counted["data"]
    assert [(each["value"], each["count"]) for each in data["topic"]] == [("bridge", 2), ("budget", 1)]
    assert [each["name"] for each in data["publication"]] == ["Courier", "The Harbour Gazette"]
    for facet, name in (("medium", "medium"), ("publication", "publication"), ("topic", "topic")):
        for each in data[facet]:
            listed = archive.get(PATH, query_string={"q": "bridge", name: each["value"]}).get_json()
            assert listed["meta"]["total"] == each["count"]
    by_speaker = archive.get(PATH, query_string={"speaker_id": data["speaker"][0]["value"]}).get_json()
    assert by_speaker["data"][0]["speaker"]["name"] == data["speaker"][0]["name"]


def test_a_timeline(archive: FlaskClient) -> None:
    shown = archive.get(f"{PATH}/timeline?interval=month").get_json()
    assert [(each["start"], each["count"]) for each in shown["data"]] == [
        ("2026-02-01", 1),
        ("2026-03-01", 2),
    ]
    assert shown["meta"] == {"total": 3, "total_is": "exact", "intervals": 2}
    assert archive.get(f"{PATH}/timeline?q=nothing-like-it").get_json()["data"] == []


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("facets?top=51", "top"),
        ("facets?limit=3", "limit"),
        ("facets?sort=said_on", "sort"),
        ("timeline?interval=hour", "interval"),
        ("timeline?by=stored", "by"),
        ("timeline?interval=day&published_from=1900-01-01", "interval"),
        ("timeline?cursor=x", "cursor"),
    ],
)
def test_refuses(archive: FlaskClient, path: str, parameter: str) -> None:
    response = archive.get(f"{PATH}/{path}")
    assert response.status_code == 422
    assert response.get_json()["errors"][0]["pointer"] == parameter


def test_a_list_that_was_not_searched_for_has_no_hits(archive: FlaskClient) -> None:
    assert [quote["hit"] for quote in archive.get(PATH).get_json()["data"]] == [None] * 3


def test_a_topic_with_what_has_its_name(archive: FlaskClient) -> None:
    """The bolt has no topic of its own, but a bridge in its headline and beside it."""
    stored = archive.get("/v1/topics/bridge/quotes").get_json()
    assert stored["meta"]["total"] == 2
    united = archive.get("/v1/topics/bridge/quotes?include=text").get_json()
    found = {quote["text"]: quote["hit"]["by"] for quote in united["data"]}
    assert found == {
        "The bridge opens on Monday": ["topic", "text", "headline"],
        "We tested every bolt": ["headline", "context"],
        "The budget is short of a bridge": ["topic", "text", "headline"],
    }
    assert united["meta"]["total"] == 3
    marks = [mark["text"] for quote in united["data"] for mark in quote["hit"]["highlights"]]
    assert sorted(marks) == ["bridge", "bridge"]


TRIAL = (
    "“We will appeal,” lawyer Ken Moss said. The jury found the defendant guilty of fraud, and the judge set "
    "bail until the sentencing."
)


def test_quotes_of_a_subject(archive: FlaskClient) -> None:
    stored = archive.post(
        "/v1/articles", json=article(text=TRIAL, title=None, external_id="trial")
    ).get_json()
    (subject,) = archive.get(f"/v1/articles/{stored['id']}").get_json()["subjects"]
    assert (subject["code"], subject["name"], subject["weight"]) == ("02000000", "crime, law and justice", 1)
    span = subject["evidence"]
    assert TRIAL[span["start"] : span["end"]] == span["text"] == "jury"
    listed = archive.get(f"{PATH}?subject=02000000").get_json()
    assert [quote["text"] for quote in listed["data"]] == ["We will appeal"]
    assert archive.get(f"{PATH}?subject=02000000&q=bridge").get_json()["meta"]["total"] == 0
    assert archive.get(f"{PATH}?subject=15000000").get_json()["meta"]["total"] == 0
    assert archive.get(f"{PATH}?subject=sport").get_json()["errors"][0]["pointer"] == "subject"
    facet = archive.get(f"{PATH}/facets").get_json()["data"]["subject"]
    assert facet == [{"value": "02000000", "name": "crime, law and justice", "count": 1}]
    again = article(text=TRIAL.partition(" The jury")[0], external_id="trial", title=None)
    archive.post("/v1/articles", json=again)
    assert archive.get(f"{PATH}?subject=02000000").get_json()["meta"]["total"] == 0, "read anew, not clear"
    archive.delete(f"/v1/articles/{stored['id']}")


FAR = (
    "The bridge was shut again.\n\n“We are all tired,” Ken Moss said.\n\n“No bridge, no trade,” Ann Poe "
    "said. “None at all,” Lee Orr said."
)


def test_the_nearer_a_topic_is_the_earlier_a_quote_comes(archive: FlaskClient) -> None:
    archive.post(
        "/v1/articles", json=article(text=FAR, title="Shops", external_id="far", published_at="2026-05-01")
    )
    path = "/v1/topics/bridge/quotes?include=text"
    ranked = archive.get(path).get_json()
    assert [(quote["text"], quote["hit"]["by"][-1]) for quote in ranked["data"]] == [
        ("The budget is short of a bridge", "headline"),
        ("The bridge opens on Monday", "headline"),
        ("No bridge, no trade", "text"),
        ("We tested every bolt", "context"),
        ("None at all", "context"),
        ("We are all tired", "article"),
    ]
    pages, url = [], f"{path}&limit=2"
    while url:
        listed = archive.get(url).get_json()
        pages += [quote["id"] for quote in listed["data"]]
        url = listed["links"]["next"]
    assert pages == [quote["id"] for quote in ranked["data"]], "page by page the same"
    latest = archive.get(f"{path}&sort=-published_at").get_json()
    assert {quote["id"] for quote in latest["data"]} == set(pages)
    assert latest["data"][0]["article"]["published_at"] == "2026-05-01"
    said = archive.get(f"{path}&speaker=moss").get_json()["data"]
    assert [quote["text"] for quote in said] == ["We are all tired"], "with the other filters"
    for asked in ("/v1/topics/bridge/quotes?sort=relevance", "/v1/quotes?topic=bridge&sort=relevance"):
        assert archive.get(asked).status_code == 422, "nothing to be relevant to"


def test_hits_stand_where_they_say(archive: FlaskClient) -> None:
    for quote in archive.get(f"{PATH}?q=bridg*").get_json()["data"]:
        text = archive.get(f"/v1/articles/{quote['article']['id']}").get_json()["text"]
        context = quote["hit"]["context"]
        assert text[context["start"] : context["end"]] == context["text"]
        for where, marks in (
            (quote["text"], quote["hit"]["highlights"]),
            (context["text"], context["highlights"]),
        ):
            assert marks
            assert all(where[mark["start"] : mark["end"]] == mark["text"] for mark in marks)


def test_the_context_of_a_decided_quote_is_that_of_its_own_revision(archive: FlaskClient) -> None:
    """A decided quote stays where a later revision drops its words: its offsets count in the earlier text."""
    quote = archive.get(f"{PATH}?q=bolt").get_json()["data"][0]
    path = f"{PATH}/{quote['id']}"
    tag = archive.get(path).headers["ETag"]
    archive.patch(path, json={"status": "verified", "by": "vera"}, headers={"If-Match": tag})
    archive.post("/v1/articles", json=article(text="“The bridge is shut,” Mayor Ada Bright said."))
    (kept,) = archive.get(f"{PATH}?q=bolt").get_json()["data"]
    assert kept["revision"] == 1
    assert kept["hit"]["context"]["text"] == quote["hit"]["context"]["text"]
