"""Merging and splitting speakers: quotes go there and back, and what is stored meanwhile goes along."""

from collections.abc import Callable

import pytest
from peewee import Database

from service.errors import Conflict, InvalidDecision, NotFound
from service.storage import decisions, quotes, speaker_log, speakers
from service.storage.editors import Editor
from service.storage.quotes import QuoteFilter
from service.storage.records import QuoteRecord
from service.tracker import merging, splitting, undoing
from service.tracker.intake import Submission
from service.tracker.processing import ingest, reextract
from service.tracker.splitting import Split
from tests.scripted import Line, ScriptedReader, article

LINES = (
    Line(words="Build the wall", by="Ada Byron", role="mayor"),
    Line(words="Close the gate", by="Ada King", aliases=("Augusta King",), role="mayor"),
)
READER = ScriptedReader(*LINES)


def store(*lines: Line, url: str = "u") -> tuple[QuoteRecord, ...]:
    return ingest(Submission(text=article(*lines), url=url), ScriptedReader(*lines), 10_000).quotes


@pytest.fixture
def two(database: Database) -> tuple[QuoteRecord, ...]:
    """A quote of Ada Byron and one of Ada King, in one article."""
    return store(*LINES)


def speaker_of(quote_id: str) -> str:
    speaker = quotes.get(quote_id).speaker
    assert speaker is not None
    return speaker.id


def ids(stored: tuple[QuoteRecord, ...]) -> list[str]:
    return [speaker_of(quote.id) for quote in stored]


def entry(speaker_id: str) -> str:
    return speaker_log.find(speaker_id).items[-1].id


def test_a_merge_moves_quotes_and_names_and_is_taken_back(two: tuple[QuoteRecord, ...]) -> None:
    byron, king = ids(two)
    whole = merging.merge(byron, king, Editor(by="vera", why="she married"))
    assert (whole.id, whole.quote_count, set(whole.aliases)) == (king, 2, {"Ada Byron", "Augusta King"})
    gone = speakers.get(byron)
    assert gone.merged_into is not None
    assert (gone.merged_into.id, gone.quote_count) == (king, 0)
    assert speakers.find("byron").items[0].id == king
    assert (
        quotes.find(QuoteFilter(speaker_id=byron)).total
        == quotes.find(QuoteFilter(speaker="byron")).total
        == 2
    )
    undoing.undo(byron, entry(byron), Editor(by="vera"))
    assert ids(two) == [byron, king]
    assert [one.kind for one in speaker_log.find(king).items] == ["merge", "undo"]
    assert speaker_log.find(byron).items[0].undone_by == speaker_log.find(byron).items[1].id


def test_later_articles_follow_a_merge_and_go_back_with_it(two: tuple[QuoteRecord, ...]) -> None:
    byron, king = ids(two)
    merging.merge(byron, king, Editor(by="vera"))
    (later,) = store(Line(words="Later words", by="Ada Byron", role="mayor"), url="later")
    assert speaker_of(later.id) == king
    reextract(two[0].article.id, ScriptedReader(*LINES, version="2"))
    assert ids(two) == [king, king]
    undoing.undo(king, entry(king), Editor(by="vera"))
    assert [*ids(two), speaker_of(later.id)] == [byron, king, byron]


def test_decisions_outlive_a_merge_and_its_undoing(two: tuple[QuoteRecord, ...]) -> None:
    byron, king = ids(two)
    decisions.record(two[0].id, "verified", by="ed")
    decisions.record(two[1].id, "corrected", by="ed", fields={"speaker": byron})
    merging.merge(byron, king, Editor(by="vera"))
    assert ids(two) == [king, king]
    assert [quotes.get(one.id).status for one in two] == ["verified", "corrected"]
    undoing.undo(byron, entry(byron), Editor(by="vera"))
    assert ids(two) == [byron, byron]
    reextract(two[0].article.id, READER)
    assert ids(two) == [byron, byron], "the editor's word holds"


def test_a_chain_of_merges_is_taken_apart_in_any_order(database: Database) -> None:
    names = ("Ada Byron", "Bo Li", "Cy Roe")
    lines = [Line(words=f"Words of {name}", by=name) for name in names]
    stored = store(*lines)
    first, second, third = ids(stored)
    merging.merge(first, second, Editor(by="v"))
    one = entry(first)
    merging.merge(second, third, Editor(by="v"))
    two = entry(second)
    assert ids(stored) == [third] * 3
    undoing.undo(first, one, Editor(by="v"))
    assert ids(stored) == [first, third, third]
    undoing.undo(second, two, Editor(by="v"))
    assert ids(stored) == [first, second, third]
    merging.merge(first, second, Editor(by="v"))
    merging.merge(second, third, Editor(by="v"))
    undoing.undo(second, entry(second), Editor(by="v"))
    assert ids(stored) == [second, second, third]


def test_quotes_are_split_off_and_stay_so(two: tuple[QuoteRecord, ...]) -> None:
    (more,) = store(Line(words="Not hers", by="Ada Byron"), url="more")
    byron, _ = ids(two)
    speaker, other = splitting.split(
        byron, Split(quotes=[more.id], editor=Editor(by="vera", why="a namesake"))
    )
    assert (speaker.quote_count, other.quote_count, other.name) == (1, 1, "Ada Byron")
    reextract(more.article.id, ScriptedReader(Line(words="Not hers", by="Ada Byron"), version="2"))
    assert speaker_of(more.id) == other.id
    undoing.undo(byron, entry(byron), Editor(by="vera"))
    assert speaker_of(more.id) == byron
    gone = speakers.get(other.id).merged_into
    assert gone is not None
    assert gone.id == byron
    reextract(more.article.id, ScriptedReader(Line(words="Not hers", by="Ada Byron"), version="3"))
    assert speaker_of(more.id) == byron


