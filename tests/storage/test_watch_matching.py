"""What fits a watch is what the list of quotes finds with the same filters, found by way of its anchors."""

from dataclasses import asdict, fields
from typing import Any

import pytest
from peewee import Database

from schemas.watches import WatchFilters
from service.storage import decisions, quotes, topics, watch_events, watch_matching, watches
from service.storage.database import write
from service.storage.models import Article, ArticleSubject, Quote, Speaker
from service.storage.names import storable
from service.storage.quotes import QuoteFilter
from service.storage.watches import Draft
from service.tracker import curating, merging
from service.tracker.curating import Editor
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article
from tests.storage.test_filters import CASES, FRIDAY, LEVEE, MONDAY, STATEMENT, WALL

MORE: list[dict[str, object]] = [
    {},
    {"q": "wall"},
    {"q": '"flood wall"'},
    {"q": "wall -levee"},
    {"q": "-levee"},
    {"q": "buil*"},
    {"q": '"flood wal*"'},
    {"q": "…"},
    {"role": "…"},
    {"topic": "flood wall"},
    {"status": "any"},
    {"status": "rejected"},
    {"said_from": "2024-03-13", "topic": "port-alder"},
    {"speaker": "Pepe A. Núñez"},
    {"speaker": "Concrete Alder"},
    {"reading": "changed"},
    {"medium": "statement", "q": "leak"},
    {"subject": "11000000"},
    {"subject": "15000000"},
]
FILTERS = [
    wanted
    for wanted, _ in CASES
    # What no database can hold is in no watch either; nor does one ask for the quotes of an article.
    if not {"include", "article_id"} & wanted.keys() and all(storable(str(each)) for each in wanted.values())
] + MORE


@pytest.fixture
def archive(database: Database) -> None:
    """Four quotes, of which one is rejected; a speaker and a topic that were merged into others."""
    reader = ScriptedReader(*MONDAY, *FRIDAY)
    first = Submission(
        text=article(*MONDAY), publication="The Alder Post", published_at="2024-03-12T23:30:00-05:00"
    )
    ingest(first, reader, 10_000)
    ingest(Submission(text=article(*FRIDAY), publication="Wire", published_at="2024-03-15"), reader, 10_000)
    filed = Article.get(Article.publication == "Wire").pk
    ArticleSubject.create(article=filed, code="11000000", weight=1.0, start=0, end=1, text="x")
    (wrong,) = quotes.find(QuoteFilter(q="leak")).items
    decisions.record(wrong.id, "rejected", by="vera")
    alias = Line(words="It holds", by="Giuseppe Nunez", about=("Dykes",))
    other = ingest(Submission(text=article(alias)), ScriptedReader(alias), 10_000).quotes[0]
    mayor = quotes.find(QuoteFilter(speaker="Núñez", q="winter")).items[0].speaker
    assert mayor is not None and other.speaker is not None
    merging.merge(other.speaker.id, mayor.id, Editor(by="vera"))
    curating.merge("dykes", "flood-walls", Editor(by="vera"))


def ids_of_speakers() -> list[str]:
    return [row.id for row in Speaker.select()]


def fitting(wanted: QuoteFilter, *, anchored: bool) -> set[str]:
    states = write(lambda: watch_events._states([row.pk for row in Quote.select()]))
    if not anchored:
        tests = watch_matching.tests(watch_matching.spelled(wanted))
        return {one for one, state in states.items() if all(test(state.facts) for test in tests)}
    draft = Draft(name="w", filters=wanted, target="https://h.example/", events=["x"], active=True, root="")
    made = watches.create(draft, "whsec_AAAA")
    row = watches.row_of(made.id)
    told = [("x", [state.facts]) for state in states.values()]
    found = watch_matching.fitting(told)
    return {one for number, one in enumerate(states) if row.pk in found.get(number, [])}


def test_a_watch_fits_what_the_list_finds(archive: None) -> None:
    """Every filter, also those for records that were merged away, with and without the index of anchors."""
    merged = [{"speaker_id": one} for one in ids_of_speakers()]
    merged += [{"topic": topic} for topic in ("dykes", "Dykes", "dyke", "flood-walls")]
    for filters in [*FILTERS, *merged]:
        wanted = QuoteFilter(**filters)  # type: ignore[arg-type]
        found = {quote.id for quote in quotes.find(wanted, limit=100).items}
        assert fitting(wanted, anchored=False) == found, filters
        assert fitting(wanted, anchored=True) == found, filters


@pytest.mark.parametrize(
    ("filters", "anchors", "why"),
    [
        ({"speaker_id": "01k", "q": "wall"}, ["speaker:01k"], "nobody else needs to look"),
        ({"speaker": "Siobhán O'Brien"}, ["name:siobhan"], "the longest word is the rarest"),
        (
            {"topic": "Libraries"},
            [
                "slug:Libraries",
                "slug:libraries",
                "slug:librari",
                "slug:library",
                "slug:librarie",
                "topic:libraries",
            ],
            "by slug, name or singular",
        ),
        ({"q": "the floods"}, ["word:flood"], "by stem"),
        ({"q": '"flood walls" -levee'}, ["word:flood"], "one word of a phrase will do"),
        ({"q": "flo*", "role": "mayor"}, ["role:mayor"], "a beginning has no stem"),
        ({"q": "-levee"}, ["any"], "what is left out narrows nothing down"),
        (
            {"publication": "The Post", "medium": "speech"},
            ["publication:the post"],
            "a paper is less than a medium",
        ),
        ({"medium": "speech", "min_confidence": "0.5"}, ["medium:speech"], "the rest is said in other ways"),
        ({"min_confidence": "0.5", "status": "verified"}, ["any"], "too many have it"),
        ({}, ["any"], "everything"),
    ],
)
def test_what_a_watch_is_found_by(filters: dict[str, str], anchors: list[str], why: str) -> None:
    assert sorted(watch_matching.anchors(QuoteFilter(**filters))) == sorted(anchors), why


def test_no_filter_is_overlooked() -> None:
    """A filter that lists learn one day, and watches do not, would tell too much."""
    asked = {each.name for each in fields(QuoteFilter)} - {"article_id", "include"}
    assert set(WatchFilters().fields) == asked
    for name in asked:
        value: Any = {"min_confidence": 0.5}.get(name, "2026-01-01")
        wanted = QuoteFilter(**{"status": "any", name: value})
        tests = watch_matching.tests(watch_matching.spelled(wanted))
        assert len(tests) == 1, name


def test_filters_are_kept_as_they_were_asked_for() -> None:
    wanted = QuoteFilter(q='"flood wall"', min_confidence=0.5, said_from="2024-01-01")
    assert watch_matching.read(watch_matching.spelled(wanted)) == wanted
    assert asdict(wanted).items() >= watch_matching.unpacked(watch_matching.spelled(wanted)).items()


def test_the_archive_has_all_that_the_filters_ask_about(archive: None) -> None:
    assert {line.words for line in (WALL, LEVEE, STATEMENT)} <= {
        quote.text.replace(" and never was", "|and never was")
        for quote in quotes.find(QuoteFilter(status="any")).items
    }
    assert topics.get("dykes").slug == "flood-walls"
