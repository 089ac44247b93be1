"""What a reading process does: from an article's words to its quotes. It asks no database, keeps nothing."""

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from multiprocessing import parent_process
from multiprocessing.connection import wait
from os import _exit

from service.extraction.annotations import Extraction
from service.extraction.reader import Reader
from service.storage.article_rows import Draft
from service.tracker.intake import Submission
from service.tracker.processing import draft_of

Load = Callable[[], Reader]
"""Makes a reader; hashable, and can be sent to another process."""

_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Model:
    """Makes the reader for the spaCy pipeline ``name``."""

    name: str

    def __call__(self) -> Reader:
        """Loads it; raises OSError or ImportError where it is not installed."""
        # spaCy takes two seconds to import: only those wait who read.
        from service.extraction.extractor import Extractor

        return Extractor(self.name)


@dataclass(frozen=True, slots=True)
class Order:
    """An article to be read: the words as they are known, or a page that they must be found in first."""

    article: Draft | Submission
    max_chars: int


def version(load: Load) -> str:
    """The version of the reader that ``load`` makes, loaded if need be."""
    return _reader(load).version


def read(load: Load, order: Order) -> tuple[Draft, Extraction]:
    """The article of ``order`` and what was read of it; raises what intake raises of a page without words."""
    article = order.article
    draft = draft_of(article, order.max_chars) if isinstance(article, Submission) else article
    reader = _reader(load)
    return draft, reader.extract(draft.text, title=draft.title, published_at=draft.published_at)


def begin() -> None:
    """Makes this process a child that ends with its parent, however that ends, and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="orphan", daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        _exit(1)


def _reader(load: Load) -> Reader:
    with _one_at_a_time:  # a process may read with several threads: they share one
        return _loaded(load)


@cache
def _loaded(load: Load) -> Reader:
    return load()
