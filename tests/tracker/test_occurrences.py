"""One utterance in several articles, and quotes that only look like it."""

import pytest
from peewee import Database

from service.errors import NotFound
from service.tracker import occurrences
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article

WORDS = "We will not raise the flood wall before the winter, and that is final"


def store(words: str, day: int, by: str | None = "Ada Byron", **told: str) -> str:
    """The id of a quote in an article of its own, published on that day of March."""
    line = Line(words=words, by=by, **told)  # type: ignore[arg-type]
    submission = Submission(
        text=article(line), url=f"u{day}", published_at=f"2026-03-{day:02}", publication=f"Paper {day}"
    )
    return ingest(submission, ScriptedReader(line), 10_000).quotes[0].id


@pytest.fixture(autouse=True)
def asked(database: Database) -> str:
    return store(WORDS, 10)


SAME = [
    (WORDS, {}, "the same words"),
    ("We will not raise the flood wall before the winter", {}, "a clipped end"),
    ("raise the flood wall before the winter, and that is final", {}, "a clipped beginning"),
    (f"Listen. {WORDS}, believe me", {}, "this article has more of it"),
    ("We will not raise the flood wall before the winter [sic], and that is final", {}, "an inserted [sic]"),
    ("we will not raise [it] before the winter, and that is final", {}, "a bracket for a noun"),
    ("We will not raise the flood-wall before the winter and that’s final", {}, "one word in another form"),
    (WORDS, {"by": None}, "an article that names nobody"),
    (WORDS, {"by": "a spokeswoman", "kind": "unnamed"}, "or only describes"),
    (WORDS, {"by": "Byron"}, "or gives a surname only"),
]


@pytest.mark.parametrize(("words", "told", "why"), SAME)
def test_occurrences(asked: str, words: str, told: dict[str, str], why: str) -> None:
    other = store(words, 5, **told)
    found = occurrences.of(asked)
    assert [one.quote.id for one in found.occurrences] == [other, asked], (why, found.variants)
    assert (found.articles, found.publications) == (2, 2)
    assert set(occurrences.ids(asked)) == set(occurrences.ids(other)) == {asked, other}


VARIANTS = [
    (WORDS.replace("not ", ""), {}, ["negation"], "a dropped not is another statement"),
    (WORDS + " in 12 years", {}, None, "what one has more at its end is a clip"),
    (WORDS.replace("the winter", "2027"), {}, ["number"], "another number"),
    (WORDS, {"by": "Bo Li"}, ["speaker"], "somebody else"),
    ("We will not raise the flood wall before the winter sports season starts", {}, ["words"], "most"),
    (WORDS.replace("not ", ""), {"by": "Bo Li"}, ["negation", "speaker"], "both"),
]


@pytest.mark.parametrize(("words", "told", "differs", "why"), VARIANTS)
def test_variants(asked: str, words: str, told: dict[str, str], differs: list[str] | None, why: str) -> None:
    other = store(words, 12, **told)
    found = occurrences.of(asked)
    expected = [] if differs is None else [(other, differs)]
    assert [(one.quote.id, [str(each) for each in one.differs]) for one in found.variants] == expected, why
    assert len(found.occurrences) == (2 if differs is None else 1)


def test_differences_are_told_from_the_quote_asked_for(asked: str) -> None:
    store("We will not raise the big flood wall before winter, and that is final, I promise", 11)
    (change, dropped) = occurrences.of(asked).occurrences[1].changes
    assert (str(change.kind), change.said, change.given) == ("added", "", "big")
    assert (str(dropped.kind), dropped.said, dropped.given) == ("dropped", "the", "")


def test_short_quotes_are_told_apart_by_their_day(database: Database) -> None:
    first = store("The flood wall stays", 1, said_on="2026-03-01")
    same = store("The flood wall stays", 2, said_on="2026-03-01")
    later = store("The flood wall stays", 20, said_on="2026-03-20")
    found = occurrences.of(first)
    assert [one.quote.id for one in found.occurrences] == [first, same]
    assert [(one.quote.id, list(one.differs)) for one in found.variants] == [(later, ["said_on"])]


def test_a_few_words_are_said_by_many(database: Database) -> None:
    first = store("Very proud", 1)
    store("Very proud", 2)
    assert occurrences.ids(first) == (first,)


def test_no_such_quote(database: Database) -> None:
    with pytest.raises(NotFound):
        occurrences.of("none")
