"""Marked articles: what a mark says becomes a label, and what is wrong with one is said."""

import pytest

from service.evaluation import InvalidGold, Kind
from service.evaluation.marked import read
from service.extraction.annotations import Medium

FRONT = """---
title: Council backs the wall
published_at: 2025-03-12T08:00:00Z
publication: Karsholm Post
split: check
speakers:
  obel: Ingrid Obel | mayor
  firm: Norsk Granit
  official: a senior official | | unnamed
---
"""


def marked(body, front=FRONT):
    return read(front + body, doc="wall").gold


def one(body):
    (quote,) = marked(body).quotes
    return quote


def words(body):
    """(words, mention) of every label."""
    article = marked(body)
    return [
        (article.text[q.start : q.end], q.mention and article.text[q.mention[0][0] : q.mention[0][1]])
        for q in article.quotes
    ]


def test_front_matter_becomes_the_article():
    article = read(FRONT + "A wall.\n\nSecond.\n", doc="wall")
    assert article.fields == {
        "text": "A wall.\n\nSecond.",
        "title": "Council backs the wall",
        "published_at": "2025-03-12T08:00:00Z",
        "publication": "Karsholm Post",
    }
    assert (article.gold.doc, article.gold.published, article.gold.split) == ("wall", "2025-03-12", "check")


def test_a_quote_takes_what_its_head_says():
    quote = one("{obel? statement 2025-03 #inverted|“Yes,”} said [obel:the mayor].")
    assert (quote.speaker, quote.role, quote.named) == ("Ingrid Obel", "mayor", True)
    assert (quote.medium, quote.date, quote.shape) == (Medium.STATEMENT, "2025-03", "inverted")
    assert (quote.sure, quote.kind, quote.id) == (False, Kind.QUOTE, "q1")


def test_what_is_not_said_is_unspecified_or_null():
    quote = one("{firm|“Yes,”} said [firm:the firm].")
    assert (quote.role, quote.medium, quote.date, quote.shape) == (None, Medium.UNSPECIFIED, None, None)
    assert quote.sure


def test_an_unnamed_source_and_nobody():
    assert one("{official|“Yes,”} said [official:an official].").named is False
    quote = one("{nobody|“Yes!”}")
    assert (quote.speaker, quote.named, quote.mention) == (None, None, None)


def test_scare_and_title_carry_nothing():
    quotes = marked("The {scare|“wall”} and {title?|‘Ballast’}.").quotes
    assert [(q.kind, q.speaker, q.medium, q.sure) for q in quotes] == [
        (Kind.SCARE, None, None, True),
        (Kind.TITLE, None, None, False),
    ]


MENTIONS = [
    ("[obel:Obel] said {obel|“a”} and then [obel:she] left", "Obel", "the nearest, before"),
    ("[obel:Obel] came. The wall: {obel|“a”} [obel:she] said", "she", "the nearest, after"),
    (
        "[obel:Obel] said {obel @>|“a”} and then [obel:she] left",
        "she",
        "the one after, where the mark says so",
    ),
    ("[obel:Obel] spoke.\n\n{obel @<|“a”}", "Obel", "the one before, over a paragraph"),
    ("{obel @-|“a”} [obel:Obel]", None, "none, where the mark says so"),
    ("[firm:It] said {obel|“a”}, not [obel:she]", "she", "never another's"),
]


@pytest.mark.parametrize(("body", "mention"), [r[:2] for r in MENTIONS], ids=[r[2] for r in MENTIONS])
def test_mention(body, mention):
    assert words(body) == [("“a”", mention)]


def test_a_plus_goes_on_with_the_quote_before():
    body = (
        "{obel speech 2025|“a,”} [obel:she] said. The {scare|“so”}\n\n{+ #split|“b”} {+ undated debate|“c”}"
    )
    assert words(body) == [("“a,”", "she"), ("“so”", None), ("“b”", "she"), ("“c”", "she")]
    first, _, second, third = marked(body).quotes
    assert (second.speaker, second.medium, second.date, second.shape) == (*_fields(first)[:3], "split")
    assert _fields(third) == ("Ingrid Obel", Medium.DEBATE, None)


def _fields(quote):
    return quote.speaker, quote.medium, quote.date


def test_other_brackets_are_text():
    assert marked("He [Obel] wrote: see [1], [the wall].").text == "He [Obel] wrote: see [1], [the wall]."


REFUSED = [
    ("{obell|“a”}", "'obell' is no speaker"),
    ("[obell:she] said", "'obell' is no speaker"),
    ("{obel pigeon|“a”} [obel:she]", "'pigeon' is no medium"),
    ("{obel 12-03-2025|“a”} [obel:she]", "'12-03-2025' is no medium, date"),
    ("{obel|“a”}", "no mention of 'obel' near '“a”'"),
    ("{obel|“a”}\n[obel:she]", "no mention of 'obel'"),
    ("{+|“a”}", "a + must follow a quote"),
    ("{|“a”}", "'' is no speaker"),
    ("{obel|“a” [obel:she]", "a stray {"),
    ("“a”} she said", "a stray }"),
    ("{obel @-|“a [obel:she] b”}", "a mention inside a quote"),
]


@pytest.mark.parametrize(("body", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_refused(body, reason):
    with pytest.raises(InvalidGold) as refusal:
        marked(body)
    assert reason in str(refusal.value)
    assert str(refusal.value).startswith("wall: ")


FRONTS = [
    ("A wall.", "front matter between two lines of --- is missing"),
    ("---\ntitle: [\n---\nA wall.", "front matter: "),
    ("---\n- a\n---\nA wall.", "front matter must be a mapping"),
    ("---\ntitle: T\n---\nA wall.", "missing ['published_at']"),
    ("---\ntitle: T\npublished_at: 2025-03-12\nauthor: X\n---\nA wall.", "unknown ['author']"),
    (
        "---\ntitle: T\npublished_at: 2025-03-12\nspeakers:\n  a: A | b | c\n---\nA wall.",
        "speaker 'A | b | c'",
    ),
]


@pytest.mark.parametrize(("source", "reason"), FRONTS, ids=[reason for _, reason in FRONTS])
def test_front_matter_refused(source, reason):
    with pytest.raises(InvalidGold) as refusal:
        read(source, doc="wall")
    assert reason in str(refusal.value)
