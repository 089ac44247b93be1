"""Parquet files: a row is an article, other columns are left alone, and what can't be read is told."""

import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from service.sources import parquet as room
from service.sources.files import documents, files
from service.sources.found import Document, Unreadable

ZONE = timezone(timedelta(hours=1))
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def arrow() -> Any:
    return pytest.importorskip("pyarrow", reason="the extra parquet is not installed")


def write(arrow: Any, file: Path, columns: dict[str, Any], **options: Any) -> Path:
    import pyarrow.parquet as parquet

    parquet.write_table(arrow.table(columns), file, **options)
    return file


def rows(file: Path) -> list[dict[str, object] | str]:
    """The fields of each article, or why there is none."""
    return [each.fields if isinstance(each, Document) else each.reason for each in documents(file)]


def test_a_row_is_an_article_and_other_columns_are_left_alone(arrow: Any, tmp_path: Path) -> None:
    columns = {
        "text": ["“We go,” she said.", "Rain.", ""],
        "title": ["The bridge", None, ""],
        "url": ["https://ely.example/1", None, None],
        "external_id": [17, 18, 19],
        "authors": [["Ines Vidal", "Bo Ek"], None, []],
        "embedding": [[0.1], [0.2], [0.3]],
        "label": [{"a": 1}, None, None],
    }
    found = list(documents(write(arrow, tmp_path / "a.parquet", columns)))
    assert [each.where for each in found] == [f"{tmp_path}/a.parquet[{n}]" for n in range(3)]
    assert [each.fields for each in found if isinstance(each, Document)] == [
        {
            "text": "“We go,” she said.",
            "title": "The bridge",
            "url": "https://ely.example/1",
            "external_id": "17",
            "byline": "Ines Vidal, Bo Ek",
        },
        {"text": "Rain.", "external_id": "18"},
        {"text": "", "external_id": "19"},  # refused as any article without words, not passed over
    ]
    assert 0 < sum(each.size for each in found) <= (tmp_path / "a.parquet").stat().st_size


@pytest.mark.parametrize(
    ("name", "kind", "value", "told", "why"),
    [
        ("published_at", None, "2026-03-03T10:30:00+01:00", "2026-03-03T10:30:00+01:00", "a text is kept"),
        ("date", None, date(2026, 3, 3), "2026-03-03", "a day"),
        (
            "published_at",
            ("us", "UTC"),
            datetime(2026, 3, 3, 9, 30, tzinfo=UTC),
            "2026-03-03T09:30:00+00:00",
            "UTC",
        ),
        (
            "published_at",
            ("ms", "+01:00"),
            datetime(2026, 3, 3, 10, 30, tzinfo=ZONE),
            "2026-03-03T10:30:00+01:00",
            "with its zone",
        ),
        (
            "published_at",
            ("us", None),
            datetime(2026, 3, 3, 23, 59),
            "2026-03-03",
            "no zone: its day",
        ),
        (
            "published_at",
            ("ns", None),
            datetime(2026, 3, 3, 23, 59),
            "2026-03-03",
            "as pandas has it",
        ),
        (
            "published_at",
            ("ns", "UTC"),
            datetime(2026, 3, 3, 9, 30, tzinfo=UTC),
            "2026-03-03T09:30:00+00:00",
            "nanoseconds in a zone",
        ),
    ],
)
def test_when_it_was_published(
    arrow: Any,
    tmp_path: Path,
    name: str,
    kind: tuple[str, str | None] | None,
    value: object,
    told: str,
    why: str,
) -> None:
    cells = arrow.array([value], arrow.timestamp(*kind) if kind else None)
    (fields,) = rows(write(arrow, tmp_path / "a.parquet", {"text": ["x"], name: cells}))
    assert isinstance(fields, dict) and fields["published_at"] == told, why


def test_what_a_nanosecond_is_part_of_is_read(arrow: Any, tmp_path: Path) -> None:
    cells = arrow.array([1_772_530_200_000_000_001], arrow.timestamp("ns", "UTC"))
    (fields,) = rows(write(arrow, tmp_path / "a.parquet", {"text": ["x"], "published_at": cells}))
    assert fields == {"text": "x", "published_at": "2026-03-03T09:30:00+00:00"}


def test_a_field_s_own_column_goes_first(arrow: Any, tmp_path: Path) -> None:
    columns = {"date": ["2020-01-01"], "published_at": ["2026-03-03"], "html": ["<p>x</p>"]}
    assert rows(write(arrow, tmp_path / "a.parquet", columns)) == [
        {"published_at": "2026-03-03", "html": "<p>x</p>"}
    ]


def test_many_row_groups_are_read_in_order(arrow: Any, tmp_path: Path) -> None:
    file = write(arrow, tmp_path / "a.parquet", {"text": [str(n) for n in range(500)]}, row_group_size=70)
    assert [each["text"] for each in rows(file) if isinstance(each, dict)] == [str(n) for n in range(500)]


def test_bytes_are_text_or_told(arrow: Any, tmp_path: Path) -> None:
    columns = {"text": arrow.array(["café".encode(), b"\xff\xfe", b"x"], arrow.binary())}
    first, second, third = rows(write(arrow, tmp_path / "a.parquet", columns))
    assert (first, third) == ({"text": "café"}, {"text": "x"})
    assert isinstance(second, str) and second.startswith("text can't be read")


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"body": ["x"], "id": [1]}, "has no column text or html, but body, id"),
        ({"text": [1.5]}, "text can't be read: neither a text nor a time, but double"),
        ({"text": ["x"], "title": [True]}, "title can't be read: neither a text nor a time, but bool"),
    ],
)
def test_what_is_no_article_is_told(arrow: Any, tmp_path: Path, columns: dict[str, Any], reason: str) -> None:
    assert rows(write(arrow, tmp_path / "a.parquet", columns)) == [reason]


@pytest.mark.parametrize("cut", [0, 3, 100, -1])
def test_half_a_file_is_told(arrow: Any, tmp_path: Path, cut: int) -> None:
    file = write(arrow, tmp_path / "a.parquet", {"text": ["x" * 50] * 9})
    file.write_bytes(file.read_bytes()[:cut])
    (found,) = documents(file)
    assert isinstance(found, Unreadable) and found.reason.startswith("not a whole Parquet file")


def test_a_folder_has_them_too(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").touch()
    assert files(tmp_path) == [tmp_path / "a.parquet"]


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    assert rows(tmp_path / "a.parquet") == [room.MISSING]


def test_one_that_gzip_packed_is_told(tmp_path: Path) -> None:
    import gzip

    (tmp_path / "a.parquet.gz").write_bytes(gzip.compress(b"PAR1"))
    (reason,) = rows(tmp_path / "a.parquet.gz")
    assert isinstance(reason, str) and "unpack it" in reason
