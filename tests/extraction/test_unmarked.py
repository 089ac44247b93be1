"""Words that the layout sets apart: a transcript's turns, a record's Q. and A., and embedded posts."""

import pytest

from service.extraction.layout import paragraphs
from service.extraction.quotation.segments import find_segments
from service.extraction.quotation.unmarked import find_unmarked, without_inner
from tests.extraction import marked

TURNS = [
    (
        "OKAFOR: {content:The road is shut.}\n\nLIND: {content:Since when?}\n\nOKAFOR: {content:Since May.}",
        "labels in capitals",
    ),
    (
        "Ada Okafor: {content:The road is shut.}\n\nBo Lind: {content:Since when?}\n\n"
        "Ada Okafor: {content:Since May.}\n\nBo Lind: {content:I see.}",
        "full names, each of them twice",
    ),
    (
        "Q. {content:Where were you?}\n\nA. {content:At home.}\n\nQ. {content:Alone?}\n\nA. {content:Yes.}",
        "a court's record",
    ),
    (
        "Q: {content:Where were you?}\nA: {content:At home.}\nQ: {content:All night?}\nA: {content:Yes.}",
        "a printed interview, a line a turn",
    ),
    (
        "MS. OKAFOR: {content:The road is shut.}\n\nMR. LIND: {content:Since when?}\n\n"
        "MS. OKAFOR: {content:Since May.}",
        "labels with courtesy titles",
    ),
    (
        "ADA OKAFOR, HOST: {content:The road is shut.}\n\nBO LIND, REPORTER: {content:Since when?}\n\n"
        "OKAFOR: {content:Since May.}",
        "a broadcaster's labels, with what each is",
    ),
    (
        "SEN. OKAFOR (D-OHIO): {content:The road is shut.}\n\nLIND: {content:Since when?}\n\n"
        "SEN. OKAFOR (D-OHIO): {content:Since May.}",
        "a party tag in the label",
    ),
    (
        "ADA McOKAFOR: {content:The road is shut.}\n\nDeLIND: {content:Since when?}\n\n"
        "McOKAFOR: {content:Since May.}",
        "surnames that keep small letters",
    ),
    (
        "OKAFOR: {content:The road is shut.}\n\nLIND: {content:(Laughs.) Since when?}\n\n"
        "OKAFOR: {content:Since May.}",
        "what the speaker does before the words",
    ),
]

POSTS = [
    (
        "{content:The road is shut again.} — Ada Okafor (@adaokafor) May 4, 2025",
        "as X embeds it",
    ),
    (
        "{content:The road is shut.} — Ada Okafor (@ada.bsky.social) 4 May 2025",
        "a handle on Bluesky, UK date",
    ),
    ("{content:The road is shut.} -- Okafor (@adaokafor)", "two hyphens, no date"),
    ("{content:Shut – again. #roads} — Ada Okafor (@adaokafor) May 4, 2025", "a dash within the words"),
]

NOTHING = [
    ("Roads: the council’s plan\n\nCost: far too much", "two labelled lines are no transcript"),
    ("NOTE: The road is shut.\n\nNOTE: It rains.\n\nNOTE: It snows.", "one label alone is nobody's talk"),
    ("When: Friday\n\nWhere: Hull\n\nPrice: free", "a list, no label of it twice"),
    (
        "OKAFOR: “The road is shut.”\n\nLIND: “When?”\n\nOKAFOR: “May.”",
        "marked words are the marks' business",
    ),
    ("The handle (@adaokafor) posts about roads.", "a handle amid a sentence"),
    ("A photo of the road. Ada Okafor (@adaokafor)", "no dash: a credit"),
    ("", "an empty text"),
]


@pytest.mark.parametrize(("source", "why"), [*TURNS, *POSTS, *NOTHING])
def test_find_unmarked(source: str, why: str) -> None:
    row = marked.read(source)
    found = find_unmarked(row.text, paragraphs(row.text))
    assert [row.text[s.start : s.end] for s in found] == [words for (words,) in row.quotes], why
    assert not any(segment.marked for segment in found)


def test_marks_inside_a_turn_are_part_of_it() -> None:
    text = "OKAFOR: He said “no” twice.\n\nLIND: Who did?\n\nOKAFOR: The “boss” did."
    own = paragraphs(text)
    kept = without_inner(find_segments(text, own)[0], find_unmarked(text, own))
    assert [text[s.start : s.end] for s in kept] == ["He said “no” twice.", "Who did?", "The “boss” did."]


def test_marks_outside_of_turns_stay() -> None:
    text = "“It rained,” said Jo Park.\n\nA: Yes.\n\nQ: No?\n\nA: Maybe."
    own = paragraphs(text)
    kept = without_inner(find_segments(text, own)[0], find_unmarked(text, own))
    assert [text[s.start : s.end] for s in kept] == ["It rained,", "Yes.", "No?", "Maybe."]
