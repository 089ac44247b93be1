"""Articles are filed under the top level of the IPTC Media Topics where it is clear, else not at all."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabulary import SUBJECTS
from seeds.build import marked_articles
from service.extraction import annotations
from service.extraction.subjects import NAMES, find_subjects

# What is printed, the codes (the two digits that differ), and why.
CASES: list[tuple[str, tuple[str, ...], str]] = [
    (
        "The goalkeeper saved a penalty in extra time, and the midfielder scored the winner of the cup tie.",
        ("15",),
        "a match",
    ),
    (
        "The jury found the defendant guilty of fraud. The judge adjourned sentencing, and the prosecutor "
        "asked that bail be refused.",
        ("02",),
        "a trial",
    ),
    (
        "Nurses said that patients waited for hours in the emergency room. The hospital blamed an outbreak "
        "of measles among unvaccinated children.",
        ("07",),
        "a hospital",
    ),
    (
        "The union called a strike ballot after talks on overtime and wages failed; pickets will stand at "
        "each gate of the workplace.",
        ("09",),
        "a labour dispute",
    ),
    (
        "Shares fell after the retailer cut its profit forecast. Analysts said investors had expected "
        "revenue and dividends to grow.",
        ("04",),
        "earnings",
    ),
    (
        "The bishop led the prayers in the cathedral. Parishioners and clergy filled the church for his "
        "last sermon.",
        ("12",),
        "a service",
    ),
    ("She closed the door and went down to the river.", (), "nothing is said"),
    ("Police, a school, a hospital, a bank and a church stand in the same street.", (), "a word of each"),
    ("Strike! Strike! Strike! Strike! Strike!", (), "one word is no subject"),
    ("Jury duty is jury duty, the jury was told.", (), "one word, in several places"),
    ("", (), "no text"),
]


@pytest.mark.parametrize(("text", "codes", "why"), CASES, ids=[case[2] for case in CASES])
def test_what_it_is_about(text: str, codes: tuple[str, ...], why: str) -> None:
    found = find_subjects(text)
    assert tuple(subject.code[:2] for subject in found) == codes, why
    for subject in found:
        assert text[subject.evidence.start : subject.evidence.end] == subject.evidence.text != ""


def test_a_headline_says_most_and_proves_nothing() -> None:
    text = "The senator and the mayor met voters. The coach spoke of the league, the squad and the referee."
    assert find_subjects(text, "Governor loses election as voters turn out the party")[0].code == "11000000"
    assert find_subjects("Nothing.", "Governor loses election as voters turn out the party") == ()


@given(st.text(max_size=300), st.none() | st.text(max_size=80))
def test_any_text_is_read(text: str, title: str | None) -> None:
    found = find_subjects(text, title)
    weights = [subject.weight for subject in found]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) <= 3
    assert all(
        subject.evidence.text == text[subject.evidence.start : subject.evidence.end] for subject in found
    )


def test_the_names_are_those_of_the_wire() -> None:
    assert dict(NAMES) == dict(annotations.SUBJECTS) == dict(SUBJECTS)
    assert [code[:2] for code in NAMES] == [f"{number:02d}" for number in range(1, 18)]


def test_the_seeds_are_filed_as_an_editor_would() -> None:
    """``seed_subjects.tsv`` was written before the words were; the figures stand in docs/topics.md."""
    lines = (Path(__file__).parent / "seed_subjects.tsv").read_text(encoding="utf-8").splitlines()
    judged = {
        doc: [f"{code}000000" for code in codes.split()]
        for doc, codes in csv.reader((line for line in lines if line[0] != "#"), delimiter="\t")
    }
    found = {
        one.gold.doc: [subject.code for subject in find_subjects(one.gold.text, one.fields["title"])]
        for one in marked_articles()
    }
    assert found.keys() <= judged.keys()
    filed = {doc: codes for doc, codes in found.items() if codes}
    given_codes = sum(map(len, filed.values()))
    right = sum(len({*codes} & {*judged[doc]}) for doc, codes in filed.items())
    first = sum(codes[0] in judged[doc] for doc, codes in filed.items())
    assert len(filed) / len(found) >= 0.9, "abstains on a tenth at most"
    assert first / len(filed) >= 0.95, "the clearest one is right"
    assert right / given_codes >= 0.9, "so are the others"
