"""Editors' decisions on topics: names, pins, merges, and whether a quote is about one. Within a transaction.

Each is recorded as an entry of the topic's history, which only grows, and can be taken back by its opposite.
"""

from typing import Any

from service.errors import Conflict, InvalidDecision, NotFound
from service.storage import days, ids, topic_links, topic_rows
from service.storage.database import is_postgresql
from service.storage.editors import Editor
from service.storage.models import Quote, QuoteTopic, Topic, TopicAside, TopicEntry
from service.storage.names import fold, storable
from service.storage.names import slug as slug_of

NAMED, PINNED, MERGED, TOOK_IN = "named", "pinned", "merged", "took_in"


def hold(slug: str) -> Any:
    """The row of the topic with this slug, which no other transaction changes until this one ends.

    Raises NotFound; Conflict for one that was merged, whose place another has taken.
    """
    row = find(slug)
    if row.into is not None:
        raise Conflict(f"The topic {slug!r} was merged into {row.into.slug!r}: decide on that one.")
    return row


def find(slug: str) -> Any:
    """The row of the topic with this slug, merged or not, held; raises NotFound."""
    query: Any = Topic.select().where(Topic.slug == slug)
    row = (query.for_update() if is_postgresql() else query).first() if storable(slug) else None
    if row is None:
        raise NotFound(f"There is no topic {slug!r}.")
    return row


def rename(row: Any, name: str, editor: Editor) -> None:
    """Gives a held topic another name; what articles call so, or called so before, is this topic.

    Raises Conflict where that is another topic's name.
    """
    shown = " ".join(name.split())
    if not fold(shown):
        raise InvalidDecision("name has no letter and no digit.", field="name")
    if shown == row.name:
        return
    was, other = row.name, slug_of(shown)
    if other != row.slug and Topic.get_or_none(Topic.slug == other) is None:
        # Made before it is looked who has the name: of two who want it at once, one finds it taken.
        Topic.create(**topic_rows.row(other, shown, into=row.pk, curated=True))
    _check_free(row, shown)
    _release(row, slug_of(was))
    row.name, row.key, row.curated = shown, fold(shown)[:240], True
    row.save()
    _append(row, NAMED, was, shown, editor)


def pin(row: Any, pinned: bool, editor: Editor) -> None:
    """Pins or unpins a held topic: a pinned one stays though no quote is about it."""
    if row.pinned == pinned:
        return
    row.pinned, row.curated = pinned, True
    row.save()
    _append(row, PINNED, not pinned, pinned, editor)


def merge(row: Any, into: str, editor: Editor) -> None:
    """Makes a held topic count as the one with the slug ``into``, in every quote and in articles to come.

    Raises Conflict for itself, for a cycle, for one that is merged; NotFound.
    """
    if into == row.slug:
        raise Conflict(f"The topic {into!r} can't be merged into itself.", field="into")
    try:
        target = find(into)
    except NotFound as error:
        raise Conflict(f"There is no topic {into!r} to merge into.", field="into") from error
    if target.into is not None:
        end = Topic.get_by_id(topic_links.targets([target.pk])[target.pk])
        if end.pk == row.pk:
            raise Conflict(f"{into!r} was merged into {row.slug!r}: that would be a cycle.", field="into")
        raise Conflict(f"{into!r} was itself merged into {end.slug!r}; merge into that.", field="into")
    row.into, row.curated, target.curated = target.pk, True, True
    row.save()
    target.save()
    topic_links.settle_about(topic_links.family(row.pk))
    _append(row, MERGED, None, target.slug, editor)
    _append(target, TOOK_IN, None, row.slug, editor)


def unmerge(row: Any, editor: Editor) -> None:
    """Takes the merge of a held topic back; raises Conflict where there is none."""
    target = row.into
    if target is None:
        raise Conflict(f"The topic {row.slug!r} is not merged into any.")
    if row.key == target.key:
        raise Conflict(
            f"{row.slug!r} is the name that {target.slug!r} has now; name that one otherwise instead."
        )
    row.into = None
    row.save()
    topic_links.settle_about(topic_links.family(row.pk))
    _append(row, MERGED, target.slug, None, editor)
    _append(target, TOOK_IN, row.slug, None, editor)


def decide(quote: Any, row: Any, about: bool | None, editor: Editor) -> None:
    """Says that a quote is about a held topic, or is not; None takes that back.

    Raises Conflict where there is nothing to take back.
    """
    mine: Any = TopicEntry.select().where(
        TopicEntry.quote == quote.pk, TopicEntry.topic == row.pk, TopicEntry.kind == topic_links.QUOTE
    )
    last = mine.order_by(TopicEntry.pk.desc()).first()
    was = None if last is None else last.now
    if about is None and was is None:
        raise Conflict("No decision on the topic and the quote is in force, so there is none to take back.")
    Topic.update(curated=True).where(Topic.pk == row.pk).execute()
    _append(row, topic_links.QUOTE, was, about, editor, quote=quote.pk)
    topic_links.settle([quote.pk])
    Quote.update(updated_at=days.now()).where(Quote.pk == quote.pk).execute()


def _check_free(row: Any, name: str) -> None:
    same = (Topic.key == fold(name)[:240]) | (Topic.slug == slug_of(name))
    others: list[Any] = list(Topic.select().where(same, Topic.pk != row.pk))
    for other in others:
        end = topic_links.targets([other.pk])[other.pk]
        if end != row.pk:
            slug = Topic.get_by_id(end).slug
            raise Conflict(
                f"{name!r} is the topic {slug!r} already; to make the two one, merge {row.slug!r} into it.",
                field="name",
            )


def _release(row: Any, slug: str) -> None:
    """The slug of a name that the topic no longer has leads to it no more, if only the name made it do so."""
    led: Any = Topic.get_or_none((Topic.slug == slug) & (Topic.into == row.pk) & (Topic.key == row.key))
    if led is None or TopicEntry.select().where(TopicEntry.topic == led.pk).exists():
        return
    led.into, led.curated = None, False
    led.save()
    topic_links.settle_about([led.pk])
    if not _is_used(led.pk):
        led.delete_instance()


def _is_used(topic: int) -> bool:
    return any(table.select().where(table.topic == topic).exists() for table in (QuoteTopic, TopicAside))


def _append(
    row: Any, kind: str, was: object, now: object, editor: Editor, *, quote: int | None = None
) -> None:
    TopicEntry.create(
        id=ids.new(),
        topic=row.pk,
        quote=quote,
        kind=kind,
        was=was,
        now=now,
        by=editor.by,
        why=editor.why,
        key=editor.key,
        at=days.now(),
    )
