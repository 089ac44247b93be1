"""Errors: one shape for all, wherever they come from; nothing of the inside leaks."""

import html
import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import errors
from service.api import problems
from service.api.problem_examples import PAGES
from service.api.problems import KINDS
from tests.api.conformance import Contract

API = Path(problems.__file__).parent
MEMBERS = ["type", "title", "status", "detail", "instance", "request_id", "errors"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/v1", 404),
        ("GET", "/v1/quotes/", 404),
        ("GET", "/v1//quotes", 404),
        ("GET", "/v1/quotes/%2e%2e/x", 404),
        ("GET", "/docs/../app.py", 404),
        ("GET", "/docs/docs.html", 404),
        ("GET", "/problems/none", 404),
        ("DELETE", "/v1/quotes", 405),
        ("PUT", "/v1/articles", 405),
        ("TRACE", "/v1/articles", 405),
        ("BREW", "/v1/articles", 405),
        ("POST", "/docs", 405),
        ("POST", "/v1/extract", 415),
        ("GET", "/v1/quotes?nothing=1", 422),
        ("GET", f"/v1/quotes/{'a' * 26}?nothing=1", 422),
    ],
)
def test_one_shape(stateless: FlaskClient, contract: Contract, method: str, path: str, status: int) -> None:
    response = stateless.open(path, method=method)
    problem = response.get_json()
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert list(problem) == MEMBERS
    assert problem["status"] == status
    assert problem["type"].removeprefix("/problems/") in KINDS
    assert problem["request_id"] == response.headers["X-Request-ID"]
    contract.validate(problem, {"$ref": "#/components/schemas/Problem"})


def test_405_names_what_is_allowed(stateless: FlaskClient) -> None:
    response = stateless.put("/v1/articles")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert "PUT is not possible here" in response.get_json()["detail"]


def test_options_and_head(client: FlaskClient) -> None:
    options = client.options("/v1/articles")
    assert (options.status_code, options.data) == (200, b"")
    assert set(options.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    head = client.head("/healthz")
    assert (head.status_code, head.data) == (200, b"")


def test_an_error_of_ours_is_a_500_without_its_insides(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret: swordfish")

    app.view_functions["Quotes.listQuotes"] = broken
    response = client.get("/v1/quotes")
    assert (response.status_code, response.get_json()["type"]) == (500, "/problems/internal-error")
    assert b"swordfish" not in response.data
    assert b"Traceback" not in response.data
    assert "swordfish" in caplog.text


def test_a_database_that_is_down_is_a_503(stateless: FlaskClient) -> None:
    response = stateless.get("/v1/quotes")
    assert (response.status_code, response.get_json()["type"]) == (503, "/problems/not-ready")
    assert b"/nowhere" not in response.data


@pytest.mark.parametrize(
    "error", [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.TrackerError)]
)
def test_every_error_of_the_rooms_is_a_kind(error: type[errors.TrackerError]) -> None:
    kind = KINDS[error.slug]
    assert (kind.status, kind.title) == (error.status, error.title)


@pytest.mark.parametrize("slug", KINDS)
def test_every_kind_has_a_page(stateless: FlaskClient, slug: str) -> None:
    response = stateless.get(KINDS[slug].uri)
    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert KINDS[slug].title.replace("'", "&#39;") in response.text
    assert KINDS[slug].uri in stateless.get("/problems").text


@pytest.mark.parametrize("slug", KINDS)
def test_a_page_says_what_to_do_and_shows_one(stateless: FlaskClient, contract: Contract, slug: str) -> None:
    page = stateless.get(KINDS[slug].uri, headers={"Accept": "application/json"})
    told = page.get_json()
    assert (page.status_code, told["type"], told["status"]) == (200, f"/problems/{slug}", KINDS[slug].status)
    assert len(told["meaning"]) > 30
    assert len(told["what_to_do"]) > 30
    contract.validate(told["example"], {"$ref": "#/components/schemas/Problem"})
    assert (told["example"]["type"], told["example"]["title"]) == (told["type"], told["title"])
    seen = html.unescape(stateless.get(KINDS[slug].uri).text)
    assert told["what_to_do"] in seen
    assert (
        told["example"]["detail"]
        in json.loads(re.search(r"<pre data-json>(.*?)</pre>", seen, re.DOTALL)[1])["detail"]
    )
    assert "Accept" in page.headers["Vary"]


def test_the_list_of_kinds(stateless: FlaskClient) -> None:
    listed = stateless.get("/problems", headers={"Accept": "application/json"}).get_json()["data"]
    assert [one["type"] for one in listed] == [kind.uri for kind in KINDS.values()]
    assert set(PAGES) == set(KINDS)


def test_every_kind_that_code_names_has_a_page() -> None:
    """Whoever raises a Refusal names a kind of problems.py; none of these may be missing from the list."""
    named = {name: value for name, value in vars(problems).items() if isinstance(value, problems.Kind)}
    assert {kind.slug for kind in named.values()} == set(KINDS)
    made = [path for path in API.rglob("*.py") if re.search(r"\bKind\(", path.read_text("utf-8"))]
    assert [path.name for path in made] == ["problems.py"]


def test_the_specification_names_only_kinds_that_there_are(contract: Contract) -> None:
    for item in contract.spec["paths"].values():
        for operation in (one for name, one in item.items() if name != "parameters"):
            codes = [code for codes in operation["x-problems"].values() for code in codes]
            assert set(codes) <= set(KINDS)
            refused = {status for status in operation["responses"] if status >= "400"}
            assert set(operation["x-problems"]) == refused, operation["operationId"]
            assert all(str(KINDS[code].status) in refused for code in codes)


@pytest.mark.parametrize(("path", "status"), [("/v1/extract", 413), ("/nothing", 404), ("/docs", 405)])
def test_a_refused_body_is_read_to_its_end(stateless: FlaskClient, path: str, status: int) -> None:
    """Else the server resets the connection, and the sender sees a broken pipe instead of the answer."""
    body = BytesIO(b"x" * 2_000_000)
    length = str(len(body.getvalue()))
    response = stateless.post(
        path, input_stream=body, content_type="application/json", headers={"Content-Length": length}
    )
    assert (response.status_code, body.read()) == (status, b"")
