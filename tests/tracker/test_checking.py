"""A text against what is stored: the verdict, and what shows it."""

import pytest
from peewee import Database

from service.errors import InvalidCheck
from service.storage import decisions
from service.tracker import checking
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article

WALL = Line(
    words="We will not raise the flood wall before the winter of 2027, whatever Alder Concrete says",
    by="Ada Byron",
    aliases=("Byron",),
    role="mayor",
)
GATE = Line(words="Nobody told the harbour board that the gate was open", by="Bo Li", role="pilot")
AGAIN = Line(words="The town paid for that gate twice over", by="Bo Li", role="pilot")
NOBODY = Line(words="It smelled of burnt sugar for three whole days")
SHORT = Line(words="Over and out", by="Bo Li")


@pytest.fixture(autouse=True)
def archive(database: Database) -> None:
    lines = (WALL, GATE, AGAIN, NOBODY, SHORT)
    ingest(
        Submission(text=article(*lines), url="u", published_at="2026-03-01"), ScriptedReader(*lines), 10_000
    )


CASES = [
    (WALL.words, None, "exact", "word for word"),
    ("“we will NOT raise the flood wall”", None, "exact", "clipped, other marks and case"),
    ("We will not raise the flood wall … whatever Alder Concrete says", "Byron", "exact", "an ellipsis"),
    ("Nobody told the harbor board [that] the gate was open", "Bo Li", "exact", "spelling and a bracket"),
    ("Over and out", None, "exact", "function words for the most part"),
    ("We will raise the flood wall before the winter of 2027", None, "altered", "a not was dropped"),
    ("We will not raise the flood wall before the winter of 2028", "Byron", "altered", "another year"),
    ("Nobody told the harbour board that the gate was shut", None, "altered", "the last word"),
    (f"{GATE.words}. {AGAIN.words}", "Bo Li", "altered", "stitched without a sign"),
    (f"{GATE.words} … {AGAIN.words}", "Bo Li", "exact", "stitched, and an ellipsis tells"),
    (GATE.words, "Ada Byron", "misattributed", "somebody else said it"),
    ("Nobody told the harbour board that the gate was shut", "Byron", "misattributed", "changed as well"),
    (GATE.words, "Captain Bo Li", "exact", "a title before the name"),
    (GATE.words, "Li", "exact", "a part of the name"),
    (GATE.words, "Capt. Li", "exact", "a title and a part of the name"),
    (GATE.words, "Ada Li", "misattributed", "a namesake"),
    (NOBODY.words, "Ada Byron", "exact", "an unknown speaker contradicts nobody"),
    ("We shall fight on the beaches and in the hills", None, "not_found", "nobody said so"),
    ("the flood gate of the winter board", None, "not_found", "the words, but not together"),
]


@pytest.mark.parametrize(("text", "speaker", "verdict", "why"), CASES)
def test_verdicts(text: str, speaker: str | None, verdict: str, why: str) -> None:
    checked = checking.check(text, speaker)
    assert checked.verdict == verdict, (why, checked)
    if verdict != "not_found":
        assert checked.matches


def test_who_really_said_it() -> None:
    match = checking.check(GATE.words, "Ada Byron").matches[0]
    assert match.by_speaker is False
    assert [quote.speaker and quote.speaker.name for quote in match.quotes] == ["Bo Li"]


def test_a_stitched_text_shows_every_quote_in_the_articles_order() -> None:
    checked = checking.check(f"{AGAIN.words} {GATE.words}")
    assert checked.verdict == "altered"
    stitched = checking.check(f"{GATE.words} {AGAIN.words}").matches[0]
    assert [quote.text for quote in stitched.quotes] == [GATE.words, AGAIN.words]


def test_what_changed_is_flagged() -> None:
    text = "We will raise the flood wall before the winter of 2028"
    changes = checking.check(text).matches[0].alignment.changes
    assert [(c.said, c.given, [str(f) for f in c.flags]) for c in changes] == [
        ("not", "", ["negation"]),
        ("2027", "2028", ["number"]),
    ]


def test_a_near_candidate_is_named_with_its_score() -> None:
    checked = checking.check("whatever Alder Concrete says, I think we should all go home and rest")
    assert checked.verdict == "not_found"
    assert [match.quotes[0].text for match in checked.matches] == [WALL.words]
    assert checked.matches[0].alignment.score < 0.6


def test_a_rejected_quote_proves_nothing() -> None:
    quote = checking.check(GATE.words).matches[0].quotes[0]
    decisions.record(quote.id, "rejected", by="vera")
    assert checking.check(GATE.words).verdict == "not_found"


@pytest.mark.parametrize("text", ["", "   ", "…", "“!”", "word", "[two words] word", "a " * 501])
def test_what_can_not_be_checked(text: str) -> None:
    with pytest.raises(InvalidCheck) as raised:
        checking.check(text)
    assert raised.value.field == "text"
