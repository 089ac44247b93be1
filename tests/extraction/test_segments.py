"""Segments: what stands between which marks, in every style that newsrooms print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.layout import paragraphs
from service.extraction.quotation.segments import Segment, find_segments
from tests.extraction import marked


def segments(text: str) -> tuple[Segment, ...]:
    return find_segments(text, paragraphs(text))[0]


STYLES = [
    ("She said: {content:“It works.”}", "curly"),
    ('She said: {content:"It works."}', "straight"),
    ('She said: {content:“It works."}', "opened curly, closed straight"),
    ('She said: {content:"It works.”}', "opened straight, closed curly"),
    ("She said: {content:''It works.''}", "doubled singles"),
    ("She said: {content:``It works.''}", "TeX's marks"),
    ("She said: {content:‘‘It works.’’}", "doubled curly singles"),
    ("She said: {content:‘It works.’}", "curly singles as the house style"),
    ("She said: {content:'It works.'}", "straight singles as the house style"),
    ("She said: {content:«It works.»}", "guillemets"),
    ("She said: {content:« It works. »}", "guillemets with spaces, which are no part of the words"),
    ("She said: {content:»It works.«}", "guillemets the German way round"),
    ("She said: {content:„It works.”}", "low-high as in Polish"),
    ("She said: {content:„It works.“}", "low-high as in German"),
    ('She said: {content:„It works."}', "low, closed straight"),
    ("She said: {content:＂It works.＂}", "full-width marks"),
]

SHAPES = [
    ("{content:“It works,”} she said. {content:“It always did.”}", "split"),
    ("A {content:“bold”} and {content:“daft”} idea, they call it.", "fragments of one sentence"),
    (
        "{content:“He told me ‘go home’ and I went,”} she said.",
        "singles in doubles: the outermost words count",
    ),
    ("{content:“He told me “go home” and I went,”} she said.", "doubles in doubles"),
    ("{content:„He told me ‚go home‘ and I went,“} she said.", "low singles in low doubles"),
    ("{content:«He told me “go home” and I went,»} she said.", "doubles in guillemets"),
    ("{content:“He told me «go home» and I went,”} she said.", "guillemets in doubles"),
    ("{content:‘He told me “go home” and I went,’} she said. {content:‘We did.’}", "doubles in singles"),
    ("{content:‘He told me “go home” and I went,’} she said.", "doubles in the article's only singles"),
    ("{content:“I know ‘Jo’,”} she said. {content:“I do.”}", "a nested name right before the closing mark"),
    ("{content:“We don't know the workers' names,”} she said.", "apostrophes within doubles"),
    ("{content:“‘Never again,’ I told him,”} she said.", "nested at the very beginning"),
    ("{content:“I told him, ‘Never again.’”} That was it.", "nested at the very end"),
    ("{content:\"I told him, 'Never again.'\"} That was it.", "the same with straight marks"),
    ("{content:“We won”} ({content:“at last”}), she wrote.", "in brackets"),
    ("She asked—{content:“why now?”}—and left.", "between dashes"),
]

SINGLES = [
    (
        "{content:‘It’s the club’s best day,’} said Orla. {content:‘We’re proud.’}",
        "apostrophes like the mark",
    ),
    ("{content:'It's the club's best day,'} said Orla. {content:'We're proud.'}", "the same, straight"),
    ("{content:‘It is the workers’ fault,’} he said.", "a plural possessive inside"),
    ("{content:'It is the workers' fault,'} he said.", "the same, straight"),
    ("The players’ union said: {content:‘We will not go.’}", "a plural possessive before the words"),
    ("{content:‘He said “no” twice,’} said Orla, {content:‘and then left.’}", "doubles nested in singles"),
    ("{content:‘I loved the ’90s,’} he said.", "an elided century inside"),
    ("{content:'Rock 'n' roll is here to stay,'} he said.", "an elided and inside"),
    ("{content:‘Get ’em out,’} he said.", "an elided them inside"),
    ("{content:‘We came here to win’}, said Orla.", "the comma outside, as London has it"),
    ("{content:‘We came here to win’}. {content:‘And we did.’}", "the stop outside"),
]

NONE = [
    ("The mayor's car hit the council's fence.", "apostrophes"),
    ("It was the '90s and rock 'n' roll was new.", "elisions"),
    ("He is 6' 2\" tall and sings.", "feet and inches, never closed, open nothing"),
    ('A 27"x40" poster hung there.', "inches of a size"),
    ("Robert “Bobby” Quayle sang.", "a nickname amid a name"),
    ("An empty “” pair.", "nothing between"),
    ("", "an empty text"),
    ("The Smiths’ house and the Joneses’ car were sold.", "two plural possessives"),
]


@pytest.mark.parametrize(("source", "why"), [*STYLES, *SHAPES, *SINGLES, *NONE])
def test_segments(source: str, why: str) -> None:
    row = marked.read(source)
    found = [row.text[s.start : s.end] for s in segments(row.text)]
    assert found == [row.text[a:b] for a, b in row.offsets], why


CONTINUED = [
    ("“It works.\n\n“It always did,” she said.", [False, True], "re-opened marks"),
    ('"It works.\n\n"It always did," she said.', [False, True], "the same, straight"),
    ("‘It works.\n\n‘It always did,’ she said.", [False, True], "the same in single style"),
    ("''It works.\n\n''It always did,'' she said.", [False, True], "the same, doubled singles"),
    ("«It works.\n\n«It always did,» she said.", [False, True], "the same in guillemets"),
    ("“One.\n\n“Two.\n\n“Three,” she said.", [False, True, True], "three paragraphs"),
    ("She said: “One.\n\n“Two.”", [False, True], "opened behind a cue"),
    ("“One,” she said. “Two.\n\n“Three.”", [False, False, True], "the second half of a split one goes on"),
    ("“One,” she said.\n\n“Two,” he said.", [False, False], "closed: two quotations"),
    (
        "“One.\n\nThen it rained.\n\n“Two,” he said.",
        [False, False],
        "a paragraph between: the close was forgotten",
    ),
    ("“One.\n\nHe paused. “Two,” he said.", [False, False], "the next paragraph does not open with a mark"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CONTINUED, ids=[row[2] for row in CONTINUED])
def test_a_paragraph_left_open_goes_on_where_the_next_reopens(
    text: str, expected: list[bool], why: str
) -> None:
    assert [segment.continues for segment in segments(text)] == expected, why


UNBALANCED = [
    (
        "“It works, she said.\n\nIt rained.",
        ["It works, she said."],
        1,
        "never closed: ends with its paragraph",
    ),
    ("It works,” she said.", [], 0, "never opened: no words can be told"),
    ("“One, “Two,” she said.", ["One,", "Two,"], 1, "opened twice: the first ends where the second starts"),
    ("“One.\n\n“Two.", ["One.", "Two."], 1, "both left open: one note, for the last"),
    (
        '"One," he said. "Two.\n\nIt rained. "Three," he said.',
        ["One,", "Two.", "Three,"],
        1,
        "straight marks",
    ),
]


@pytest.mark.parametrize(("text", "words", "notes", "why"), UNBALANCED, ids=[row[3] for row in UNBALANCED])
def test_unbalanced_marks_lose_nothing_else(text: str, words: list[str], notes: int, why: str) -> None:
    found, told = find_segments(text, paragraphs(text))
    assert [text[s.start : s.end] for s in found] == words, why
    assert len(told) == notes


TEXTS = st.text(alphabet="'\"‘’“”„«»` \n.,aBs9", max_size=120)


@given(TEXTS)
def test_segments_are_ordered_apart_and_inside_their_marks(text: str) -> None:
    own = paragraphs(text)
    at = 0
    for segment in find_segments(text, own)[0]:
        assert at <= segment.outer_start <= segment.start < segment.end <= segment.outer_end <= len(text)
        paragraph = own[segment.paragraph]
        assert paragraph.start <= segment.outer_start and segment.outer_end <= paragraph.end
        assert not text[segment.start].isspace() and not text[segment.end - 1].isspace()
        at = segment.outer_end


@given(TEXTS)
def test_the_same_text_is_read_the_same_way(text: str) -> None:
    assert find_segments(text, paragraphs(text)) == find_segments(text, paragraphs(text))
