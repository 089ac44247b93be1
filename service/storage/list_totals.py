"""How many rows there are of what filters describe: as it is kept, else counted as far as that is cheap."""

from dataclasses import replace

from peewee import SQL

from service.storage import searches, statements
from service.storage.database import counted, plain
from service.storage.memberships import listed
from service.storage.records import Total
from service.storage.searches import Search

TESTED = 500
"""How many rows' texts are read to count those that have the words."""


def total(search: Search) -> Total:
    """How many rows there are, exactly as long as no more than ``searches.BOUND`` must be looked at."""
    if search.kept is not None:
        return of(search.kept)
    if not search.members:
        return _of_columns(search)
    if search.lists and not search.plain:
        return _of_columns(replace(search, plain=search.members[0].tests(), members=(), covered=True))
    few = search.few
    if few is None:
        return _of_many(search)
    if search.rest or search.plain:
        part = sorted(few, reverse=True)[: searches.READ]
        known = search.all_of_few
        allowed = search.allowed(search.fitting(part)) if known is None else known.intersection(part)
        return Total(len(allowed), exact=len(few) <= searches.READ)
    left_out = 0 if search.without is None else len(searches.left_out(search.without, few))
    return of(len(few) - left_out)


def of(count: int) -> Total:
    """What is told of so many rows."""
    return Total(min(count, searches.BOUND), exact=count <= searches.BOUND)


def _of_many(search: Search) -> Total:
    if len(search.members) == 1 and not search.plain and search.members[0].wanted:
        return Total(searches.BOUND, exact=False)
    query = search.by_columns().order_by(listed("pk").desc()) if not search.plain else search.by_columns()
    pks = [pk for (pk,) in plain(query.limit(TESTED + 1))]
    return Total(len(search.fitting(pks[:TESTED])), exact=len(pks) <= TESTED)


def _of_columns(search: Search) -> Total:
    own = replace(search, hints=()) if search.covered else search
    if len(search.plain) > 1 and not search.covered:
        return _of_several(search)
    # To ask of each row whether it is left out takes longer than to count it, and to reach the row beyond a
    # bound less than to count those before it.
    beyond = str(searches.BOUND)
    if search.without is not None:
        beyond += f" + (SELECT COUNT(*) FROM {search.without.sql} AS left_out)"  # noqa: S608
    every = replace(own, without=None).by_columns()
    kept = None if search.plain else search.at_least
    if (kept is not None and statements.number(kept) > searches.BOUND) or plain(
        every.limit(1).offset(SQL(beyond))
    ):
        return Total(searches.BOUND, exact=False)
    return Total(counted(own.by_columns()), exact=True)


def _of_several(search: Search) -> Total:
    """Among the rows that the filter of fewest leaves, as far as these are read."""
    select = search.table.select(listed("pk"))
    counts = [counted(select.where(condition).limit(searches.READ + 1)) for condition in search.plain]
    fewest = min(range(len(counts)), key=counts.__getitem__)
    inner = select.where(search.plain[fewest]).limit(searches.READ).alias("few")
    among = search.by_columns().join(inner, on=(SQL("few.pk") == listed("pk")))
    return Total(counted(among), exact=counts[fewest] <= searches.READ)
