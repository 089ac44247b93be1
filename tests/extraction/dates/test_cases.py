"""The tables of phrases: what is found in a sentence, and what date it names for a day of publication."""

from datetime import date
from pathlib import Path

import pytest

from service.extraction.dates import find, resolve

TABLES = Path(__file__).parent


def rows(name: str, columns: int) -> list[list[str]]:
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert all(len(row) == columns for row in table), [row for row in table if len(row) != columns]
    return table


CASES = rows("cases.tsv", 4)


def test_the_table_is_as_large_as_promised():
    assert len(CASES) >= 200


@pytest.mark.parametrize(("marked", "published", "value", "why"), CASES)
def test_phrase_resolves(marked: str, published: str, value: str, why: str):
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    found = [expression for expression in find(text) if expression.start == start]
    assert [expression.end for expression in found] == [end], (why, find(text))

    anchor = date.fromisoformat(published) if published else None
    resolved = resolve(found[0], anchor)

    assert (resolved.value if resolved else "-") == value, why


@pytest.mark.parametrize(("text", "why"), rows("not_times.tsv", 2))
def test_no_time(text: str, why: str):
    assert find(text) == (), why
