"""Exceptions as the log may show them: where they were raised, and no message that may quote an article."""

import traceback
from collections.abc import Iterator
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

# Their messages name files, attributes and modules, or tell what the system said: no value that was read.
TOLD = (OSError, ImportError, AttributeError, NameError, TypeError, MemoryError, RecursionError)

# So do those of database drivers, on their first line; "DETAIL" below it shows the row.
DRIVERS = frozenset(
    {"IntegrityError", "InterfaceError", "InternalError", "OperationalError", "ProgrammingError"}
)


def told(exc_info: ExcInfo) -> str:
    """The traceback of an exception and of those that it came from, with no message but a harmless one."""
    return "\n".join(_lines(exc_info[1]))


def _lines(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and before is not error:
        yield from _lines(before)
        yield "\nwhich led to:\n"
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}: {_message(error)}".removeprefix("builtins.")


def _message(error: BaseException) -> str:
    said = str(error)
    if isinstance(error, TOLD) or type(error).__name__ in DRIVERS:
        return said.partition("\n")[0]
    return f"({len(said)} characters, which may be an article's)" if said else "(no message)"
