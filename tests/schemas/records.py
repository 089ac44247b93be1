"""Records for any schema, drawn by hypothesis: of every kind, with values that fit and values that don't."""

from collections import UserDict
from collections.abc import Callable, Iterator
from dataclasses import make_dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from hypothesis import strategies as st
from marshmallow import Schema, fields, missing

Make = Callable[[], Any]
"""Makes a value anew: what can be gone through once is not the same the second time."""


class Medium(StrEnum):
    SPEECH = "speech"


class Shouted(str):
    def __str__(self) -> str:
        return self.upper()


class Colour(Enum):
    RED = 1


class Empty:
    """Has no member at all."""


class Both(dict[str, Any]):
    """Has items, and attributes that are others."""

    def __getattr__(self, name: str) -> Any:
        return 0


class Pair(NamedTuple):
    count: int
    index: str


STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**70, 0.5, -0.0, float("nan"), float("inf"), "", "7", "0.5", "x", "é“"),
    *(b"bytes", b"\xff", Medium.SPEECH, Shouted("a"), Colour.RED, Decimal("1.50"), missing, Empty()),
    *((), [], {}, ("a",), ["b", None], {"id": "c"}, Pair(1, "one"), frozenset({"d"})),
)
"""What a member may be, whatever its schema says."""

FITTING: dict[type[Any], st.SearchStrategy[Any]] = {
    fields.String: st.none() | st.text(max_size=5),
    fields.Integer: st.none() | st.integers(),
    fields.Float: st.none() | st.floats(),
    fields.Boolean: st.none() | st.booleans(),
    fields.Dict: st.none() | st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
}


def _values(field: Any) -> st.SearchStrategy[Make]:
    if isinstance(field, fields.Nested):
        return st.one_of(st.just(lambda: None), records(field.schema))
    if isinstance(field, fields.List):
        kinds = st.sampled_from([tuple, tuple, tuple, list, iter])
        return st.builds(_all, kinds, st.lists(_values(field.inner), max_size=2))
    return FITTING.get(type(field), st.none() | st.text(max_size=5)).map(_same)


def _same(value: Any) -> Make:
    return lambda: value


def _all(kind: Callable[[Iterator[Any]], Any], makes: list[Make]) -> Make:
    return lambda: kind(make() for make in makes)


@st.composite
def records(draw: st.DrawFn, schema: Schema) -> Make:
    """Records to be dumped by ``schema``: mostly dataclasses and dicts, mostly with all their members."""
    members = {name: draw(_values(field)) for name, field in schema.dump_fields.items()}
    names = sorted(members)
    if names and draw(st.integers(0, 9)) == 0:
        members[draw(st.sampled_from(names))] = _same(draw(st.sampled_from(STRANGE)))
    if names and draw(st.integers(0, 19)) == 0:
        del members[draw(st.sampled_from(names))]
    kind = draw(st.sampled_from([_plain, _plain, dict, dict, SimpleNamespace, UserDict, Both, _named]))
    return lambda: kind(**{name: make() for name, make in members.items()})


def _plain(**members: Any) -> Any:
    return _class_of(tuple(members))(**members)


def _named(**members: Any) -> Any:
    return _tuple_of(tuple(members))(**members)


@cache
def _class_of(names: tuple[str, ...]) -> Any:
    return make_dataclass("Plain", names, frozen=True, slots=True)


@cache
def _tuple_of(names: tuple[str, ...]) -> Any:
    return NamedTuple("Named", [(name, Any) for name in names])  # type: ignore[misc]
