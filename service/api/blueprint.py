"""Operations: one decorator says an operation's whole contract, which is checked, served and documented."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from flask.sansio.blueprints import BlueprintSetupState
from flask_smorest import Blueprint as SmorestBlueprint  # type: ignore[import-untyped]
from marshmallow import Schema

from schemas.base import Request
from service.api import exporting, replay, scopes, spooling, writing
from service.api.examples import example
from service.api.parser import StrictParser
from service.api.responses import NAMES

View = TypeVar("View", bound=Callable[..., Any])
ALWAYS = (400, 422, 500)  # any query can be no UTF-8, or have a parameter that is not known
WITH_BODY = (413, 415)
GUARDED = (401, 403, 429)


class NoQuery(Request):
    """The query of operations that take no parameters."""


class Blueprint(SmorestBlueprint):  # type: ignore[misc]
    """The operations on one noun."""

    ARGUMENTS_PARSER = StrictParser()

    def operation(
        self,
        method: str,
        rule: str,
        operation_id: str,
        *,
        answers: Mapping[int, type[Schema] | None],
        query: type[Schema] | None = None,
        body: type[Schema] | None = None,
        scope: str | None = None,
        problems: Sequence[int] = (),
        headers: Mapping[str, str] | None = None,
        documented: Mapping[str, object] | None = None,
        exported: bool = False,
        writes: bool = True,
        own_transaction: bool = False,
        secret: bool = False,
        spooled: bool = False,
    ) -> Callable[[View], View]:
        """Serve ``method rule`` by the decorated view, whose docstring is the summary and the description.

        The view gets ``query`` and ``body`` loaded, as keywords, and returns what the first schema of
        ``answers`` dumps, or ``(that, status, headers)``. ``problems`` are the statuses of its errors,
        ``headers`` the headers of its answers and what they say.
        ``scope`` is what a key must have; without it, what the method asks for. What the schemas can't say of
        the operation is ``documented``, in OpenAPI's words. ``exported``: it lists quotes, and they can be
        had in other formats too.

        What is not a GET ``writes``, unless it says that it stores nothing: it is run in a transaction with
        its entry in the trail (``writing.committed``), or makes its ``own_transaction``. What is answered by
        one with a ``secret`` is never kept. One whose body is ``spooled`` takes as much as a batch may have,
        and finds it in ``spooling.body()``.
        """
        shown = example(operation_id)
        needed = scopes.register(operation_id, method, scope)
        guarded = () if needed == scopes.PUBLIC else GUARDED
        writes = writes and method != "GET"
        repeatable = writes and method in replay.METHODS
        refused = {
            *problems,
            *ALWAYS,
            *guarded,
            *(WITH_BODY if body else ()),
            *((409,) if repeatable else ()),
        }
        sent = _documented({**(headers or {}), **(replay.HEADERS if repeatable else {})})
        said: dict[str, Any] = {
            "operationId": operation_id,
            "security": scopes.security(needed),
            **(documented or {}),
        }
        if repeatable:
            said["parameters"] = [*said.get("parameters", ()), replay.DOCUMENTED]

        def decorate(view: View) -> View:
            first, *others = answers.items()
            answer = {"example": shown.get(str(first[0])), "headers": sent or None}
            wrapped: Any = self.response(*first, **answer)(view)
            if writes:
                wrapped = writing.committed(wrapped, own_transaction=own_transaction, secret=secret)
            # Outside of the transaction: what is sent is read and checked before one begins.
            wrapped = self._checked(wrapped, query, body, spooled=spooled, sent=shown.get("request"))
            for status in refused:
                wrapped = self.alt_response(status, response=NAMES[status])(wrapped)
            for media_type, answer in exporting.documented(shown) if exported else ():
                wrapped = self.alt_response(first[0], content_type=media_type, **answer)(wrapped)
            for status, schema in others:
                answer = {"schema": schema, "example": shown.get(str(status)), "headers": sent or None}
                wrapped = self.alt_response(status, success=True, **answer)(wrapped)
            wrapped = self.doc(**said)(wrapped)
            self.route(rule, methods=[method], endpoint=operation_id)(wrapped)
            if exported:
                self._suffixed(rule, method, operation_id, wrapped)
            return view

        return decorate

    def _checked(
        self,
        view: Callable[..., Any],
        query: type[Schema] | None,
        body: type[Schema] | None,
        *,
        spooled: bool,
        sent: object,
    ) -> Callable[..., Any]:
        """``view``, which gets what was sent: read, and as the schemas have it."""
        if spooled:
            view = spooling.first(view)
        if body:
            view = self.arguments(body, arg_name="body", example=sent)(view)
        if query:
            return self.arguments(query, location="query", arg_name="query")(view)  # type: ignore[no-any-return]
        return _without_query(view)

    def _suffixed(self, rule: str, method: str, operation_id: str, view: Callable[..., Any]) -> None:
        """Serve ``rule`` with the suffix of each format too; the operation stays one."""

        def register(state: BlueprintSetupState) -> None:
            for suffix in exporting.SUFFIXES:
                path = f"{self.url_prefix}{rule}.{suffix}"
                state.app.add_url_rule(path, f"{self.name}.{operation_id}", view, methods=[method])

        self.record(register)


def _documented(headers: Mapping[str, str]) -> dict[str, object]:
    """``headers`` of an answer as the specification has them."""
    return {name: {"description": said, "schema": {"type": "string"}} for name, said in headers.items()}


def _without_query(view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def checked(*args: object, **kwargs: object) -> object:
        Blueprint.ARGUMENTS_PARSER.parse(NoQuery, location="query")
        return view(*args, **kwargs)

    return checked