def test_a_name_is_split_off_with_its_quotes(two: tuple[QuoteRecord, ...]) -> None:
    augusta = Line(words="Who am I", by="Augusta King")
    (hers,) = store(augusta, url="hers")
    _, king = ids(two)
    assert speaker_of(hers.id) == king, "linked by the alias"
    _, other = splitting.split(king, Split(aliases=["augusta king"], editor=Editor(by="vera")))
    assert (other.name, speaker_of(hers.id), speaker_of(two[1].id)) == ("augusta king", other.id, king)
    (later,) = store(Line(words="Still I", by="Augusta King"), url="later")
    reextract(hers.article.id, ScriptedReader(augusta, version="2"))
    assert [speaker_of(later.id), speaker_of(hers.id)] == [other.id] * 2
    undoing.undo(other.id, entry(other.id), Editor(by="vera"))
    assert [speaker_of(later.id), speaker_of(hers.id)] == [king] * 2


def merge_itself(byron: str, king: str) -> object:
    return merging.merge(byron, byron, Editor(by="v"))


def merge_twice(byron: str, king: str) -> object:
    merging.merge(byron, king, Editor(by="v"))
    return merging.merge(byron, king, Editor(by="v"))


def merge_in_a_circle(byron: str, king: str) -> object:
    merging.merge(byron, king, Editor(by="v"))
    return merging.merge(king, byron, Editor(by="v"))


def merge_into_nobody(byron: str, king: str) -> object:
    return merging.merge(byron, "none", Editor(by="v"))


def merge_nobody(byron: str, king: str) -> object:
    return merging.merge("none", king, Editor(by="v"))


def merge_unnamed(byron: str, king: str) -> object:
    (quote,) = store(Line(words="Psst", by="an official", kind="unnamed"), url="x")
    return merging.merge(speaker_of(quote.id), king, Editor(by="v"))


def merge_into_a_firm(byron: str, king: str) -> object:
    (quote,) = store(Line(words="Buy", by="Acme", kind="organization"), url="x")
    return merging.merge(byron, speaker_of(quote.id), Editor(by="v"))


def split_nothing(byron: str, king: str) -> object:
    return splitting.split(byron, Split(editor=Editor(by="v")))


def split_everything(byron: str, king: str) -> object:
    (quote,) = quotes.find(QuoteFilter(speaker_id=byron)).items
    return splitting.split(byron, Split(quotes=[quote.id], editor=Editor(by="v")))


def split_anothers_quote(byron: str, king: str) -> object:
    (quote,) = quotes.find(QuoteFilter(speaker_id=king)).items
    return splitting.split(byron, Split(quotes=[quote.id], editor=Editor(by="v")))


def split_a_strange_name(byron: str, king: str) -> object:
    return splitting.split(byron, Split(aliases=["Bo Li"], editor=Editor(by="v")))


def split_the_own_name(byron: str, king: str) -> object:
    return splitting.split(byron, Split(aliases=["Ada Byron"], editor=Editor(by="v")))


def split_what_is_merged(byron: str, king: str) -> object:
    merging.merge(byron, king, Editor(by="v"))
    return splitting.split(byron, Split(aliases=["Ada Byron"], editor=Editor(by="v")))


def undo_twice(byron: str, king: str) -> object:
    merging.merge(byron, king, Editor(by="v"))
    first = entry(byron)
    undoing.undo(byron, first, Editor(by="v"))
    return undoing.undo(byron, first, Editor(by="v"))


def undo_nothing(byron: str, king: str) -> object:
    return undoing.undo(byron, "none", Editor(by="v"))


@pytest.mark.parametrize(
    ("act", "error", "why"),
    [
        (merge_itself, InvalidDecision, "itself"),
        (merge_twice, Conflict, "already"),
        (merge_in_a_circle, Conflict, "circle"),
        (merge_into_nobody, Conflict, "no speaker 'none'"),
        (merge_nobody, NotFound, "no speaker 'none'"),
        (merge_unnamed, Conflict, "unnamed"),
        (merge_into_a_firm, Conflict, "kind"),
        (split_nothing, InvalidDecision, "takes nothing"),
        (split_everything, Conflict, "leaves"),
        (split_anothers_quote, Conflict, "is no quote of"),
        (split_a_strange_name, Conflict, "not called 'Bo Li'"),
        (split_the_own_name, Conflict, "own name"),
        (split_what_is_merged, Conflict, "merged into"),
        (undo_twice, Conflict, "taken back already"),
        (undo_nothing, NotFound, "no entry 'none'"),
    ],
)
def test_what_can_t_be(
    two: tuple[QuoteRecord, ...], act: Callable[[str, str], object], error: type[Exception], why: str
) -> None:
    with pytest.raises(error, match=why):
        act(*ids(two))
    assert quotes.find(QuoteFilter()).total == 2 + (act in (merge_unnamed, merge_into_a_firm))
    assert speakers.find(limit=50).total <= 3, "nothing half done: no speaker was begun"
