"""/metrics: what Prometheus reads, the same from every process."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from service.jobs.courier import Courier
from service.storage import days, keys
from service.storage.job_tables import Job
from service.storage.watch_tables import Watch
from service.webhooks.sending import Answer
from tests.api.news import article
from tests.jobs.test_delivering import OK, Post


def figures(client: FlaskClient) -> dict[str, float]:
    answer = client.get("/metrics")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_outcomes_of_webhooks_are_told(client: FlaskClient) -> None:
    before = figures(client)
    assert before["quotes_webhook_attempts_total timeout"] == 0
    assert before["quotes_webhook_lateness_seconds"] == 0
    client.post("/v1/watches", json={"name": "all", "target": "https://hooks.example.org/"})
    quotes = len(client.post("/v1/articles", json=article()).json["quotes"])
    assert figures(client)["quotes_webhook_deliveries waiting"] == quotes == 2
    post = Post([Answer(outcome="timeout", error="no answer came in time"), OK])
    courier = Courier(post, threading.Event())
    watch = Watch.get().pk
    assert courier.turn(watch) == 1
    after = figures(client)
    assert after["quotes_webhook_attempts_total timeout"] == 1
    assert after["quotes_webhook_attempts_total delivered"] == 0


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_who_may_read_may_read_them(client: FlaskClient) -> None:
    token = keys.create("prometheus", ["read"]).token
    away = "https://quotes.example.org"
    assert client.get("/metrics", base_url=away).status_code == 401
    bearer = {"Authorization": f"Bearer {token}"}
    assert client.get("/metrics", base_url=away, headers=bearer).status_code == 200


def test_requests_are_counted_by_the_routes_template(client: FlaskClient) -> None:
    posted = client.post("/v1/articles", json=article()).json
    for path in (f"/v1/articles/{posted['id']}", f"/v1/articles/{posted['id']}", "/v1/articles/" + "0" * 26):
        client.get(path)
    client.get("/v1/nothing/of/that/kind")
    client.open("/v1/quotes", method="BREW")
    counted = figures(client)
    assert counted["quotes_requests_total POST /v1/articles 201"] == 1
    assert counted["quotes_requests_total GET /v1/articles/{article_id} 200"] == 2
    assert counted["quotes_requests_total GET /v1/articles/{article_id} 404"] == 1
    assert counted["quotes_requests_total GET other 404"] == 1
    assert counted["quotes_requests_total other other 405"] == 1
    assert counted["quotes_extraction_seconds_count"] == 1


def test_quotes_are_told_by_status(client: FlaskClient) -> None:
    quotes = client.post("/v1/articles", json=article()).json["quotes"]
    tag = client.get(f"/v1/quotes/{quotes[0]['id']}").headers["ETag"]
    client.patch(
        f"/v1/quotes/{quotes[0]['id']}", json={"status": "verified", "by": "ines"}, headers={"If-Match": tag}
    )
    counted = figures(client)
    assert [counted[f"quotes_quotes {status}"] for status in ("extracted", "verified", "rejected")] == [
        1,
        1,
        0,
    ]


def test_the_queue_is_told_by_what_waits_and_for_how_long(client: FlaskClient) -> None:
    assert [figures(client)[name] for name in ("quotes_jobs queued", "quotes_queue_oldest_seconds")] == [0, 0]
    client.post("/v1/articles/batch", json=[article(), article(external_id="another")])
    hour = days.utc(datetime.now(UTC) - timedelta(hours=1))
    Job.update(created_at=hour).execute()
    client.post("/v1/articles/batch", json=[article(external_id="third")])
    counted = figures(client)
    assert (counted["quotes_jobs queued"], counted["quotes_queue_articles"]) == (2, 3)
    assert 3600 <= counted["quotes_queue_oldest_seconds"] < 3660
    Job.update(state="done").execute()
    assert figures(client)["quotes_queue_oldest_seconds"] == 0


def test_what_was_counted_is_told_without_a_database(stateless: FlaskClient) -> None:
    stateless.post("/v1/extract", json={"text": article()["text"]})
    assert stateless.get("/v1/quotes").status_code == 503
    told = figures(stateless)
    assert told["quotes_requests_total GET /v1/quotes 503"] == 1
    assert told["quotes_extraction_seconds_count"] == 1
    assert told["quotes_database_reached"] == 0
    assert "quotes_queue_articles" not in told, "no figure is better than a wrong one"


def test_the_database_is_reached(client: FlaskClient) -> None:
    assert figures(client)["quotes_database_reached"] == 1
