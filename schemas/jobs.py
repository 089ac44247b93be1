"""Background work on the wire."""

from marshmallow import fields

from schemas.base import Answer, count, moment, string
from schemas.problems import Fault
from schemas.vocabulary import ITEM_STATES, JOB_KINDS, JOB_STATES, OUTCOMES, explained


class ItemProblem(Answer):
    """Why an item failed, in the members of a problem (RFC 9457)."""

    type = string("Names the kind of problem, as in the problems of other calls.", format="uri-reference")
    title = string("The kind of problem in a few words.")
    status = fields.Integer(
        metadata={"description": "The HTTP status that the article would have had on its own."}
    )
    detail = string("What is wrong with this article.")
    errors = fields.List(fields.Nested(Fault), metadata={"description": "Each thing that is wrong."})


class JobItem(Answer):
    """One article of a job. What is not known yet is null."""

    index = count("Its place among the articles that were sent, from 0.")
    line = fields.Integer(
        allow_none=True,
        dump_default=None,
        metadata={"description": "The line that it was sent on, from 1; null if not by lines.", "minimum": 1},
    )
    state = string(explained("How far it has come.", ITEM_STATES), enum=list(ITEM_STATES))
    attempts = count(
        "How often a worker began it: more than once if the worker ended before the article was stored."
    )
    outcome = fields.String(
        allow_none=True,
        dump_default=None,
        metadata={
            "description": explained("What storing it came to; null unless it is done.", OUTCOMES),
            "enum": [*OUTCOMES, None],
        },
    )
    article_id = fields.String(
        allow_none=True, dump_default=None, metadata={"description": "Id of the article that was stored."}
    )
    quote_count = fields.Integer(
        allow_none=True,
        dump_default=None,
        metadata={"description": "How many quotes were found.", "minimum": 0},
    )
    problem = fields.Nested(
        ItemProblem, allow_none=True, dump_default=None, metadata={"description": "Why it failed."}
    )


class Job(Answer):
    """A piece of background work and how far it has come."""

    id = string("Id of the job.")
    kind = string(explained("What the job does.", JOB_KINDS), enum=list(JOB_KINDS))
    state = string(explained("How far it has come.", JOB_STATES), enum=list(JOB_STATES))
    total = count("How many articles it has.")
    done = count("How many were stored.")
    failed = count("How many failed.")
    cancelled = count("How many were not begun before the job was cancelled.")
    error = string("Why the job as a whole failed.", null=True)
    items = fields.List(
        fields.Nested(JobItem),
        metadata={
            "description": "The articles in the order in which they were sent, or those that were asked for."
        },
    )
    created_at = moment("When the job was made.")
    started_at = moment("When a worker began.", null=True)
    finished_at = moment("When it ended.", null=True)
