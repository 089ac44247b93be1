"""Cues: the words of each sentence that can bring in a quote, whose they are, on trees made by hand."""

import pytest

from service.extraction import components
from tests.extraction.parsed import cued, empty

#: Why → the tokens, and for each frame its cues as (words, form, who does it).
CUES: dict[str, tuple[str, list[list[tuple[str, str, str | None]]]]] = {
    "a verb and its subject": (
        "Bell/NNP/nsubj/1 said/VBD/ROOT/1/say it/PRP/nsubj/3 rains/VBZ/ccomp/1/rain ././punct/1",
        [[("said", "verb", "Bell")]],
    ),
    "each sentence has its own": (
        "Bell/NNP/nsubj/1 spoke/VBD/ROOT/1/speak ././punct/1"
        " Reed/NNP/nsubj/4 replied/VBD/ROOT/4/reply ././punct/4",
        [[("spoke", "verb", "Bell")], [("replied", "verb", "Reed")]],
    ),
    "a sentence without one": ("It/PRP/nsubj/1 rains/VBZ/ROOT/1/rain ././punct/1", [[]]),
    "according to": (
        "It/PRP/nsubj/1 rains/VBZ/ROOT/1/rain according/VBG/prep/1 to/IN/prep/2 Bell/NNP/pobj/3 ././punct/1",
        [[("according to", "according to", "Bell")]],
    ),
    "per, of a source": (
        "It/PRP/nsubj/1 rains/VBZ/ROOT/1/rain per/IN/prep/1 Bell/NNP/pobj/2 ././punct/1",
        [[("per", "according to", "Bell")]],
    ),
    "per, of a rate": (
        "It/PRP/nsubj/1 rains/VBZ/ROOT/1/rain ten/CD/nummod/3 hours/NNS/dobj/1 per/IN/prep/3"
        " week/NN/pobj/4 ././punct/1",
        [[]],
    ),
    "who a message goes to does not say what it says": (
        "An/DT/det/1 email/NN/nsubj/5/email to/IN/prep/1 drivers/NNS/pobj/2/driver saying/VBG/acl/3/say"
        " came/VBD/ROOT/5/come ././punct/5",
        [[("saying", "verb", "email")]],
    ),
    "a noun and whose it is": (
        "Bell/NNP/poss/2 ’s/POS/case/0 reply/NN/nsubj/3 was/VBD/ROOT/3/be no/UH/attr/3 ././punct/3",
        [[("reply", "noun", "Bell")]],
    ),
    "a noun that is nobody's": (
        "The/DT/det/1 reply/NN/nsubj/2 came/VBD/ROOT/2/come late/RB/advmod/2 ././punct/2",
        [[]],
    ),
    "an auxiliary is none, the verb under it is": (
        "Bell/NNP/nsubj/2 had/VBD/aux/2/have said/VBN/ROOT/2/say so/RB/advmod/2 ././punct/2",
        [[("said", "verb", "Bell")]],
    ),
    "a verb within a quotation is none": (
        "“/``/punct/2 I/PRP/nsubj/2 said/VBD/ccomp/6/say no/UH/dobj/2 ,/,/punct/6 ”/''/punct/6"
        " sang/VBD/ROOT/6/sing Bell/NNP/nsubj/6 ././punct/6",
        [[("sang", "verb", "Bell")]],
    ),
}


@pytest.mark.parametrize(("tokens", "expected"), CUES.values(), ids=CUES)
def test_cues(tokens: str, expected: list[list[tuple[str, str, str | None]]]) -> None:
    doc = cued(tokens)
    found = [
        [
            (
                doc[c.at : c.last + 1].text,
                c.form.value,
                doc[c.subject].text if c.subject is not None else None,
            )
            for c in cues
        ]
        for cues in doc._.cues
    ]
    assert found == expected


def test_each_cue_knows_its_frame() -> None:
    doc = cued(CUES["each sentence has its own"][0])
    assert [[cue.frame for cue in cues] for cues in doc._.cues] == [[0], [1]]


def test_a_doc_without_words_has_none() -> None:
    doc = components.cues(components.frames(components.quotation_marks(empty())))
    assert doc._.cues == ()
