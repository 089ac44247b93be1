"""One page of what filters describe, without reading a million rows.

Other tables give keys: of a topic, of words. Are they few, they are fetched once, and page and total are
taken from them; of more than can be read one by one, rows are walked along an index in the order of the list,
and each is looked up among the keys. Are they many, rows are walked and each is tested, which soon fills a
page. A walk that finds too little in time is given up, and all that fits is sorted after all.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from peewee import SQL, NodeList

from service.storage import cursors, keyed_pages, statements, topic_pages
from service.storage.cursors import Key, Order, Position
from service.storage.database import counted, is_postgresql, plain
from service.storage.memberships import LISTED, Counted, Membership, listed
from service.storage.search import SAMPLED

BOUND = 10_000
"""Beyond so many, a list's size is told as "at least"."""

FEW = 20_000
"""So many keys are fetched in the time in which some hundred rows are tested."""

READ = 2_000
"""How many rows of a list are read one by one: each costs as much as dozens of an index's entries."""

STEPS = (100, 400, 1_500, 2_000)
"""How many rows are walked and tested before the other way is taken, in ever longer steps."""

HINTED = listed("published_sort")
"""What a list is sorted by where ``Search.hints`` help."""

Row = tuple[int, Key]

spelled = keyed_pages.spelled


@dataclass(frozen=True)
class Search:
    """Rows of ``table`` (an alias, "listed") with every condition.

    ``plain`` are those on its own columns, one a filter, each served by an index; ``hints`` say nothing new,
    but let the index that sorts by ``HINTED`` cut too, as ``hinted``, one of ``plain``, follows from them but
    for a day; ``covered`` is whether one index has all columns of ``plain``.
    ``at_least`` is a select that quickly tells a number of rows of ``table`` that there surely are.
    ``without`` is a select of the few keys that are left out; ``members`` are those that other tables answer.
    """

    table: Any
    plain: tuple[Any, ...] = ()
    without: SQL | None = None
    members: tuple[Membership, ...] = ()
    hints: tuple[Any, ...] = ()
    covered: bool = False
    at_least: SQL | None = None
    hinted: Any | None = None

    def by_columns(self) -> Any:
        """A select of the keys of the rows that its own columns allow."""
        without = [] if self.without is None else [listed("pk").not_in(self.without)]
        conditions = [*self.plain, *self.hints, *without]
        query = self.table.select(listed("pk"))
        return query.where(*conditions) if conditions else query

    @property
    def lists(self) -> list[Any]:
        """Selects of the keys that together have all rows, each once, and each sorted by an index."""
        each = self.members[0].each if len(self.members) == 1 else ()
        return [self.by_columns().where(condition) for condition in each]

    def in_order(self, order: Order) -> Any:
        """The same, to be read in ``order``."""
        if self.hinted is None or order.by is not HINTED or not is_postgresql():
            return self.by_columns()
        # PostgreSQL takes days and moments for independent, expects a hundredth of the rows that there are,
        # and sorts them all: of what it can't look into it expects half.
        opaque = NodeList((SQL("CASE WHEN"), self.hinted, SQL("THEN TRUE END")))
        return replace(
            self, plain=tuple(opaque if each is self.hinted else each for each in self.plain)
        ).by_columns()

    @cached_property
    def kept(self) -> int | None:
        """How many rows there are, where that is kept: of what lists show, by one filter."""
        if self.without is None or len(self.plain) + len(self.members) != 1:
            return None
        only = (*self.plain, *self.members)[0]
        kept = only.kept if isinstance(only, Counted | Membership) else None
        return None if kept is None else statements.number(kept)

    def whole(self) -> Any:
        """A select of the keys of the rows with every condition."""
        conditions = [member.condition(listed("pk")) for member in self.members]
        return self.by_columns().where(*conditions) if conditions else self.by_columns()

    def allowed(self, pks: Iterable[int]) -> AbstractSet[int]:
        """Those of ``pks``, keys of rows that there are, that its own columns allow."""
        if self.plain or self.hints:
            return {pk for (pk,) in plain(self.among(pks))}
        # To look each row up costs more than all else: what is left out are few keys.
        keys = frozenset(pks)
        return keys if self.without is None else keys - left_out(self.without, keys)

    def among(self, pks: Iterable[int]) -> Any:
        """A select of those of ``pks`` that its own columns allow."""
        return keyed_pages.by_key(self.by_columns(), pks)

    @cached_property
    def _fetched(self) -> tuple[frozenset[int] | None, tuple[Membership, ...]]:
        few: frozenset[int] | None = None
        rest = []
        for member in self.members:
            keys = member.fetched(FEW) if member.wanted else None
            if keys is None:
                rest.append(member)
            else:
                few = frozenset(keys) if few is None else few.intersection(keys)
        return few, tuple(rest)

    @property
    def few(self) -> frozenset[int] | None:
        """The keys that other tables leave, where at least one of them gives FEW at most."""
        return self._fetched[0]

    @property
    def rest(self) -> tuple[Membership, ...]:
        """The members of ``members`` that ``few`` says nothing of."""
        return self._fetched[1]

    @cached_property
    def all_of_few(self) -> frozenset[int] | None:
        """The keys of all rows, where ``few`` and a filter on its own columns meet; None where to find them
        takes longer than to walk the list."""
        if self.few is None or self.rest or not self.plain:
            return None
        most = keyed_pages.entries(len(self.few))
        own = replace(self, hints=(), without=None, members=()).by_columns()
        if self.covered and self._entries(own, most) <= most:
            return frozenset(self._met(own, self.few))
        return frozenset(self.allowed(self.few)) if len(self.few) <= READ else None

    def _entries(self, own: Any, most: int) -> int:
        """How many rows ``own``, a select of those that its own columns allow, has, as far as ``most``."""
        only = self.plain[0] if len(self.plain) == 1 else None
        if isinstance(only, Counted):
            return statements.number(only.kept)
        return counted(own.limit(most + 1))

    def _met(self, own: Any, keys: frozenset[int]) -> AbstractSet[int]:
        """Those of ``keys`` that ``own`` has, and that are not left out."""
        if is_postgresql():
            met = own.where(keyed_pages.among(f"{LISTED}.pk", keys))
            found = frozenset(pk for (pk,) in plain(met))
        else:  # a key is found here in a tenth of the time in which SQLite looks it up in a list
            found = keys.intersection(statements.column(*own.sql()))
        return found if self.without is None else found - left_out(self.without, found)

    def fitting(self, pks: Iterable[int]) -> AbstractSet[int]:
        """Those of ``pks`` that are members of all that is asked for."""
        members = self.members if self.few is None else self.rest
        left = set(pks) if self.few is None else self.few.intersection(pks)
        if not members or not left:
            return left
        tests = [test for member in members for test in member.tests()]
        read = [member for member in members if member.column is not None]
        columns = [listed(str(member.column)) for member in read]
        query = self.table.select(listed("pk"), *columns).where(listed("pk").in_(spelled(left)), *tests)
        return {
            pk
            for pk, *texts in plain(query)
            if all(member.fits(text or "") for member, text in zip(read, texts, strict=True))
        }


