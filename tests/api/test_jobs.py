"""Jobs: how far background work has come."""

import pytest
from flask.testing import FlaskClient

from service.jobs.items import broken
from service.storage import jobs


def test_a_job_shows_each_items_outcome(client: FlaskClient) -> None:
    job = jobs.create("batch", [{"text": "a"}, {"text": "b"}])
    queued = client.get(f"/v1/jobs/{job.id}").get_json()
    assert (queued["state"], queued["total"], queued["started_at"]) == ("queued", 2, None)
    jobs.claim(job.id, "worker-1")
    jobs.finish_item(job.id, 0, {"article_id": "x", "outcome": "created", "quote_count": 2})
    jobs.finish_item(job.id, 1, broken(), failed=True)
    jobs.finish(job.id)
    done = client.get(f"/v1/jobs/{job.id}").get_json()
    assert (done["state"], done["done"] + done["failed"], done["failed"]) == ("done", 2, 1)
    assert [item["index"] for item in done["items"]] == [0, 1]
    assert done["items"][0]["article_id"] == "x"
    assert done["items"][1]["problem"]["type"] == "/problems/internal-error"


def test_which_items_are_shown(client: FlaskClient) -> None:
    job = jobs.create("batch", [{"text": str(n)} for n in range(3)])
    jobs.finish_item(job.id, 1, broken(), failed=True)
    shown = {
        which: client.get(f"/v1/jobs/{job.id}?items={which}").get_json()
        for which in ("all", "failed", "none")
    }
    assert {which: [item["index"] for item in each["items"]] for which, each in shown.items()} == {
        "all": [0, 1, 2],
        "failed": [1],
        "none": [],
    }
    assert {(each["total"], each["failed"]) for each in shown.values()} == {(3, 1)}
    assert client.get(f"/v1/jobs/{job.id}?items=some").status_code == 422


def test_items_in_pages(client: FlaskClient) -> None:
    job = jobs.create("batch", [{"text": str(n)} for n in range(5)])
    url, seen = f"/v1/jobs/{job.id}/items?limit=2", []
    while url:
        page = client.get(url).get_json()
        seen += [item["index"] for item in page["data"]]
        url = page["links"]["next"]
    assert (seen, page["meta"]["total"]) == ([0, 1, 2, 3, 4], 5)
    assert client.get(f"/v1/jobs/{job.id}/items?state=failed").get_json()["data"] == []
    assert client.get(f"/v1/jobs/{'0' * 26}/items").status_code == 404


def test_a_job_is_cancelled_once_and_for_all(client: FlaskClient) -> None:
    job = jobs.create("batch", [{"text": str(n)} for n in range(3)])
    jobs.claim(job.id, "a")
    jobs.finish_item(job.id, 0, {"article_id": "x", "outcome": "created", "quote_count": 2})
    cancelled = client.post(f"/v1/jobs/{job.id}/cancel").get_json()
    assert (cancelled["state"], cancelled["done"], cancelled["cancelled"]) == ("cancelled", 1, 2)
    assert [item["state"] for item in cancelled["items"]] == ["done", "cancelled", "cancelled"]
    assert client.post(f"/v1/jobs/{job.id}/cancel").get_json() == cancelled
    assert client.post(f"/v1/jobs/{'0' * 26}/cancel").status_code == 404


def test_a_job_that_is_done_stays_done(client: FlaskClient) -> None:
    job = jobs.create("article", [{"text": "a"}])
    jobs.claim(job.id, "a")
    jobs.finish_item(job.id, 0, {"article_id": "x", "outcome": "created", "quote_count": 2})
    jobs.finish(job.id)
    assert client.post(f"/v1/jobs/{job.id}/cancel").get_json()["state"] == "done"


@pytest.mark.parametrize("unknown", ["none", "a" * 65, "%00"])
def test_no_such_job(client: FlaskClient, unknown: str) -> None:
    assert client.get(f"/v1/jobs/{unknown}").status_code == 404
