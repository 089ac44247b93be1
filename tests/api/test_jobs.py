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


@pytest.mark.parametrize("unknown", ["none", "a" * 65, "%00"])
def test_no_such_job(client: FlaskClient, unknown: str) -> None:
    assert client.get(f"/v1/jobs/{unknown}").status_code == 404
