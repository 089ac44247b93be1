"""Background work: how far it has come."""

from schemas.jobs import Job
from service.api.blueprint import Blueprint
from service.storage import jobs
from service.storage.records import JobRecord

blueprint = Blueprint("Jobs", __name__, url_prefix="/v1/jobs", description="Follow background work.")


@blueprint.operation("GET", "/<id:job_id>", "getJob", answers={200: Job}, problems=(404, 503))
def get_job(job_id: str) -> JobRecord:
    """Get a job.

    How far it has come, and the outcome of each item so far.
    """
    return jobs.get(job_id)
