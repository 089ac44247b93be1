"""The header ``Prefer`` (RFC 7240): how the caller would like to be answered."""

from flask import request

ASYNC = "respond-async"
APPLIED = {"Preference-Applied": ASYNC}
DOCUMENTED = {
    "in": "header",
    "name": "Prefer",
    "required": False,
    "description": f"`{ASYNC}`: answer 202 at once, with a job to follow. Other preferences are ignored.",
    "schema": {"type": "string"},
    "example": ASYNC,
}


def asynchronous() -> bool:
    """Whether the caller would rather have a job at once than the result later."""
    preferences = ",".join(request.headers.getlist("Prefer")).split(",")
    return ASYNC in {preference.partition(";")[0].strip().lower() for preference in preferences}
