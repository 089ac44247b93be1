"""What the tests' gunicorn loads: as ``service.wsgi`` makes it, with a reader that needs no model."""

import os
import time

from service import logs, sharing
from service.app import create_app
from service.reception import renewing
from service.settings import Settings
from tests.api.reader import FakeReader


class Reader(FakeReader):
    """Takes as long as a text of some length does."""

    def extract(self, text: str, **given: str | None):
        time.sleep(0.05)
        return super().extract(text, **given)


settings = Settings.from_env()
logs.configure(form=settings.log_format, level=settings.log_level)
app = create_app(settings, Reader(), shared=sharing.share())
renewing.ARTICLES = int(os.environ.get("RENEWED_AFTER", renewing.ARTICLES))
