"""A reader for the tests that fails with an article's words on its lips, for gunicorn and for a worker."""

import sys

from service import logs, sharing
from service.app import create_app
from service.commands.worker import work
from service.commands.worker_figures import WorkerFigures
from service.jobs.carrier import carrier_url
from service.jobs.overseeing import Overseer
from service.settings import Settings
from service.storage.database import connect
from tests.api.reader import FakeReader


class Reader(FakeReader):
    def extract(self, text: str, **given: str | None):
        if "Raise" in text:
            try:
                {}[text]
            except KeyError:
                raise ValueError(f"can't read {text!r}") from None
        return super().extract(text, **given)


settings = Settings.from_env()
logs.configure(form=settings.log_format, level=settings.log_level)
if __name__ == "__main__":
    connect(settings.database_url)
    carrier = carrier_url(settings.queue_url, settings.database_url)
    sys.exit(Overseer(work(settings, carrier, Reader()), WorkerFigures(), lease_seconds=60).run())
else:
    app = create_app(settings, Reader(), shared=sharing.share())
