"""Two editors at once: one is done, the other is told precisely; or both are, one after the other."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from peewee import Database

from service.errors import Conflict, Outdated
from service.storage import quotes, speaker_log, speakers, topics
from service.storage.editors import Editor
from service.storage.quotes import QuoteFilter
from service.tracker import curating, editing, merging, review, splitting
from service.tracker.editing import Edit
from service.tracker.review import Decision, decide
from service.tracker.splitting import Split
from tests.scripted import Line
from tests.tracker import acts
from tests.tracker.acts import speaker

ROUNDS = 4
ONE, OTHER = Editor(by="vera"), Editor(by="ed")
Act = Callable[[], object]


def race(database: Database, *racers: Act) -> list[object]:
    """What each of ``racers`` returned or raised, all of them begun at once."""
    ready = Barrier(len(racers))

    def run(act: Act) -> object:
        ready.wait(30)
        try:
            return act()
        except (Conflict, Outdated) as refused:
            return refused
        finally:
            database.close()

    with ThreadPoolExecutor(len(racers)) as pool:
        return list(pool.map(run, racers))


def refused(outcomes: list[object]) -> list[Exception]:
    return [one for one in outcomes if isinstance(one, Exception)]


def merge_into(one: str, other: str, editor: Editor) -> Act:
    return lambda: merging.merge(one, other, editor)


def opposite_merges() -> tuple[Act, Act, str]:
    byron, king = speaker("byron"), speaker("king")
    return merge_into(byron, king, ONE), merge_into(king, byron, OTHER), "close a circle"


def one_merge_twice() -> tuple[Act, Act, str]:
    byron, king = speaker("byron"), speaker("king")
    return merge_into(byron, king, ONE), merge_into(byron, king, OTHER), "already"


def a_quote_split_twice() -> tuple[Act, Act, str]:
    byron = speaker("byron")
    (quote,) = quotes.find(QuoteFilter(q="higher")).items

    def split(editor: Editor) -> Act:
        return lambda: splitting.split(byron, Split(quotes=[quote.id], editor=editor))

    return split(ONE), split(OTHER), "is no quote of"


def two_quotes_split_off() -> tuple[Act, Act, str]:
    """Each leaves the speaker one quote, both together none."""
    byron = speaker("byron")

    def split(words: str, editor: Editor) -> Act:
        (quote,) = quotes.find(QuoteFilter(q=words)).items
        return lambda: splitting.split(byron, Split(quotes=[quote.id], editor=editor))

    return split("wall", ONE), split("higher", OTHER), "leaves the speaker"


def a_merge_undone_twice() -> tuple[Act, Act, str]:
    acts.merge()
    return acts.undo_of_king, acts.undo_of_king, "taken back already|no entry|can't be taken back"


def a_question_settled_twice() -> tuple[Act, Act, str]:
    return acts.settle_as_the_same, acts.settle_as_another, "settled already"


def opposite_merges_of_topics() -> tuple[Act, Act, str]:
    return (
        lambda: curating.merge("walls", "gates", ONE),
        lambda: curating.merge("gates", "walls", OTHER),
        "was merged into",
    )


def topics_named_alike() -> tuple[Act, Act, str]:
    return (
        lambda: curating.change("walls", ONE, name="Defences"),
        lambda: curating.change("gates", OTHER, name="Defences"),
        "is the topic",
    )


def two_edits_of_a_speaker() -> tuple[Act, Act, str]:
    byron = speaker("byron")
    seen = [editing.version(speakers.get(byron))]

    def edit(editor: Editor) -> Act:
        return lambda: editing.edit(byron, Edit(add_aliases=[editor.by], editor=editor), seen=seen)

    return edit(ONE), edit(OTHER), "has changed since"


def two_changes_of_a_topic() -> tuple[Act, Act, str]:
    seen = [curating.version(topics.get("walls"))]

    def change(editor: Editor) -> Act:
        return lambda: curating.change("walls", editor, name=editor.by, seen=seen)

    return change(ONE), change(OTHER), "has changed since"


def two_decisions_on_a_quote() -> tuple[Act, Act, str]:
    (found,) = quotes.find(QuoteFilter(q="gate")).items
    quote = quotes.get(found.id)
    seen = [review.version(quote)]

    def choose(status: str) -> Act:
        return lambda: decide(quote.id, Decision(status=status, by=status), seen=seen)

    return choose("verified"), choose("rejected"), "has changed since"


@pytest.mark.parametrize(
    "pair",
    [
        opposite_merges,
        one_merge_twice,
        a_quote_split_twice,
        two_quotes_split_off,
        a_merge_undone_twice,
        a_question_settled_twice,
        opposite_merges_of_topics,
        topics_named_alike,
        two_edits_of_a_speaker,
        two_changes_of_a_topic,
        two_decisions_on_a_quote,
    ],
)
def test_of_two_that_exclude_each_other_one_is_done(
    database: Database, pair: Callable[[], tuple[Act, Act, str]]
) -> None:
    acts.archive()
    one, other, why = pair()
    outcomes = race(database, one, other)
    (error,) = refused(outcomes)
    assert re.search(why, str(error)), error
    assert acts.sound()


def test_a_chain_of_merges_ends_at_one_record_or_says_why_not(database: Database) -> None:
    for turn in range(ROUNDS):
        names = [f"Ada Byron{turn}", f"Bo Liu{turn}", f"Cy Roe{turn}"]
        stored = acts.store(*(Line(words=f"Words of {name}", by=name) for name in names), url=str(turn))
        first, second, third = (one.speaker.id for one in stored if one.speaker)
        outcomes = race(database, merge_into(first, second, ONE), merge_into(second, third, OTHER))
        assert acts.sound()
        ends = [quotes.get(one.id).speaker for one in stored]
        told = [end.id for end in ends if end]
        assert told == ([first, third, third] if refused(outcomes) else [third, third, third])
        assert all("merge into that" in str(error) for error in refused(outcomes))


def test_what_is_read_while_speakers_are_merged_is_given_to_whom_they_are(database: Database) -> None:
    acts.archive()
    byron, king = speaker("byron"), speaker("king")
    lines = [Line(words=f"Later words {turn}", by="Ada Byron", role="mayor") for turn in range(ROUNDS)]

    def read() -> list[object]:
        return [acts.store(line, url=f"later {line.words}") for line in lines]

    def merge_and_undo() -> object:
        for _ in range(ROUNDS):
            merging.merge(byron, king, ONE)
            acts.undo_of_king()
        return merging.merge(byron, king, ONE)

    race(database, read, merge_and_undo)
    assert acts.sound()
    assert quotes.find(QuoteFilter(speaker_id=king)).total == 3 + ROUNDS
    acts.undo_of_king()
    assert quotes.find(QuoteFilter(speaker_id=byron)).total == 2 + ROUNDS
    assert len(speaker_log.find(byron, limit=100).items) == 2 * (ROUNDS + 1)
