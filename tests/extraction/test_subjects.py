"""Whose verb it is: the subject of a verb on trees made by hand, right and wrong ones."""

import pytest

from service.extraction.attribution.subjects import beside, main_subject, noun_after, noun_before, subject_of
from tests.extraction.parsed import parsed

SUBJECTS = [
    ("Bell/NNP/nsubj/1 said/VBD/ROOT/1/say so/RB/advmod/1", "said", "Bell", "its own subject"),
    (
        "Bell/NNP/nsubj/1 rose/VBD/ROOT/1/rise and/CC/cc/1 said/VBD/conj/1/say so/RB/advmod/3",
        "said",
        "Bell",
        "a coordinated verb takes that of the first",
    ),
    (
        "Bell/NNP/nsubj/1 left/VBD/ROOT/1/leave ,/,/punct/1 saying/VBG/advcl/1/say so/RB/advmod/3",
        "saying",
        "Bell",
        "a participle takes that of the main clause",
    ),
    (
        "Bell/NNP/nsubj/5 ,/,/punct/0 who/WP/nsubj/3 said/VBD/relcl/0/say ,/,/punct/0 left/VBD/ROOT/5/leave",
        "said",
        "Bell",
        "“who” is the noun before it",
    ),
    (
        "It/PRP/nsubjpass/2 was/VBD/auxpass/2/be described/VBN/ROOT/2/describe by/IN/agent/2 Bell/NNP/pobj/3",
        "described",
        "Bell",
        "the agent of a passive",
    ),
    (
        "Bell/NNP/nsubj/1 wants/VBZ/ROOT/1/want to/TO/aux/3 say/VB/xcomp/1/say so/RB/advmod/3",
        "say",
        "Bell",
        "an infinitive takes that of the verb over it",
    ),
    (
        "Bell/NNP/nsubj/1 said/VBD/ROOT/1/say the/DT/det/3 partner/NN/nsubj/4 was/VBG/conj/1/be"
        " kind/JJ/acomp/4 telling/VBG/ccomp/1/tell her/PRP/dobj/6",
        "telling",
        "partner",
        "a participle goes on from the gerund before it",
    ),
    (
        "Bell/NNP/nsubj/1 changed/VBD/ROOT/1/change it/PRP/dobj/1 for/IN/prep/1 paint/NN/pobj/3"
        " calling/VBG/acl/4/call for/IN/prep/5 it/PRP/pobj/6",
        "calling",
        "Bell",
        "paint cannot call: who does the sentence does",
    ),
    ("said/VBD/ROOT/0/say so/RB/advmod/0", "said", None, "nobody"),
]


@pytest.mark.parametrize(("tokens", "verb", "expected", "why"), SUBJECTS, ids=[row[3] for row in SUBJECTS])
def test_subject_of(tokens: str, verb: str, expected: str | None, why: str) -> None:
    doc = parsed(tokens)
    found = subject_of(next(t for t in doc if t.text == verb), frozenset(range(len(doc))))
    assert (found.text if found is not None else None) == expected, why


def test_a_subject_inside_a_quotation_is_none() -> None:
    doc = parsed("Bell/NNP/nsubj/1 said/VBD/ROOT/1/say so/RB/advmod/1")
    assert subject_of(doc[1], frozenset({1, 2})) is None


def test_a_date_never_speaks() -> None:
    doc = parsed("Thursday/NNP/nsubj/1 said/VBD/ROOT/1/say", ents={"Thursday": "DATE"})
    assert subject_of(doc[1], frozenset({0, 1})) is None


BESIDE = [
    ("Bell/NNP/dobj/1 said/VBD/ROOT/1/say", 1, "Bell", "a name right before, whatever the parse says"),
    ("Bell/NNP/dobj/2 later/RB/advmod/2 said/VBD/ROOT/2/say", 2, "Bell", "an adverb between"),
    ("she/PRP/dobj/1 said/VBD/ROOT/1/say", 1, "she", "a nominative pronoun"),
    ("him/PRP/dobj/1 said/VBD/ROOT/1/say", 1, None, "an object form is no subject"),
    ("mayor/NN/dobj/1 said/VBD/ROOT/1/say", 1, None, "a common noun is left to the parse"),
]


@pytest.mark.parametrize(("tokens", "at", "expected", "why"), BESIDE, ids=[row[3] for row in BESIDE])
def test_beside(tokens: str, at: int, expected: str | None, why: str) -> None:
    doc = parsed(tokens)
    found = beside(doc, at, tuple(range(len(doc))))
    assert (found.text if found is not None else None) == expected, why


def test_main_subject_of_a_participle() -> None:
    doc = parsed(
        "Bell/NNP/nsubj/1 met/VBD/ROOT/1/meet Reed/NNP/dobj/1 ,/,/punct/1 saying/VBG/acl/2/say so/RB/advmod/4"
    )
    found = main_subject(doc[4], frozenset(range(len(doc))))
    assert found is not None and found.text == "Bell"


ORDER = [
    ("said/VBD/ROOT/0/say the/DT/det/2 mayor/NN/nsubj/0", "mayor", "past the article"),
    ("said/VBD/ROOT/0/say in/IN/prep/0 Ely/NNP/pobj/1", None, "a preposition is in the way"),
    (
        "said/VBD/ROOT/0/say deputy/NN/compound/2 mayor/NN/compound/3 Bell/NNP/nsubj/0",
        "Bell",
        "the head of it",
    ),
]


@pytest.mark.parametrize(("tokens", "expected", "why"), ORDER, ids=[row[2] for row in ORDER])
def test_noun_after(tokens: str, expected: str | None, why: str) -> None:
    doc = parsed(tokens)
    found = noun_after(doc, 0, tuple(range(len(doc))))
    assert (found.text if found is not None else None) == expected, why


def test_noun_before_prefers_a_subject() -> None:
    doc = parsed("Bell/NNP/nsubj/1 met/VBD/ROOT/1/meet Reed/NNP/dobj/1 and/CC/cc/1 said/VBD/conj/1/say")
    found = noun_before(doc, 4, tuple(range(len(doc))))
    assert found is not None and found.text == "Bell"
