"""Quotes: every filter and sort, pages, and what is refused."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.api.news import BUDGET, article

PATH = "/v1/quotes"
OPENS, BOLT, SHORT = "The bridge opens on Monday", "We tested every bolt", "The budget is short of a bridge"


@pytest.fixture
def archive(client: FlaskClient) -> FlaskClient:
    client.post("/v1/articles", json=article())
    other = article(text=BUDGET, external_id="cms-2", publication="Courier", published_at="2026-02-02")
    client.post("/v1/articles", json=other)
    return client


# query, the quotes found, why the row exists
FOUND: list[tuple[str, set[str], str]] = [
    ("", {OPENS, BOLT, SHORT}, "no filter"),
    ("speaker=ada bright", {OPENS}, "a name, in any case"),
    ("speaker=Bright", {OPENS}, "an alias"),
    ("speaker=emile ete", {SHORT}, "without accents"),
    ("speaker=nobody", set(), "nobody of that name"),
    ("topic=bridge", {OPENS, SHORT}, "a topic's slug"),
    ("topic=Budget", {SHORT}, "a topic's name"),
    ("medium=briefing", {OPENS}, "a medium"),
    ("medium=twitter", set(), "a medium that nobody used"),
    ("role=mayor", {OPENS}, "a word of the role"),
    ("said_from=2026-03-01", {OPENS}, "an unknown day lies nowhere"),
    ("said_to=2026-02-28", {SHORT}, "the other side"),
    ("said_from=2026-02-01&said_to=2026-02-01", {SHORT}, "one day"),
    ("published_from=2026-03-01", {OPENS, BOLT}, "published since"),
    ("published_to=2026-03-01", {SHORT}, "published until"),
    ("publication=courier", {SHORT}, "a publication, in any case"),
    ("q=bolt", {BOLT}, "full text"),
    ('q="short of"', {SHORT}, "a phrase"),
    ("q=NEAR(a b) OR * ^ {", set(), "nothing typed is an operator"),
    ("q=\"'", set(), "marks alone find nothing"),
    ("status=extracted", {OPENS, BOLT, SHORT}, "a status"),
    ("status=rejected", set(), "a status that no quote has"),
    ("min_confidence=0.8", {OPENS, SHORT}, "at least as sure"),
    ("min_confidence=1", set(), "surer than any"),
    ("min_confidence=6e-1", {OPENS, BOLT, SHORT}, "a number as JSON spells it"),
    ("topic=bridge&medium=debate", {SHORT}, "filters are joined by and"),
]


@pytest.mark.parametrize(("query", "found", "why"), FOUND, ids=[row[2] for row in FOUND])
def test_filters(archive: FlaskClient, query: str, found: set[str], why: str) -> None:
    listed = archive.get(f"{PATH}?{query}").get_json()
    assert {quote["text"] for quote in listed["data"]} == found, why
    assert listed["meta"]["total"] == len(found)


def test_filters_by_the_speakers_id(archive: FlaskClient) -> None:
    speaker = archive.get("/v1/speakers?q=haddad").get_json()["data"][0]
    listed = archive.get(f"{PATH}?speaker_id={speaker['id']}").get_json()
    assert [quote["text"] for quote in listed["data"]] == [BOLT]
    assert archive.get(f"{PATH}?speaker_id=none").get_json()["data"] == []


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("-published_at", {OPENS, BOLT}),
        ("published_at", {SHORT}),
        ("-said_on", {OPENS}),
        ("said_on", {SHORT}),
        ("-confidence", {OPENS, SHORT}),
        ("relevance&q=bolt", {BOLT}),
    ],
)
def test_sorts(archive: FlaskClient, sort: str, first: set[str]) -> None:
    assert archive.get(f"{PATH}?sort={sort}").get_json()["data"][0]["text"] in first


def test_a_quote_by_its_id(archive: FlaskClient) -> None:
    quote = archive.get(f"{PATH}?q=bolt").get_json()["data"][0]
    hit = quote.pop("hit")
    assert archive.get(f"{PATH}/{quote['id']}").get_json() == quote
    assert [mark["text"] for mark in hit["highlights"]] == ["bolt"]
    assert "“We tested every bolt,” Noor Haddad said." in hit["context"]["text"]


@pytest.mark.parametrize("unknown", ["none", "a" * 64, "a" * 65, "%00", "a%2Fb", "a b", "é", "%FF", ".."])
def test_no_such_quote(archive: FlaskClient, unknown: str) -> None:
    response = archive.get(f"{PATH}/{unknown}")
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


# query, the parameter at fault, why the row exists
REFUSED: list[tuple[str, str, str]] = [
    ("speker=a", "speker", "misspelt"),
    ("article_id=a", "article_id", "has a path of its own"),
    ("speaker=", "speaker", "empty"),
    ("speaker=%20", "speaker", "blank"),
    ("speaker=%00", "speaker", "NUL"),
    (f"speaker={'a' * 201}", "speaker", "too long"),
    ("speaker=a&speaker=b", "speaker", "given twice"),
    ("medium=smoke", "medium", "not a medium"),
    ("medium=Twitter", "medium", "case counts in a closed list"),
    ("said_from=2026-02-30", "said_from", "no such day"),
    ("said_from=26-02-01", "said_from", "not a date"),
    ("said_from=2026-02-01T00:00:00Z", "said_from", "a date-time is no day"),
    ("said_from=２０２６-02-01", "said_from", "digits of another script"),
    ("said_from=2026-02-02&said_to=2026-02-01", "said_to", "ends before it begins"),
    ("published_from=2026-02-02&published_to=2026-02-01", "published_to", "ends before it begins"),
    ("status=new", "status", "not a status"),
    ("min_confidence=1.1", "min_confidence", "above 1"),
    ("min_confidence=-0.1", "min_confidence", "below 0"),
    ("min_confidence=nan", "min_confidence", "not a number"),
    ("min_confidence=high", "min_confidence", "a word"),
    ("min_confidence=1_0", "min_confidence", "Python's spelling"),
    ("sort=newest", "sort", "not an order"),
    ("sort=relevance", "sort", "relevant to what?"),
    ("sort=position", "sort", "only within an article"),
    ("limit=0", "limit", "too few"),
    ("limit=101", "limit", "too many"),
    ("limit=ten", "limit", "a word"),
    ("limit=1.0", "limit", "not whole"),
    ("limit=" + "9" * 5000, "limit", "a huge number"),
]


@pytest.mark.parametrize(("query", "parameter", "why"), REFUSED, ids=[row[2] for row in REFUSED])
def test_refuses(client: FlaskClient, query: str, parameter: str, why: str) -> None:
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 422, why
    fault = response.get_json()["errors"][0]
    assert (fault["pointer"], fault["place"]) == (parameter, "query")
    assert fault["detail"]
    assert fault["expected"]


def test_pages_keep_filters_and_end(archive: FlaskClient) -> None:
    page = archive.get(f"{PATH}?limit=1&topic=bridge&sort=said_on").get_json()
    url = page["links"]["next"]
    kept = {name: value for name, (value,) in parse_qs(urlsplit(url).query).items() if name != "cursor"}
    assert kept == {"limit": "1", "topic": "bridge", "sort": "said_on"}
    last = archive.get(url).get_json()
    assert last["links"]["next"] is None
    assert [page["data"][0]["text"], last["data"][0]["text"]] == [SHORT, OPENS]


def test_filters_with_odd_letters_survive_the_link(archive: FlaskClient) -> None:
    archive.post("/v1/articles", json=article(publication="A&B=C? é+", external_id="cms-3"))
    page = archive.get(PATH, query_string={"publication": "A&B=C? é+", "limit": "1"}).get_json()
    assert page["meta"]["total"] == 2
    assert archive.get(page["links"]["next"]).get_json()["meta"]["total"] == 2


def test_cursors_of_elsewhere(archive: FlaskClient) -> None:
    url = archive.get(f"{PATH}?limit=1").get_json()["links"]["next"]
    (cursor,) = parse_qs(urlsplit(url).query)["cursor"]
    for other in (
        f"{PATH}?limit=1&topic=bridge&cursor={cursor}",  # other filters
        f"{PATH}?limit=1&sort=said_on&cursor={cursor}",  # another order
        f"/v1/articles?cursor={cursor}",  # another list
        f"/v1/speakers?cursor={cursor}",
        f"/v1/topics?cursor={cursor}",
        f"{PATH}?cursor={cursor[:-2]}",  # cut
        f"{PATH}?cursor={cursor}AAAA",  # longer
        f"{PATH}?cursor=x",
        f"{PATH}?cursor=%C3%A9",
        f"{PATH}?cursor={'A' * 2000}",
    ):
        problem = archive.get(other)
        assert (problem.status_code, problem.get_json()["type"]) == (400, "/problems/invalid-cursor"), other
        assert problem.get_json()["errors"][0]["pointer"] == "cursor"


def test_a_query_that_is_not_utf8(client: FlaskClient) -> None:
    assert client.get(f"{PATH}?q=%FF").status_code == 400
