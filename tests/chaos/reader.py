"""What reads the articles in the processes under test: by hand, slowly enough, or the model."""

import os
import time
from pathlib import Path

from service.extraction.annotations import Extraction
from service.extraction.reader import Reader
from service.settings import Settings
from tests.api.reader import FakeReader
from tests.chaos import clock

SECONDS = 0.03
MODEL, CLOCK = "CHAOS_MODEL", "CHAOS_CLOCK"
"""The environment that ``tests.chaos.stack`` gives the processes."""


class PromptReader(FakeReader):
    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:
        time.sleep(SECONDS)
        return super().extract(text, title=title, published_at=published_at)


def made(settings: Settings) -> Reader:
    """The reader that the process was told to have; its clock is that of the test."""
    if CLOCK in os.environ:
        clock.follow(Path(os.environ[CLOCK]))
    if os.environ.get(MODEL) == "yes":
        from service.extraction.extractor import Extractor

        return Extractor(settings.model)
    return PromptReader()
