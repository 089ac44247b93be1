"""What editors do, act by act, on an archive that is made for it: for tests that kill or race them."""

from collections.abc import Callable

from service.storage import ambiguities, quotes, speaker_log, speakers, topics
from service.storage.editors import Editor
from service.storage.quotes import QuoteFilter
from service.storage.records import QuoteRecord
from service.tracker import curating, editing, merging, settling, splitting, undoing
from service.tracker.editing import Edit
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from service.tracker.splitting import Split
from tests.scripted import Line, ScriptedReader, article

VERA = Editor(by="vera", why="a test")
BYRON = Line(words="Build the wall", by="Ada Byron", role="mayor", about=("Walls",))
MORE = Line(words="Build it higher", by="Ada Byron", role="mayor", about=("Walls",))
KING = Line(words="Close the gate", by="Ada King", aliases=("Augusta King",), role="mayor", about=("Gates",))
NAMESAKE = Line(words="We scored late", by="Ada Byron", role="goalkeeper", about=("Cup",))


def store(*lines: Line, url: str) -> tuple[QuoteRecord, ...]:
    return ingest(Submission(text=article(*lines), url=url), ScriptedReader(*lines), 10_000).quotes


def archive() -> None:
    """Three articles: a mayor in two of them, and a goalkeeper of her name, who may be her or not."""
    store(BYRON, KING, url="first")
    store(MORE, url="second")
    store(NAMESAKE, url="third")


def speaker(name: str) -> str:
    """The id of whoever said the line of the mayors ("byron", "king")."""
    words = {"byron": "wall", "king": "gate"}[name]
    (quote,) = quotes.find(QuoteFilter(q=words)).items
    assert quote.speaker is not None
    return quote.speaker.id


def ambiguity() -> str:
    return ambiguities.find(None).items[0].id


def last(name: str) -> str:
    return speaker_log.find(speaker(name)).items[-1].id


def merge() -> object:
    return merging.merge(speaker("byron"), speaker("king"), VERA)


def split_a_quote() -> object:
    (quote,) = quotes.find(QuoteFilter(q="higher")).items
    return splitting.split(speaker("byron"), Split(quotes=[quote.id], name="Ada B. Byron", editor=VERA))


def split_a_name() -> object:
    return splitting.split(
        speaker("king"), Split(aliases=["Augusta King"], into=speaker("byron"), editor=VERA)
    )


def settle_as_the_same() -> object:
    return settling.settle(ambiguity(), "same", VERA)


def settle_as_another() -> object:
    return settling.settle(ambiguity(), "different", VERA)


def undo() -> object:
    return undoing.undo(speaker("byron"), last("byron"), VERA)


def undo_of_king() -> object:
    return undoing.undo(speaker("king"), last("king"), VERA)


def edit() -> object:
    change = Edit(
        name="Ada, Countess", add_aliases=["A. Byron"], external_ids={"wikidata": "Q7259"}, editor=VERA
    )
    return editing.edit(speaker("byron"), change)


def merge_topics() -> object:
    return curating.merge("walls", "gates", VERA)


def unmerge_topics() -> object:
    return curating.unmerge("walls", VERA)


def rename_a_topic() -> object:
    return curating.change("walls", VERA, name="Fortifications", pinned=True)


def put_a_topic_on_a_quote() -> object:
    (quote,) = quotes.find(QuoteFilter(q="higher")).items
    return curating.decide_on_quote(quote.id, "gates", True, VERA)


Act = Callable[[], object]

ACTS: dict[str, tuple[tuple[Act, ...], Act]] = {
    "merge": ((), merge),
    "merge what was split": ((split_a_quote,), merge),
    "split a quote": ((), split_a_quote),
    "split a name": ((), split_a_name),
    "settle: the same": ((), settle_as_the_same),
    "settle: another": ((), settle_as_another),
    "undo a merge": ((merge,), undo_of_king),
    "undo a split": ((split_a_quote,), undo),
    "undo a split of a name": ((split_a_name,), undo),
    "undo a settlement as the same": ((settle_as_the_same,), undo),
    "undo a settlement as another": ((settle_as_another,), undo),
    "edit a speaker": ((), edit),
    "merge topics": ((), merge_topics),
    "merge topics by a decided quote": ((put_a_topic_on_a_quote,), merge_topics),
    "unmerge topics": ((merge_topics,), unmerge_topics),
    "rename a topic": ((), rename_a_topic),
    "put a topic on a quote": ((), put_a_topic_on_a_quote),
}
"""Each act by its name: what must be done before, and the act."""


def sound() -> bool:
    """Whether no record leads to one that is merged itself, and quotes count for whom they are given."""
    listed = speakers.find(limit=100).items
    counts = {one.id: one.quote_count for one in listed}
    given = [one.speaker.id for one in quotes.find(QuoteFilter(), limit=100).items if one.speaker]
    return (
        all(one.merged_into is None for one in listed)
        and all(counts[speaker_id] == given.count(speaker_id) for speaker_id in counts)
        and set(given) <= set(counts)
        and all(topics.get(one.slug).slug == one.slug for one in topics.find(limit=100).items)
    )
