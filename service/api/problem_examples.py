"""One problem of each kind as the service answers it, for its page and for the specification."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schemas.problems import Problem
from service.api.problems import Kind

PROBLEM = Problem()
PAGES: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "problem_pages.toml").read_text("utf-8")
)
"""By the last part of ``type``: what to ``do``, and what an example asked and was told."""


def example(kind: Kind) -> dict[str, object]:
    """A problem of ``kind`` as the service answers it."""
    page = PAGES[kind.slug]
    pointer, place, detail, expected = page.get("fault", ("", "", "", ""))
    fault = {"pointer": pointer, "place": place, "detail": detail, "expected": expected or None}
    shown = {
        "type": kind.uri,
        "title": kind.title,
        "status": kind.status,
        "detail": page["detail"],
        "instance": page["request"].split()[1].partition("?")[0],
        "request_id": "3f0a6c1e9d9b4b7f8a55c4de0f7f3b21",
        "errors": [fault] if pointer else [],
    }
    dumped: dict[str, object] = PROBLEM.dump(shown)
    return dumped
