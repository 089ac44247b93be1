"""Two printings of an utterance, word by word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.tracker.wording import align, joined, wording

SAME = [
    ("We will open the bridge", "We will open the bridge", "the same words"),
    ("WE WILL open the bridge.", "“We will open, the bridge!”", "case and punctuation do not count"),
    ("don't touch the café", "don’t touch the cafe", "nor do the forms of apostrophes and accents"),
    ("the labour programme's colour", "the labor program’s color", "nor British spelling"),
    ("up 1,200 or 5 per cent", "up 1200 or 5%", "nor how a number is set"),
    ("open the bridge", "We will open the bridge on Monday", "clipped at both ends"),
    ("We will … open the bridge", "We will, if asked, open the bridge", "an ellipsis stands for words"),
    ("We will ... open", "We will, if asked, open", "so do three full stops"),
    ("open [the bridge] on Monday", "open it on Monday", "a bracket stands for a word"),
    ("open the brige [sic] on Monday", "open the brige on Monday", "and [sic] for none"),
    ("open it on Monday", "open [the bridge] on Monday", "the article may have the bracket as well"),
]


@pytest.mark.parametrize(("text", "said", "why"), SAME)
def test_the_same_words(text: str, said: str, why: str) -> None:
    alignment = align(wording(text), wording(said))
    assert alignment.exact, (why, alignment.changes)
    assert alignment.score == 1.0


CHANGED = [
    ("We will open it", "We will not open it", [("dropped", "not", "", ["negation"])], "a lost not"),
    ("We will never open it", "We will open it", [("added", "", "never", ["negation"])], "an added never"),
    (
        "We can open it",
        "We can't open it",
        [("replaced", "can't", "can", ["negation"])],
        "can't is a negation",
    ),
    ("It cost 20 million", "It cost 30 million", [("replaced", "30", "20", ["number"])], "another number"),
    ("It cost two pounds", "It cost ten pounds", [("replaced", "ten", "two", ["number"])], "in letters too"),
    ("I met Ana Boto there", "I met Ana Coto there", [("replaced", "Coto", "Boto", ["name"])], "a name"),
    (
        "It was a bad plan",
        "It was a poor plan",
        [("replaced", "poor", "bad", [])],
        "a word of no special weight",
    ),
    (
        "We open it Monday",
        "We open it all Monday",
        [("dropped", "all", "", [])],
        "dropped without an ellipsis",
    ),
    ("We open it Monday or so", "We open it Monday", [("added", "", "or so", [])], "words at the end"),
    ("We went", "We want", [("replaced", "want", "went", [])], "not every -nt is a negation"),
]


@pytest.mark.parametrize(("text", "said", "changes", "why"), CHANGED)
def test_changed_words(
    text: str, said: str, changes: list[tuple[str, str, str, list[str]]], why: str
) -> None:
    alignment = align(wording(text), wording(said))
    found = [(str(c.kind), c.said, c.given, [str(f) for f in c.flags]) for c in alignment.changes]
    assert found == changes, why
    assert not alignment.exact
    assert all(text[change.start : change.end] == change.given for change in alignment.changes)


STITCHED = [
    ("We fight. We win", ["We fight.", "We win."], ["joined"], "run together without a sign"),
    ("We fight … We win", ["We fight.", "We win."], [], "an ellipsis tells"),
    ("We fight for we win", ["We fight for all.", "Then we win."], ["joined"], "words are lost at the joint"),
    ("We win", ["We fight.", "We win."], [], "all of it is in one of them"),
]


@pytest.mark.parametrize(("text", "said", "kinds", "why"), STITCHED)
def test_stitched_quotes(text: str, said: list[str], kinds: list[str], why: str) -> None:
    assert [str(change.kind) for change in align(wording(text), joined(said)).changes] == kinds, why


TEXTS = st.text(st.sampled_from("ab1 .…[]'“”-é%\n"), max_size=60) | st.text(max_size=60)


@settings(deadline=None, max_examples=150)
@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_aligned(one: str, other: str) -> None:
    given_, said = wording(one), wording(other)
    alignment = align(given_, said)
    assert 0 <= alignment.matched <= min(len(given_.words), len(said.words))
    assert 0 <= alignment.score <= 1
    assert all(one[change.start : change.end] == change.given for change in alignment.changes)
    assert align(given_, given_).exact == bool(given_.words)
