"""One page of what filters describe, and how many there are in all, without reading a million rows.

Two ways lead to a page. Where another table gives few enough keys, those rows are fetched and sorted. Where
it gives many, rows are walked in their order and each is tested, which soon fills a page. If it does not (the
words of one year, walked from another), the first way is taken after all.
"""

from dataclasses import dataclass, replace
from typing import Any

from service.storage import cursors
from service.storage.cursors import Key, Order, Position
from service.storage.database import tuples
from service.storage.memberships import Membership
from service.storage.records import Total

BOUND = 10_000
"""Beyond so many, a list's size is told as "at least"."""

FEW = 20_000
"""So many rows are fetched and sorted in about the time in which a thousand are tested."""

TESTED = 1_000
"""How many rows full text is asked about one by one."""

STEPS = (100, 400, 1_500, 2_000)
"""How many rows are walked before the other way is taken, in ever longer steps."""

Row = tuple[int, Key]


@dataclass(frozen=True, slots=True)
class Search:
    """Rows of ``table`` (an alias, "listed") with every condition.

    ``plain`` are those on its own columns, one a filter, each served by an index; ``without`` is a select of
    the few keys that are left out; ``members`` are those that other tables answer.
    """

    table: Any
    plain: tuple[Any, ...] = ()
    without: Any | None = None
    members: tuple[Membership, ...] = ()

    def by_columns(self) -> Any:
        """A select of the keys of the rows that its own columns allow."""
        without = [] if self.without is None else [self.table.pk.not_in(self.without)]
        conditions = [*self.plain, *without]
        query = self.table.select(self.table.pk)
        return query.where(*conditions) if conditions else query

    def whole(self) -> Any:
        """A select of the keys of the rows with every condition."""
        conditions = [member.condition(self.table.pk) for member in self.members]
        return self.by_columns().where(*conditions) if conditions else self.by_columns()

    def fitting(self, pks: list[int]) -> set[int]:
        """Those of ``pks`` that are members of all that is asked for."""
        tests = [member.tested() for member in self.members if member.column is None]
        read = [member for member in self.members if member.column is not None]
        columns = [getattr(self.table, str(member.column)) for member in read]
        query = self.table.select(self.table.pk, *columns).where(self.table.pk.in_(pks), *tests)
        return {
            pk
            for pk, *texts in tuples(query)
            if all(member.fits(text or "") for member, text in zip(read, texts, strict=True))
        }


def page(search: Search, order: Order, limit: int, after: Position | None) -> list[Row]:
    """The keys and sort keys of up to ``limit`` rows after ``after``, in ``order``."""
    if search.members and not is_small(search, FEW):
        walked = _walked(search, order, limit, after)
        if walked is not None:
            return walked
    return cursors.page(search.whole(), order, limit, after)


def is_small(search: Search, most: int) -> bool:
    """Whether other tables leave ``most`` rows at most."""
    return any(member.wanted and member.size(most) <= most for member in search.members)


def some(search: Search, most: int) -> Any:
    """A select of the keys of up to ``most`` rows: all if there are no more, else those stored last.

    Where several filters leave only a part of the last stored, it may give fewer than there are.
    """
    wanted = [member for member in search.members if member.wanted]
    query = search.whole()
    if wanted and not is_small(search, FEW):
        query = query.where(search.table.pk.in_(wanted[-1].some(FEW)))
    return query.order_by(search.table.pk.desc()).limit(most)


def total(search: Search) -> Total:
    """How many rows there are, exactly as long as no more than ``BOUND`` must be looked at."""
    if not search.members:
        return _of_columns(search)
    wanted = [member for member in search.members if member.wanted]
    if any(member.size(BOUND) <= BOUND for member in wanted):
        return Total(search.whole().count(), exact=True)
    if any(_count(search, condition, TESTED) <= TESTED for condition in search.plain or (True,)):
        pks = [pk for (pk,) in tuples(search.by_columns())]
        return Total(len(search.fitting(pks)), exact=True)
    if not wanted:
        return Total(0, exact=False)
    if len(search.members) == 1 and not search.plain:
        return Total(BOUND, exact=False)
    among = search.whole().where(search.table.pk.in_(wanted[-1].some(BOUND)))
    return Total(among.count(), exact=False)


def _of_columns(search: Search) -> Total:
    counts = {number: _count(search, condition, BOUND) for number, condition in enumerate(search.plain)}
    if len(counts) > 1 and min(counts.values()) > BOUND:
        # Each filter alone leaves too many to look at: among the first of one, so many have the others too.
        few = search.plain[min(counts, key=lambda number: counts[number])]
        pks = search.table.select(search.table.pk).where(few).limit(BOUND)
        inner = pks.alias("few")
        among = search.by_columns().join(inner, on=(inner.c.pk == search.table.pk))
        return Total(among.count(), exact=False)
    # To ask of each row whether it is left out takes ten times as long as to count it.
    left_out = 0 if search.without is None else search.without.count()
    every = replace(search, without=None).by_columns()
    if every.limit(BOUND + left_out + 1).count() > BOUND + left_out:
        return Total(BOUND, exact=False)
    return Total(search.by_columns().count() if left_out else every.count(), exact=True)


def _count(search: Search, condition: Any, most: int) -> int:
    query = search.table.select(search.table.pk)
    return int((query if condition is True else query.where(condition)).limit(most + 1).count())


def _walked(search: Search, order: Order, limit: int, after: Position | None) -> list[Row] | None:
    """The page, found by walking; None where that would take too long."""
    rows: list[Row] = []
    for step in STEPS:
        walked = cursors.page(search.by_columns(), order, step, after)
        fitting = search.fitting([pk for pk, _ in walked]) if walked else set()
        rows += [row for row in walked if row[0] in fitting]
        if len(rows) >= limit or len(walked) < step:
            return rows[:limit]
        after = Position(walked[-1][1], walked[-1][0])
    return None
