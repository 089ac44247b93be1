"""Frames: the reporter's sentences, each quotation a unit in them, on Docs made by hand."""

import pytest

from service.extraction import components
from tests.extraction.parsed import empty, framed

FRAMES = [
    (
        "“/``/punct/6 Why/WRB/ROOT/1 ?/./punct/1 Why/WRB/advmod/4 now/RB/ROOT/4 ?/./punct/4 ”/''/punct/4"
        " she/PRP/nsubj/8 asked/VBD/ROOT/8/ask ././punct/8",
        ["“Why? Why now?” she asked."],
        "sentences inside a quotation do not end the reporter’s",
    ),
    (
        "She/PRP/nsubj/1 left/VBD/ROOT/1/leave ././punct/1 “/``/punct/5 It/PRP/nsubj/5 rains/VBZ/ROOT/5/rain"
        " ,/,/punct/5 ”/''/punct/5 he/PRP/nsubj/9 said/VBD/ROOT/9/say ././punct/9",
        ["She left.", "“It rains,” he said."],
        "two sentences",
    ),
    (
        "“/``/punct/2 It/PRP/nsubj/2 rains/VBZ/ccomp/6/rain ,/,/punct/6 ”/''/punct/6 he/PRP/nsubj/6"
        " said/VBD/ROOT/6/say ././punct/6 “/``/punct/10 It/PRP/nsubj/10 pours/VBZ/ROOT/10/pour ././punct/10"
        " ”/''/punct/10",
        ["“It rains,” he said.", "“It pours.”"],
        "a split quotation’s second half stands alone",
    ),
    (
        "“/``/punct/2 It/PRP/nsubj/2 rains/VBZ/ROOT/2/rain ././punct/2 ”/''/punct/2 It/PRP/nsubj/6"
        " did/VBD/ROOT/6/do ././punct/6",
        ["“It rains.”", "It did."],
        "a full stop within the marks ends the sentence",
    ),
    (
        "“/``/punct/2 It/PRP/nsubj/2 rains/VBZ/ROOT/2/rain ././punct/2 ”/''/punct/2 Bell/NNP/nsubj/6"
        " said/VBD/ROOT/6/say ././punct/6",
        ["“It rains.” Bell said."],
        "a full stop for a comma: a bare cue goes with the words before it",
    ),
    (
        "“/``/punct/2 Why/WRB/ROOT/1 ?/./punct/1 ”/''/punct/1 Bell/NNP/nsubj/5 asked/VBD/ROOT/5/ask"
        " the/DT/det/7 mayor/NN/dobj/5 ././punct/5",
        ["“Why?” Bell asked the mayor."],
        "who is asked goes with the cue",
    ),
    (
        "“/``/punct/2 Why/WRB/ROOT/1 ?/./punct/1 ”/''/punct/1 Bell/NNP/nsubj/5 asked/VBD/ROOT/5/ask"
        " the/DT/det/7 mayor/NN/dobj/5 to/TO/aux/9 go/VB/xcomp/5 ././punct/5",
        ["“Why?”", "Bell asked the mayor to go."],
        "what is asked otherwise is a sentence of its own",
    ),
    (
        "“/``/punct/2 Why/WRB/ROOT/1 ?/./punct/1 ”/''/punct/1 Bell/NNP/nsubj/5 went/VBD/ROOT/5/go"
        " on/RP/prt/5 ././punct/5",
        ["“Why?” Bell went on."],
        "a verb with its particle",
    ),
    (
        "“/``/punct/2 Why/WRB/ROOT/1 ?/./punct/1 ”/''/punct/1 Bell/NNP/nsubj/5 said/VBD/ROOT/5/say"
        " last/JJ/amod/7 week/NN/npadvmod/5 ././punct/5",
        ["“Why?” Bell said last week."],
        "the cue tells when",
    ),
    (
        "He/PRP/nsubj/1 said/VBD/ROOT/1/say :/:/punct/1 ¶/_SP/dep/2 “/``/punct/6 It/PRP/nsubj/6"
        " rains/VBZ/ROOT/6/rain ././punct/6 ”/''/punct/6",
        ["He said:", "“It rains.”"],
        "a paragraph’s end ends it",
    ),
    (
        "It/PRP/nsubj/1 was/VBD/ROOT/1/be “/``/punct/3 bold/JJ/acomp/1 ”/''/punct/3 and/CC/cc/3"
        " “/``/punct/7 daft/JJ/conj/3 ,/,/punct/7 ”/''/punct/7 he/PRP/nsubj/11 said/VBD/parataxis/1/say"
        " ././punct/1",
        ["It was “bold” and “daft,” he said."],
        "two fragments of one sentence",
    ),
]


@pytest.mark.parametrize(("tokens", "expected", "why"), FRAMES, ids=[row[2] for row in FRAMES])
def test_frames(tokens: str, expected: list[str], why: str) -> None:
    doc = framed(tokens)
    assert [doc[f.start : f.end].text.strip() for f in doc._.frames.frames] == expected, why


@pytest.mark.parametrize("tokens", [row[0] for row in FRAMES], ids=[row[2] for row in FRAMES])
def test_every_word_has_one_frame_and_one_owner(tokens: str) -> None:
    doc = framed(tokens)
    frames = doc._.frames
    owned = [i for frame in frames.frames for i in frame.tokens]
    quoted = [i for i, owner in enumerate(frames.owner) if owner >= 0]
    printed = [token.i for token in doc if not token.is_space]
    assert sorted([*owned, *quoted]) == printed
    for segment, (first, last) in enumerate(frames.segment_tokens):
        assert all(frames.owner[i] == segment for i in range(first, last))
        assert segment in frames.frames[frames.of_segment[segment]].segments


def test_places_of_a_dateline_are_in_no_frame() -> None:
    doc = framed(
        "LEEDS/NNP/ROOT/0 ,/,/punct/0 England/NNP/appos/0 (/-LRB-/punct/5 AP/NNP/appos/0 )/-RRB-/punct/4"
        " —/:/punct/0 It/PRP/nsubj/8 rained/VBD/ROOT/8/rain ././punct/8"
    )
    (frame,) = doc._.frames.frames
    assert [doc[i].text for i in frame.tokens] == ["It", "rained", "."]


def test_an_empty_doc_has_none() -> None:
    assert components.frames(components.quotation_marks(empty()))._.frames.frames == ()
