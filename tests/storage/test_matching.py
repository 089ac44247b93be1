"""Where words stand that were searched for: offsets in the text as it is, not as it is compared."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.storage import matching, relevance
from service.storage.cursors import Key, Position
from service.storage.matching import _tokens, runs
from service.storage.search import begun, read
from service.storage.stems import stem, words_of

# text, query, what is marked, why the row exists
CASES = [
    ("The floods came", "flood", ["floods"], "by stem"),
    ("Flood, flood and FLOODED", "flooding", ["Flood", "flood", "FLOODED"], "every time, in any case"),
    ("the flood wall", '"flood walls"', ["flood wall"], "a phrase is one mark"),
    ("the wall of the flood", '"flood wall"', [], "not in order"),
    ("a flood wall", "flood wall", ["flood", "wall"], "words are marks of their own"),
    ("Negotiations failed", "negotiat*", ["Negotiations"], "a beginning"),
    ("a flood warden", '"flood war"*', ["flood warden"], "of the last word"),
    ("At the Café Zoë", "zoe cafe", ["Café", "Zoë"], "accents aside"),
    ("the cafe\u0301 burned", "cafe", ["cafe\u0301"], "an accent of its own character"),
    ("the ﬁrst ﬂood", "first", ["ﬁrst"], "a ligature"),
    ("💧 flood 💧", "flood", ["flood"], "after a character beyond the first plane"),
    ("state-of-the-art", '"of the"', ["of-the"], "marks between the words"),
    ("flood flood", '"flood flood" flood', ["flood flood"], "marks within marks are one"),
    ("no flood", "-flood no", ["no"], "what is left out is not marked"),
    ("nothing", "flood", [], "not there"),
]


@pytest.mark.parametrize(("text", "query", "marked", "why"), CASES, ids=[row[3] for row in CASES])
def test_marks(text: str, query: str, marked: list[str], why: str) -> None:
    assert [text[start:end] for start, end in runs(text, read(query))] == marked


@given(st.text(max_size=80), st.text(max_size=20))
def test_marks_lie_in_the_text_and_in_order(text: str, query: str) -> None:
    last = 0
    for start, end in runs(text, read(query)):
        assert last <= start < end <= len(text)
        last = end


@given(st.text(alphabet=st.characters(max_codepoint=0x24F, exclude_categories=["Cs"]), max_size=60))
def test_words_are_those_of_the_index(text: str) -> None:
    """In Latin script: what the engines were given is what is looked at for marks."""
    assert [word for _, _, word in _tokens(text)] == words_of(text)


RULES = "dying lying tying skies possibility ably relational hoping controlled electricity"


def test_a_word_begins_as_its_stem_does() -> None:
    """What spares reading texts must never spare one that has the word."""
    text = (Path(__file__).parents[2] / "seeds" / "articles.ndjson").read_text("utf-8").casefold()
    words = {
        *re.findall(r"[a-z]+", text),
        *["dying", "lying", "tying", "skies", "possibility", "ably", "relational"],
    }
    assert len(words) > 3_000
    assert [word for word in words if not word.startswith(begun(stem(word)))] == []


TEXTS = ("It rained", "Rain, rains and storms", "A train in the rain", "Terrain", "st. rain", "snow", "")


@pytest.mark.parametrize("query", ["rain", "rain*", "rai*", "rained -snow", "st", "s*", "-rain", "a storm"])
def test_a_single_word_is_found_as_among_all_words(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terms = read(query)
    quick = [(matching.has(text, terms), matching.runs(text, terms)) for text in TEXTS]
    monkeypatch.setattr(matching, "_of_ascii", lambda *_: None)
    assert [(matching.has(text, terms), matching.runs(text, terms)) for text in TEXTS] == quick


WORDS = st.lists(st.sampled_from(["rain", "rains", "train", "terrain", "st.", "ﬁne", "storm", "x_rain"]))


@given(WORDS.map(" ".join), st.sampled_from(["rain", "rain*", "storm rain", "-rain", "a*", '"rain storm"']))
def test_no_text_has_more_marks_than_are_hoped_for(text: str, query: str) -> None:
    terms = read(query)
    hoped = matching.most(text, terms)
    assert hoped == -1 or hoped >= len(runs(text, terms))


@given(st.lists(WORDS.map(" ".join), max_size=12), st.sampled_from(["rain", "storm rain", '"rain storm"']))
def test_the_best_are_those_of_all(texts: list[str], query: str) -> None:
    """What spares scoring quotes loses none, on any page."""
    terms, numbered = read(query), list(enumerate(texts, 1))
    every = relevance.after_which(((relevance.score(text, terms), pk) for pk, text in numbered), 100, None)
    paged: list[tuple[int, Key]] = []
    after = None
    while page := relevance.best(numbered, terms, 3, after):
        paged += page
        after = Position(page[-1][1], page[-1][0])
    assert paged == every
