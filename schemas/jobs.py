"""Background work on the wire."""

from marshmallow import fields

from schemas.base import Answer, count, moment, string
from schemas.vocabulary import JOB_STATES, explained


class Job(Answer):
    """A piece of background work and how far it has come."""

    id = string("Id of the job.")
    kind = string("What the job does, such as `ingest`.")
    state = string(explained("How far it has come.", JOB_STATES), enum=list(JOB_STATES))
    total = count("How many items it has.")
    done = count("How many items were tried.")
    failed = count("How many of them did not work.")
    error = string("Why the job as a whole failed.", null=True)
    items = fields.List(
        fields.Dict(keys=fields.String()),
        metadata={"description": "One outcome per item, in the order in which they were sent."},
    )
    created_at = moment("When the job was made.")
    started_at = moment("When a worker began.", null=True)
    finished_at = moment("When it ended.", null=True)
