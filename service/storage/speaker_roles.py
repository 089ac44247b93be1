"""What a speaker was, and when: the roles that articles printed, and the one in force on a day."""

from collections import defaultdict

from peewee import SQL, fn

from service.storage import quote_filters
from service.storage.database import tuples
from service.storage.models import Quote
from service.storage.names import fold
from service.storage.speaker_records import RoleRecord

ARTICLES = ("the ", "a ", "an ")
"""Words that one paper prints before a role and another does not."""


def over_time(pk: int) -> tuple[RoleRecord, ...]:
    """The roles of a speaker, by when each was first printed. "Mayor" and "the mayor" are one role."""
    # Day by day in the order of an index, then role by role: a speaker of many quotes has few days of each.
    number, day = fn.COUNT(SQL("1")).alias("number"), Quote.published_on.alias("day")
    by_day = (
        Quote.select(Quote.role, day, number)
        .where(Quote.speaker == pk, Quote.role.is_null(False), quote_filters.shown_here())
        .group_by(Quote.published_on, Quote.role)
        .alias("by_day")
    )
    role, day, number = by_day.c.role, by_day.c.day, by_day.c.number
    query = Quote.select(role, fn.MIN(day), fn.MAX(day), fn.SUM(number)).from_(by_day).group_by(role)
    spellings: dict[str, list[RoleRecord]] = defaultdict(list)
    for role, first_on, last_on, number in tuples(query):
        each = RoleRecord(role=role, first_on=first_on, last_on=last_on, quote_count=int(number))
        spellings[_key(role)].append(each)
    roles = [_joined(same) for same in spellings.values()]
    return tuple(sorted(roles, key=lambda role: (role.first_on is None, role.first_on or "", role.role)))


def in_force(roles: tuple[RoleRecord, ...], on: str, pk: int) -> RoleRecord | None:
    """The role that was printed last on or before the day ``on`` (YYYY-MM-DD); None before the first.

    Of several on one day, the one that most quotes have in all. Nothing is said of the time before a role was
    first printed: nobody knows since when it held.
    """
    day = (
        Quote.select(fn.MAX(Quote.published_on))
        .where(Quote.speaker == pk, Quote.role.is_null(False), Quote.published_on <= on)
        .where(quote_filters.shown_here())
        .scalar()
    )
    query = Quote.select(Quote.role).where(
        Quote.speaker == pk, Quote.published_on == day, quote_filters.shown_here()
    )
    printed = {_key(role) for (role,) in tuples(query) if role is not None} if day else set()
    held = [role for role in roles if _key(role.role) in printed]
    return max(held, key=lambda role: (role.quote_count, role.role), default=None)


def _joined(same: list[RoleRecord]) -> RoleRecord:
    """One role, spelt as most quotes spell it."""
    days = [day for role in same for day in (role.first_on, role.last_on) if day is not None]
    usual = max(same, key=lambda role: (role.quote_count, role.role))
    return RoleRecord(
        role=usual.role,
        first_on=min(days, default=None),
        last_on=max(days, default=None),
        quote_count=sum(role.quote_count for role in same),
    )


def _key(role: str) -> str:
    key = fold(role)
    return next((key.removeprefix(article) for article in ARTICLES if key.startswith(article)), key) or role
