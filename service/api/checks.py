"""Checking a quotation against the archive."""

from typing import Any

from schemas.checks import Check, CheckRequest
from service.api.blueprint import Blueprint
from service.api.problems import INVALID_CHECK
from service.api.words import change
from service.tracker import checking
from service.tracker.checking import Match

blueprint = Blueprint(
    "Check", __name__, url_prefix="/v1", description="Find out whether a quotation is what was said."
)


@blueprint.operation(
    "POST",
    "/check",
    "checkQuote",
    body=CheckRequest,
    answers={200: Check},
    problems=(503,),
    scope="read",
    writes=False,
    raises=(INVALID_CHECK,),
)
def check_quote(body: dict[str, Any]) -> dict[str, object]:
    """Check a quotation.

    Is this what was said, and by this speaker? Clipped ends, ellipses and bracketed words are understood; a
    dropped "not", a changed number or name is flagged. Nothing is stored. `not_found` means that no stored
    article has it, not that it was never said.
    """
    checked = checking.check(body["text"], body.get("speaker"))
    return {"verdict": checked.verdict.value, "matches": [_match(match) for match in checked.matches]}


def _match(match: Match) -> dict[str, object]:
    alignment = match.alignment
    return {
        "score": 1.0 if alignment.exact else round(min(alignment.score, 0.99), 2),
        "exact": alignment.exact,
        "clipped": alignment.clipped,
        "elided": alignment.elided,
        "by_speaker": match.by_speaker,
        "changes": [change(each) | {"start": each.start, "end": each.end} for each in alignment.changes],
        "quotes": match.quotes,
    }
