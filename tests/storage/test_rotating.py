"""A watch's secret is changed twice at once: the one before the last signs for a day, whoever set it."""

from functools import partial
from typing import Any

import pytest
from peewee import Database

from service.storage import outbox, watches
from service.storage.database import write
from service.storage.watch_tables import WatchEvent
from tests.elsewhere import elsewhere
from tests.tracker.test_watching import EVERY


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)  # SQLite has one writer at a time
def test_the_secret_before_is_the_one_that_was_in_force(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = watches.create(EVERY, "whsec_first")
    real, left = watches.row_of, ["whsec_second"]

    def after_another_change(watch_id: str) -> Any:
        row = real(watch_id)
        while left:
            elsewhere(database, partial(watches.rotate, watch.id, left.pop()))
        return row

    with monkeypatch.context() as patched:
        patched.setattr(watches, "row_of", after_another_change)
        watches.rotate(watch.id, "whsec_third")
    write(lambda: outbox.add(WatchEvent.create(type="ping", at="2026-03-03"), [real(watch.id).pk]))
    message = outbox.claim(real(watch.id).pk)
    assert message is not None
    assert message.secrets == ("whsec_third", "whsec_second")
