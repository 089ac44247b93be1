"""An editor names, pins and merges topics, and says what a quote is about.

All of a decision is stored, or none. It is made on what the editor saw: whoever saw an older version is
refused. It stays in force over every later reading, and can be taken back.
"""

from collections.abc import Callable, Collection
from dataclasses import asdict
from typing import Any

from service.errors import InvalidDecision, Outdated
from service.storage import decisions, quotes, topic_decisions, topics
from service.storage.database import write
from service.storage.editors import Editor
from service.storage.records import QuoteRecord, TopicRecord
from service.tracker import review, versions, watching

Seen = Collection[str] | None
"""The versions that the editor saw; None decides on whatever is there."""


def version(topic: TopicRecord) -> str:
    """What two states of a topic share only if an editor has the same before them: its counts are aside,
    since an article that is read meanwhile is no reason to decide anew."""
    return versions.of([topic.slug, topic.name, topic.pinned, [one.slug for one in topic.merged]])


def shown(topic: TopicRecord) -> str:
    """The version, a dot, and what two states share only if they are shown alike, counts and all."""
    return f"{version(topic)}.{versions.of([asdict(topic)])[:16]}"


def change(
    slug: str, editor: Editor, *, name: str | None = None, pinned: bool | None = None, seen: Seen = None
) -> TopicRecord:
    """The topic with its new name, pinned or not; raises NotFound, Conflict, InvalidDecision, Outdated."""
    if name is None and pinned is None:
        raise InvalidDecision("Neither name nor pinned is there, so nothing would change.", field="name")

    def decide() -> None:
        row = topic_decisions.hold(slug)
        if name is not None:
            topic_decisions.rename(row, name, editor)
        if pinned is not None:
            topic_decisions.pin(row, pinned, editor)

    return _decided(slug, decide, seen)


def merge(slug: str, into: str, editor: Editor, *, seen: Seen = None) -> TopicRecord:
    """The topic ``into``, with all that was about ``slug``; raises NotFound, Conflict, Outdated."""

    def decide() -> None:
        topic_decisions.merge(topic_decisions.hold(slug), into, editor)

    return _decided(slug, decide, seen)


def unmerge(slug: str, editor: Editor, *, seen: Seen = None) -> TopicRecord:
    """The topic on its own again, with what was read under it; raises NotFound, Conflict, Outdated."""

    def decide() -> None:
        topic_decisions.unmerge(topic_decisions.find(slug), editor)

    return _decided(slug, decide, seen)


def decide_on_quote(
    quote_id: str, slug: str, about: bool | None, editor: Editor, *, seen: Seen = None
) -> QuoteRecord:
    """The quote, about the topic or not, or as the machine reads it (None).

    Raises NotFound, Conflict, Outdated. A merged topic stands for the one it was merged into.
    """

    def operation() -> QuoteRecord:
        decisions.hold([quote_id])
        current = quotes.get(quote_id)
        if seen is not None and review.version(current) not in seen:
            raise Outdated(
                f"The quote {quote_id!r} has changed since: look at it again, then decide.",
                current=review.version(current),
            )
        row = topic_decisions.hold(topics.get(slug).slug)
        quote: Any = decisions.row_of(quote_id)
        with watching.quote(quote_id):
            topic_decisions.decide(quote, row, about, editor)
        return quotes.get(quote_id)

    return write(operation)


def _decided(slug: str, decide: Callable[[], None], seen: Seen) -> TopicRecord:
    def operation() -> TopicRecord:
        topic_decisions.find(slug)  # held: what is seen now is what is decided on
        current = version(topics.get(slug))
        if seen is not None and current not in seen:
            raise Outdated(
                f"The topic {slug!r} has changed since: look at it again, then decide.", current=current
            )
        decide()
        return topics.get(slug)

    return write(operation)
