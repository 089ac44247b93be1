"""``served``, whose first process is told to stop in the very moment in which it is forked."""

import os
import signal
from pathlib import Path

from tests.operations.served import app as app

TOLD = Path(os.environ["TMPDIR"]) / "told"


def _tell() -> None:
    if not TOLD.exists():
        TOLD.touch()
        os.kill(os.getpid(), signal.SIGTERM)


os.register_at_fork(after_in_child=_tell)
