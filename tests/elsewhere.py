"""What another process does in the middle of something."""

import threading
from collections.abc import Callable

from peewee import Database


def elsewhere(database: Database, act: Callable[[], object]) -> None:
    """Does ``act`` as another process would, on a connection of its own, and waits for its end."""

    def run() -> None:
        act()
        database.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
