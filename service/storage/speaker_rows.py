"""Writing speakers: records that a name links to, and the names that each goes by. Within a transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from service.storage import days, ids, name_index, statements
from service.storage.database import Vanished, is_postgresql, tuples
from service.storage.models import Alias, AliasUse, AliasWord, Quote, Speaker
from service.storage.names import name_key, name_words

NAME_LENGTH = 500
"""The longest name that is kept: an unnamed source's description is a phrase, not a paragraph."""

ADD = (
    "INSERT INTO speaker (id, name, kind, key, link_key, article_id, curated, created_at, updated_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (link_key) DO NOTHING RETURNING pk"
)


@dataclass(slots=True)
class NewSpeaker:
    """A record that is not stored yet; ``article``: it is known in that one alone."""

    pk: int
    id: str
    name: str
    kind: str
    key: str
    link_key: str
    article: int | None

    def complete(self, name: str) -> bool:
        """Shows it by ``name`` if that spells the same name out further; whether it does."""
        longer = len(self.name) < len(name) <= NAME_LENGTH and self.key == name_key(name)
        if longer:
            self.name = name
        return longer


Called = Mapping[tuple[int, str], bool]
"""Aliases, each by its speaker's key and its name, and whether it is full."""

Names = Mapping[int, Mapping[str, bool]]
"""What an article calls each speaker (by key): the names, and whether each is full."""


def by_short_name(name: str, kind: str) -> list[int]:
    """The keys of the records across articles of this kind that articles also call ``name``."""
    query = (
        Alias.select(Alias.speaker)
        .join(Speaker)
        .where(Alias.key == name_key(name), Speaker.kind == kind, Speaker.article.is_null())
        .distinct()
    )
    return sorted(pk for (pk,) in tuples(query))


def linked_before(article: int, name: str, kind: str) -> list[int]:
    """The keys of the records that quotes of this article were linked to by ``name``."""
    spoken = Quote.select(Quote.pk).where(Quote.article == article, Quote.speaker_name == name)
    if not spoken.exists():
        return []
    query = (
        Alias.select(Alias.speaker, Alias.curated)
        .join(AliasUse)
        .switch(Alias)
        .join(Speaker)
        .where(AliasUse.article == article, Alias.name == name, Alias.full, Speaker.kind == kind)
    )
    found = tuples(query)
    # Where an editor gave the name to one of them, the others had it from articles.
    return sorted({pk for pk, curated in found if curated} or {pk for pk, _ in found})


def survivors(pks: Iterable[int]) -> dict[int, int]:
    """The record that each of these stands for now: itself, unless it was merged into another.

    Until the transaction ends, nobody merges them: whatever is linked now is found by a later merge. Those
    that are gone are left out.
    """
    wanted = sorted(set(pks))
    asked = "SELECT pk, merged_into_id FROM speaker WHERE pk {among} ORDER BY pk"
    if is_postgresql():
        asked += " FOR KEY SHARE"
    known = {pk: into or pk for pk, into in statements.rows_among(asked, wanted)}
    into = {root for root in known.values() if root not in known}
    roots = known | (survivors(into) if into else {})
    return roots | {pk: roots[root] for pk, root in known.items() if root in roots}


def called(article: int, name: str, kind: str | None) -> list[int]:
    """The keys of the speakers (of ``kind``) whom this article calls by ``name``."""
    query = Alias.select(Alias.speaker).join(AliasUse).where(AliasUse.article == article)
    query = query.where(Alias.key == name_key(name))
    if kind is not None:
        query = query.switch(Alias).join(Speaker).where(Speaker.kind == kind)
    return sorted({pk for (pk,) in tuples(query)})


def curate(pk: int, name: str, *, full: bool) -> None:
    """Keeps the speaker and its ``name`` whatever articles say: an editor gave it."""
    Speaker.update(curated=True).where(Speaker.pk == pk).execute()
    Alias.update(curated=True).where(Alias.pk == alias(pk, name[:NAME_LENGTH], full=full)).execute()


def ids_of(pks: Iterable[int]) -> list[str]:
    """The public ids of the speakers with these keys, in this order."""
    wanted = list(pks)
    known = dict(tuples(Speaker.select(Speaker.pk, Speaker.id).where(Speaker.pk.in_(wanted))))
    return [known[pk] for pk in wanted]


