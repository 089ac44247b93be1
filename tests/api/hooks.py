"""What Schemathesis loads (SCHEMATHESIS_HOOKS) to ask a service that listens: ``benchmarks.conformance``.

Requests that are right by the specification get ids that there are, and the entity tag of what they decide
on: otherwise nearly all of them would be answered that there is no such thing.
"""

import atexit
import json
import os
import random
from collections import Counter
from pathlib import Path
from typing import Any

import requests
import schemathesis
from schemathesis import Case, HookContext
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response

from tests.api import allowances

RUN: dict[str, Any] = json.loads(Path(os.environ["CONFORMANCE"]).read_text("utf-8"))
"""The run: ``url`` and ``key`` of the service, ``ids`` by parameter, ``seen``: where the count is left."""

KEPT = ("deleteArticle", "revokeKey")
"""Operations that would end what the others are asked about."""

AS_IT_STOOD = 0.2
"""The share of requests whose ids stay as they were made: what is not there is asked for too."""


seen: Counter[str] = Counter()
"""How often an operation answered a status, and how often a refusal was right for a reason in words."""


@atexit.register
def tell() -> None:
    """Leaves what was ``seen`` for the command that started this."""
    Path(RUN["seen"]).write_text(json.dumps(seen), encoding="utf-8")


@schemathesis.hook
def after_call(context: HookContext, case: Case, response: Response) -> None:
    """Counts the answers."""
    seen[f"{case.operation.definition.raw['operationId']} {response.status_code}"] += 1


@schemathesis.hook
def before_call(context: HookContext, case: Case, kwargs: dict[str, Any]) -> None:
    """Makes ``case`` one that the service can take up."""
    headers = allowances.new_key(case)
    operation = case.operation.definition.raw["operationId"]
    meta = case.meta
    positive = meta is not None and meta.generation.mode.is_positive and meta.phase.name.value != "stateful"
    if positive and operation not in KEPT and random.random() > AS_IT_STOOD:
        for name in case.path_parameters or {}:
            if name in RUN["ids"]:
                case.path_parameters[name] = random.choice(RUN["ids"][name])
        if "If-Match" in case.headers:
            headers |= _tag(case)
    if operation in KEPT:
        for name, value in (case.path_parameters or {}).items():
            if value in RUN["ids"].get(name, ()):
                case.path_parameters[name] = "0" * 26
    case.headers.update(headers)


@schemathesis.hook
def filter_failure(context: HookContext, failure: Failure, case: Case, response: Response) -> bool:
    """Whether ``failure`` is one: not where the refusal is right, nor where a batch is taken as it is."""
    name = type(failure).__name__
    if name == "RejectedPositiveData" and allowances.in_words_only(response.status_code, response.content):
        seen[f"right in words: {json.loads(response.content)['type']}"] += 1
        return False
    if name == "AcceptedNegativeData" and response.status_code == 202:
        seen["right: a batch is taken, each article has its outcome"] += 1
        return False
    if name == "UseAfterFree" and case.operation.definition.raw["operationId"] == "getKey":
        seen["right: a key that was revoked is shown as such"] += 1
        return False
    return True


def _tag(case: Case) -> dict[str, str]:
    """The ``If-Match`` of what ``case`` decides on."""
    path = case.operation.path.removesuffix("/merge").removesuffix("/unmerge").removesuffix("/split")
    url = RUN["url"] + path.format(**case.path_parameters)
    tag = requests.get(url, headers={"X-API-Key": RUN["key"]}, timeout=30).headers.get("ETag")
    return {"If-Match": tag} if tag else {}
