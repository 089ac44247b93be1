"""Background work: that it was accepted, and how far it has come."""

from typing import Any

from flask import Response, jsonify, url_for

from schemas.jobs import Job
from schemas.lists import JobItemList
from schemas.queries import JobItemQuery, JobQuery
from service.api.blueprint import Blueprint
from service.api.listing import listing
from service.api.preferences import APPLIED
from service.api.writing import seal
from service.storage import jobs
from service.storage.records import JobRecord

JOB = Job()
blueprint = Blueprint("Jobs", __name__, url_prefix="/v1/jobs", description="Follow background work.")


@blueprint.operation("GET", "/<id:job_id>", "getJob", query=JobQuery, answers={200: Job}, problems=(404, 503))
def get_job(job_id: str, query: dict[str, Any]) -> JobRecord:
    """Get a job.

    How far it has come, and the outcome of each item so far: all of them, only those that failed, or none,
    which is all that is needed to follow it.
    """
    return jobs.get(job_id, items=query["items"])


@blueprint.operation(
    "GET",
    "/<id:job_id>/items",
    "listJobItems",
    query=JobItemQuery,
    answers={200: JobItemList},
    problems=(404, 503),
)
def list_job_items(job_id: str, query: dict[str, Any]) -> dict[str, object]:
    """List the items of a job.

    In pages, in the order in which they were sent. Later pages show what has come of them meanwhile.
    """
    return listing(jobs.items_of(job_id, **query))


@blueprint.operation("POST", "/<id:job_id>/cancel", "cancelJob", answers={200: Job}, problems=(404, 503))
def cancel_job(job_id: str) -> JobRecord:
    """Cancel a job.

    Its articles that no worker has begun are not stored. Those that were stored stay, and the one that
    a worker is at comes to its end. A job that has ended stays as it is, so cancelling twice is safe.
    """
    return jobs.cancel(job_id)


def accepted(job: JobRecord) -> Response:
    """The answer to a request that ``job`` will do: 202, with where to follow it."""
    response = jsonify(JOB.dump(job))
    response.status_code = 202
    response.headers["Location"] = url_for("Jobs.getJob", job_id=job.id, _external=True)
    response.headers.update(APPLIED)
    return response


def sealed(job: JobRecord) -> None:
    """What is stored with ``job`` in one transaction: that it was accepted, and the answer that says so."""
    seal(accepted(job))
