"""An editor decides: on the version that was seen, all or nothing, and to be taken back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from peewee import Database

from service.errors import Conflict, InvalidDecision, NotFound, Outdated
from service.extraction.annotations import SpeakerKind
from service.storage import history, quotes, speakers
from service.storage.quotes import QuoteFilter
from service.storage.records import QuoteRecord
from service.tracker import occurrences
from service.tracker.boundaries import Boundary
from service.tracker.deletion import delete
from service.tracker.intake import Submission
from service.tracker.processing import ingest, reextract
from service.tracker.review import Decision, decide, version
from tests.scripted import Line, ScriptedReader, article

WALL = Line(
    words="Build the wall before winter comes",
    by="Ada Byron",
    aliases=("Byron",),
    role="mayor",
    said_on="2024-03-12",
)
GATE = Line(words="Close the gate", by="Bo Li")
READER = ScriptedReader(WALL, GATE)
TEXT = article(WALL, GATE, WALL)


@pytest.fixture
def wall(database: Database) -> QuoteRecord:
    return ingest(Submission(text=TEXT, url="u"), READER, 10_000).quotes[0]


def correct(quote: QuoteRecord, **fields: Any) -> QuoteRecord:
    return decide(quote.id, Decision(status="corrected", by="vera", fields=fields))


def name_of(quote: QuoteRecord) -> str | None:
    return quote.speaker and quote.speaker.name


def test_a_decision_is_made_on_the_version_that_was_seen(wall: QuoteRecord) -> None:
    seen = {version(wall)}
    verified = decide(wall.id, Decision(status="verified", by="vera"), seen=seen)
    with pytest.raises(Outdated) as refused:
        decide(wall.id, Decision(status="rejected", by="ed"), seen=seen)
    assert refused.value.current == version(verified) == version(quotes.get(wall.id)) not in seen
    assert [entry.by for entry in history.find(wall.id).items] == ["vera"]
    assert decide(wall.id, Decision(status="rejected", by="ed"), seen={"other", version(verified)})


def test_what_the_machine_reads_meanwhile_is_a_new_version_too(wall: QuoteRecord) -> None:
    seen = {version(wall)}
    reextract(wall.article.id, ScriptedReader(WALL, GATE, version="2"))
    with pytest.raises(Outdated):
        decide(wall.id, Decision(status="verified", by="vera"), seen=seen)


def test_of_editors_who_decide_at_once_one_wins(database: Database, wall: QuoteRecord) -> None:
    editors, rounds = 4, 5
    ready = Barrier(editors)

    def try_it(number: int) -> int:
        won = 0
        for turn in range(rounds):
            ready.wait(30)
            seen = {version(quotes.get(wall.id))}
            ready.wait(30)
            try:
                fields = {"role": f"role {turn} of {number}"}
                decide(wall.id, Decision(status="corrected", by=str(number), fields=fields), seen=seen)
                won += 1
            except Outdated:
                pass
        database.close()
        return won

    with ThreadPoolExecutor(editors) as pool:
        assert sum(pool.map(try_it, range(editors))) == rounds
    entries = history.find(wall.id).items
    assert len(entries) == rounds
    roles = [(entry.changes[0].was, entry.changes[0].now) for entry in entries]
    assert [was for was, _ in roles] == ["mayor", *(now for _, now in roles[:-1])], "each saw the one before"


# The name that an editor gives, its kind, whose quote it is then, how many speakers there are then, why.
NAMES: list[tuple[str | None, SpeakerKind | None, str | None, int, str]] = [
    ("Bo Li", None, "Bo Li", 2, "a name of the archive"),
    ("BO  LI", None, "Bo Li", 2, "however it is spelt"),
    ("Byron", None, "Ada Byron", 2, "what the article calls her"),
    ("Bo Li", SpeakerKind.ORGANIZATION, "Bo Li", 3, "another kind is somebody else"),
    ("Cy Twombly", None, "Cy Twombly", 3, "a new name"),
    ("Twombly", None, "Twombly", 3, "a surname that nobody has here"),
    ("a passer-by", SpeakerKind.UNNAMED, "a passer-by", 3, "a source without a name"),
    (None, None, None, 2, "nobody can be identified"),
]


@pytest.mark.parametrize(("name", "kind", "whose", "count", "why"), NAMES, ids=[row[4] for row in NAMES])
def test_a_speaker_by_name(
    wall: QuoteRecord, name: str | None, kind: SpeakerKind | None, whose: str | None, count: int, why: str
) -> None:
    fields = {"speaker": name}
    corrected = decide(wall.id, Decision(status="corrected", by="vera", fields=fields, kind=kind))
    assert name_of(corrected) == whose, why
    assert speakers.find().total == count
    assert (corrected.evidence.speaker is None) is (whose != "Ada Byron"), "not read from the article's words"
    if whose is not None:
        assert quotes.find(QuoteFilter(speaker=name, q="wall")).total >= 1
    reextract(wall.article.id, READER)
    assert name_of(quotes.get(wall.id)) == whose


def test_a_speaker_that_an_editor_made_links_later_articles_and_stays(wall: QuoteRecord) -> None:
    made = correct(wall, speaker="Cy Twombly").speaker
    line = Line(words="Paint it", by="Cy Twombly")
    other = ingest(Submission(text=article(line)), ScriptedReader(line), 10_000).quotes[0]
    assert made and other.speaker and other.speaker.id == made.id
    delete(other.article.id)
    delete(wall.article.id)
    assert [speaker.name for speaker in speakers.find().items] == ["Cy Twombly"]


def test_a_name_of_two_speakers_asks_which(database: Database) -> None:
    lines = [Line(words=f"Words {n}", by=name, aliases=("Pat Doe",)) for n, name in enumerate(("A B", "C D"))]
    for line in (*lines, WALL):
        stored = ingest(Submission(text=article(line)), ScriptedReader(line), 10_000).quotes[0]
    with pytest.raises(Conflict) as refused:
        correct(stored, speaker="Pat Doe")
    for speaker in speakers.find("pat doe").items:
        assert speaker.id in refused.value.detail
        assert name_of(correct(stored, speaker_id=speaker.id)) == speaker.name


def test_boundaries_are_those_of_the_text(wall: QuoteRecord) -> None:
    start = TEXT.index("the wall")
    shorter = correct(wall, segments=[Boundary(start=start, end=start + 8)])
    assert (shorter.text, shorter.segments[0].start) == ("the wall", start)
    assert shorter.evidence.speaker == wall.evidence.speaker, "the words that name her stand as they stood"
    assert quotes.find(QuoteFilter(q="build")).total == 1, "the other one"
    assert quotes.find(QuoteFilter(q='"the wall"')).total == 2, "its new words"
    (entry,) = history.find(wall.id).items
    (change,) = entry.changes
    assert (change.field, [span["text"] for span in change.was], [span["text"] for span in change.now]) == (
        "segments",
        [WALL.words],
        ["the wall"],
    )
    assert correct(shorter, role="governor").text == "the wall", "what was corrected before stays"


def test_words_that_became_the_quotes_own_prove_nothing(wall: QuoteRecord) -> None:
    assert wall.evidence.speaker is not None
    wider = correct(wall, segments=[Boundary(start=1, end=wall.evidence.speaker.end)])
    assert (wider.evidence.speaker, name_of(wider)) == (None, "Ada Byron")


def test_taking_back_restores_the_machines_reading_to_the_last_word(wall: QuoteRecord) -> None:
    correct(wall, speaker=None, role=None, medium="speech", segments=[Boundary(start=1, end=6)])
    decide(wall.id, Decision(status="rejected", by="ed"))
    back = decide(wall.id, Decision(status="extracted", by="vera", why="she did say it"))
    assert back == quotes.get(wall.id)
    same = {"updated_at": ""}
    assert {**as_dict(back), **same} == {**as_dict(wall), **same}
    assert [(entry.status, entry.by) for entry in history.find(wall.id).items] == [
        ("corrected", "vera"),
        ("rejected", "ed"),
        ("extracted", "vera"),
    ]
    assert {change.field for change in history.find(wall.id).items[2].changes} == {
        "speaker",
        "role",
        "medium",
        "segments",
    }


def as_dict(quote: QuoteRecord) -> dict[str, Any]:
    return {name: getattr(quote, name) for name in QuoteRecord.__slots__}


REFUSED: list[tuple[dict[str, Any], type[Exception], str, str]] = [
    ({"status": "corrected"}, InvalidDecision, "status", "nothing to correct"),
    (
        {"status": "verified", "fields": {"role": "x"}},
        InvalidDecision,
        "role",
        "a value without a correction",
    ),
    ({"status": "rejected", "occurrences": True}, InvalidDecision, "apply_to", "a rejection is of one place"),
    ({"status": "extracted"}, Conflict, "status", "no decision to take back"),
    (
        {"status": "corrected", "fields": {"speaker": "A B", "speaker_id": "x"}},
        InvalidDecision,
        "speaker_id",
        "two speakers",
    ),
    ({"status": "corrected", "fields": {"speaker_id": "x"}}, Conflict, "speaker_id", "nobody has this id"),
    ({"status": "corrected", "fields": {"speaker_id": "\0"}}, Conflict, "speaker_id", "no id at all"),
    ({"status": "corrected", "fields": {"speaker": "…"}}, InvalidDecision, "speaker", "marks are no name"),
    (
        {"status": "corrected", "fields": {"role": "x"}, "kind": SpeakerKind.GROUP},
        InvalidDecision,
        "speaker_kind",
        "the kind of nobody",
    ),
    (
        {"status": "corrected", "fields": {"segments": [Boundary(start=0, end=99_999)]}},
        InvalidDecision,
        "segments/0/end",
        "beyond the text",
    ),
    (
        {"status": "corrected", "fields": {"segments": [Boundary(start=1, end=6)]}, "occurrences": True},
        InvalidDecision,
        "apply_to",
        "boundaries of another place",
    ),
    (
        {"status": "corrected", "fields": {"speaker": "Zed Ed", "segments": [Boundary(start=5, end=5)]}},
        InvalidDecision,
        "segments/0/end",
        "half of it could be done",
    ),
]


@pytest.mark.parametrize(("decision", "error", "field", "why"), REFUSED, ids=[row[3] for row in REFUSED])
def test_a_decision_that_can_not_be_changes_nothing(
    wall: QuoteRecord, decision: dict[str, Any], error: type[Exception], field: str, why: str
) -> None:
    with pytest.raises(error) as refused:
        decide(wall.id, Decision(by="vera", **decision))
    assert refused.value.field == field, why  # type: ignore[attr-defined]
    assert quotes.get(wall.id) == wall
    assert history.find(wall.id).items == ()
    assert speakers.find().total == 2


def test_there_must_be_a_quote(database: Database) -> None:
    for quote_id in ("nothing", "\0"):
        with pytest.raises(NotFound):
            decide(quote_id, Decision(status="verified", by="vera"))
        with pytest.raises(NotFound):
            history.find(quote_id)


def test_a_correction_moves_to_other_occurrences_only_when_told_so(wall: QuoteRecord) -> None:
    (other,) = occurrences.ids(wall.id)[1:]
    correct(wall, role="governor")
    assert quotes.get(other).status == "extracted"
    moving = Decision(status="corrected", by="vera", fields={"role": "governor"}, occurrences=True)
    decide(wall.id, moving)
    moved = quotes.get(other)
    assert (moved.status, moved.role, moved.segments) == ("corrected", "governor", quotes.get(other).segments)
    (entry,) = history.find(other).items
    assert (entry.origin, entry.by) == (wall.id, "vera")
    assert quotes.find(QuoteFilter(status="corrected")).total == 2, "other words are no occurrence"


@pytest.mark.parametrize(
    ("decision", "refused"),
    [
        (Decision(status="corrected", by="ed", fields={"role": "baker"}), True),
        (Decision(status="verified", by="ed"), True),
        (Decision(status="corrected", by="ed", fields={"role": "governor"}), False),
        (Decision(status="corrected", by="ed", fields={"medium": "speech"}), False),
    ],
    ids=["another role", "verified as it was", "the same role", "another field"],
)
def test_an_occurrence_that_was_decided_otherwise_is_not_overruled(
    wall: QuoteRecord, decision: Decision, refused: bool
) -> None:
    (other,) = occurrences.ids(wall.id)[1:]
    before = decide(other, decision)
    moving = Decision(status="corrected", by="vera", fields={"role": "governor"}, occurrences=True)
    if not refused:
        decide(wall.id, moving)
        assert quotes.get(other).role == "governor"
        return
    with pytest.raises(Conflict) as conflict:
        decide(wall.id, moving)
    assert other in conflict.value.detail
    assert (quotes.get(other), quotes.get(wall.id)) == (before, wall)


def test_what_an_editor_rejected_is_no_occurrence(wall: QuoteRecord) -> None:
    (other,) = occurrences.ids(wall.id)[1:]
    rejected = decide(other, Decision(status="rejected", by="ed"))
    fields = {"role": "governor"}
    decide(wall.id, Decision(status="corrected", by="vera", fields=fields, occurrences=True))
    assert quotes.get(other) == rejected
