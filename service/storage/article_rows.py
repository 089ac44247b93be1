"""Writing articles: which row a post is, a new row, a new revision of one. Call within a transaction."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from service.extraction.annotations import Extraction
from service.storage import days, ids, search, statements
from service.storage.database import is_postgresql
from service.storage.models import Article, ArticleRevision
from service.storage.names import fold

RESEMBLING = (
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM article WHERE identity = ?) "
    "OR EXISTS (SELECT 1 FROM article WHERE url_key = ?) "
    "OR EXISTS (SELECT 1 FROM article WHERE content_hash = ?)"
)

Row = Any
"""A row of Article; the fields of peewee's models have no static types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as it was posted: its text and what is known about it; None where nothing was said."""

    text: str
    title: str | None = None
    published_at: str | None = None
    url: str | None = None
    external_id: str | None = None
    publication: str | None = None
    byline: str | None = None

    @property
    def content_hash(self) -> str:
        """What two posts of one text share."""
        return digest(self.text)


def digest(text: str) -> str:
    """SHA-256 in hexadecimal; any text has one."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def resembles_any(draft: Draft) -> bool:
    """Whether any stored article shares one of what ``locate`` goes by: most that are sent do not."""
    return bool(statements.rows(RESEMBLING, *_names(draft)))


def locate(draft: Draft) -> Row | None:
    """The stored article that ``draft`` is another post of, or None.

    By its external id within the publication; else by its url; else by its text. An article that was posted
    without the stronger of these is the same one when the weaker agrees; one with another external id is not.
    """
    if not resembles_any(draft):
        return None
    if draft.external_id is not None:
        row = Article.get_or_none(Article.identity == _external_identity(draft))
        if row is not None:
            return row
    if draft.url is not None:
        same_url = Article.select().where(Article.url_key == digest(draft.url))
        if draft.external_id is not None:
            same_url = same_url.where(Article.external_id.is_null())
        row = same_url.order_by(Article.pk).first()
        if row is not None:
            return row
    return _same_text(draft)


def hold(draft: Draft) -> Row | None:
    """As ``locate``, and no other transaction changes the row until this one ends."""
    row = locate(draft)
    return None if row is None else hold_id(row.id)


def hold_id(article_id: str) -> Row | None:
    """The article with this id, which no other transaction changes until this one ends; None without one."""
    query = Article.select().where(Article.id == article_id)
    return (query.for_update() if is_postgresql() else query).first()


def lock(*drafts: Draft) -> None:
    """Makes other transactions that store the same articles wait; SQLite has one writer at a time anyway.

    All at once, in one order: two that store some of the same articles then can't wait for each other.
    """
    if not is_postgresql():
        return
    numbers = sorted({number for draft in drafts for number in _lock_numbers(draft)})
    statements.run("SELECT pg_advisory_xact_lock(number) FROM unnest(?::bigint[]) AS number", numbers)


def lock_first(drafts: Sequence[Draft]) -> int:
    """As ``lock`` for the first of these articles and for those after it that can be had without waiting, up
    to the first that can't: how many there are. Who has many of them then waits for none.
    """
    if not is_postgresql():
        return len(drafts)
    lock(drafts[0])
    wanted = [_lock_numbers(draft) for draft in drafts]
    asked = "SELECT number FROM unnest(?::bigint[]) AS number WHERE pg_try_advisory_xact_lock(number)"
    held = {number for (number,) in statements.rows(asked, sorted(set().union(*wanted)))}
    return next((place for place, numbers in enumerate(wanted) if not numbers <= held), len(drafts))


def _lock_numbers(draft: Draft) -> set[int]:
    """What the locks of an article are called."""
    names = {name for name in _names(draft) if name is not None}
    return {int.from_bytes(hashlib.sha256(name.encode()).digest()[:7]) for name in names}


def unlike_all(drafts: Sequence[Draft]) -> list[bool]:
    """Of each draft, whether it is new for sure: it shares nothing that ``locate`` goes by with any stored
    article, nor with a draft before it.
    """
    known = _shared(drafts)
    fresh = []
    for draft in drafts:
        names = set(_names(draft)) - {None}
        fresh.append(known.isdisjoint(names))
        known |= names
    return fresh


def add(new: Iterable[tuple[Draft, Extraction]], keys: Iterator[int]) -> list[Row]:
    """Stores new articles under ``keys``, each with what read it."""
    now = days.now()
    rows = [
        {
            "pk": next(keys),
            "id": ids.new(),
            **_columns(draft),
            "language": extraction.language[:10],
            "revision": 1,
            "extractor": extraction.extractor,
            "created_at": now,
            "updated_at": now,
        }
        for draft, extraction in new
    ]
    if rows:
        statements.insert(Article, list(rows[0]), [tuple(row.values()) for row in rows])
    search.add("article", [(row["pk"], (row["title"], row["text"])) for row in rows])
    return [Article(**row) for row in rows]


def merged(row: Row, draft: Draft) -> Draft:
    """What the article is after ``draft``: what a post leaves out stays as it is stored."""
    names = ("title", "published_at", "url", "external_id", "publication", "byline")
    values = {name: getattr(draft, name) for name in names}
    kept = {name: getattr(row, name) if value is None else value for name, value in values.items()}
    return Draft(text=draft.text, **kept)


def is_revision(row: Row, draft: Draft) -> bool:
    """Whether ``draft`` says something else than what is stored; an address is no content."""
    names = ("title", "published_at", "publication", "byline")
    return row.content_hash != draft.content_hash or any(
        getattr(row, name) != getattr(draft, name) for name in names
    )


def says_nothing_new(row: Row, draft: Draft) -> bool:
    """Whether storing ``draft`` would change nothing, not even the article's address."""
    whole = merged(row, draft)
    return not is_revision(row, whole) and (row.url, row.external_id) == (whole.url, whole.external_id)


