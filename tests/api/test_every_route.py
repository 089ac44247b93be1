"""What holds for each route: HEAD, OPTIONS, headers that keep browsers safe, unknown parameters, bounds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from peewee import Database
from werkzeug.test import TestResponse

from service.api.headers import SAFETY
from service.api.openapi import specification
from service.app import create_app
from service.storage import keys
from tests.api.conformance import Contract
from tests.api.conftest import SETTINGS
from tests.api.news import article
from tests.api.reader import FakeReader

NO_ID = "a" * 26
NOT_ALIKE = {"X-Request-ID", "RateLimit", "Date"}


def paths(app: Flask) -> dict[str, set[str]]:
    """The methods of each path, with an id that is nobody's where one stands."""
    found: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", NO_ID, rule.rule)
        found.setdefault(path, set()).update(rule.methods or ())
    return found


@pytest.fixture
def guarded(database: Database, contract: Contract) -> FlaskClient:
    """A client of a service that asks for keys."""
    app = create_app(replace(SETTINGS, auth="required"), FakeReader(), database)
    return app.test_client()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_options_tells_the_methods_of_each_path_and_asks_for_no_key(guarded: FlaskClient) -> None:
    for path, methods in paths(guarded.application).items():
        answer = guarded.options(path)
        assert (answer.status_code, answer.data) == (200, b""), path
        assert set(answer.headers["Allow"].split(", ")) == methods
    assert guarded.options("/nothing").status_code == 404


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_head_is_get_without_the_body(guarded: FlaskClient) -> None:
    sent = {"X-API-Key": keys.create("boss", ["admin"]).token}
    guarded.post("/v1/articles", json=article(), headers=sent)
    seen = 0
    for path, methods in paths(guarded.application).items():
        if "GET" in methods:
            get, head = guarded.get(path, headers=sent), guarded.head(path, headers=sent)
            assert (head.status_code, head.data) == (get.status_code, b""), path
            # Between the two calls the service counted the first.
            counted = {"Content-Length"} if path == "/metrics" else set()
            assert alike(head, counted) == alike(get, counted), path
            seen += get.status_code == 200
    assert seen > 15


def alike(answer: TestResponse, but: set[str]) -> dict[str, str]:
    return {name: value for name, value in answer.headers if name not in NOT_ALIKE | but}


def of_a_database_that_is_down(client: FlaskClient) -> TestResponse:
    client.application.view_functions["Quotes.listQuotes"] = lambda **_: 1 / 0
    return client.get("/v1/quotes")


