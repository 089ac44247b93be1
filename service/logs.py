"""Structured logs on standard error: one event a line, with the request's id, never an article's text."""

import logging
import sys
from collections.abc import Mapping
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from service import traces

# What newsrooms send us is often unpublished: these keys are dropped whoever logs them.
PRIVATE = frozenset(
    {"text", "html", "body", "payload", "submission", "article", "quote", "authorization", "token"}
)

# Libraries that tell too much: peewee every value that it stores and each migration, trafilatura bits of the
# page, and huey says at info what our own events say with the job's id.
QUIET = {"peewee": logging.WARNING, "trafilatura": logging.WARNING, "huey": logging.WARNING}


def configure(*, form: str = "console", level: str = "info", stream: TextIO | None = None) -> None:
    """Send everything that is logged, by structlog or by the standard library, to ``stream`` (stderr).

    ``form`` is "console" or "json"; ``level`` the least that is shown. Call it once, from an entry point.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            # ExtraAdder: what the standard library's callers give as extra={"request_id": …}.
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *_shared()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_rendering(form, handler.stream),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(root.level, least))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def bind(**context: object) -> Mapping[str, Any]:
    """Add ``context`` (``request_id="…"``, ``job_id="…"``) to every event of this thread; returns a token."""
    return structlog.contextvars.bind_contextvars(**context)


def clear() -> None:
    """Forget what was bound in this thread: the next request or job starts clean."""
    structlog.contextvars.clear_contextvars()


def drop_private(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The event without anything that could hold an article's words or a secret."""
    for key in PRIVATE.intersection(event):
        del event[key]
    return event


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        drop_private,
    ]


def _rendering(form: str, stream: TextIO) -> list[Processor]:
    if form == "json":
        return [
            structlog.processors.ExceptionRenderer(traces.told),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    colors = hasattr(stream, "isatty") and stream.isatty()
    return [structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=_write_traceback)]


def _write_traceback(stream: TextIO, exc_info: traces.ExcInfo) -> None:
    stream.write("\n" + traces.told(exc_info))