def revise(row: Row, draft: Draft, *, language: str, extractor: str) -> None:
    """Stores ``draft`` as the next revision of ``row`` and keeps what it was."""
    ArticleRevision.create(
        article=row.pk,
        number=row.revision,
        content_hash=row.content_hash,
        title=row.title,
        byline=row.byline,
        published_at=row.published_at,
        extractor=row.extractor,
        created_at=row.updated_at,
        text=row.text,
    )
    update(row, draft, revision=row.revision + 1, language=language[:10], extractor=extractor)
    search.index("article", [(row.pk, (row.title, row.text))])


def update(row: Row, draft: Draft, **changes: object) -> None:
    """Writes ``draft`` and ``changes`` into the row."""
    _write(row, _columns(draft) | changes)


def restamp(row: Row, *, language: str, extractor: str) -> None:
    """Records what read the article last."""
    _write(row, {"language": language[:10], "extractor": extractor})


def _write(row: Row, values: dict[str, Any]) -> None:
    changed = {name: value for name, value in values.items() if row.__data__[name] != value}
    if not changed:
        return
    for name, value in (changed | {"updated_at": days.now()}).items():
        setattr(row, name, value)
    Article.update({name: getattr(row, name) for name in (*changed, "updated_at")}).where(
        Article.pk == row.pk
    ).execute()


def _columns(draft: Draft) -> dict[str, Any]:
    published_on, published_sort = days.published_columns(draft.published_at)
    return {
        "identity": _identity(draft),
        "external_id": draft.external_id,
        "external_key": None if draft.external_id is None else digest(draft.external_id),
        "url": draft.url,
        "url_key": None if draft.url is None else digest(draft.url),
        "publication": draft.publication,
        "publication_key": _publication_key(draft.publication),
        "title": draft.title,
        "byline": draft.byline,
        "published_at": draft.published_at,
        "published_on": published_on,
        "published_sort": published_sort,
        "content_hash": draft.content_hash,
        "text": draft.text,
    }


def _names(draft: Draft) -> tuple[str | None, str | None, str]:
    """What another post of the article shares: its external id's, its url's, its text's."""
    return (
        None if draft.external_id is None else _external_identity(draft),
        None if draft.url is None else digest(draft.url),
        draft.content_hash,
    )


def _shared(drafts: Iterable[Draft]) -> set[str | None]:
    """Of what the drafts go by, that which stored articles have."""
    names = [_names(draft) for draft in drafts]
    found: set[str | None] = set()
    for place, column in enumerate(("identity", "url_key", "content_hash")):
        stored = f"SELECT {column} FROM article WHERE {column} {{among}}"  # noqa: S608 - columns
        asked = {each[place] for each in names} - {None}
        found |= {name for (name,) in statements.rows_among(stored, asked)}
    return found


def _identity(draft: Draft) -> str:
    if draft.external_id is not None:
        return _external_identity(draft)
    if draft.url is not None:
        return "url:" + digest(draft.url)
    return "text:" + digest(f"{_publication_key(draft.publication)}\0{draft.content_hash}")


def _external_identity(draft: Draft) -> str:
    return "external:" + digest(f"{_publication_key(draft.publication)}\0{draft.external_id}")


def _publication_key(publication: str | None) -> str | None:
    return None if publication is None else fold(publication)[:240]


def _same_text(draft: Draft) -> Row | None:
    same = Article.select().where(Article.content_hash == draft.content_hash)
    if draft.publication is not None:
        key = _publication_key(draft.publication)
        same = same.where((Article.publication_key == key) | Article.publication_key.is_null())
    if draft.external_id is not None or draft.url is not None:
        same = same.where(Article.external_id.is_null() & Article.url.is_null())
    return same.order_by(Article.pk).first()
