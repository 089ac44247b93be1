"""What Schemathesis can't know of the service: which of its refusals are right though the request fits."""

import json
import re
from typing import Any
from uuid import uuid4

from schemathesis import Case

from service.api import replay
from tests.api.conformance import Spec

# What JSON Schema has no word for: such requests fit the specification and are refused all the same.
IN_WORDS_ONLY = re.compile(
    r"before (said|published)_from"  # a range that ends before it begins
    r"|without words in q"  # an order by relevance to nothing
    r"|must lie between"  # a day before newspapers, or far ahead
    r"|must be a date such as"  # a leap second
    r"|No article text was found"  # a page without an article
    r"|has (no|one) word|at most 500 can be checked"  # words are not characters
    r"|more than 1,000 intervals"  # a series of days over centuries
    r"|Neither name nor pinned|name has no letter"  # a change of nothing, a name without a word
    r"|no day, month or year of the calendar"  # February has no 30th
    r"|external_ids/.*/key"  # OpenAPI has members of any name, ours are 1 to 40 characters
    r"|cursor"  # a cursor that nobody gave out
)

# Its members each are as the schema has them, and go together in no decision: into itself, name beside into.
DECISION = "/problems/invalid-decision"

# A search for words that are none, a target on a private network, a change of nothing.
WATCH = "/problems/invalid-watch"

JSON = "application/json"
REFUSALS = ["400", "404", "405", "413", "415", "422", "428"]
CHECKS = {
    "negative_data_rejection": {"expected-statuses": REFUSALS},
    "missing_required_header": {"expected-statuses": ["400", "401", "403", "404", "415", "422", "428"]},
    # 412: an If-Match that is one, of another version.
    "positive_data_acceptance": {
        "expected-statuses": ["2xx", "3xx", "401", "403", "404", "409", "412", "429", "5xx"]
    },
}
SMALL = {"text": 500, "html": 4_000}
"""Bounds in characters that take Schemathesis milliseconds to reach, where a million takes minutes."""

_KEY = re.compile(replay.DOCUMENTED["schema"]["pattern"])  # type: ignore[index]
_seen: set[str] = set()


def small(spec: Spec) -> Spec:
    """``spec`` with those bounds, without NDJSON, which Schemathesis can't write, and other forms."""
    for name in ("ExtractRequest", "ArticleRequest"):
        members = spec["components"]["schemas"][name]["properties"]
        for member, most in SMALL.items():
            members[member]["maxLength"] = most
    for path in ("/v1/articles", "/v1/articles/batch"):
        body = spec["paths"][path]["post"]["requestBody"]
        body["content"] = {JSON: body["content"][JSON]}
    return spec


def in_words_only(status: int, body: bytes) -> bool:
    """Whether this is a refusal for a reason that JSON Schema has no word for."""
    if status not in (400, 422):
        return False
    try:
        problem = json.loads(body)
    except ValueError:
        return False
    return problem["type"] in (DECISION, WATCH) or bool(IN_WORDS_ONLY.search(problem["detail"]))


def new_key(case: Case) -> dict[str, Any]:
    """An ``Idempotency-Key`` in the place of one that came before; nothing where that of ``case`` will do.

    Schemathesis takes the same few for all its requests. Each is another request, so all but the first would
    be refused before the service looks at them.
    """
    key = (case.headers or {}).get(replay.HEADER)
    if not isinstance(key, str) or not _KEY.search(key):
        return {}
    named = key.strip('"')  # with and without quotation marks it is one key
    if named not in _seen:
        _seen.add(named)
        return {}
    return {replay.HEADER: str(uuid4())}
