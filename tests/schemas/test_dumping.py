"""What a function made for a schema dumps is what marshmallow dumps, down to the types and the order."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marshmallow import Schema, fields, post_dump, pre_dump

import schemas
from schemas.base import Answer
from schemas.dumping import Dumped, Unlike, writer
from schemas.quotes import Span
from tests.schemas.records import STRANGE, Both, Make, Medium, Pair, records


def _answers(base: type[Schema] = Answer) -> Iterator[type[Schema]]:
    for each in base.__subclasses__():
        if each.__module__.startswith("schemas"):
            yield each
        yield from _answers(each)


for found in pkgutil.iter_modules(schemas.__path__, "schemas."):
    importlib.import_module(found.name)
ADDRESS = re.compile(" at 0x[0-9a-f]+")
ANSWERS = sorted(set(_answers()), key=lambda each: each.__name__)


def outcome(dump: Callable[[Any], Any], make: Make) -> str:
    """What comes of it: the dump with its types and order, or the error."""
    try:
        return ADDRESS.sub("", repr(dump(make())))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def by_marshmallow(schema: Schema, make: Make) -> str:
    with patch.object(Dumped, "dump", Schema.dump):
        return outcome(schema.dump, make)


def agrees(schema: Schema, make: Make) -> None:
    assert outcome(schema.dump, make) == by_marshmallow(schema, make)


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda each: each.__name__)
def test_every_answer_has_a_function_of_its_own(answer: type[Schema]) -> None:
    assert writer(answer()) is not None


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda each: each.__name__)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_dumps_as_marshmallow(answer: type[Schema], data: st.DataObject) -> None:
    schema = answer()
    agrees(schema, data.draw(records(schema)))


class One(Answer):
    """A member of each kind that the schemas have."""

    text = fields.String()
    number = fields.Integer()
    share = fields.Float()
    flag = fields.Boolean()
    raw = fields.Raw()
    span = fields.Nested(Span, allow_none=True)
    spans = fields.List(fields.Nested(Span))
    words = fields.List(fields.String())
    told = fields.Dict()
    counted = fields.Dict(keys=fields.String(), values=fields.Integer())
    late = fields.Integer(dump_default=None)
    other = fields.String(dump_default=7)
    keys = fields.String(dump_default="no method of a dict")


FITTING: dict[str, Any] = {
    "text": "a",
    "number": 1,
    "share": 0.5,
    "flag": True,
    "raw": None,
    "span": None,
    "spans": [{"start": 0, "end": 1, "text": "c"}],
    "words": ("d", None),
    "told": {"b": 1},
    "counted": {1: "2", "g": None},
    "late": 3,
    "other": "e",
    "keys": "f",
}


@pytest.mark.parametrize("kind", [dict, SimpleNamespace, Both])
@pytest.mark.parametrize("name", FITTING)
def test_strange_values(kind: Callable[..., Any], name: str) -> None:
    schema = One()
    for value in STRANGE:
        agrees(schema, lambda value=value: kind(**FITTING | {name: value}))
    agrees(schema, lambda: kind(**{other: value for other, value in FITTING.items() if other != name}))


@pytest.mark.parametrize("record", STRANGE, ids=repr)
def test_strange_records(record: Any) -> None:
    agrees(One(), lambda: record)
    agrees(Answer.from_dict({"index": fields.String(), "count": fields.Integer()})(), lambda: record)


class Hooked(Answer):
    text = fields.String()

    @post_dump
    def loud(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        return {**data, "text": "!"}


class Prepared(Answer):
    text = fields.String()

    @pre_dump
    def other(self, data: object, **_: object) -> object:
        return {"text": "?"}


class Reached(Answer):
    text = fields.String()

    def get_attribute(self, obj: Any, attr: str, default: Any) -> Any:
        return f"{attr} of another"


class Loud(fields.String):
    def _serialize(self, value: Any, *_: Any, **__: Any) -> str:
        return str(value).upper()


class Own(fields.String):
    def serialize(self, *_: Any, **__: Any) -> str:
        return "own"


class Endless(Answer):
    text = fields.String()
    inner = fields.Nested(lambda: Endless(), allow_none=True)


def _text(field: Any) -> type[Schema]:
    return Answer.from_dict({"text": field})


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        (Hooked, "a hook may change everything afterwards"),
        (Prepared, "a hook may change everything before"),
        (Reached, "it has a way of its own to a member"),
        (_text(Loud()), "a field with a way of its own"),
        (_text(fields.List(Loud())), "in a list too"),
        (_text(Own()), "a field that finds its value by itself"),
        (_text(fields.Function(lambda record: 1)), "a field without a member"),
        (_text(fields.Method("loud")), "a field without a member"),
        (_text(fields.Decimal()), "a number that is made of text"),
        (_text(fields.Integer(as_string=True)), "a number that becomes text"),
        (_text(fields.String(attribute="inner.text")), "a member of a member"),
        (_text(fields.String(attribute="class")), "no name of an attribute in Python"),
        (_text(fields.Nested(Hooked)), "a member's schema is not known"),
        (_text(fields.Nested(Span, many=True)), "a list by another name"),
        (_text(fields.Nested(Span(many=True))), "and another"),
        (_text(fields.Dict(values=fields.Nested(Span))), "what is in it may be gone through only once"),
        (Endless, "a schema within itself has no end"),
    ],
)
def test_what_is_left_to_marshmallow(schema: type[Schema], why: str) -> None:
    schema.loud = lambda self, record: "method"  # type: ignore[attr-defined]
    assert writer(schema()) is None, why
    for record in (
        {"text": "a", "inner": {"text": "b"}, "class": "c"},
        {"text": [{"text": "a"}]},
        {"text": {"text": "a"}},
        {"text": 7},
    ):
        agrees(schema(), lambda record=record: record)


@pytest.mark.parametrize(
    ("schema", "shown"),
    [
        (_text(fields.String(data_key="other key")), {"other key": "a"}),
        (_text(fields.String(attribute="number")), {"text": "1"}),
        (_text(fields.String(load_only=True)), {}),
        (_text(fields.Integer(attribute="none", dump_default="7")), {"text": 7}),
        (_text(fields.Integer(attribute="none", dump_default=lambda: 7)), {"text": 7}),
        (_text(fields.Integer(attribute="none")), {}),
        (Answer.from_dict({}), {}),
    ],
)
def test_what_fields_may_say_of_themselves(schema: type[Schema], shown: dict[str, Any]) -> None:
    assert writer(schema()) is not None
    for kind in (dict, SimpleNamespace):
        assert schema().dump(kind(text="a", number=1)) == shown
        agrees(schema(), lambda kind=kind: kind(text="a", number=1))


def test_a_copy_with_fewer_fields_has_its_own() -> None:
    span = {"start": 0, "end": 1, "text": "a"}
    whole = Span()
    assert whole.dump(span) == span
    part = Answer.from_dict({"text": fields.Nested(whole, only=("end",))})()
    assert part.dump({"text": span}) == {"text": {"end": 1}}
    assert part.fields["text"].schema.dump(span) == {"end": 1}
    assert Span(only=("text",)).dump(span) == {"text": "a"}
    assert Span(many=True).dump([span, span]) == whole.dump([span, span], many=True) == [span, span]


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({"index": "a"}, "a member is missing"),
        (Pair, "a class has what its records have"),
        (SimpleNamespace(index="a"), "a member is missing"),
    ],
)
def test_what_the_function_does_not_know(record: Any, why: str) -> None:
    write = writer(Answer.from_dict({"index": fields.String(), "other": fields.String()})())
    assert write is not None
    with pytest.raises((Unlike, KeyError, AttributeError)):
        write(record)


@pytest.mark.parametrize(
    ("field", "items", "shown"),
    [
        (fields.List(fields.String()), ["a", "b"], ["a", "b"]),
        (fields.List(fields.Nested(Span)), [{"end": 1}, {"end": 2}], [{"end": 1}, {"end": 2}]),
        (fields.Dict(), [("a", 1)], {"a": 1}),
        (fields.Dict(keys=fields.String(), values=fields.Integer()), [("a", 1)], TypeError),
    ],
)
def test_nothing_is_gone_through_before_marshmallow_does(field: Any, items: list[Any], shown: Any) -> None:
    # The last member turns out not to be known when all others have been looked at.
    schema = Answer.from_dict({"first": field, "last": fields.Nested(Span)})()
    if isinstance(shown, type):
        agrees(schema, lambda: {"first": iter(items), "last": {}})
    else:
        assert schema.dump({"first": iter(items), "last": {}}) == {"first": shown, "last": {}}


def test_an_enum_of_words_is_shown_as_its_word() -> None:
    shown = _text(fields.String())().dump({"text": Medium.SPEECH})
    assert (shown, type(shown["text"])) == ({"text": "speech"}, str)
