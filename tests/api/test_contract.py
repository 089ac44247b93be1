"""Schemathesis: requests made from the specification by the thousand, good and bad, with all its checks."""

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
from tests.api import allowances
from tests.api.conftest import SETTINGS
from tests.api.news import article
from tests.api.reader import FakeReader

CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {"allow-x00": False, "max-examples": 10, "with-security-parameters": False},
        "checks": allowances.CHECKS,
    }
)
SERVICE = replace(SETTINGS, max_text_chars=allowances.SMALL["text"], auth="required")


@pytest.fixture
def api(empty_sqlite: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[BaseSchema]:
    """The service with an article in it, as Schemathesis sees it."""
    request.node._nodeid = request.node.nodeid  # what Schemathesis 4.32 looks for and pytest 9 has no more
    opened = connect(f"sqlite:///{shutil.copy(empty_sqlite, tmp_path / 'quotes.db')}")
    app = create_app(SERVICE, FakeReader(), opened)
    token = keys.create("schemathesis", ["admin"], rate_limit=1_000_000).token
    app.test_client().post("/v1/articles", json=article(), headers={"X-API-Key": token})
    schema = schemathesis.openapi.from_dict(allowances.small(specification(app)), config=CONFIG)
    schema.app = app
    app.config["KEY"] = token
    yield schema
    opened.close_all()


# Made from a fixture: Schemathesis makes its requests when the test runs, not while tests are collected.
operations = schemathesis.pytest.from_fixture("api")


@operations.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_the_service_keeps_its_contract(case: Case) -> None:
    # Plain answers: of a service that it calls in its own process Schemathesis unpacks none.
    headers = {"X-API-Key": case.operation.app.config["KEY"], "Accept-Encoding": "identity"}
    response = case.call(headers=headers | allowances.new_key(case))
    # Each case comes with a key; what becomes of those without is in tests/api/test_access.py, by operation.
    excluded = [ignored_auth]
    if allowances.in_words_only(response.status_code, response.content):
        excluded.append(positive_data_acceptance)
    if response.status_code == 202:  # a batch is taken with the articles that will fail: each has its outcome
        excluded.append(negative_data_rejection)
    case.validate_response(response, excluded_checks=excluded)
