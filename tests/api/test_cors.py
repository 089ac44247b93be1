"""Web pages of other origins: which may call the API from a browser, and what they get to see."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from peewee import Database

from service.api import cors
from service.app import create_app
from service.storage import keys
from tests.api.conformance import Contract
from tests.api.conftest import SETTINGS, Client
from tests.api.news import article
from tests.api.reader import FakeReader

CMS, OTHER = "https://cms.example.org", "https://evil.example"
Make = Callable[..., FlaskClient]


@pytest.fixture
def make(database: Database, contract: Contract) -> Make:
    def made(*origins: str, auth: str = "loopback") -> FlaskClient:
        settings = replace(SETTINGS, cors_origins=origins, auth=auth)
        app = create_app(settings, FakeReader(), database)
        app.test_client_class = Client
        return app.test_client(contract=contract)

    return made


def preflight(client: FlaskClient, origin: str, path: str = "/v1/articles", method: str = "POST") -> dict:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "content-type,x-api-key",
    }
    answer = client.options(path, headers=asked)
    assert (answer.status_code, answer.data) == (204, b"")
    return dict(answer.headers)


@pytest.mark.parametrize("auth", ["loopback", "required"])
def test_a_page_of_the_list_may_ask(make: Make, auth: str) -> None:
    headers = preflight(make(CMS, auth=auth), CMS)
    assert headers["Access-Control-Allow-Origin"] == CMS
    assert headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS, POST"
    for name in ("Content-Type", "X-API-Key", "Authorization", "Idempotency-Key", "If-Match"):
        assert name in headers["Access-Control-Allow-Headers"].split(", ")
    assert headers["Access-Control-Max-Age"] == "600"
    assert "Origin" in headers["Vary"]


NOT_ON_THE_LIST = [
    ((), CMS, "there is no list"),
    ((CMS,), OTHER, "not on it"),
    ((CMS,), f"{CMS}.evil.example", "begins like one"),
    ((CMS,), "https://evil-cms.example.org", "ends like one"),
    ((CMS,), "http://cms.example.org", "another scheme"),
    ((CMS,), f"{CMS}:8443", "another port"),
    ((CMS,), "null", "a page without an origin: a file, a sandbox"),
    ((CMS,), "*", "no origin at all"),
    ((CMS,), "", "empty"),
]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("origins", "origin", "why"), NOT_ON_THE_LIST)
def test_other_pages_get_nothing(make: Make, origins: tuple[str, ...], origin: str, why: str) -> None:
    client = make(*origins)
    told = [preflight(client, origin), dict(client.get("/v1/quotes", headers={"Origin": origin}).headers)]
    for headers in told:
        assert not [name for name in headers if name.startswith("Access-Control-")], why


@pytest.mark.parametrize(
    "path", ["/v1/quotes", "/v1/quotes.csv", "/v1/quotes?nothing=1", "/nothing", "/docs"]
)
def test_it_may_read_answers_and_problems_and_their_headers(make: Make, path: str) -> None:
    headers = make(CMS).get(path, headers={"Origin": CMS}).headers
    assert headers["Access-Control-Allow-Origin"] == CMS
    shown = headers["Access-Control-Expose-Headers"].split(", ")
    assert {"ETag", "Link", "Location", "RateLimit", "Retry-After", "X-Request-ID"} <= set(shown)
    assert "Access-Control-Allow-Credentials" not in headers
    assert "*" not in "".join(value for name, value in headers if name.startswith("Access-Control-"))


def test_what_is_refused_can_be_read_too(make: Make) -> None:
    answer = make(CMS, auth="required").get("/v1/quotes", headers={"Origin": CMS})
    assert answer.status_code == 401
    assert answer.headers["Access-Control-Allow-Origin"] == CMS


def test_every_answer_varies_by_origin_once_there_is_a_list(make: Make) -> None:
    assert "Origin" in make(CMS).get("/v1/topics").headers["Vary"]
    assert "Origin" not in make().get("/v1/topics").headers.get("Vary", "")


def test_a_page_can_send_with_a_key(make: Make) -> None:
    headers = {"Origin": CMS, "X-API-Key": keys.create("cms", ["write"]).token}
    assert make(CMS, auth="required").post("/v1/articles", json=article(), headers=headers).status_code == 201


FROM_PAGES = [
    ({}, True, "no page: curl, a server"),
    ({"Origin": "http://localhost"}, True, "our own docs page"),
    ({"Origin": CMS}, True, "a page of the list"),
    ({"Origin": OTHER}, False, "any page that is open in the browser of who tries the service"),
    ({"Origin": "http://localhost:8080"}, False, "another service of this machine"),
    ({"Origin": "null"}, False, "a sandboxed frame"),
    ({"Sec-Fetch-Site": "cross-site"}, False, "an image or a form of another site, without Origin"),
    ({"Sec-Fetch-Site": "none"}, True, "typed into the browser"),
]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("headers", "served", "why"), FROM_PAGES)
def test_no_page_from_elsewhere_goes_without_a_key(
    make: Make, headers: dict[str, str], served: bool, why: str
) -> None:
    """On the machine itself no key is asked for: not of whatever page its browser has open."""
    answer = make(CMS).get("/v1/quotes", headers=headers)
    assert answer.status_code == (200 if served else 401), why


def test_the_headers_are_plain_names() -> None:
    for name in (*cors.TAKEN, *cors.SHOWN):
        assert name.replace("-", "").isalnum()
