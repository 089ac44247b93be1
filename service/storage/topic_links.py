"""Which topics a quote has in force: what the machine read, led where editors merged it, and what they put on
the quote or took off it. Within a transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from peewee import chunked

from service.storage import article_holds, statements
from service.storage.database import tuples
from service.storage.models import QuoteTopic, Segment, Topic, TopicAside, TopicEntry
from service.storage.names import fold, slug
from service.storage.quote_records import CHUNK

QUOTE = "quote"
"""The kind of entry that decides whether a quote is about a topic: ``now`` is true, false, or null again."""

MOST_WEIGHT = 1.0
"""Of a topic that an editor put on a quote."""

NAMED = "SELECT pk, name, into_id FROM topic WHERE slug IN ({slugs}) OR key = ?"
NAMES = "SELECT pk, name FROM topic WHERE pk {among}"
MERGED = "SELECT pk, name FROM topic WHERE into_id {among}"

Span = tuple[float, int, int, str]
"""Weight, start, end and text of a topic's evidence."""

Decisions = dict[int, tuple[int, bool | None]]
"""Topic → the key of the last entry on it, and what that decided."""


def targets(topics: Iterable[int]) -> dict[int, int]:
    """Each of ``topics`` → the topic that it counts as: itself, or the end of where it was merged into."""
    found = {pk: pk for pk in topics}
    pending = set(found)
    while pending:
        steps: dict[int, int] = {}
        for chunk in chunked(sorted(pending), CHUNK):
            rows = Topic.select(Topic.pk, Topic.into).where(Topic.pk.in_(chunk), Topic.into.is_null(False))
            steps |= dict(tuples(rows))
        found = {pk: steps.get(at, at) for pk, at in found.items()}
        pending = set(steps.values())
    return found


def meant(topic: str) -> dict[int, str]:
    """The topics of this slug or name, or its singular, and those merged into them: key → name."""
    slugs = [topic, *singulars(slug(topic))]
    asked = NAMED.format(slugs=", ".join("?" * len(slugs)))
    rows = statements.rows(asked, *slugs, fold(topic)[:240])
    known = {pk: name for pk, name, into in rows if into is None}
    merged = targets([pk for pk, _, into in rows if into is not None])
    if merged:
        known |= dict(statements.rows_among(NAMES, set(merged.values())))
    return dict(sorted((known | _merged_into(known)).items()))


def _merged_into(topics: Iterable[int]) -> dict[int, str]:
    """All that was merged into ``topics``, directly or through others: key → name."""
    found: dict[int, str] = {}
    last = list(topics)
    while last:
        merged = dict(statements.rows_among(MERGED, last))
        last = [*merged]
        found |= merged
    return found


def singulars(plural: str) -> list[str]:
    """``plural``, a slug, and what it may be the plural of: the machine names phrases in the singular."""
    endings = (("ies", "y"), ("es", ""), ("s", ""))
    return [plural, *(plural.removesuffix(end) + put for end, put in endings if plural.endswith(end))]


def family(topic: int) -> list[int]:
    """``topic`` and all that was merged into it, directly or through others."""
    return [topic, *_merged_into([topic])]


def settle_about(topics: Collection[int]) -> None:
    """Brings the quotes up to date that have, had or were given one of ``topics``."""
    found: set[int] = set()
    for table in (QuoteTopic, TopicAside, TopicEntry):
        model: Any = table
        rows = model.select(model.quote).where(model.topic.in_(topics), model.quote.is_null(False))
        found |= {pk for (pk,) in tuples(rows)}
    article_holds.of_quotes(found)
    settle(found)


def settle(quotes: Iterable[int]) -> None:
    """Brings the topics in force of ``quotes`` (keys) up to date with what is merged and decided now."""
    for chunk in chunked(sorted(quotes), CHUNK):
        _settle(chunk)


def _settle(quotes: list[int]) -> None:
    read: dict[int, dict[int, Span]] = defaultdict(dict)
    own: list[Any] = list(QuoteTopic.select().where(QuoteTopic.quote.in_(quotes), QuoteTopic.own))
    aside: list[Any] = list(TopicAside.select().where(TopicAside.quote.in_(quotes)))
    decided = _decisions(quotes)
    for row in (*own, *aside):
        read[row.quote_id][row.topic_id] = (row.weight, row.start, row.end, row.text)
    named = {topic for spans in read.values() for topic in spans}
    ends = targets(named | {topic for topics in decided.values() for topic in topics})
    if not aside and not decided and all(ends[topic] == topic for topic in named):
        return
    places = _places(quotes)
    in_force, left = [], []
    for quote in quotes:
        now, out = _of_quote(read[quote], decided.get(quote, {}), ends, places.get(quote, 0))
        in_force += [_row(quote, topic, span) | {"own": is_own} for topic, (span, is_own) in now.items()]
        left += [_row(quote, topic, span) for topic, span in out.items()]
    _replace(QuoteTopic, quotes, in_force)
    _replace(TopicAside, quotes, left)


def _of_quote(
    read: Mapping[int, Span], decided: Decisions, ends: Mapping[int, int], place: int
) -> tuple[dict[int, tuple[Span, bool]], dict[int, Span]]:
    """The topics in force, each with whether the machine itself reads it, and those that are not."""
    put, off = _put_and_off(decided, ends)
    now: dict[int, tuple[Span, bool]] = {}
    aside: dict[int, Span] = {}
    # Heaviest first, own readings before those that were merged into them.
    for topic, span in sorted(read.items(), key=lambda item: (ends[item[0]] != item[0], -item[1][0])):
        end = ends[topic]
        shown = end in put or not {topic, end} & off
        if end != topic or not shown:
            aside[topic] = span
        if shown and end not in now:
            now[end] = (span, end == topic)
    for topic in put:
        now.setdefault(topic, ((MOST_WEIGHT, place, place, ""), False))
    return now, aside


def _put_and_off(decided: Decisions, ends: Mapping[int, int]) -> tuple[set[int], set[int]]:
    put: dict[int, int] = {}
    for topic, (entry, about) in decided.items():
        if about:
            put[ends[topic]] = max(entry, put.get(ends[topic], 0))
    off = {topic: entry for topic, (entry, about) in decided.items() if about is False}
    # Of two decisions, one on a topic before it was merged and one on where it led, the later holds.
    put = {topic: entry for topic, entry in put.items() if off.get(topic, 0) < entry}
    return set(put), set(off)


def _decisions(quotes: Collection[int]) -> dict[int, Decisions]:
    """The decisions in force on each of ``quotes``."""
    found: dict[int, Decisions] = defaultdict(dict)
    rows: Any = TopicEntry.select().where(TopicEntry.quote.in_(quotes), TopicEntry.kind == QUOTE)
    for row in rows.order_by(TopicEntry.pk):
        found[row.quote_id][row.topic_id] = (row.pk, row.now)
    return found


def _places(quotes: Collection[int]) -> dict[int, int]:
    query = Segment.select(Segment.quote, Segment.start).where(
        Segment.quote.in_(quotes), Segment.position == 0
    )
    return dict(tuples(query))


def _row(quote: int, topic: int, span: Span) -> dict[str, Any]:
    weight, start, end, text = span
    return {"quote": quote, "topic": topic, "weight": weight, "start": start, "end": end, "text": text}


def _replace(table: Any, quotes: list[int], rows: list[dict[str, Any]]) -> None:
    table.delete().where(table.quote.in_(quotes)).execute()
    for chunk in chunked(rows, CHUNK):
        table.insert_many(chunk).execute()
