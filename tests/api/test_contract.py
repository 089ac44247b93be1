"""Schemathesis: requests made from the specification by the thousand, good and bad, with all its checks."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import negative_data_rejection, positive_data_acceptance
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import ignored_auth

from service.api.openapi import specification
from service.app import create_app
from service.storage import keys
from service.storage.database import connect
from tests.api.conformance import Spec
from tests.api.conftest import SETTINGS
from tests.api.news import article
from tests.api.reader import FakeReader

# What JSON Schema has no word for: such requests fit the specification and are refused all the same.
IN_WORDS_ONLY = re.compile(
    r"before (said|published)_from"  # a range that ends before it begins
    r"|without words in q"  # an order by relevance to nothing
    r"|must lie between"  # a day before newspapers, or far ahead
    r"|must be a date such as"  # a leap second
    r"|No article text was found"  # a page without an article
    r"|has (no|one) word|at most 500 can be checked"  # words are not characters
    r"|more than 1,000 intervals"  # a series of days over centuries
    r"|Neither name nor pinned|name has no letter"  # a change of nothing, a name without a word
    r"|no day, month or year of the calendar"  # February has no 30th
    r"|external_ids/.*/key"  # OpenAPI has members of any name, ours are 1 to 40 characters
    r"|cursor"  # a cursor that nobody gave out
)

# Its members each are as the schema has them, and go together in no decision: into itself, name beside into.
DECISION = "/problems/invalid-decision"

# A search for words that are none, a target on a private network, a change of nothing.
WATCH = "/problems/invalid-watch"

REFUSALS = ["400", "404", "405", "413", "415", "422"]
CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {"allow-x00": False, "max-examples": 10, "with-security-parameters": False},
        "checks": {"negative_data_rejection": {"expected-statuses": REFUSALS}},
    }
)


JSON = "application/json"

# Small bounds, which take Schemathesis milliseconds to reach where a million characters take minutes.
SMALL = replace(SETTINGS, max_text_chars=500, auth="required")


def small(spec: Spec) -> Spec:
    """``spec`` with those bounds, without NDJSON, which Schemathesis can't write, and other forms."""
    for name in ("ExtractRequest", "ArticleRequest"):
        members = spec["components"]["schemas"][name]["properties"]
        members["text"]["maxLength"], members["html"]["maxLength"] = 500, 4_000
    del spec["paths"]["/v1/articles/batch"]["post"]["requestBody"]["content"]["application/x-ndjson"]
    forms = spec["paths"]["/v1/articles"]["post"]["requestBody"]["content"]
    spec["paths"]["/v1/articles"]["post"]["requestBody"]["content"] = {JSON: forms[JSON]}
    return spec


def in_words_only(problem: Spec) -> bool:
    """Whether the refusal has a reason that JSON Schema has no word for."""
    return problem["type"] in (DECISION, WATCH) or bool(IN_WORDS_ONLY.search(problem["detail"]))


@pytest.fixture
def api(empty_sqlite: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[BaseSchema]:
    """The service with an article in it, as Schemathesis sees it."""
    request.node._nodeid = request.node.nodeid  # what Schemathesis 4.32 looks for and pytest 9 has no more
    opened = connect(f"sqlite:///{shutil.copy(empty_sqlite, tmp_path / 'quotes.db')}")
    app = create_app(SMALL, FakeReader(), opened)
    token = keys.create("schemathesis", ["admin"], rate_limit=1_000_000).token
    app.test_client().post("/v1/articles", json=article(), headers={"X-API-Key": token})
    schema = schemathesis.openapi.from_dict(small(specification(app)), config=CONFIG)
    schema.app = app
    app.config["KEY"] = token
    yield schema
    opened.close_all()


# Made from a fixture: Schemathesis makes its requests when the test runs, not while tests are collected.
operations = schemathesis.pytest.from_fixture("api")


@operations.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_the_service_keeps_its_contract(case: Case) -> None:
    response = case.call(headers={"X-API-Key": case.operation.app.config["KEY"]})
    # Each case comes with a key; what becomes of those without is in tests/api/test_access.py, by operation.
    excluded = [ignored_auth]
    if response.status_code in (400, 422) and in_words_only(response.json()):
        excluded.append(positive_data_acceptance)
    if response.status_code == 202:  # a batch is taken with the articles that will fail: each has its outcome
        excluded.append(negative_data_rejection)
    case.validate_response(response, excluded_checks=excluded)