def multiple(step: int) -> SQL:
    """Whether the key of the row is a multiple of ``step``."""
    return SQL(f"{LISTED}.pk = {LISTED}.pk / {step:d} * {step:d}")


def page(search: Search, order: Order, limit: int, after: Position | None) -> list[Row]:
    """The keys and sort keys of up to ``limit`` rows after ``after``, in ``order``."""
    if not search.members:
        return cursors.page(search.in_order(order), order, limit, after)
    if search.lists:
        return cursors.merged(search.lists, order, limit, after)
    if search.few is not None and not search.rest:
        keys = search.few if search.all_of_few is None else search.all_of_few
        return keyed_pages.page(search.in_order(order), keys, order, limit, after)
    by_article = _by_article(search, order, limit, after)
    if by_article is not None:
        return by_article
    if search.few is None or len(search.few) > READ:
        walked = _walked(search, order, limit, after)
        if walked is not None:
            return walked
    if search.few is None:
        return cursors.page(search.whole(), order, limit, after)
    return cursors.page(search.among(search.fitting(search.few)), order, limit, after)


def latest(search: Search, most: int) -> tuple[list[int], bool]:
    """The keys of up to ``most`` rows, the last stored first, and whether these are all there are.

    Where several filters leave only a part of many rows, it may give fewer than there are.
    """
    if search.few is not None:
        found = _allowed(search, search.few, most + 1)
        return found[:most], len(found) <= most
    source = _source(search)
    if source is None:
        query = search.by_columns().order_by(listed("pk").desc()).limit(READ)
        pks = [pk for (pk,) in plain(query)]
        found = sorted(search.fitting(pks), reverse=True)
        return found[:most], len(pks) < READ and len(found) <= most
    keys = source.latest(2 * most if len(search.members) == 1 and not search.plain else FEW)
    return _allowed(without(search, source), keys, most), False


