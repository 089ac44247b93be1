"""What an editor decided stays in force, whatever the machine reads next."""

import re
from dataclasses import replace

import pytest
from peewee import Database

from service.errors import Conflict, NotFound
from service.extraction.annotations import Extraction, Span
from service.storage import articles, decisions, history, quotes, speakers
from service.storage.articles import ArticleFilter
from service.storage.quotes import QuoteFilter
from service.storage.records import FieldChange, QuoteRecord, Reread
from service.tracker.intake import Submission
from service.tracker.processing import Ingested, ingest, reextract
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
    entries = history.find(wall.id).items
    assert [(entry.kind, entry.status) for entry in entries] == [
        ("decision", "corrected"),
        ("reading", "corrected"),
        ("decision", "extracted"),
    ]


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
        assert send(f"Nothing of it is left in revision {revision}.") == (), "a rejected quote is no quote"
        kept = quotes.get(wall.id)
        assert (kept.id, kept.status, kept.revision, kept.segments) == (wall.id, "rejected", 1, wall.segments)
    send(article(WALL))
    assert quotes.get(wall.id).revision == 4, "words that come back are read again"


def test_the_history_is_kept_in_order(wall: QuoteRecord) -> None:
    correct(wall, role="governor")
    decisions.record(wall.id, "verified", by="ed")
    first, second = history.find(wall.id).items
    assert (first.status, first.by, first.why) == ("corrected", "vera", "rang her")
    assert first.changes == (FieldChange(field="role", was="mayor", now="governor"),)
    assert (second.status, second.by, second.why) == ("verified", "ed", None)
    assert quotes.get(wall.id).role == "governor", (
        "a verdict that says nothing of the role leaves it corrected"
    )


def test_a_decision_that_can_not_be_is_refused(wall: QuoteRecord) -> None:
    with pytest.raises(NotFound):
        decisions.record("nothing", "verified", by="vera")
    with pytest.raises(Conflict):
        correct(wall, speaker="nobody")
    assert history.find(wall.id).items == ()
    assert quotes.get(wall.id) == wall


def verify(quote: QuoteRecord) -> QuoteRecord:
    return decisions.record(quote.id, "verified", by="vera")


def reread(quote: QuoteRecord, *lines: Line, version: str = "2", **options: bool) -> Ingested:
    return reextract(quote.article.id, ScriptedReader(*lines, version=version), **options)


OTHERWISE = Line(words="Build the wall", by="Cy Twombly", role="baker", medium="speech", said_on="2024")


def test_what_was_verified_stays_as_it_was_seen(wall: QuoteRecord) -> None:
    verify(wall)
    reread(wall, OTHERWISE, GATE)
    kept = quotes.get(wall.id)
    for name in ("speaker", "role", "medium", "said_on", "segments", "evidence", "status"):
        assert getattr(kept, name) == getattr(verify(wall), name), name
    assert (kept.extractor, kept.confidence) == ("2", OTHERWISE.confidence)


def test_it_is_shown_what_the_machine_reads_otherwise(wall: QuoteRecord) -> None:
    assert wall.reading is None, "nobody decided: what is in force is what the machine reads"
    verified = verify(wall)
    assert verified.reading and (verified.reading.differs, verified.reading.changed_at) == ((), None)
    reread(wall, OTHERWISE, GATE)
    reading = quotes.get(wall.id).reading
    assert reading and reading.speaker
    assert (reading.speaker.name, reading.role, reading.medium, reading.said_on, reading.extractor) == (
        "Cy Twombly",
        "baker",
        "speech",
        "2024",
        "2",
    )
    assert reading.differs == ("speaker", "role", "medium", "said_on")
    assert reading.changed_at is not None
    entry = history.find(wall.id).items[-1]
    assert (entry.kind, entry.by, entry.extractor) == ("reading", None, "2")
    assert {(change.field, change.kept) for change in entry.changes} == {
        (field, True) for field in reading.differs
    }
    assert entry.changes[1] == FieldChange(field="role", was="mayor", now="baker", kept=True)


def test_it_is_found_what_was_read_otherwise_since_an_editor_decided(wall: QuoteRecord) -> None:
    def listed() -> list[int]:
        return [quotes.find(QuoteFilter(reading=kind, status="any")).total for kind in ("changed", "lost")]

    correct(wall, role="governor")
    assert listed() == [0, 0], "the editor knew that the machine reads it otherwise"
    reread(wall, WALL, version="2")
    assert listed() == [0, 0], "it reads what it read"
    reread(wall, OTHERWISE, version="3")
    assert listed() == [1, 0]
    reread(wall, OTHERWISE, version="4")
    assert listed() == [1, 0], "it still does"
    verify(wall)
    assert listed() == [0, 0], "the editor has seen it"
    reread(wall, version="5")
    assert listed() == [0, 1]
    reread(wall, quote_as_is(quotes.get(wall.id)), version="6")
    assert listed() == [0, 0], "it reads what is in force"


def quote_as_is(quote: QuoteRecord) -> Line:
    return Line(
        words=quote.text,
        by=quote.speaker and quote.speaker.name,
        role=quote.role,
        medium=quote.medium,
        said_on=quote.said_on,
    )


