"""/metrics: what Prometheus reads, the same from every process."""

import threading

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from service.jobs.courier import Courier
from service.storage import keys
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
