"""Which names are one person or body: names made by hand, rows of groups as a reader would sort them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.lexicons import Gender, honorifics
from service.extraction.naming.entities import Entities, build_entities
from service.extraction.naming.names import Name, NameKind
from service.extraction.naming.words import core, words


def names_of(text: str, kind: NameKind = "person") -> tuple[Name, ...]:
    """A name for every piece of ``text`` between semicolons; a title tells the gender, as in find_names."""
    found = []
    for number, piece in enumerate(re.finditer(r"[^;]+", text)):
        printed = piece.group().strip()
        start = piece.start() + piece.group().index(printed)
        title = honorifics().get(printed.split()[0].lower().rstrip("."))
        gender: Gender | None = title.gender if title else None
        bare = printed.split(" ", 1)[1] if title else printed
        folded = core(words(bare))
        at = number * 10
        found.append(Name(at, at + 1, at, kind, bare, folded, start + len(printed), gender))
    return tuple(found)


def groups(entities: Entities, names: tuple[Name, ...]) -> list[int]:
    """The entity of each name, numbered by first appearance."""
    seen: dict[int, int] = {}
    return [seen.setdefault(entities.of_name[name.start], len(seen)) for name in names]


PEOPLE = [
    ("Mira Sandhu; Sandhu", [0, 0], "a surname after the full name"),
    ("Sandhu; Mira Sandhu", [0, 0], "a surname before the full name, as headlines have it"),
    ("Mira Sandhu; Mira", [0, 0], "a first name after the full name"),
    ("Mira Sandhu; Mira K. Sandhu; M. Sandhu", [0, 0, 0], "initials that agree"),
    ("Robert Quayle; Bob Quayle; Rob Quayle", [0, 0, 0], "nicknames of one name"),
    ("Mira Sandhu; Arjun Sandhu", [0, 1], "relatives: two given names"),
    ("Mira Sandhu; Arjun Sandhu; Arjun", [0, 1, 1], "the first name tells which relative"),
    ("Mira Sandhu; Arjun Sandhu; Mr. Sandhu", [0, 1, 1], "a title tells which relative"),
    ("Mira Sandhu; Mr. Sandhu", [0, 1], "a title that clashes is another person"),
    ("María García López; García López; García", [0, 0, 0], "two surnames, both or the first"),
    ("María García López; María García", [0, 0], "the second surname left out"),
    ("José Ortega; Jose Ortega", [0, 0], "an accent left out"),
    ("Khalid al-Amin; Al-Amin", [0, 0], "a particle with another capital"),
    ("Jan van der Meer; van der Meer", [0, 0], "particles are part of the surname"),
    ("Kim Min-jun; Kim", [0, 0], "family name first"),
    ("Lumo; Lumo", [0, 0], "a mononym"),
    ("John Whitfield Jr.; Whitfield", [0, 0], "a suffix is not the surname"),
    ("Dr. Mira Sandhu; Dr. Sandhu", [0, 0], "a title that tells no gender"),
    ("Mira Sandhu; Tom Hale; Sandhu; Hale", [0, 1, 0, 1], "two people in turns"),
]


@pytest.mark.parametrize(("text", "expected", "why"), PEOPLE)
def test_people(text: str, expected: list[int], why: str) -> None:
    names = names_of(text)
    assert groups(build_entities(text, names), names) == expected, why


BODIES = [
    ("Tarn Water; Tarn Water", [0, 0], "the same words"),
    ("World Ports Forum (WPF); WPF", [0, 0], "an acronym that is spelled out"),
    ("The Eastern Herald; Herald", [0, 0], "the last word of a longer name"),
    ("Bank of Ely; Bank of Leeds", [0, 1], "two banks"),
    ("Tarn Water; Tarn Water Board", [0, 1], "a longer name is not the shorter one’s end"),
]


@pytest.mark.parametrize(("text", "expected", "why"), BODIES, ids=[row[2] for row in BODIES])
def test_bodies(text: str, expected: list[int], why: str) -> None:
    names = names_of(re.sub(r" \(WPF\)", "", text), "organization")
    shift = len(" (WPF)") if "(WPF)" in text else 0
    entities = build_entities(text, names if not shift else (names[0], *names_of(text, "organization")[1:]))
    assert groups(entities, names) == expected, why


FULLEST = [
    ("Sandhu; Mira K. Sandhu; Mira Sandhu", "Mira K. Sandhu", "with the initial"),
    ("SANDHU; Sandhu", "Sandhu", "mixed case before capitals"),
    ("Bob Quayle; Robert James Quayle; Quayle", "Robert James Quayle", "the most words"),
]


@pytest.mark.parametrize(("text", "expected", "why"), FULLEST, ids=[row[2] for row in FULLEST])
def test_the_fullest_form_names_the_entity(text: str, expected: str, why: str) -> None:
    (entity,) = build_entities(text, names_of(text)).all
    assert entity.name == expected, why


GIVEN = st.sampled_from(["Mira", "Arjun", "Tom", "M.", "Robert", "Bob", ""])
FAMILY = st.sampled_from(["Sandhu", "Hale", "García López", "al-Amin"])


@given(st.lists(st.tuples(GIVEN, FAMILY), max_size=12))
def test_every_name_belongs_to_one_entity_that_has_it(pairs: list[tuple[str, str]]) -> None:
    text = "; ".join(f"{given_name} {family}".strip() for given_name, family in pairs)
    names = names_of(text)
    entities = build_entities(text, names)
    assert set(entities.of_name) == {name.start for name in names}
    for name in names:
        assert name in entities.all[entities.of_name[name.start]].names
    assert sum(len(entity.names) for entity in entities.all) == len(names)
