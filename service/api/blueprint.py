"""Operations: one decorator says an operation's whole contract, which is checked, served and documented."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from flask_smorest import Blueprint as SmorestBlueprint  # type: ignore[import-untyped]
from marshmallow import Schema

from schemas.base import Request
from service.api.examples import example
from service.api.parser import StrictParser
from service.api.responses import NAMES

View = TypeVar("View", bound=Callable[..., Any])
ALWAYS = (500,)


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
        problems: Sequence[int] = (),
    ) -> Callable[[View], View]:
        """Serve ``method rule`` by the decorated view, whose docstring is the summary and the description.

        The view gets ``query`` and ``body`` loaded, as keywords, and returns what the first schema of
        ``answers`` dumps, or ``(that, status, headers)``. ``problems`` are the statuses of its errors.
        """
        (status, schema), *others = answers.items()
        shown = example(operation_id)

        def decorate(view: View) -> View:
            wrapped: Any = view if query else _without_query(view)
            if body:
                wrapped = self.arguments(body, arg_name="body", example=shown.get("request"))(wrapped)
            if query:
                wrapped = self.arguments(query, location="query", arg_name="query")(wrapped)
            for code in sorted({*problems, *ALWAYS, *((413, 415, 400, 422) if body else ()), 422}):
                wrapped = self.alt_response(code, response=NAMES[code])(wrapped)
            for code, alternative in others:
                wrapped = self.alt_response(
                    code, schema=alternative, example=shown.get(str(code)), success=True
                )(wrapped)
            wrapped = self.response(status, schema, example=shown.get(str(status)))(wrapped)
            wrapped = self.doc(operationId=operation_id)(wrapped)
            self.route(rule, methods=[method], endpoint=operation_id)(wrapped)
            return view

        return decorate


def _without_query(view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def checked(*args: object, **kwargs: object) -> object:
        Blueprint.ARGUMENTS_PARSER.parse(NoQuery, location="query")
        return view(*args, **kwargs)

    return checked
