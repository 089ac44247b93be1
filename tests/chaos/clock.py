"""A clock that a test sets back, for the processes started with it: by as many seconds as a file says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from service.storage import days


def follow(file: Path) -> None:
    """From now on this process's clock is off by what ``file`` says; not at all while there is none."""

    def moment() -> datetime:
        try:
            return datetime.now(UTC) + timedelta(seconds=float(file.read_text()))
        except (FileNotFoundError, ValueError):
            return datetime.now(UTC)

    days.moment = moment
