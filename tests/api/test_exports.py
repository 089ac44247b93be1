"""Lists of quotes in other formats: who gets which, how much of the list, and what happens on the way."""

import csv
import io
import json
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.api import exporting, scopes
from service.exports.offered import FORMATS
from service.storage import quotes
from tests.api.news import BUDGET, article

PATH = "/v1/quotes"
JSON, NDJSON, CSV = "application/json", "application/x-ndjson", "text/csv"


@pytest.fixture
def archive(client: FlaskClient) -> FlaskClient:
    client.post("/v1/articles", json=article())
    client.post("/v1/articles", json=article(text=BUDGET, external_id="cms-2", published_at="2026-02-02"))
    return client


# the header Accept, the media type of the answer, why the row exists
ACCEPTED: list[tuple[str | None, str, str]] = [
    (None, JSON, "no wish"),
    ("", JSON, "an empty one"),
    ("*/*", JSON, "anything"),
    ("application/*", JSON, "any application"),
    ("text/csv", CSV, "one"),
    ("Text/CSV", CSV, "names of media types have no case"),
    ("text/csv; charset=utf-8", CSV, "with a parameter"),
    ("text/*", CSV, "the first of its kind"),
    ("text/csv, application/json", JSON, "liked as much: ours comes first"),
    ("application/json;q=0.5, text/csv;q=0.9", CSV, "liked better"),
    ("application/json;q=0, */*", NDJSON, "anything but this"),
    ("*/*;q=0.1, text/csv;q=0.2", CSV, "better than anything else"),
    ("text/*;q=0.4, text/csv;q=0.9, application/*;q=0.5", CSV, "the most exact range counts"),
    ("image/png, text/csv;q=0.001", CSV, "better than nothing"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", JSON, "a browser"),
]


@pytest.mark.parametrize(("accept", "media_type", "why"), ACCEPTED, ids=[row[2] for row in ACCEPTED])
def test_accept_decides(archive: FlaskClient, accept: str | None, media_type: str, why: str) -> None:
    response = archive.get(PATH, headers={} if accept is None else {"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, media_type), why
    assert "Accept" in response.vary


@pytest.mark.parametrize(
    "accept", ["image/png", "text/csv;q=0", "*/*;q=0", "csv", ",", "application/json;q=0"]
)
def test_what_there_is_not(archive: FlaskClient, accept: str) -> None:
    response = archive.get(PATH, headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (406, "application/problem+json")
    problem = response.get_json()
    assert problem["type"] == "/problems/not-acceptable"
    assert all(media_type in problem["detail"] for media_type in exporting.MEDIA_TYPES)
    assert "Accept" in response.vary


def lists(client: FlaskClient) -> list[str]:
    quote = client.get(f"{PATH}?q=opens").get_json()["data"][0]
    return [
        PATH,
        f"/v1/articles/{quote['article']['id']}/quotes",
        f"/v1/speakers/{quote['speaker']['id']}/quotes",
        f"/v1/topics/{quote['topics'][0]['slug']}/quotes",
    ]


@pytest.mark.parametrize("suffix", exporting.SUFFIXES)
def test_a_suffix_decides_on_every_list(archive: FlaskClient, suffix: str) -> None:
    media_type = next((each.media_type for each in FORMATS if each.suffix == suffix), JSON)
    for path in lists(archive):
        response = archive.get(f"{path}.{suffix}", headers={"Accept": "image/png"})
        assert (response.status_code, response.mimetype) == (200, media_type)
        by_header = archive.get(path, headers={"Accept": media_type})
        assert (by_header.status_code, by_header.mimetype) == (200, media_type)
        assert by_header.data


def test_a_suffix_needs_the_same_key(app: Flask) -> None:
    suffixed = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/v1") and "." in rule.rule]
    assert len(suffixed) == 5 * len(exporting.SUFFIXES)
    assert {scopes.NEEDED[rule.endpoint.rpartition(".")[2]] for rule in suffixed} == {"read"}


@pytest.mark.parametrize(
    "path", [f"{PATH}.pdf", f"{PATH}.", f"{PATH}.CSV", "/v1/articles.csv", f"{PATH}.csv/"]
)
def test_no_such_suffix(archive: FlaskClient, path: str) -> None:
    assert archive.get(path).status_code == 404


@pytest.mark.parametrize("suffix", exporting.SUFFIXES)
def test_mistakes_are_told_before_anything_is_sent(client: FlaskClient, suffix: str) -> None:
    for query in ("speker=a", "limit=0", "cursor=none", "sort=relevance"):
        response = client.get(f"{PATH}.{suffix}?{query}")
        assert (response.status_code // 100, response.mimetype) == (4, "application/problem+json"), query
    assert client.get(f"/v1/speakers/{'a' * 26}/quotes.{suffix}").status_code == 404


def test_ndjson_has_the_members_of_a_page(archive: FlaskClient) -> None:
    lines = archive.get(f"{PATH}.ndjson?sort=said_on").text.splitlines()
    assert [json.loads(line) for line in lines] == archive.get(f"{PATH}?sort=said_on").get_json()["data"]


def test_feeds_lead_through_the_list(archive: FlaskClient) -> None:
    for suffix, next_of in (
        ("feed.json", lambda answer: answer.get_json().get("next_url")),
        ("atom", lambda answer: (re.findall(r'rel="next"[^>]* href="([^"]*)"', answer.text) or [None])[0]),
    ):
        url, ids = f"{PATH}.{suffix}?limit=2", []
        while url:
            answer = archive.get(unescape(url))
            ids += re.findall(r"urn:uuid:[0-9a-f-]{36}", answer.text)[suffix == "atom" :]
            url = next_of(answer)
        assert len(ids) == len(set(ids)) == 3, suffix


def test_a_speakers_feed_has_the_name(archive: FlaskClient) -> None:
    path = lists(archive)[2]
    assert archive.get(f"{path}.feed.json").get_json()["title"] == "Quotes: Ada Bright"


def test_filters_hold_in_every_format(archive: FlaskClient) -> None:
    (row,) = csv.DictReader(io.StringIO(archive.get(f"{PATH}.csv?q=bolt").text.removeprefix("\ufeff")))
    assert row["text"] == "We tested every bolt"
    (line,) = archive.get(f"{PATH}.ndjson?q=bolt").text.splitlines()
    assert json.loads(line)["text"] == row["text"]
    assert archive.get(f"{PATH}.ndjson?q=nothing").data == b""


def test_the_whole_list_comes_unless_its_head_is_asked_for(
    archive: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quotes, "BATCH", 2)
    assert len(archive.get(f"{PATH}.ndjson").text.splitlines()) == 3
    assert len(archive.get(f"{PATH}.ndjson?limit=1").text.splitlines()) == 1
    following = archive.get(f"{PATH}?limit=1").get_json()["links"]["next"].replace(PATH, f"{PATH}.ndjson")
    rest = archive.get(following.replace("limit=1&", "")).text.splitlines()
    assert len(rest) == 2


def test_a_stream_that_fails_is_broken_off(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut short without a sign, half a list would pass for the whole."""

    def failing(*args: object, **kwargs: object) -> object:
        yield ()
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(quotes, "walk", failing)
    with app.test_request_context(f"{PATH}.ndjson"):
        answer = exporting.answer(quotes.QuoteFilter(), title="", sort="-published_at", limit=20, cursor=None)
        assert not isinstance(answer, dict)
        with pytest.raises(RuntimeError):
            list(answer.response)


def test_connections_end_with_the_stream(app: Flask, archive: FlaskClient) -> None:
    from service.api.context import KEY

    archive.get(f"{PATH}.csv").get_data()
    assert app.extensions[KEY].db.is_closed()
