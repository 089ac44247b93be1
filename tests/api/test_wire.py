"""Answers as JSON: their bytes, and that lists are dumped by the functions made for their schemas."""

import json
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask, jsonify
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema

from service.api.wire import Json
from tests.api.news import article

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(1e-4, 1e15) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@pytest.fixture(scope="module")
def flask() -> Flask:
    app = Flask("wire")
    app.json = Json(app)
    return app


@given(value=JSON)
def test_bytes_are_those_of_the_standard_library(flask: Flask, value: Any) -> None:
    with flask.app_context():
        response = jsonify(value)
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert response.get_data() == written.encode()
    assert response.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("value", "written", "why"),
    [
        ({"b": 1, "a": 2}, '{"b":1,"a":2}', "members keep their order"),
        (
            "“é” \u2028</\x7f\x00",
            '"“é” \u2028</\x7f\\u0000"',
            "letters stay; only what JSON forbids is escaped",
        ),
        (2**70, str(2**70), "a number beyond 64 bits has all its digits"),
        ([0.00001, 0.97, 1.0], "[0.00001,0.97,1.0]", "no exponent where the standard library has 1e-05"),
    ],
)
def test_how_a_value_is_written(flask: Flask, value: Any, written: str, why: str) -> None:
    with flask.app_context():
        assert jsonify(value).get_data(as_text=True) == written + "\n", why


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/v1/quotes?q=bridge",
            "/v1/quotes",
            "/v1/quotes.ndjson",
            "/v1/quotes/facets",
            "/v1/quotes/timeline",
        ),
        *("/v1/articles", "/v1/speakers", "/v1/topics", "/v1/quotes/{id}", "/v1/quotes/{id}/occurrences"),
        *("/v1/quotes/{id}/history", "/v1/jobs/{job}", "/v1/jobs/{job}/items"),
    ],
)
def test_what_is_read_often_is_not_left_to_marshmallow(path: str, client: FlaskClient) -> None:
    client.post("/v1/articles", json=article())
    job = client.post("/v1/articles/batch", json=[article()]).get_json()["id"]
    quote = client.get("/v1/quotes").get_json()["data"][0]["id"]
    decision = {"status": "corrected", "by": "Ines", "role": "pilot"}
    version = client.get(f"/v1/quotes/{quote}").headers["ETag"]
    client.patch(f"/v1/quotes/{quote}", json=decision, headers={"If-Match": version})
    with patch.object(Schema, "_serialize", side_effect=AssertionError("marshmallow was asked")):
        answered = client.get(path.format(id=quote, job=job))
    assert answered.status_code == 200
