"""CSV: what a spreadsheet opens, and what comes back out of it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.exports.spreadsheet import COLUMNS, guarded, unguarded, write
from tests.exports.build import LISTED, quote

# a text, its cell, why the row exists
CELLS: list[tuple[str, str, str]] = [
    ("=1+1", "'=1+1", "a formula"),
    ("+441632960000", "'+441632960000", "a plus sign begins one too"),
    ("-2 is no score", "'-2 is no score", "so does a minus sign"),
    ("@SUM(A1)", "'@SUM(A1)", "and an at sign"),
    ("\t=1", "'\t=1", "a tab that is dropped on opening"),
    ("\r=1", "'\r=1", "a carriage return likewise"),
    ("\n=1", "'\n=1", "a line feed likewise"),
    ("＝1+1", "'＝1+1", "the full-width sign, which East Asian Excel reads as the plain one"),
    ("'=1+1", "''=1+1", "what looks guarded already must come back with its own apostrophe"),
    ("'Tis the season", "'Tis the season", "an apostrophe that guards nothing is left alone"),
    ("a=b", "a=b", "only the beginning of a cell counts"),
    ("– we said so", "– we said so", "a dash is no minus sign"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("text", "cell", "why"), CELLS, ids=[row[2] for row in CELLS])
def test_no_cell_is_calculated(text: str, cell: str, why: str) -> None:
    assert guarded(text) == cell, why
    assert unguarded(cell) == text


@given(st.text(st.sampled_from("'=+-@\t\r\n a＝")))
def test_every_cell_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in set("=+-@\t\r\n＝")


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_row_reads_as_the_quote() -> None:
    made = quote("“Open,” she said;\r\nso, “we did”", role=None, speaker=None, said_on=None)
    text = "".join(write([(made,)], LISTED))
    assert text.startswith("\ufeffid,text,")
    assert text.endswith("\r\n")
    header, row = rows(text.removeprefix("\ufeff"))
    cells = dict(zip(header, row, strict=True))
    assert list(cells) == list(COLUMNS)
    assert cells["text"] == made.text
    assert [cells[name] for name in ("speaker", "speaker_id", "role", "said_on")] == [""] * 4
    assert (cells["partial"], cells["confidence"], cells["revision"]) == ("false", "0.9", "1")
    assert cells["topics"] == "Bridge; Harbour"
    assert cells["segments"] == f"10..{10 + len(made.text)}"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), max_size=4))
def test_every_text_comes_back(texts: list[str]) -> None:
    whole = "".join(write([tuple(quote(text, segments=()) for text in texts)], LISTED))
    read = rows(whole.removeprefix("\ufeff"))[1:]
    assert [unguarded(row[1]) for row in read] == texts


def test_the_columns_stay() -> None:
    """Spreadsheets and scripts go by these names: add at the end, rename nothing."""
    assert ",".join(COLUMNS) == (
        "id,text,speaker,role,medium,said_on,article_title,publication,published_at,url,topics,partial,"
        "confidence,status,speaker_kind,speaker_id,article_id,revision,segments,created_at,updated_at"
    )
