"""Operations: one decorator says an operation's whole contract, which is checked, served and documented."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from flask import request
from flask.sansio.blueprints import BlueprintSetupState
from flask_smorest import Blueprint as SmorestBlueprint  # type: ignore[import-untyped]
from marshmallow import Schema

from schemas.base import Request
from service.api import encodings, exporting, links, scopes, spooling
from service.api.examples import example
from service.api.links import Retirement
from service.api.openapi import HEADERS
from service.api.parser import StrictParser
from service.api.problems import Kind
from service.api.responses import NAMES
from service.api.traits import Traits

View = TypeVar("View", bound=Callable[..., Any])
PROBLEMS = "x-problems"
"""Where an operation of the specification names the kinds of its problems, by status."""


class NoQuery(Request):
    """The query of operations that take no parameters."""


class Blueprint(SmorestBlueprint):  # type: ignore[misc]
    """The operations on one noun."""

    ARGUMENTS_PARSER = StrictParser()

    def alt_response(self, *args: Any, **kwargs: Any) -> Callable[[View], View]:  # noqa: ANN401 - flask-smorest's
        """As flask-smorest's, which says in the specification what a view may answer."""
        return _only_said(super().alt_response(*args, **kwargs))

    @staticmethod
    def doc(**kwargs: object) -> Callable[[View], View]:
        """As flask-smorest's, which adds to the specification."""
        return _only_said(SmorestBlueprint.doc(**kwargs))

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
        raises: Sequence[Kind] = (),
        retirement: Retirement | None = None,
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
        one with a ``secret`` is never kept and never compressed. One whose body is ``spooled`` takes as much
        as a batch may have, and finds it in ``spooling.body()``. ``raises`` are its kinds of problem among
        those that only some operations have (``traits.OF_SOME``). With a ``retirement`` each answer says that
        it is going to end.
        """
        traits = Traits(
            operation_id=operation_id,
            method=method,
            scope=scopes.register(operation_id, method, scope),
            query=query,
            body=body,
            stated=problems,
            raises=raises,
            writes=writes and method != "GET",
            own_transaction=own_transaction,
            secret=secret,
        )
        if secret:
            encodings.PLAIN.add(operation_id)
        if spooled:
            encodings.SPOOLED.add(operation_id)
        given = dict(documented or {})
        if retirement:
            links.RETIREMENTS[operation_id] = retirement
            given["deprecated"] = True
        # Under a name of its own: flask-smorest would put it in the place of the parameters of the schemas.
        given[HEADERS] = [*given.pop("parameters", []), *traits.parameters()]  # type: ignore[misc]

        def decorate(view: View) -> View:
            wrapped = self._answered(view, traits, answers, headers, exported=exported)
            # Outside of the transaction: what is sent is read and checked before one begins.
            wrapped = self._checked(
                wrapped, query, body, spooled=spooled, sent=example(operation_id).get("request")
            )
            for status in traits.statuses():
                wrapped = self.alt_response(status, response=NAMES[status])(wrapped)
            said = {"operationId": operation_id, "security": scopes.security(traits.scope)}
            wrapped = self.doc(**{PROBLEMS: traits.kinds()}, **said, **given)(wrapped)
            self.route(rule, methods=[method], endpoint=operation_id)(wrapped)
            if exported:
                self._suffixed(rule, method, operation_id, wrapped)
            return view

        return decorate

    def _answered(
        self,
        view: Callable[..., Any],
        traits: Traits,
        answers: Mapping[int, type[Schema] | None],
        headers: Mapping[str, str] | None,
        *,
        exported: bool,
    ) -> Callable[..., Any]:
        """``view`` with its answer made and each of its answers documented."""
        shown, sent = example(traits.operation_id), _documented(traits.headers(headers)) or None
        first, *others = answers.items()
        answer = {"example": shown.get(str(first[0])), "headers": sent}
        wrapped = traits.dressed(self.response(*first, **answer)(view))
        for media_type, form in exporting.documented(shown) if exported else ():
            wrapped = self.alt_response(first[0], content_type=media_type, **form)(wrapped)
        for status, schema in [*others, *([(304, None)] if traits.tagged else [])]:
            answer = {"schema": schema, "example": shown.get(str(status)), "headers": sent}
            wrapped = self.alt_response(status, success=True, **answer)(wrapped)
        return wrapped

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
            view = self.arguments(body(), arg_name="body", example=sent)(view)
        if query:
            return self.arguments(query(), location="query", arg_name="query")(view)  # type: ignore[no-any-return]
        return _without_query(view)

    def _suffixed(self, rule: str, method: str, operation_id: str, view: Callable[..., Any]) -> None:
        """Serve ``rule`` with the suffix of each format too; the operation stays one."""

        def register(state: BlueprintSetupState) -> None:
            for suffix in exporting.SUFFIXES:
                path = f"{self.url_prefix}{rule}.{suffix}"
                state.app.add_url_rule(path, f"{self.name}.{operation_id}", view, methods=[method])

        self.record(register)


def _only_said(decorator: Callable[[View], View]) -> Callable[[View], View]:
    """``decorator`` without the call that it puts before each call of a view: a list has a dozen of these."""

    def decorate(view: View) -> View:
        said = decorator(view)
        vars(view)["_apidoc"] = vars(said)["_apidoc"]
        return view

    return decorate


def _documented(headers: Mapping[str, str]) -> dict[str, object]:
    """``headers`` of an answer as the specification has them."""
    return {name: {"description": said, "schema": {"type": "string"}} for name, said in headers.items()}


def _without_query(view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def checked(*args: object, **kwargs: object) -> object:
        if request.query_string:
            Blueprint.ARGUMENTS_PARSER.parse(NoQuery, location="query")
        return view(*args, **kwargs)

    return checked
