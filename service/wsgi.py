"""What gunicorn loads: ``gunicorn service.wsgi:app``."""

from flask import Flask

from service import logs
from service.app import create_app
from service.extraction.extractor import Extractor
from service.settings import Settings


def load() -> Flask:
    """The application as the environment asks for it, its model loaded."""
    settings = Settings.from_env()
    logs.configure(form=settings.log_format, level=settings.log_level)
    return create_app(settings, Extractor(settings.model))


app = load()
