"""The journal: what was planned, sent and settled is known to the next run, whenever the last one died."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from service.backfill.journal import Journal as BackfillJournal
from service.journals import JournalError
from service.remote.journal import Journal, Sendable

URL = "https://q.example"


def articles(*names: str) -> list[Sendable]:
    return [Sendable.of(f"a.ndjson:{n}", {"text": name}, 10) for n, name in enumerate(names, 1)]


def again(journal: Journal, file: Path) -> Journal:
    journal.close()
    return Journal(file, URL)


def test_what_was_planned_is_sent_as_it_was_and_under_its_key(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j", URL)
    batch = journal.plan(articles("one", "two"))
    journal = again(journal, tmp_path / "j")
    assert journal.unsettled() == [batch]
    assert (batch.body, batch.wheres, batch.size) == (
        b'{"text":"one"}\n{"text":"two"}\n',
        ["a.ndjson:1", "a.ndjson:2"],
        20,
    )
    assert all(journal.knows(article) for article in articles("one", "two"))


def test_what_was_accepted_is_asked_for(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j", URL)
    journal.accepted(journal.plan(articles("one")), "job1")
    (batch,) = again(journal, tmp_path / "j").unsettled()
    assert batch.job == "job1"


def test_what_failed_is_to_be_sent_again_under_another_key(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j", URL)
    batch = journal.plan(articles("one", "two"))
    journal.settle(batch, [1])
    journal = again(journal, tmp_path / "j")
    assert journal.unsettled() == []
    assert [journal.knows(article) for article in articles("one", "two")] == [True, False]
    assert journal.plan(articles("two")).key != batch.key


def test_an_article_is_known_by_its_fields_wherever_it_is_found() -> None:
    one = Sendable.of("a:1", {"text": "é \ud83d", "title": "T"}, 5)
    other = Sendable.of("b:9", {"title": "T", "text": "é \ud83d"}, 7)
    assert one.digest == other.digest
    assert one.line.isascii()
    assert Sendable.of("a:1", {"text": "é"}, 5).digest != one.digest


def test_one_process_at_a_time(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j", URL)
    with pytest.raises(JournalError, match="another process has it open"):
        Journal(tmp_path / "j", URL)
    journal.close()
    Journal(tmp_path / "j", URL).close()


def test_a_journal_is_of_one_service(tmp_path: Path) -> None:
    Journal(tmp_path / "j", URL).close()
    with pytest.raises(JournalError, match=r"of what went to https://q.example, not https://other"):
        Journal(tmp_path / "j", "https://other.example")


def test_another_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text("A story, which is no journal. " * 9)
    with pytest.raises(JournalError, match="is no journal of quotes ingest"):
        Journal(file, URL)
    assert file.read_text().startswith("A story")


def test_a_journal_is_of_one_command(tmp_path: Path) -> None:
    BackfillJournal(tmp_path / "j", URL).close()
    with pytest.raises(JournalError, match="is no journal of quotes ingest, but of quotes backfill"):
        Journal(tmp_path / "j", URL)
    BackfillJournal(tmp_path / "j", URL).close()


def test_another_database_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "quotes.db")) as database:
        database.execute("CREATE TABLE quote (text TEXT)")
        with pytest.raises(JournalError, match="is no journal of quotes ingest, but another database"):
            Journal(tmp_path / "quotes.db", URL)
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("quote",)]
