"""Gender: titles and roles settle it, then pronouns and the given name; an unknown name alone tells none."""

import pytest

from service.extraction.naming.gender import pronoun_gender
from tests.extraction.parsed import named


def person(before: str, given: str, behind: str = "") -> str:
    """'<before> <given> Quist opened the bridge <behind>.' as tokens."""
    lead = before.split()
    at = len(lead)
    titles = " ".join(f"{word}/{'NNP' if word[0].isupper() else 'NN'}/compound/{at + 1}" for word in lead)
    verb = at + 2
    tail = " ".join(behind.format(verb, verb + 3, verb + 4, verb + 5).split())
    return (
        f"{titles} {given}/NNP/compound/{at + 1} Quist/NNP/nsubj/{verb} opened/VBD/ROOT/{verb}/open"
        f" the/DT/det/{verb + 2} bridge/NN/dobj/{verb} {tail} ././punct/{verb}"
    )


WITH_HIS = "after/IN/prep/{0} his/PRP$/poss/{3} long/JJ/amod/{3} speech/NN/pobj/{1}"
WITH_HER = "after/IN/prep/{0} her/PRP$/poss/{3} long/JJ/amod/{3} speech/NN/pobj/{1}"

GENDERS = [
    (person("", "Maria"), "f", "the given name, where the text says nothing"),
    (person("", "Peter"), "m", "the same of a man"),
    (person("", "Xqzara"), None, "a name that no list knows: no guess"),
    (person("Mr.", "Xqzara"), "m", "a title"),
    (person("Mrs.", "Peter"), "f", "a title outweighs the given name"),
    (person("Sir", "Xqzara"), "m", "a knight"),
    (person("spokeswoman", "Xqzara"), "f", "a gendered role"),
    (person("", "Xqzara", WITH_HIS), "m", "a pronoun in the same sentence"),
    (person("", "Xqzara", WITH_HER), "f", "the other pronoun"),
    (person("", "Maria", WITH_HIS), "f", "one pronoun may be another’s: the given name stands"),
]


@pytest.mark.parametrize(("tokens", "expected", "why"), GENDERS, ids=[row[2] for row in GENDERS])
def test_gender(tokens: str, expected: str | None, why: str) -> None:
    doc = named(tokens, ents=dict.fromkeys(("Maria Quist", "Peter Quist", "Xqzara Quist"), "PERSON"))
    (entity,) = (e for e in doc._.entities.all if e.kind == "person")
    assert entity.gender == expected, why


PRONOUNS = [("he", "m"), ("him", "m"), ("his", "m"), ("she", "f"), ("hers", "f"), ("herself", "f")]


@pytest.mark.parametrize(("word", "expected"), [*PRONOUNS, ("they", None), ("it", None), ("bell", None)])
def test_pronoun_gender(word: str, expected: str | None) -> None:
    assert pronoun_gender(word) == expected
