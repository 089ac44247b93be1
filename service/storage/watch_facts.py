"""What the filters of watches ask about quotes, read for a few quotes at once. Within a transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import chunked

from service.storage import topic_links
from service.storage.database import tuples
from service.storage.models import Alias, AliasWord, ArticleSubject, Quote, QuoteTopic, Speaker, Topic
from service.storage.quote_records import CHUNK

Names = tuple[frozenset[str], ...]
"""The words of each name of a speaker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Of one quote: the columns of its row, and what stands in other tables.

    ``speakers`` are the ids of its speaker and of those merged into it, ``names`` the words of each of their
    names; ``slugs`` and ``keys`` those of its topics, of what was merged into these and what they went into;
    ``subjects`` the codes of what its article is about.
    """

    pk: int
    id: str
    text: str
    role: str | None
    medium: str
    said_first: str | None
    said_last: str | None
    published_on: str | None
    publication_key: str | None
    confidence: float
    status: str
    reread: str | None
    speakers: frozenset[str]
    names: Names
    slugs: frozenset[str]
    keys: frozenset[str]
    subjects: frozenset[str]


COLUMNS = (
    "pk",
    "id",
    "text",
    "role",
    "medium",
    "said_first",
    "said_last",
    "published_on",
    "publication_key",
    "confidence",
    "status",
    "reread",
)


def of_quotes(pks: Sequence[int]) -> dict[int, Facts]:
    """The facts of each of these quotes, by key."""
    found: dict[int, Facts] = {}
    for chunk in chunked(pks, CHUNK):
        found |= _of_quotes(chunk)
    return found


def _of_quotes(pks: list[int]) -> dict[int, Facts]:
    columns = [getattr(Quote, name) for name in COLUMNS]
    rows: Any = list(Quote.select(*columns, Quote.speaker, Quote.article).where(Quote.pk.in_(pks)))
    ids, names = _speakers({row.speaker_id for row in rows if row.speaker_id is not None})
    topics, subjects = _topics(pks), _subjects({row.article_id for row in rows})
    return {
        row.pk: Facts(
            **{name: getattr(row, name) for name in COLUMNS},
            speakers=frozenset(ids[row.speaker_id]),
            names=tuple(names[row.speaker_id]),
            slugs=frozenset(slug for slug, _ in topics[row.pk]),
            keys=frozenset(key for _, key in topics[row.pk]),
            subjects=frozenset(subjects[row.article_id]),
        )
        for row in rows
    }


def _speakers(
    pks: Collection[int],
) -> tuple[dict[int | None, list[str]], dict[int | None, list[frozenset[str]]]]:
    """The ids of each speaker and of those merged into it; the words of each of their names."""
    ids: dict[int | None, list[str]] = defaultdict(list)
    names: dict[int | None, list[frozenset[str]]] = defaultdict(list)
    stands_for: dict[int, int] = {}
    for chunk in chunked(sorted(pks), CHUNK):
        same = Speaker.pk.in_(chunk) | Speaker.merged_into.in_(chunk)
        for pk, speaker_id, into in tuples(
            Speaker.select(Speaker.pk, Speaker.id, Speaker.merged_into).where(same)
        ):
            stands_for[pk] = into or pk
            ids[stands_for[pk]].append(speaker_id)
    for chunk in chunked(sorted(stands_for), CHUNK):
        words: dict[tuple[int, int], set[str]] = defaultdict(set)
        query = AliasWord.select(Alias.speaker, Alias.pk, AliasWord.word).join(Alias)
        for speaker, alias, word in tuples(query.where(Alias.speaker.in_(chunk))):
            words[speaker, alias].add(word)
        for (speaker, _), name in words.items():
            names[stands_for[speaker]].append(frozenset(name))
    return ids, names


def _subjects(articles: Collection[int]) -> dict[int, list[str]]:
    """The codes of the subjects of each article."""
    found: dict[int, list[str]] = defaultdict(list)
    query = ArticleSubject.select(ArticleSubject.article, ArticleSubject.code)
    for article, code in tuples(query.where(ArticleSubject.article.in_(list(articles)))):
        found[article].append(code)
    return found


def _topics(quotes: list[int]) -> dict[int, list[tuple[str, str]]]:
    """Slug and key of each topic that finds each quote."""
    about = tuples(QuoteTopic.select(QuoteTopic.quote, QuoteTopic.topic).where(QuoteTopic.quote.in_(quotes)))
    ends = topic_links.targets({topic for _, topic in about})
    families = _families(set(ends.values()))
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for quote, topic in about:
        found[quote] += families[ends[topic]]
    return found


def _families(ends: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Of each topic that is merged into none: slug and key of it and of all that led to it."""
    end_of = {end: end for end in ends}
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    last = sorted(end_of)
    while last:
        following: list[int] = []
        for chunk in chunked(last, CHUNK):
            rows = Topic.select(Topic.pk, Topic.slug, Topic.key).where(Topic.pk.in_(chunk))
            for pk, slug, key in tuples(rows):
                found[end_of[pk]].append((slug, key))
            for pk, into in tuples(Topic.select(Topic.pk, Topic.into).where(Topic.into.in_(chunk))):
                end_of[pk] = end_of[into]
                following.append(pk)
        last = following
    return found
