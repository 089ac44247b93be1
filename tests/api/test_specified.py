"""Walks the specification: each part says what it is, each value what it means, each error shows itself."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from service.api import problems
from tests.api.conformance import Contract
from tests.api.test_openapi import OPERATIONS, SPEC

SENTENCE = re.compile(r"[A-Z0-9`“].{6,}[.:]", re.DOTALL)
"""How a description begins: a first paragraph that is a sentence, or leads to a list."""

COMPONENTS = SPEC["components"]
Part = tuple[str, dict[str, Any]]


def schemas() -> Iterator[Part]:
    for name, schema in COMPONENTS["schemas"].items():
        yield name, schema
        for member, documented in schema.get("properties", {}).items():
            yield f"{name}.{member}", documented


def operations() -> Iterator[Part]:
    for operation_id, (_, path, operation) in OPERATIONS.items():
        yield operation_id, operation
        for parameter in [*SPEC["paths"][path].get("parameters", []), *operation.get("parameters", [])]:
            yield f"{operation_id} {parameter['name']}", parameter
        yield from answers(operation_id, operation["responses"])


def answers(of: str, responses: dict[str, Any]) -> Iterator[Part]:
    for name, response in responses.items():
        if "$ref" not in response:
            yield f"{of} {name}", response
        for header, documented in response.get("headers", {}).items():
            yield f"{of} {name} {header}", documented


DESCRIBED = [
    *schemas(),
    *operations(),
    *answers("problems", COMPONENTS["responses"]),
    *COMPONENTS["securitySchemes"].items(),
]


def enumerated(part: Any, place: str, said: str) -> Iterator[tuple[str, list[Any], str]]:
    """Every closed list of values in ``part``, with what is ``said`` of it there and around it."""
    if isinstance(part, list):
        for inner in part:
            yield from enumerated(inner, place, said)
    elif isinstance(part, dict):
        said += f"\n{part.get('description', '')}"
        if isinstance(part.get("enum"), list):
            yield place, part["enum"], said
        for name, inner in part.items():
            if name not in ("example", "examples", "default", "enum"):
                yield from enumerated(inner, f"{place}/{name}", said)


ENUMERATED = [
    each for place, part in DESCRIBED for each in enumerated(part, place, "") if "." in place or " " in place
]


def ids(value: object) -> str | None:
    return value if isinstance(value, str) and "\n" not in value and len(value) < 120 else ""


@pytest.mark.parametrize(("place", "documented"), DESCRIBED, ids=ids)
def test_every_part_is_a_sentence(place: str, documented: dict[str, Any]) -> None:
    first = documented.get("description", "").split("\n\n")[0]
    assert SENTENCE.fullmatch(first), f"{place}: {first!r}"


@pytest.mark.parametrize(("place", "values", "said"), ENUMERATED, ids=ids)
def test_every_value_has_its_meaning(place: str, values: list[Any], said: str) -> None:
    for value in values:
        meaning = rf"`{re.escape(str(value))}`" + (r" – \S" if len(values) > 1 else "")
        assert value is None or re.search(meaning, said), f"{place}: {value} in {said!r}"


def test_the_walk_finds_what_there_is() -> None:
    assert len(DESCRIBED) > 800
    places = {place for place, _, _ in ENUMERATED}
    assert {"listQuotes medium/schema", "Hit.by/items", "Check.verdict", "getJob items/schema"} <= places


@pytest.mark.parametrize("kind", problems.KINDS.values(), ids=lambda kind: kind.slug)
def test_every_kind_of_problem_is_shown(kind: problems.Kind, contract: Contract) -> None:
    shown = [
        example["value"]
        for response in COMPONENTS["responses"].values()
        for media_type in response["content"].values()
        for slug, example in media_type["examples"].items()
        if slug == kind.slug
    ]
    if any(kind.slug in kinds for _, _, each in OPERATIONS.values() for kinds in each["x-problems"].values()):
        (value,) = shown
        assert (value["type"], value["status"]) == (kind.uri, kind.status)
        contract.validate(value, {"$ref": "#/components/schemas/Problem"})


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_every_problem_of_an_operation_has_an_example(operation_id: str) -> None:
    _, _, operation = OPERATIONS[operation_id]
    for status, kinds in operation["x-problems"].items():
        name = operation["responses"][status]["$ref"].rpartition("/")[2]
        (content,) = COMPONENTS["responses"][name]["content"].values()
        assert set(kinds) <= set(content["examples"])
