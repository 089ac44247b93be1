"""Parquet: one article a row, in columns named as our fields; needs the extra ``parquet`` (pyarrow)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from service.sources.found import Document, Found, Unreadable
from service.sources.text import ALIASES, FIELDS

WORDS = ("text", "html")
"""One of these a file must have."""

ROWS = 64
"""How many are held at once: a row group may be larger than the memory."""

MISSING = "Parquet is read by pyarrow, which is not installed: pip install -e '.[parquet]'"


def documents(where: str, file: Path) -> Iterator[Found]:
    """The articles of ``file``, each told as ``where[n]`` with n from 0; read some rows at a time, in order.

    Columns that are none of our fields are not read, so that they may be there.
    """
    size = file.stat().st_size
    try:
        arrow: Any = import_module("pyarrow")
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError:
        yield Unreadable(where, MISSING, size)
        return
    try:
        with parquet.ParquetFile(file, pre_buffer=False) as opened:
            yield from _rows(where, opened, size // max(1, opened.metadata.num_rows))
    except (arrow.ArrowException, OSError) as error:
        yield Unreadable(where, f"not a whole Parquet file: {_first_line(error)}", 0)


def _rows(where: str, opened: Any, size: int) -> Iterator[Found]:  # noqa: ANN401 - pyarrow has no types
    named = _columns(opened.schema_arrow.names)
    if not any(name in named for name in WORDS):
        there = ", ".join(opened.schema_arrow.names[:20])
        yield Unreadable(where, f"has no column text or html, but {there or 'none'}", size)
        return
    number = 0
    for batch in opened.iter_batches(batch_size=ROWS, columns=list(named.values()), use_threads=False):
        for row in range(batch.num_rows):
            yield _document(f"{where}[{number}]", batch, row, named, size)
            number += 1


def _columns(names: list[str]) -> Mapping[str, str]:
    """The column of each field that there is one of; a field's own name goes before what others call it."""
    own = {name: name for name in (*WORDS, *FIELDS) if name in names}
    return {field: name for name, field in ALIASES.items() if name in names} | own


def _document(where: str, batch: Any, row: int, named: Mapping[str, str], size: int) -> Found:  # noqa: ANN401
    fields: dict[str, object] = {}
    for field, name in named.items():
        try:
            value = _value(batch.column(name)[row])
        except (ValueError, TypeError, OverflowError) as error:
            return Unreadable(where, f"{name} can't be read: {_first_line(error)}", size)
        if value is not None and (value != "" or field in WORDS):
            fields[field] = value
    return Document(where, fields, size)


def _value(cell: Any) -> str | None:  # noqa: ANN401 - a scalar of pyarrow's
    """``cell`` as a text: a time without a zone is its day, names in a list are joined. Raises ValueError."""
    value = _coarser(cell).as_py()
    if isinstance(value, list):
        value = ", ".join(str(each) for each in value if each is not None)
    if isinstance(value, bytes):
        value = value.decode("utf-8")
    if isinstance(value, datetime):
        return value.isoformat() if value.tzinfo else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, str):
        return value
    raise ValueError(f"neither a text nor a time, but {cell.type}")


def _coarser(cell: Any) -> Any:  # noqa: ANN401 - a scalar of pyarrow's
    """``cell``; of a time in nanoseconds the microseconds, as Python's times have no room for more."""
    if not str(cell.type).startswith("timestamp[ns"):
        return cell
    return cell.cast(import_module("pyarrow").timestamp("us", cell.type.tz), safe=False)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]
