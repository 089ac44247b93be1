"""Background work: that it was accepted, and how far it has come."""

from flask import Response, jsonify, url_for

from schemas.jobs import Job
from service.api.blueprint import Blueprint
from service.api.preferences import APPLIED
from service.api.writing import seal
from service.storage import jobs
from service.storage.records import JobRecord

blueprint = Blueprint("Jobs", __name__, url_prefix="/v1/jobs", description="Follow background work.")


@blueprint.operation("GET", "/<id:job_id>", "getJob", answers={200: Job}, problems=(404, 503))
def get_job(job_id: str) -> JobRecord:
    """Get a job.

    How far it has come, and the outcome of each item so far.
    """
    return jobs.get(job_id)


def accepted(job: JobRecord) -> Response:
    """The answer to a request that ``job`` will do: 202, with where to follow it."""
    response = jsonify(Job().dump(job))
    response.status_code = 202
    response.headers["Location"] = url_for("Jobs.getJob", job_id=job.id, _external=True)
    response.headers.update(APPLIED)
    return response


def sealed(job: JobRecord) -> None:
    """What is stored with ``job`` in one transaction: that it was accepted, and the answer that says so."""
    seal(accepted(job))
