"""What the views work with: handed over by ``create_app``, found again from any request."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app
from peewee import Database

from service.api.patience import InTurn
from service.jobs.queue import Queue
from service.settings import Settings

KEY = "quotes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """One of each for the whole process. Connections of ``db`` belong to a thread and last one request."""

    settings: Settings
    reader: InTurn
    db: Database
    queue: Queue

    def install(self, app: Flask) -> None:
        """Make this what ``services()`` returns in ``app``; a request's connection ends with it."""
        app.extensions[KEY] = self
        app.teardown_appcontext(self._close)

    def _close(self, _error: BaseException | None) -> None:
        if not self.db.is_closed():
            self.db.close()


def services() -> Services:
    """The services of the app that is handling the current request."""
    return of(current_app)


def of(app: Flask) -> Services:
    """The services of ``app``."""
    return cast(Services, app.extensions[KEY])