ANSWERS: list[tuple[str, int, Callable[[FlaskClient], TestResponse]]] = [
    ("a list", 200, lambda client: client.get("/v1/quotes")),
    ("a stream", 200, lambda client: client.get("/v1/quotes.csv")),
    ("a stored article", 201, lambda client: client.post("/v1/articles", json=article())),
    ("nothing new", 304, lambda client: client.get("/v1/quotes", headers={"If-None-Match": "*"})),
    ("no such record", 404, lambda client: client.get(f"/v1/quotes/{NO_ID}")),
    ("no such path", 404, lambda client: client.get("/nothing")),
    ("no such method", 405, lambda client: client.put("/v1/quotes")),
    ("no key", 401, lambda client: client.get("/v1/keys")),
    ("options", 200, lambda client: client.options("/v1/quotes")),
    ("a page", 200, lambda client: client.get("/docs")),
    ("a script", 200, lambda client: client.get("/docs/docs.js")),
    ("the specification", 200, lambda client: client.get("/openapi.json")),
    ("the page of a problem", 200, lambda client: client.get("/problems/not-found")),
    ("an error of ours", 500, of_a_database_that_is_down),
]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("what", "status", "ask"), ANSWERS, ids=[each[0] for each in ANSWERS])
def test_every_answer_keeps_browsers_safe(
    client: FlaskClient, what: str, status: int, ask: Callable[[FlaskClient], TestResponse]
) -> None:
    answer = ask(client)
    assert answer.status_code == status
    for name, value in SAFETY.items():
        assert name in answer.headers
        assert answer.headers[name] == value or name == "Content-Security-Policy"
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith(SAFETY["Content-Security-Policy"])
    assert "unsafe" not in policy
    assert answer.headers["X-Request-ID"]
    assert answer.headers["Cache-Control"] in ("no-store", "no-cache", "private, no-cache")
    assert not {"Set-Cookie", "X-Powered-By", "Access-Control-Allow-Origin"} & {*answer.headers.keys()}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_no_operation_passes_over_a_parameter_that_it_has_not(client: FlaskClient) -> None:
    """Misspelt, a filter would silently let everything through."""
    headers = {"X-API-Key": keys.create("boss", ["admin"], rate_limit=100_000).token}
    for path, item in specification(client.application)["paths"].items():
        for method in item.keys() - {"parameters"}:
            known = [one["name"] for one in item[method].get("parameters", []) if one["in"] == "query"]
            concrete = re.sub(r"\{\w+\}", NO_ID, path)
            for misspelt in [name[:-1] + "q" for name in known] or ["limti"]:
                if misspelt in known:
                    continue
                asked = {"headers": headers, "query_string": {misspelt: "1"}}
                answer = client.open(concrete, method=method.upper(), **asked)  # type: ignore[arg-type]
                assert answer.status_code == 422, f"{method} {path}?{misspelt}"
                (fault,) = (one for one in answer.get_json()["errors"] if one["pointer"] == misspelt)
                assert fault["place"] == "query"
                told = f"{method} {path}?{misspelt}: {fault['expected']}"
                if not known:
                    assert fault["expected"] == "no parameters", told
                elif len(misspelt) > 3:  # of "q" and "on" nothing is near
                    assert f"{misspelt[:-1]}" in fault["expected"].partition(", perhaps;")[0], told


LONG = "x" * 100_000
BOUNDS = [
    ("GET", "/v1/quotes?limit=101", None, 422, "100"),
    ("GET", "/v1/quotes?limit=0", None, 422, "1 to 100"),
    ("GET", f"/v1/quotes?q={'x' * 501}", None, 422, "500"),
    ("GET", f"/v1/speakers?q={'x' * 501}", None, 422, "200"),
    ("GET", "/v1/quotes?min_confidence=2", None, 422, "1"),
    ("GET", f"/v1/quotes?speaker={'x' * 5_000}", None, 422, "200"),
    ("GET", f"/v1/articles?publication={'x' * 5_000}", None, 422, "512"),
    ("POST", "/v1/articles", {"text": "x" * 200_001}, 413, "200,000"),
    ("POST", "/v1/extract", {"text": "x" * 200_001}, 413, "200,000"),
    ("POST", "/v1/articles", {"text": LONG * 11}, 413, "1,000,000"),
    ("POST", "/v1/articles", {"text": "a", "title": LONG}, 422, "2,000"),
    ("POST", "/v1/articles", {"text": "a", "url": f"https://a.example/{LONG}"}, 422, "2,048"),
    ("POST", "/v1/articles", {"text": "a", "external_id": LONG}, 422, "512"),
    ("POST", "/v1/articles/batch", [{}] * 1_001, 422, "1,000"),
    ("POST", "/v1/articles/batch", [], 422, "1 to 1,000"),
    ("POST", "/v1/keys", {"name": "x" * 101, "scopes": ["read"]}, 422, "100"),
]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("method", "path", "body", "status", "bound"), BOUNDS)
def test_what_is_too_much_is_told_how_much_may_be(
    client: FlaskClient, method: str, path: str, body: object, status: int, bound: str
) -> None:
    headers = {"X-API-Key": keys.create("boss", ["admin"]).token}
    answer = client.open(path, method=method, json=body, headers=headers)
    assert answer.status_code == status, answer.text
    problem = answer.get_json()
    told = problem["detail"] + " ".join(str(one["expected"]) for one in problem["errors"])
    assert bound in told, told


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_few_calls_lie_between_a_request_and_its_view(guarded: FlaskClient) -> None:
    """All requests pay for each: query, body, conditions or transaction, the answer; no documentation."""
    for name, view in guarded.application.view_functions.items():
        assert len(list(wrappers(view))) <= 6, name


def wrappers(view: Callable[..., object]) -> Iterator[object]:
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
        yield view
