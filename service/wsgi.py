"""What gunicorn loads: ``gunicorn service.wsgi:app``."""

from flask import Flask

from service import logs, sharing
from service.app import create_app
from service.extraction.extractor import Extractor
from service.settings import Settings
from service.warming import warm


def load() -> Flask:
    """The application as the environment asks for it, its model loaded and its lexicons read."""
    settings = Settings.from_env()
    logs.configure(form=settings.log_format, level=settings.log_level)
    reader = Extractor(settings.model)
    app = create_app(settings, reader, shared=sharing.share())
    warm(reader)
    return app


app = load()
