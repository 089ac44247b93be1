"""Real requests and answers of every operation, kept as JSON beside this file for the specification.

They are what the service answered: ``python -m tests.api.record`` records them again, a test compares.
"""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def example(operation_id: str) -> dict[str, Any]:
    """The example of an operation: "request" (the body), and the answers by status ("200")."""
    path = FOLDER / f"{operation_id}.json"
    if not path.exists():
        return {}
    shown: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return shown
