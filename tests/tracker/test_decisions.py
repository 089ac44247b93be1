"""What an editor decided stays in force, whatever the machine reads next."""

import pytest
from peewee import Database

from service.errors import Conflict, NotFound
from service.storage import decisions, quotes
from service.storage.quotes import QuoteFilter
from service.storage.records import QuoteRecord
from service.tracker.intake import Submission
from service.tracker.processing import ingest, reextract
from tests.scripted import Line, ScriptedReader, article

WALL = Line(words="Build the wall", by="Ada Byron", role="mayor", said_on="2024-03-12")
GATE = Line(words="Close the gate", by="Bo Li")
READER = ScriptedReader(WALL, GATE)
BLIND = ScriptedReader(version="2")


@pytest.fixture
def wall(database: Database) -> QuoteRecord:
    return send(article(WALL, GATE))[0]


def send(text: str) -> tuple[QuoteRecord, ...]:
    return ingest(Submission(text=text, url="u"), READER, 10_000).quotes


def correct(quote: QuoteRecord, **fields: str | None) -> QuoteRecord:
    return decisions.record(quote.id, "corrected", by="vera", why="rang her", fields=fields)


def test_a_correction_is_what_filters_find(wall: QuoteRecord) -> None:
    li = quotes.find(QuoteFilter(speaker="Li")).items[0].speaker
    corrected = correct(wall, speaker=li and li.id, role="a guard", said_on=None)
    assert (corrected.status, corrected.role, corrected.said_on) == ("corrected", "a guard", None)
    assert corrected.speaker == li
    assert (corrected.evidence.role, corrected.evidence.speaker) == (None, None)
    assert quotes.find(QuoteFilter(speaker="Li", role="guard", status="corrected")).total == 1
    assert quotes.find(QuoteFilter(role="mayor")).total == 0
    assert quotes.find(QuoteFilter(speaker="Byron")).total == 0


def test_re_extraction_leaves_a_decision_in_force(wall: QuoteRecord) -> None:
    corrected = correct(wall, role="governor")
    other = ScriptedReader(
        Line(words="Build the wall", by="Ada Byron", role="baker", medium="speech"), version="2"
    )
    again = reextract(wall.article.id, other).quotes[0]
    assert (again.id, again.role, again.status) == (wall.id, "governor", "corrected")
    assert (again.medium, again.extractor) == ("speech", "2"), "what was not decided is read anew"
    assert corrected.evidence.role is again.evidence.role is None


def test_taking_a_decision_back_shows_what_the_machine_reads_now(wall: QuoteRecord) -> None:
    correct(wall, role="governor", speaker=None)
    reextract(wall.article.id, ScriptedReader(Line(words="Build the wall", by="Ada Byron", role="baker")))
    back = decisions.record(wall.id, "extracted", by="vera")
    assert (back.role, back.status, back.speaker and back.speaker.name) == ("baker", "extracted", "Ada Byron")
    assert [decision.status for decision in decisions.history(wall.id)] == ["corrected", "extracted"]


def test_a_decided_quote_stays_though_the_machine_no_longer_finds_it(wall: QuoteRecord) -> None:
    verified = decisions.record(wall.id, "verified", by="vera")
    for _ in range(2):
        left = reextract(wall.article.id, BLIND).quotes
        assert [(quote.id, quote.status, quote.segments) for quote in left] == [
            (wall.id, "verified", verified.segments)
        ]


def test_a_decided_quote_follows_its_words_into_a_revision(wall: QuoteRecord) -> None:
    decisions.record(wall.id, "verified", by="vera")
    text = "A correction: it said Build the wall, without marks."
    (moved,) = send(text)
    (segment,) = moved.segments
    assert (moved.id, moved.revision) == (wall.id, 2)
    assert text[segment.start : segment.end] == segment.text == "Build the wall"
    assert moved.evidence.speaker is None, "the words it was read from are gone"


def test_a_decided_quote_whose_words_are_gone_keeps_the_revision_that_has_them(wall: QuoteRecord) -> None:
    decisions.record(wall.id, "rejected", by="vera", why="a parody account")
    for revision in (2, 3):
        (kept,) = send(f"Nothing of it is left in revision {revision}.")
        assert (kept.id, kept.status, kept.revision, kept.segments) == (wall.id, "rejected", 1, wall.segments)
    assert send(article(WALL))[0].revision == 4, "words that come back are read again"


def test_the_history_is_kept_in_order(wall: QuoteRecord) -> None:
    correct(wall, role="governor")
    decisions.record(wall.id, "verified", by="ed")
    first, second = decisions.history(wall.id)
    assert (first.status, first.fields, first.by, first.why) == (
        "corrected",
        {"role": "governor"},
        "vera",
        "rang her",
    )
    assert (second.status, second.by, second.why) == ("verified", "ed", None)
    assert quotes.get(wall.id).role == "governor", (
        "a verdict that says nothing of the role leaves it corrected"
    )


def test_a_decision_that_can_not_be_is_refused(wall: QuoteRecord) -> None:
    with pytest.raises(NotFound):
        decisions.record("nothing", "verified", by="vera")
    with pytest.raises(Conflict):
        correct(wall, speaker="nobody")
    assert decisions.history(wall.id) == ()
    assert quotes.get(wall.id) == wall
