"""What follows from the traits of an operation: its headers, statuses and kinds of problem."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Response
from marshmallow import Schema

from service.api import conditions, links, problems, replay, scopes, writing
from service.api.problems import Kind

ALWAYS = (400, 422, 500)  # any query can be no UTF-8, or have a parameter that is not known
WITH_BODY = (413, 415)
GUARDED = (401, 403, 429)
PROBES = ("getHealth", "getReadiness")

OF_SOME = frozenset(
    {
        problems.ARTICLE_TOO_LARGE,
        problems.INVALID_ARTICLE,
        problems.INVALID_CHECK,
        problems.INVALID_WATCH,
        problems.BUSY,
    }
)
"""Kinds of problem that an operation has only if it says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """An operation.

    ``scope`` is what its key needs, ``stated`` are the statuses of problems that it names itself, ``raises``
    its kinds of problem among those that only some operations have.
    """

    operation_id: str
    method: str
    scope: str
    query: type[Schema] | None
    body: type[Schema] | None
    stated: Sequence[int]
    raises: Sequence[Kind]
    writes: bool
    own_transaction: bool
    secret: bool

    @property
    def repeatable(self) -> bool:
        """Whether it takes an ``Idempotency-Key``."""
        return self.writes and self.method in replay.METHODS

    @property
    def tagged(self) -> bool:
        """Whether its answers have an entity tag and can be 304: all but those of probes."""
        return self.method == "GET" and self.scope != scopes.PUBLIC

    def dressed(self, view: Callable[..., Response]) -> Callable[..., Response]:
        """``view`` with what its traits ask for around it."""
        if self.writes:
            return writing.committed(view, own_transaction=self.own_transaction, secret=self.secret)
        return conditions.revalidated(view) if self.tagged else view

    def statuses(self) -> frozenset[int]:
        """The statuses of all its problems."""
        found = {*self.stated, *ALWAYS, *(kind.status for kind in self.raises)}
        found |= set() if self.scope == scopes.PUBLIC else set(GUARDED)
        found |= set(WITH_BODY) if self.body else set()
        return frozenset(found | {409} if self.repeatable else found)

    def headers(self, given: Mapping[str, str] | None) -> dict[str, str]:
        """What its answers say in headers, and what that means."""
        always = {**conditions.TAG_OF_ANY, **links.LISTED} if self.tagged else {}
        retired = links.RETIRED if self.operation_id in links.RETIREMENTS else {}
        return {**always, **(given or {}), **(replay.HEADERS if self.repeatable else {}), **retired}

    def parameters(self) -> list[dict[str, object]]:
        """The request headers that it takes."""
        taken = [replay.DOCUMENTED] if self.repeatable else []
        return [*taken, conditions.NONE_MATCH] if self.tagged else taken

    def kinds(self) -> dict[str, list[str]]:
        """The last part of ``type`` of all its problems, by status."""
        found: dict[str, list[str]] = {}
        for kind in self._kinds():
            found.setdefault(str(kind.status), []).append(kind.slug)
        return dict(sorted(found.items()))

    def _kinds(self) -> Iterator[Kind]:
        bodied = self.body is not None or 415 in self.stated
        filters = set() if self.query is None else set(self.query._declared_fields)
        absent = OF_SOME - set(self.raises)
        rules = {
            problems.BROKEN_JSON: bodied,
            problems.INVALID_CURSOR: "cursor" in filters,
            problems.INVALID_SEARCH: "published_from" in filters,
            problems.INVALID_DECISION: self.writes and self.scope == "review",
            problems.CONFLICT: 409 in self.stated,
            problems.UNTRUSTED_HOST: self.operation_id not in PROBES,
            problems.METHOD_NOT_ALLOWED: False,
            problems.GAVE_UP: False,  # of items of jobs, which are inside an answer
            problems.KEY_REUSED: self.repeatable,
            problems.KEY_IN_USE: self.repeatable,
            problems.ANSWER_WITHHELD: self.repeatable and self.secret,
        }
        for kind in problems.KINDS.values():
            if kind.status in self.statuses() and kind not in absent and rules.get(kind, True):
                yield kind
