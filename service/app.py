"""The web application, put together."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flask import Flask
from peewee import Database

from service.api import (
    access,
    contract,
    cors,
    docs,
    encodings,
    guard,
    headers,
    leftovers,
    links,
    metrics,
    peers,
    wire,
)
from service.api.context import Services
from service.api.figures import Figures
from service.api.patience import InTurn
from service.extraction.reader import Reader
from service.jobs.carrier import carrier_url
from service.jobs.queue import Queue
from service.settings import Settings
from service.storage.database import connect, release


class Application(Flask):
    """A Flask application of which nothing is a coroutine."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """``func``: Flask would look twenty times a request."""
        return func


def create_app(
    settings: Settings, reader: Reader, db: Database | None = None, *, shared: Path | None = None
) -> Flask:
    """The WSGI application that answers with ``reader`` from ``db``, by default the one ``settings`` name.

    Processes forked from this one tell of each other if what they count is ``shared`` in a folder
    (``service.sharing``). Opens no connection before a request: processes must not share one.
    """
    if db is None:
        db = connect(settings.database_url)
    app = Application("service.api", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.json = wire.Json(app)
    app.url_map.merge_slashes = False  # a path is right or 404, never a redirect
    figures = Figures(shared)
    figures.install(app)  # first: then it sees each answer as it leaves
    queue = Queue(carrier_url(settings.queue_url, settings.database_url))
    Services(settings=settings, reader=InTurn(figures.timed(reader), release), db=db, queue=queue).install(
        app
    )
    access.install(app)
    encodings.install_answers(app)
    headers.install(app)
    peers.install(app, settings)
    cors.install(app)
    links.install(app)
    guard.install(app)
    encodings.install_bodies(app)
    leftovers.install(app)
    contract.install(app, version("quote-tracker"))
    docs.install(app)
    metrics.install(app, figures)
    return app