def test_the_same_reading_again_adds_nothing_to_the_history(wall: QuoteRecord) -> None:
    verified = verify(wall)
    again = reread(wall, WALL, GATE, version=wall.extractor)
    assert again.reread == ()
    assert quotes.get(wall.id) == verified
    assert len(history.find(wall.id).items) == 1


def test_an_undecided_quote_that_is_read_otherwise_tells_so(wall: QuoteRecord) -> None:
    reread(wall, OTHERWISE, GATE)
    (entry,) = history.find(wall.id).items
    assert (entry.kind, entry.status, entry.extractor, entry.revision) == ("reading", "extracted", "2", 1)
    assert [change.field for change in entry.changes] == ["speaker", "role", "medium", "said_on"]
    assert not any(change.kept for change in entry.changes)
    assert quotes.get(wall.id).role == "baker"


def test_other_boundaries_are_a_reading_of_the_decided_quote_and_no_second_one(wall: QuoteRecord) -> None:
    text = "“Build the wall now,” said Ada Byron, mayor. “Close the gate,” said Bo Li."
    first = ScriptedReader(Line(words="Build the wall now,", by="Ada Byron"))
    quote = ingest(Submission(text=text, url="v"), first, 10_000).quotes[0]
    decisions.record(quote.id, "rejected", by="vera")

    class Shorter(ScriptedReader):
        def extract(self, text: str, **options: str | None) -> Extraction:  # type: ignore[override]
            read = super().extract(text, **options)
            (found,) = read.quotes
            segments = (Span.of(text, found.segments[0].start, found.segments[0].end - 1),)
            return replace(read, quotes=(replace(found, segments=segments),), extractor="2")

    reextract(quote.article.id, Shorter(Line(words="Build the wall now,", by="Ada Byron")))
    (kept,) = quotes.find(QuoteFilter(article_id=quote.article.id, status="any")).items
    assert (kept.id, kept.status) == (quote.id, "rejected"), "a rejected quote does not come back in disguise"


def test_corrected_boundaries_hold_and_follow_their_words_into_a_revision(wall: QuoteRecord) -> None:
    text = article(WALL, GATE)
    start = text.index("the wall")
    correct_segments = (Span.of(text, start, start + 8),)
    corrected = decisions.record(wall.id, "corrected", by="vera", fields={"segments": correct_segments})
    reread(wall, WALL, GATE)
    assert quotes.get(wall.id).segments == corrected.segments
    revised = "An editor's note. " + text
    send(revised)
    moved = quotes.get(wall.id)
    assert (moved.revision, moved.text, moved.segments[0].start) == (2, "the wall", start + 18)
    assert moved.evidence.role and moved.evidence.role.start == corrected.evidence.role.start + 18  # type: ignore[union-attr]
    assert moved.reading and (moved.reading.text, moved.reading.differs) == ("Build the wall", ("segments",))
    assert quotes.find(QuoteFilter(q="wall")).total == 1


def test_taking_back_a_decision_on_what_the_machine_lost_is_refused(wall: QuoteRecord) -> None:
    verify(wall)
    reread(wall, GATE)
    with pytest.raises(Conflict, match="no longer finds"):
        decisions.record(wall.id, "extracted", by="vera")
    reread(wall, WALL, GATE, version="3")
    assert decisions.record(wall.id, "extracted", by="vera").status == "extracted"
    kinds = [(entry.kind, [change.now for change in entry.changes]) for entry in history.find(wall.id).items]
    assert kinds[1] == ("reading", [None])
    assert kinds[2] == ("reading", [[{"start": 1, "end": 15, "text": "Build the wall"}]])


def without_ids(told: Reread) -> str:
    """A new speaker's id is another each time."""
    return re.sub("'id': '[^']*'", "", repr(told))


def test_a_rehearsal_tells_what_would_be_and_stores_nothing(wall: QuoteRecord) -> None:
    correct(wall, role="governor")
    before = quotes.find(QuoteFilter()).items, history.find(wall.id)
    lines = (OTHERWISE, Line(words="Close the gate", by="Bo Li", role="a guard"))
    rehearsed = reread(wall, *lines, rehearse=True)
    assert (quotes.find(QuoteFilter()).items, history.find(wall.id)) == before
    assert speakers.find().total == 2
    done = reread(wall, *lines)
    assert [without_ids(told) for told in rehearsed.reread] == [without_ids(told) for told in done.reread]
    otherwise, gate = done.reread
    assert [(change.field, change.kept) for change in otherwise.changes] == [
        ("speaker", False),
        ("role", True),
        ("medium", False),
        ("said_on", False),
    ]
    assert gate.changes == (FieldChange(field="role", was=None, now="a guard"),)


def test_a_rejected_quote_is_in_no_list_and_no_count_unless_asked_for(wall: QuoteRecord) -> None:
    decisions.record(wall.id, "rejected", by="vera")
    assert [quote.text for quote in quotes.find(QuoteFilter()).items] == ["Close the gate"]
    assert quotes.find(QuoteFilter(q="wall")).total == 0
    assert [quotes.find(QuoteFilter(status=status)).total for status in ("rejected", "any")] == [1, 2]
    ada = speakers.find("ada").items[0]
    assert (ada.quote_count, ada.article_count, speakers.get(ada.id).roles) == (0, 0, ())
    assert articles.get(wall.article.id).quote_count == 1
    assert articles.find(ArticleFilter()).items[0].quote_count == 1
    assert quotes.get(wall.id).status == "rejected"
