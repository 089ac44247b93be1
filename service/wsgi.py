"""What gunicorn loads: ``gunicorn service.wsgi:app``."""

import gc

from flask import Flask

from service import logs, sharing
from service.app import create_app
from service.extraction.extractor import Extractor
from service.settings import Settings

#: Something of all that the lexicons are asked for: a name, a role, a medium, a day.
_FIRST = "“We will mend the bridge before spring,” Mayor Ada Bell told reporters at a briefing on Monday."


def load() -> Flask:
    """The application as the environment asks for it, its model loaded and its lexicons read."""
    settings = Settings.from_env()
    logs.configure(form=settings.log_format, level=settings.log_level)
    reader = Extractor(settings.model)
    app = create_app(settings, reader, shared=sharing.share())
    # What the workers share is read before they fork, not by the first request of each. It lives as long as
    # they do: the collector that looks for garbage in it finds none and takes a tenth of a second to do so.
    reader.extract(_FIRST, published_at="2026-03-04")
    gc.collect()
    gc.freeze()
    return app


app = load()
