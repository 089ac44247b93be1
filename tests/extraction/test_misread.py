"""Reporting verbs that the tagger takes for nouns, and "in her view", on Docs made by hand."""

import pytest

from service.extraction.attribution.cues import find_cues
from tests.extraction.parsed import framed

_WORDS = "“/``/punct/1 Go/VB/ROOT/1/go ,/,/punct/1 ”/''/punct/1 "
CUES = [
    (_WORDS + "the/DT/det/6 email/NN/compound/6 read/NN/ROOT/6 ././punct/6", ["read by email"], "a noun"),
    (
        _WORDS + "the/DT/det/5 owner/NN/ROOT/5 asked/VBN/acl/5/ask in/IN/prep/6 it/PRP/pobj/7 ././punct/5",
        ["asked by owner"],
        "a participle",
    ),
    (
        "Article/NN/nsubj/1 affirms/NNS/ROOT/1/affirm :/:/punct/1 “/``/punct/4 Go/VB/ROOT/4/go ”/''/punct/4",
        ["affirms by Article"],
        "before a colon",
    ),
    (
        _WORDS + "a/DT/det/5 reference/NN/ROOT/5 to/IN/prep/5 Ely/NNP/pobj/6 ././punct/5",
        [],
        "a noun with an article alone says what the words are",
    ),
    (
        "Bell/NNP/poss/1 claims/NNS/ROOT/1/claim :/:/punct/1 “/``/punct/4 Go/VB/ROOT/4/go ”/''/punct/4",
        ["claims by Bell"],
        "what is claimed: a cue noun, no verb",
    ),
    (
        "It/PRP/nsubj/1 was/VBD/ROOT/1/be “/``/punct/3 odd/JJ/acomp/1 ”/''/punct/3 in/IN/prep/1"
        " Bell/NNP/poss/7 view/NN/pobj/5 ././punct/1",
        ["in Bell view by Bell"],
        "whose view it is",
    ),
    (
        "Bell/NNP/nsubj/1 issued/VBD/ROOT/1/issue a/DT/det/3 statement/NN/dobj/1 ,/,/punct/1 “/``/punct/6"
        " Go/VB/ROOT/6/go ”/''/punct/6",
        ["statement by Bell"],
        "who issues what comes right behind",
    ),
    (
        "Bell/NNP/nsubj/1 issued/VBD/ROOT/1/issue a/DT/det/3 statement/NN/dobj/1 on/IN/prep/1 Ely/NNP/pobj/4"
        " ././punct/1 “/``/punct/8 Go/VB/ROOT/8/go ”/''/punct/8",
        [],
        "nothing comes right behind it",
    ),
]


@pytest.mark.parametrize(("tokens", "expected", "why"), CUES, ids=[row[2] for row in CUES])
def test_cues(tokens: str, expected: list[str], why: str) -> None:
    doc = framed(tokens)
    found = [cue for frame in find_cues(doc, doc._.frames) for cue in frame if cue.subject is not None]
    printed = [
        f"{doc[cue.at : cue.last + 1].text} by {doc[cue.subject].text}"
        for cue in found
        if cue.subject is not None
    ]
    assert printed == expected, why
