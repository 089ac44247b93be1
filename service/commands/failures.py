"""The report of what was not stored: one line of JSON each, which ``quotes ingest`` can read again."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from service.commands import opening
from service.errors import TrackerError


class Failures:
    """Writes the report to ``file``, anew; without a file nothing is written."""

    def __init__(self, file: Path | None) -> None:
        self._stream = opening.file(file) if file else None

    def __enter__(self) -> "Failures":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream:
            self._stream.close()

    def add(self, where: str, problem: Mapping[str, object], article: Mapping[str, object] | None) -> None:
        """``article`` (None if it could not even be read) was found at ``where`` and has this ``problem``."""
        if self._stream:
            line = {"where": where, "problem": problem, "article": article}
            self._stream.write(json.dumps(line) + "\n")
            self._stream.flush()


def problem_of(error: TrackerError) -> dict[str, object]:
    """``error`` in the members of a problem."""
    return {"type": f"/problems/{error.slug}", "title": error.title, "detail": error.detail}
