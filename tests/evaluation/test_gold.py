"""A gold file is read whole, or refused with the line, the quote and the reason."""

import json

import pytest

from service.errors import TrackerError
from service.evaluation import InvalidGold, Kind, Split, load
from service.evaluation.gold import parse
from service.extraction.annotations import Medium

QUOTE = {
    "id": "q1",
    "start": 0,
    "end": 5,
    "kind": "quote",
    "speaker": "Ada Obel",
    "named": True,
    "role": "mayor",
    "medium": "speech",
    "date": "2025-03",
    "mention": [[6, 9]],
    "sure": False,
}
ARTICLE = {"doc": "a", "published": "2025-03-12", "title": "T", "text": '"Hi," she said', "quotes": [QUOTE]}


def line(**changes):
    return json.dumps(ARTICLE | changes)


def quote(**changes):
    return line(quotes=[QUOTE | changes])


def test_every_field_is_read():
    (article,) = parse([line(), "", "  "])
    (found,) = article.quotes
    assert (article.doc, article.published, article.title, article.split) == ("a", "2025-03-12", "T", None)
    assert (found.start, found.end, found.kind, found.named, found.sure) == (0, 5, Kind.QUOTE, True, False)
    assert (found.medium, found.date, found.mention) == (Medium.SPEECH, "2025-03", ((6, 9),))
    assert found.shape is None


def test_what_is_absent_is_none():
    (article,) = parse(['{"doc":"a","text":"x","quotes":[{"start":0,"end":1,"kind":"scare"}]}'])
    (found,) = article.quotes
    assert (found.id, found.speaker, found.medium, found.mention, found.sure) == (
        "q1",
        None,
        None,
        None,
        True,
    )
    assert article.real == ()


REFUSED = [
    ("{", "Expecting property name"),
    ("[]", "must be a JSON object"),
    (line(doc=""), '"doc" must be a non-empty string'),
    (line(text=None), '"text" must be a non-empty string'),
    (line(quotes=None), '"quotes" must be a list'),
    (line(published=20250312), '"published" must be a string'),
    (line(quotes=[1]), "quote 1: a quote must be a JSON object"),
    (quote(start=-1), "quote 1: [-1, 5] lies outside the text of 14 characters"),
    (quote(end=99), "lies outside the text"),
    (quote(end=0), "lies outside the text"),
    (quote(end="5"), "is not a pair of character offsets"),
    (quote(end=True), "is not a pair of character offsets"),
    (quote(kind="joke"), "'joke' is not a valid Kind"),
    (quote(medium="pigeon"), "'pigeon' is not a valid Medium"),
    (quote(date="last month"), "must be an ISO date, month or year"),
    (quote(mention=[6, 9]), "6 is not a pair of character offsets"),
    (quote(mention="she"), '"mention" must be a list'),
    (quote(named="yes"), '"named" must be true, false or null'),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_refused_with_line_and_reason(text, reason):
    with pytest.raises(InvalidGold) as refusal:
        parse([line(doc="b"), text], name="gold.jsonl")
    assert reason in str(refusal.value)
    assert "gold.jsonl, line 2" in str(refusal.value)


def test_one_doc_twice_is_refused():
    with pytest.raises(InvalidGold, match="line 2: doc 'a' was given before"):
        parse([line(), line()])


@pytest.mark.parametrize(
    ("split", "docs"),
    [
        (Split.ALL, ["a", "b", "c"]),
        (Split.CHECK, ["b"]),
        (Split.TUNE, ["a", "c"]),  # whatever is not marked may be tuned on
    ],
)
def test_a_file_is_read_by_split(tmp_path, split, docs):
    path = tmp_path / "gold.jsonl"
    checked = line(doc="b", split="check", text="\u2028" * 14)
    path.write_text("\n".join([line(), checked, line(doc="c", split="tune")]) + "\n", encoding="utf-8")
    assert [article.doc for article in load(path, split=split)] == docs


@pytest.mark.parametrize("content", [None, b"\xff\xfe"], ids=["no such file", "not UTF-8"])
def test_a_file_that_cannot_be_read(tmp_path, content):
    path = tmp_path / "gold.jsonl"
    if content:
        path.write_bytes(content)
    with pytest.raises(TrackerError, match=r"gold\.jsonl"):
        load(path)
