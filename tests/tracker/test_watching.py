"""What watches are told: of which happenings, of which quotes, and never without what happened."""

from dataclasses import replace

import pytest
from peewee import Database

from service.storage import article_rows, deliveries, quotes, watches
from service.storage.quotes import QuoteFilter
from service.storage.watch_records import DeliveryRecord
from service.storage.watch_tables import Delivery, WatchEvent
from service.storage.watches import Draft
from service.tracker import curating, watching
from service.tracker.bulk import Prepared, store_all
from service.tracker.curating import Editor
from service.tracker.deletion import delete
from service.tracker.intake import Submission
from service.tracker.processing import ingest, reextract
from service.tracker.review import Decision, decide
from tests.scripted import Line, ScriptedReader, article

WALL = Line(words="Build the wall", by="Ada Byron", role="mayor", about=("Walls",))
GATE = Line(words="Close the gate", by="Bo Li", about=("Gates",))
EVERY = Draft(
    name="all",
    filters=QuoteFilter(),
    target="https://h.example/",
    events=watching.EVENTS,
    active=True,
    root="",
)


def watch(**filters: str) -> str:
    return watches.create(replace(EVERY, filters=QuoteFilter(**filters)), "whsec_AAAA").id


def told(watch_id: str) -> list[tuple[str, str]]:
    """Type and words of what the watch was told, the first first."""
    return [(each.type, words(each)) for each in reversed(deliveries.find(watch_id, limit=100).items)]


def words(delivery: DeliveryRecord) -> str:
    event = Delivery.get(Delivery.id == delivery.id).event
    return str(event.data["text"])


def store(*lines: Line, text: str | None = None, url: str = "u") -> list[str]:
    stored = ingest(Submission(text=text or article(*lines), url=url), ScriptedReader(*lines), 10_000)
    return [quote.id for quote in stored.quotes]


def test_new_quotes_are_told_to_those_whom_they_concern(database: Database) -> None:
    ada, walls, speech, every = watch(speaker="byron"), watch(topic="walls"), watch(medium="speech"), watch()
    store(WALL, GATE)
    created = [("quote.created", "Build the wall")]
    assert (told(ada), told(walls), told(speech)) == (created, created, [])
    assert told(every) == [*created, ("quote.created", "Close the gate")]


def test_of_articles_stored_together_each_is_told_in_its_turn(database: Database) -> None:
    ada, every = watch(speaker="byron"), watch()
    drafts = [article_rows.Draft(text=article(line), url=line.words) for line in (GATE, WALL, GATE)]
    drafts[2] = replace(drafts[2], url="another", text=f"{drafts[2].text} Again.")
    prepared = [Prepared(each, each, ScriptedReader(WALL, GATE).extract(each.text)) for each in drafts]
    store_all(prepared)
    assert told(ada) == [("quote.created", "Build the wall")]
    assert [said for _, said in told(every)] == ["Close the gate", "Build the wall", "Close the gate"]


def test_the_same_article_again_tells_nothing(database: Database) -> None:
    every = watch()
    store(WALL)
    store(WALL)
    reextract(quotes.find(QuoteFilter()).items[0].article.id, ScriptedReader(WALL))
    assert len(told(every)) == 1


def test_what_changes_goes_or_comes_in_a_revision_is_told(database: Database) -> None:
    store(WALL, GATE)
    every = watch()
    louder = replace(WALL, role="governor")
    new = Line(words="Open the door", by="Cy Twombly")
    store(louder, new, text=article(louder, new))
    assert sorted(told(every)) == [
        ("quote.changed", "Build the wall"),
        ("quote.created", "Open the door"),
        ("quote.removed", "Close the gate"),
    ]


def test_a_deleted_article_takes_its_quotes_along(database: Database) -> None:
    store(WALL)
    ada, bo = watch(speaker="byron"), watch(speaker="bo li")
    delete(quotes.find(QuoteFilter()).items[0].article.id)
    assert (told(ada), told(bo)) == ([("quote.removed", "Build the wall")], [])


@pytest.mark.parametrize(
    ("status", "fields", "kind"),
    [
        ("verified", {}, "quote.verified"),
        ("corrected", {"role": "governor"}, "quote.corrected"),
        ("rejected", {}, "quote.rejected"),
    ],
)
def test_decisions_are_told(database: Database, status: str, fields: dict[str, str], kind: str) -> None:
    (quote_id,) = store(WALL)
    ada, bo = watch(speaker="byron"), watch(speaker="bo li")
    decide(quote_id, Decision(status=status, by="vera", fields=fields))
    decide(quote_id, Decision(status="extracted", by="vera"))
    assert told(ada) == [(kind, "Build the wall"), ("quote.reopened", "Build the wall")]
    assert told(bo) == []


def test_a_quote_that_leaves_a_search_is_told_there_and_where_it_comes_to(database: Database) -> None:
    quote_id, _ = store(WALL, GATE)
    ada, bo = watch(speaker="byron"), watch(speaker="bo li")
    decide(quote_id, Decision(status="corrected", by="vera", fields={"speaker": "Bo Li"}))
    corrected = [("quote.corrected", "Build the wall")]
    assert (told(ada), told(bo)) == (corrected, corrected)


def test_each_occurrence_that_a_correction_moves_to_is_told(database: Database) -> None:
    long = Line(words="Build the wall before winter", by="Ada Byron")
    first = store(long)[0]
    store(long, url="v", text=article(long) + " Again.")
    every = watch()
    decide(first, Decision(status="corrected", by="vera", fields={"role": "mayor"}, occurrences=True))
    assert [kind for kind, _ in told(every)] == ["quote.corrected"] * 2


def test_a_topic_that_an_editor_puts_on_a_quote_is_a_change(database: Database) -> None:
    quote_id, _ = store(WALL, GATE)
    gates, walls = watch(topic="gates"), watch(topic="walls")
    curating.decide_on_quote(quote_id, "gates", True, Editor(by="vera"))
    assert told(gates) == told(walls) == [("quote.changed", "Build the wall")]


def test_only_what_was_asked_for_is_told(database: Database) -> None:
    made = watches.create(replace(EVERY, events=["quote.rejected"]), "whsec_AAAA")
    (quote_id,) = store(WALL)
    decide(quote_id, Decision(status="rejected", by="vera"))
    assert [kind for kind, _ in told(made.id)] == ["quote.rejected"]


@pytest.mark.parametrize("change", [{"active": False}, {"target": None}])
def test_who_does_not_listen_is_told_nothing(database: Database, change: dict[str, None]) -> None:
    silent = watches.create(replace(EVERY, **change), "whsec_AAAA")
    store(WALL)
    assert told(silent.id) == []
    assert WatchEvent.select().count() == 0


def test_what_fails_is_told_nobody(database: Database) -> None:
    """The message is written with what it tells of: of neither is anything left."""
    every = watch()
    with pytest.raises(ZeroDivisionError), database.atomic():
        store(WALL)
        assert len(told(every)) == 1
        _ = 1 / 0
    assert told(every) == []
    assert quotes.find(QuoteFilter()).total == 0


def test_a_quote_too_long_to_send_is_only_named(database: Database) -> None:
    long = Line(words="wall " * 7_000, by="Ada Byron")
    watch()
    ingest(Submission(text=article(long), url="u"), ScriptedReader(long), 1_000_000)
    event = WatchEvent.get()
    assert (event.data, len(event.quote_id)) == (None, 26)
