"""What a speaker was, and when: the roles that articles printed, and the one in force on a day."""

from collections import defaultdict

from service.storage import statements
from service.storage.names import fold
from service.storage.speaker_records import RoleRecord

ARTICLES = ("the ", "a ", "an ")
"""Words that one paper prints before a role and another does not."""

# Days are read off the ends of an index: how many quotes a role has does not matter.
KEPT = (
    "SELECT speaker_id, role, SUM(quotes) AS number FROM speaker_role_count "
    "WHERE speaker_id = ? GROUP BY speaker_id, role HAVING SUM(quotes) > 0"
)
OF_ROLE = (
    "FROM quote WHERE quote.speaker_id = kept.speaker_id AND quote.role = kept.role AND status <> 'rejected'"
)
ROLES = (
    f"SELECT role, number, (SELECT MIN(published_on) {OF_ROLE}), (SELECT MAX(published_on) {OF_ROLE}) "  # noqa: S608
    f"FROM ({KEPT}) AS kept"
)
LAST_ON = f"SELECT role, (SELECT MAX(published_on) {OF_ROLE} AND published_on <= ?) FROM ({KEPT}) AS kept"  # noqa: S608


def over_time(pk: int) -> tuple[RoleRecord, ...]:
    """The roles of a speaker, by when each was first printed. "Mayor" and "the mayor" are one role."""
    spellings: dict[str, list[RoleRecord]] = defaultdict(list)
    for role, number, first_on, last_on in statements.rows(ROLES, pk):
        each = RoleRecord(role=role, first_on=first_on, last_on=last_on, quote_count=int(number))
        spellings[_key(role)].append(each)
    roles = [_joined(same) for same in spellings.values()]
    return tuple(sorted(roles, key=lambda role: (role.first_on is None, role.first_on or "", role.role)))


def in_force(roles: tuple[RoleRecord, ...], on: str, pk: int) -> RoleRecord | None:
    """The role that was printed last on or before the day ``on`` (YYYY-MM-DD); None before the first.

    Of several on one day, the one that most quotes have in all. Nothing is said of the time before a role was
    first printed: nobody knows since when it held.
    """
    last = {role: day for role, day in statements.rows(LAST_ON, on, pk) if day is not None}
    printed = {_key(role) for role, day in last.items() if day == max(last.values())}
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
