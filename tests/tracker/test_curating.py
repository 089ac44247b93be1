"""Editors' decisions on topics: they hold over later articles and readings, and can be taken back."""

import pytest
from peewee import Database

from service.errors import Conflict, InvalidDecision, NotFound, Outdated
from service.storage import quotes, topics
from service.storage.editors import Editor
from service.storage.quotes import QuoteFilter
from service.tracker import curating, review
from service.tracker.deletion import delete
from service.tracker.intake import Submission
from service.tracker.processing import ingest, reextract
from tests.scripted import Line, ScriptedReader, article

VERA = Editor(by="vera", why="house style")
WALL = Line(words="Build the wall", by="Ada Byron", about=("Flood wall", "Harbor"))
GATE = Line(words="Close the gate", by="Bo Li", about=("Sea wall",))
BOTH = Line(words="Walls, walls, walls", by="Cy Doe", about=("Flood wall", "Sea wall"))


def store(*lines: Line, url: str = "u") -> tuple[str, ...]:
    """The ids of the quotes of a stored article that prints ``lines``."""
    found = ingest(Submission(text=article(*lines), url=url), ScriptedReader(*lines), 10_000)
    return tuple(quote.id for quote in found.quotes)


def about(slug: str) -> set[str]:
    return {quote.text for quote in quotes.find(QuoteFilter(topic=slug)).items}


def of(quote_id: str) -> set[str]:
    return {topic.slug for topic in quotes.get(quote_id).topics}


def snapshot() -> object:
    return topics.find().items, quotes.find(QuoteFilter()).items


def test_a_renamed_topic_keeps_what_is_called_by_either_name(database: Database) -> None:
    store(WALL)
    renamed = curating.change("flood-wall", VERA, name="Barrier")
    assert (renamed.slug, renamed.name, renamed.quote_count) == ("flood-wall", "Barrier", 1)
    store(Line(words="It leaks", by="Bo Li", about=("Flood wall",)), url="old name")
    store(Line(words="It holds", by="Bo Li", about=("Barrier",)), url="new name")
    assert about("flood-wall") == about("barrier") == {"Build the wall", "It leaks", "It holds"}
    assert [topic.name for topic in topics.find("barrier").items] == ["Barrier"]
    assert [topic.name for topic in topics.find("flood").items] == ["Barrier"], "found by the old name"


def test_a_name_taken_back_leaves_no_trace_but_the_history(database: Database) -> None:
    store(WALL)
    before = snapshot()
    curating.change("flood-wall", VERA, name="Barrier")
    curating.change("flood-wall", VERA, name="Flood wall")
    assert snapshot() == before
    entries = [(entry.kind, entry.was, entry.now, entry.by) for entry in topics.history("flood-wall").items]
    assert entries == [("named", "Flood wall", "Barrier", "vera"), ("named", "Barrier", "Flood wall", "vera")]


@pytest.mark.parametrize(
    ("name", "why"),
    [("Sea wall", "its name"), ("SEA  WALL", "in capitals"), ("Sea-Wall", "what its slug would be")],
)
def test_a_name_that_another_topic_has_is_refused(database: Database, name: str, why: str) -> None:
    store(WALL, GATE)
    with pytest.raises(Conflict, match=r"'sea-wall' already.*merge 'flood-wall' into it"):
        curating.change("flood-wall", VERA, name=name)
    assert topics.get("flood-wall").name == "Flood wall", why


def test_a_merge_holds_for_quotes_of_today_and_of_tomorrow(database: Database) -> None:
    store(WALL, GATE, BOTH)
    merged = curating.merge("sea-wall", "flood-wall", VERA)
    assert (merged.slug, merged.quote_count, [one.slug for one in merged.merged]) == (
        "flood-wall",
        3,
        ["sea-wall"],
    )
    store(Line(words="It leaks", by="Bo Li", about=("Sea wall",)), url="later")
    assert about("flood-wall") == about("sea-wall")
    assert len(about("sea-wall")) == 4
    assert topics.get("sea-wall").slug == "flood-wall"
    assert {topic.slug for topic in topics.find().items} == {"flood-wall", "harbor"}


def test_a_merge_taken_back_is_as_if_it_had_never_been(database: Database) -> None:
    store(WALL, GATE, BOTH)
    before = snapshot()
    curating.merge("sea-wall", "flood-wall", VERA)
    curating.unmerge("sea-wall", VERA)
    assert snapshot() == before


def test_merged_into_what_is_merged_on_leads_to_the_end(database: Database) -> None:
    store(WALL, GATE)
    before = snapshot()
    curating.merge("sea-wall", "flood-wall", VERA)
    curating.merge("flood-wall", "harbor", VERA)
    assert about("sea-wall") == {"Build the wall", "Close the gate"}
    curating.unmerge("flood-wall", VERA)
    assert about("sea-wall") == about("flood-wall") == {"Build the wall", "Close the gate"}
    assert about("harbor") == {"Build the wall"}
    curating.unmerge("sea-wall", VERA)
    assert snapshot() == before