def add(name: str, kind: str, link_key: str | None, *, article: int | None) -> tuple[int, bool]:
    """The key of the record with ``link_key``, and whether it was stored now: another writer may be first."""
    now, speaker_id = days.now(), ids.new()
    new = statements.rows(
        ADD, speaker_id, name[:NAME_LENGTH], kind, name_key(name), link_key, article, False, now, now
    )
    if new:
        return int(new[0][0]), True
    there = statements.rows("SELECT pk FROM speaker WHERE link_key = ?", link_key)
    if not there:
        raise Vanished(f"the speaker {link_key!r} was there, and is gone")
    return int(there[0][0]), False


def new(pk: int, name: str, kind: str, link_key: str, article: int | None) -> NewSpeaker:
    """A record to be added with this key."""
    return NewSpeaker(pk, ids.new(), name[:NAME_LENGTH], kind, name_key(name), link_key, article)


def add_new(speakers: Iterable[NewSpeaker]) -> None:
    """Adds these records; raises Vanished where another writer was first with one."""
    now = days.now()
    # In the order of their link keys, so that two who add some of the same can't lock each other out.
    rows = [
        (one.pk, one.id, one.name, one.kind, one.key, one.link_key, one.article, False, now, now)
        for one in sorted(speakers, key=lambda one: one.link_key)
    ]
    columns = (
        "pk",
        "id",
        "name",
        "kind",
        "key",
        "link_key",
        "article_id",
        "curated",
        "created_at",
        "updated_at",
    )
    if statements.insert_new(Speaker, columns, rows) < len(rows):
        raise Vanished("another writer was first with a speaker")


def complete_name(pk: int, name: str) -> bool:
    """Shows the speaker by ``name`` if that spells the same name out further ("Antony J. Blinken"); whether
    it does."""
    row: Any = Speaker.get(Speaker.pk == pk)
    longer = not row.curated and row.key == name_key(name) and len(row.name) < len(name) <= NAME_LENGTH
    if longer:
        Speaker.update(name=name, updated_at=days.now()).where(Speaker.pk == pk).execute()
    return longer


def use_names(article: int, names: Names) -> None:
    """Records that the article calls each speaker (by key) by these names, and by no others.

    The value of a name is whether it is full: only a full one links other articles' mentions.
    """
    used = add_names({article: names})[article]
    AliasUse.delete().where(AliasUse.article == article, AliasUse.alias_row.not_in(used or {0})).execute()


def add_names(called: Mapping[int, Names], *, new: bool = False) -> dict[int, set[int]]:
    """Records that each article (by key) calls speakers by these names too; returns the keys of the names
    that each uses. ``new`` articles used none before.
    """
    by_article = {article: _cut(names) for article, names in called.items()}
    wanted: dict[tuple[int, str], bool] = {}
    for names in by_article.values():
        wanted = names | wanted  # the first article that has a name says whether it is full
    known = _aliases(wanted)
    used = {article: {known[each] for each in names} for article, names in by_article.items()}
    rows = [(alias, article) for article, aliases in used.items() for alias in sorted(aliases)]
    add = statements.insert if new else statements.insert_new
    add(AliasUse, ("alias_row_id", "article_id"), rows)
    return used


def _cut(names: Names) -> dict[tuple[int, str], bool]:
    """The names as they are kept."""
    cut: dict[tuple[int, str], bool] = {}
    for speaker in sorted(names):
        for name, full in sorted(names[speaker].items()):
            cut.setdefault((speaker, name[:NAME_LENGTH]), full)
    return cut


def alias(speaker: int, name: str, *, full: bool) -> int:
    """The key of the alias ``name`` of a record, stored now if it is new."""
    return _aliases({(speaker, name): full})[speaker, name]


def _aliases(called: Called) -> dict[tuple[int, str], int]:
    """The key of each of these aliases, stored now if it is new."""
    known = _known(called)
    new = {alias: full for alias, full in called.items() if alias not in known}
    if not new:
        return known
    rows = [(speaker, name, name_key(name), full, False) for (speaker, name), full in new.items()]
    statements.insert_new(Alias, ("speaker_id", "name", "key", "full", "curated"), rows)
    added = _known(new)
    if len(added) < len(new):
        raise Vanished("a speaker's name was there, and is gone")
    words = [(pk, word[:240]) for (_, name), pk in added.items() for word in name_words(name)]
    name_index.learn(word for _, word in words)
    statements.insert_new(AliasWord, ("alias_row_id", "word"), words)
    return known | added


def _known(aliases: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    asked = (
        "SELECT alias.speaker_id, alias.name, alias.pk FROM {asked} CROSS JOIN alias "
        "WHERE alias.speaker_id = asked.number AND alias.name = asked.words"
    )
    return {(speaker, name): pk for speaker, name, pk in statements.rows_of_pairs(asked, aliases)}