def sampled(search: Search, most: int) -> tuple[list[int], int]:
    """The keys of the rows, of more than ``most`` an even part; and for how many rows each stands."""
    if search.few is not None:
        step = -(-len(search.few) // most) or 1
        return _allowed(search, sorted(search.few)[::step], most), step
    source = _source(search)
    step = max(keyed_pages.spread(search.table.model._meta.table_name) // (5 * most), 1)
    step -= step % SAMPLED if step > SAMPLED else 0  # what stands in an index of their own
    if source is None:
        keys = [pk for (pk,) in plain(search.by_columns().where(multiple(step)))]
    else:
        keys = source.every(step)
    thinned = -(-len(keys) // most) or 1
    rest = search if source is None else without(search, source)
    return _allowed(rest, sorted(keys)[::thinned], most), step * thinned


def _source(search: Search) -> Membership | None:
    """What gives keys to begin with."""
    return next((member for member in reversed(search.members) if member.wanted), None)


def without(search: Search, member: Membership) -> Search:
    """The search but for one of its members, which holds already."""
    return replace(search, members=tuple(each for each in search.members if each is not member))


def _allowed(search: Search, keys: Iterable[int], most: int) -> list[int]:
    """The last stored of ``keys`` that have every condition, up to ``most``."""
    ordered = sorted(keys, reverse=True)
    found: list[int] = []
    for first in range(0, len(ordered), READ):
        some = ordered[first : first + READ]
        fitting = search.fitting(some) if search.members else some
        found += sorted(search.allowed(fitting), reverse=True)
        if len(found) >= most:
            break
    return found[:most]


def left_out(without: SQL, keys: AbstractSet[int]) -> AbstractSet[int]:
    """Those of ``keys`` that are left out."""
    asked = f"SELECT pk FROM {without.sql} AS left_out"  # noqa: S608
    some = {pk for (pk,) in statements.rows(f"{asked} LIMIT {READ}")}
    if len(some) < READ:
        return keys & some
    return {pk for (pk,) in statements.rows_of_keys(f"{asked} WHERE pk {{keys}}", keys)}


def _by_article(search: Search, order: Order, limit: int, after: Position | None) -> list[Row] | None:
    """The page, found along the articles; None where that is no way, or would take too long."""
    if order.by is not HINTED or search.kept is None or search.members[0].topic is None:
        return None
    return topic_pages.page(search.members[0].topic, search.kept, order, limit, after)


def _walked(search: Search, order: Order, limit: int, after: Position | None) -> list[Row] | None:
    """The page, found by walking; None where that would take too long."""
    rows: list[Row] = []
    for step in STEPS:
        walked = _tested(search, order, step, after)
        rows += [(pk, key) for pk, key, fits in walked if fits]
        if len(rows) >= limit or len(walked) < step:
            return rows[:limit]
        after = Position(walked[-1][1], walked[-1][0])
    return None


def _tested(search: Search, order: Order, limit: int, after: Position | None) -> list[tuple[int, Key, bool]]:
    """The next rows that its own columns allow, and whether each is a member of all that is asked for."""
    if search.few is not None:
        walked = cursors.page(search.in_order(order), order, limit, after)
        fitting = search.fitting([pk for pk, _ in walked]) if walked else set()
        return [(pk, key, pk in fitting) for pk, key in walked]
    # What tells is read as the rows are walked: to look each of them up again would take as long.
    read = [member for member in search.members if member.column is not None]
    rows = cursors.page(search.in_order(order), order, limit, after, *_telling(search, read))
    return [
        (pk, key, told is not None and all(map(Membership.fits, read, (told, *texts))))
        for pk, key, told, *texts in rows
    ]


def _telling(search: Search, read: Sequence[Membership]) -> list[SQL]:
    """What is read of each row: the texts of ``read``, the first null where it is no member anyhow."""
    texts = [f"coalesce({LISTED}.{member.column}, '')" for member in read] or ["''"]
    tests = [test for member in search.members for test in member.tests()]
    if tests:
        holds = " AND ".join(test.sql for test in tests)
        texts[0] = f"CASE WHEN {holds} THEN {texts[0]} END"
    parameters = [each for test in tests for each in test.params or ()]
    return [SQL(texts[0], parameters), *map(SQL, texts[1:])]