@pytest.mark.parametrize(
    ("slug", "into", "error", "message"),
    [
        ("flood-wall", "flood-wall", Conflict, "into itself"),
        ("flood-wall", "sea-wall", Conflict, "would be a cycle"),
        ("harbor", "sea-wall", Conflict, "was itself merged into 'flood-wall'; merge into that"),
        ("sea-wall", "harbor", Conflict, "was merged into 'flood-wall': decide on that one"),
        ("harbor", "nowhere", Conflict, "no topic 'nowhere' to merge into"),
        ("nowhere", "harbor", NotFound, "no topic 'nowhere'"),
    ],
)
def test_a_merge_that_can_not_be(
    database: Database, slug: str, into: str, error: type[Exception], message: str
) -> None:
    store(WALL, GATE)
    curating.merge("sea-wall", "flood-wall", VERA)
    before = snapshot()
    with pytest.raises(error, match=message):
        curating.merge(slug, into, VERA)
    assert snapshot() == before


def test_what_is_not_merged_can_not_be_taken_apart(database: Database) -> None:
    store(WALL)
    with pytest.raises(Conflict, match="not merged into any"):
        curating.unmerge("harbor", VERA)
    curating.change("flood-wall", VERA, name="Barrier")
    with pytest.raises(Conflict, match="name that 'flood-wall' has now"):
        curating.unmerge("barrier", VERA)
    with pytest.raises(InvalidDecision, match="no letter"):
        curating.change("flood-wall", VERA, name="…")


def test_a_pinned_topic_stays_without_a_quote(database: Database) -> None:
    store(WALL)
    curating.change("harbor", VERA, pinned=True)
    delete(quotes.find(QuoteFilter()).items[0].article.id)
    assert [topic.slug for topic in topics.find().items] == ["harbor"]
    assert topics.find(pinned=False).total == 0
    assert topics.find(pinned=True).items[0].quote_count == 0


def test_what_an_editor_says_of_a_quote_survives_reading_it_again(database: Database) -> None:
    (wall,) = store(WALL)
    store(GATE, url="gate")
    curating.decide_on_quote(wall, "sea-wall", True, VERA)
    curating.decide_on_quote(wall, "harbor", False, VERA)
    assert of(wall) == {"flood-wall", "sea-wall"}
    reextract(quotes.get(wall).article.id, ScriptedReader(WALL, version="scripted-2"))
    assert of(wall) == {"flood-wall", "sea-wall"}
    ingest(Submission(text=article(WALL) + " More.", url="u"), ScriptedReader(WALL), 10_000)
    assert of(wall) == {"flood-wall", "sea-wall"}
    curating.decide_on_quote(wall, "sea-wall", None, VERA)
    curating.decide_on_quote(wall, "harbor", None, VERA)
    assert of(wall) == {"flood-wall", "harbor"}
    with pytest.raises(Conflict, match="none to take back"):
        curating.decide_on_quote(wall, "harbor", None, VERA)


def test_it_survives_a_merge_as_well(database: Database) -> None:
    wall, gate = store(WALL, GATE)
    curating.decide_on_quote(wall, "sea-wall", True, VERA)
    curating.decide_on_quote(gate, "sea-wall", False, VERA)
    curating.merge("sea-wall", "flood-wall", VERA)
    assert (of(wall), of(gate)) == ({"flood-wall", "harbor"}, set())
    curating.decide_on_quote(wall, "sea-wall", False, VERA)
    assert of(wall) == {"harbor"}, "decided on what it was merged into"
    curating.unmerge("sea-wall", VERA)
    assert of(wall) == {"sea-wall", "harbor"}, "each decision is on the topic that it was made on"


def test_who_saw_an_older_version_is_refused(database: Database) -> None:
    (wall,) = store(WALL)
    seen = {curating.version(topics.get("harbor"))}
    of_quote = {review.version(quotes.get(wall))}
    store(Line(words="It leaks", by="Bo Li", about=("Harbor",)), url="later")
    curating.change("harbor", VERA, name="Port", seen=seen)  # counts are no reason to look again
    with pytest.raises(Outdated):
        curating.change("harbor", VERA, pinned=True, seen=seen)
    with pytest.raises(Outdated):
        curating.decide_on_quote(wall, "flood-wall", False, VERA, seen=of_quote)
    assert not topics.get("harbor").pinned
    assert of(wall) == {"flood-wall", "harbor"}


def test_a_plural_finds_the_topic_and_words_find_what_is_no_topic(database: Database) -> None:
    store(WALL, GATE)
    assert about("flood walls") == about("Flood-Walls") == {"Build the wall"}
    assert about("gate") == set()
    found = quotes.find(QuoteFilter(topic="the gate", include="text"), sort="relevance").items
    assert [(quote.text, quote.hit and quote.hit.by) for quote in found] == [
        ("Close the gate", ("text",)),
        ("Build the wall", ("article",)),
    ]
