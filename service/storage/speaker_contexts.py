"""What the archive knows of speakers that tells one from a namesake: roles, topics, company, publications."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.storage import statements
from service.storage.database import is_postgresql

LATEST = 200
"""How many of a speaker's quotes are looked at, the latest first: what somebody is does not need more."""

SAID = (
    "SELECT pk, role, article_id, publication_key FROM quote "
    "WHERE speaker_id = ? AND status <> 'rejected' AND article_id <> ? "
    "ORDER BY published_sort DESC, pk DESC LIMIT ?"
)

OF_EACH = SAID.replace("SELECT pk,", "SELECT").replace("speaker_id = ?", "speaker_id = asked.pk")
LATEST_ROLES = f"SELECT asked.pk, role FROM unnest(?::bigint[]) AS asked (pk), LATERAL ({OF_EACH}) AS said"  # noqa: S608 - ours

TOPICS = "SELECT DISTINCT slug FROM quote_topic JOIN topic ON topic.pk = topic_id WHERE quote_id {among}"
COMPANY = (
    "SELECT DISTINCT speaker.pk, speaker.key FROM quote JOIN speaker ON speaker.pk = quote.speaker_id "
    "WHERE speaker.article_id IS NULL AND quote.article_id {among}"
)

MOST_ARTICLES = 50
"""In how many of their articles the company is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """``roles`` as printed, ``topics`` as slugs, ``company`` as the keys of the names of other speakers of
    the same articles, ``publications`` as keys."""

    roles: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    publications: frozenset[str] = frozenset()


def roles_of(pk: int, *, besides: int) -> frozenset[str]:
    """The roles of the speaker with this key, as printed, the article ``besides`` (by key) left out."""
    return frozenset(role for _, role, _, _ in _said(pk, besides, LATEST) if role)


def latest_roles(pks: Sequence[int], *, besides: int, most: int) -> dict[int, frozenset[str]]:
    """The same of each of these speakers, in the latest ``most`` quotes."""
    if is_postgresql() and pks:  # one journey for all of them; SQLite has no journeys
        rows = statements.rows(LATEST_ROLES, list(pks), besides, most)
    else:
        rows = [(pk, role) for pk in pks for _, role, _, _ in _said(pk, besides, most)]
    return {pk: frozenset(role for speaker, role in rows if speaker == pk and role) for pk in pks}


def of_speaker(pk: int, *, besides: int) -> Context:
    """The context of the speaker with this key, its quotes in the article ``besides`` (by key) left out."""
    rows = _said(pk, besides, LATEST)
    articles = list(dict.fromkeys(article for _, _, article, _ in rows))[:MOST_ARTICLES]
    return Context(
        roles=frozenset(role for _, role, _, _ in rows if role),
        topics=_topics([quote for quote, *_ in rows]),
        company=_company(pk, articles),
        publications=frozenset(key for *_, key in rows if key),
    )


def _said(pk: int, besides: int, most: int) -> list[tuple[int, str | None, int, str | None]]:
    return statements.rows(SAID, pk, besides, most)


def _topics(quotes: Sequence[int]) -> frozenset[str]:
    return frozenset(slug for (slug,) in statements.rows_among(TOPICS, quotes))


def _company(pk: int, articles: Sequence[int]) -> frozenset[str]:
    """Only who is known across articles: another article's "a spokesman" is nobody's company."""
    return frozenset(key for other, key in statements.rows_among(COMPANY, articles) if other != pk)
