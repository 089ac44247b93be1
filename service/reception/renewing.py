"""Lets a fresh process go on in the place of one that has read many articles.

What reading leaves behind in memory, mostly the keys of words that spaCy forgot, ends with its process. The
fresh one is forked by gunicorn's first process (the arbiter), with the model as it was loaded, before the old
one stops taking connections: as SIGHUP does with all processes at once, here one by one.
"""

import mmap
import os
import signal
from collections.abc import Callable
from functools import partial
from typing import Any

ARTICLES = 10_000
"""How many articles a process reads before it asks to be renewed, as a worker's (``service.jobs``)."""

SIGNAL = signal.SIGURG
"""What a process asks its arbiter with: an arbiter that does not know it, or not yet, ignores it."""

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
"""What tells a process to stop."""

OLDEST = 0
"""An age that no process has: of more processes than there shall be gunicorn ends the oldest."""


class Wish:
    """That a process be renewed. Made before the fork: what the process says is seen by its arbiter."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 1)

    @property
    def made(self) -> bool:
        """Whether the process has asked."""
        return self._shared[0] != 0

    def make(self, arbiter: int) -> bool:
        """Asks the process ``arbiter``, as often as one likes; False where it is another user's, or gone."""
        self._shared[0] = 1
        try:
            os.kill(arbiter, SIGNAL)
        except (PermissionError, ProcessLookupError):
            return False
        return True


def listen(server: Any) -> None:  # noqa: ANN401 - gunicorn's arbiter, which has no type
    """Lets the arbiter hear what its processes ask, and its processes whatever it tells them.

    ``server`` is what gunicorn hands to its hooks.
    """
    server.spawn_worker = partial(_spawned, server.spawn_worker)
    name = server.SIG_NAMES[SIGNAL]
    setattr(server, f"handle_{name}", partial(renew, server))
    signal.signal(SIGNAL, server.signal)


def renew(server: Any) -> None:  # noqa: ANN401 - see above
    """Forks a process in the place of one that asked, which gunicorn then ends as at SIGTERM.

    One at a time: while one that was told to end is still there, others go on and ask again.
    """
    asked = [each for each in server.WORKERS.values() if getattr(each, "wish", None) and each.wish.made]
    if not asked or len(server.WORKERS) > server.num_workers:
        return
    server.log.info("Renewing worker %s: it has read many articles", asked[0].pid)
    try:
        server.spawn_worker()
    except OSError as error:  # no memory, no process: what serves goes on
        server.log.error("there is no process to be had in its place: %s", error)
    else:
        asked[0].age = OLDEST


def _spawned(spawn: Callable[[], int]) -> int:
    """What ``spawn`` returns; a process that it forks is told to stop only when it can heed that.

    It begins with the arbiter's handlers: a signal that they heard in it would be forgotten, and the process
    stay until it is killed.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        return spawn()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def heed() -> None:
    """The process has handlers of its own: from now on it hears what it is told, or was told meanwhile."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
