"""Logs: one event a line, in two forms, with bound ids and never an article's words."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from peewee import DataError, IntegrityError, OperationalError

from service import logs


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", *logs.QUIET)}
    handlers = root.handlers[:]
    yield
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logs.clear()
    structlog.reset_defaults()


def logged(form: str, level: str = "info") -> io.StringIO:
    stream = io.StringIO()
    logs.configure(form=form, level=level, stream=stream)
    return stream


def test_json_is_one_object_a_line() -> None:
    stream = logged("json")
    structlog.get_logger("quotes").info("article stored", quotes=3)
    logging.getLogger("gunicorn.error").warning("listening at %s", "here")
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert (first["event"], first["quotes"], first["level"]) == ("article stored", 3, "info")
    assert (second["event"], second["logger"]) == ("listening at here", "gunicorn.error")
    assert first["timestamp"].endswith("Z")


def test_what_was_bound_is_on_every_line_until_cleared() -> None:
    stream = logged("json")
    logs.bind(request_id="r1")
    logging.getLogger("peewee").warning("slow")
    logs.clear()
    logging.getLogger("peewee").warning("slow")
    assert ["request_id" in json.loads(line) for line in stream.getvalue().splitlines()] == [True, False]


@pytest.mark.parametrize("form", ["console", "json"])
@pytest.mark.parametrize("key", sorted(logs.PRIVATE))
def test_no_words_of_an_article(form: str, key: str) -> None:
    stream = logged(form)
    structlog.get_logger().warning("odd", **{key: "unpublished words"})
    logging.getLogger("other").warning("odd", extra={key: "unpublished words"})
    assert "odd" in stream.getvalue()
    assert "unpublished" not in stream.getvalue()


def raised(error: Exception, cause: Exception | None) -> str:
    """What the log shows of ``error``, in both forms."""
    shown = ""
    for form in ("console", "json"):
        stream = logged(form)
        try:
            raise error from cause
        except Exception:
            structlog.get_logger().exception("reading failed")
            logging.getLogger("gunicorn.error").exception("and there")
        shown += stream.getvalue()
    return shown


@pytest.mark.parametrize(
    ("error", "cause", "shown", "why"),
    [
        (FileNotFoundError(2, "No such file", "a.db"), None, "No such file", "the system's words"),
        (TypeError("not callable"), None, "TypeError: not callable", "names types, no values"),
        (OperationalError("database is locked"), None, "peewee.OperationalError: database is locked", "told"),
        (
            IntegrityError('violates unique constraint "u"\nDETAIL: Key (a)=(unpublished words).'),
            None,
            "violates unique constraint",
            "PostgreSQL shows the row below the first line",
        ),
        (ValueError("can't read 'unpublished words'"), None, "ValueError: (30 characters", "may quote them"),
        (KeyError("unpublished words"), None, "KeyError: (19 characters", "quotes them"),
        (DataError("invalid input: unpublished words"), None, "peewee.DataError: (32 characters", "the same"),
        (UnicodeError(), None, "UnicodeError: (no message)", "there is none"),
        (TypeError("led to"), ValueError("unpublished words"), "which led to:", "the cause quotes them"),
    ],
)
def test_an_exception_quotes_no_article(
    error: Exception, cause: Exception | None, shown: str, why: str
) -> None:
    text = raised(error, cause)
    assert text.count(shown) == 4, why
    assert text.count("raise error from cause") >= 4, "where it was raised is shown"
    assert "unpublished" not in text


def test_less_than_the_level_is_not_shown() -> None:
    stream = logged("console", level="warning")
    structlog.get_logger().info("quiet")
    structlog.get_logger().warning("loud")
    assert "loud" in stream.getvalue()
    assert "quiet" not in stream.getvalue()


def test_not_even_at_debug_are_stored_values_shown() -> None:
    stream = logged("console", level="debug")
    logging.getLogger("peewee").debug(("INSERT INTO article VALUES (?)", ["unpublished words"]))
    logging.getLogger("trafilatura.core").debug("unpublished words")
    structlog.get_logger().debug("shown")
    assert "shown" in stream.getvalue()
    assert "unpublished" not in stream.getvalue()
