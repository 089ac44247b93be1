"""Records dumped by functions that are made for their schemas, as ``dataclasses`` makes ``__init__``.

marshmallow asks of each value of each record anew where it stands and what is to be done with it; for a list
that takes longer than all the rest of its request. Here that is asked of the schema, and the answer is the
source of a function:

    def write(record):
        …
        v0 = record.start
        v1 = record.text
        return {"start": v0 if type(v0) is int or v0 is None else own2(v0), "text": …}

It gives what marshmallow's own dump gives, and fails as that does: values that are not of the type that they
are to become are handed to the field's own method (``own2``), and all that is not known here – a schema with
hooks, a field of another kind, a record that lacks a member or is no record – is left to marshmallow.
"""

from collections.abc import Callable
from functools import cache
from keyword import iskeyword
from types import CodeType
from typing import Any, NoReturn

from marshmallow import Schema, fields, missing
from marshmallow.decorators import POST_DUMP, PRE_DUMP

Write = Callable[[Any], dict[str, Any]]
Given = dict[str, object]
"""What the source calls by name."""


class Unlike(Exception):
    """Not what is known here: marshmallow must do it."""


class Dumped(Schema):
    """A schema that dumps by a function made for it, wherever marshmallow would give the same."""

    _made: tuple[object, Write | None] = None, None

    def dump(self, obj: Any, *, many: bool | None = None) -> Any:  # noqa: ANN401 - as marshmallow has it
        """``obj`` as marshmallow dumps it; what that raises."""
        if not (self.many if many is None else many):
            fitting, write = self._made
            if fitting is not self.dump_fields:  # at first, and in a copy that got other fields
                write = writer(self)
                self._made = self.dump_fields, write
            try:
                if write:
                    return write(obj)
            except (AttributeError, KeyError, Unlike):
                pass  # a member is missing, or a record is not plain
        return super().dump(obj, many=many)


def writer(schema: Schema) -> Write | None:
    """The function that dumps one record as ``schema`` does; None where that is not known exactly.

    It raises Unlike, AttributeError or KeyError for a record that must be left to marshmallow; by then no
    iterator in the record has moved.
    """
    try:
        return _writer(schema, ())
    except Unlike:
        return None


def _writer(schema: Schema, outer: tuple[type[Schema], ...]) -> Write:
    kind = type(schema)
    if kind in outer or not _known(schema):
        raise Unlike
    given: Given = {"plain": PLAIN, "look": _look, "unlike": _unlike, "missing": missing}
    of_dicts, of_others, shown = [], [], []
    for place, (name, field) in enumerate(schema.dump_fields.items()):
        value = f"v{place}"
        of_dict, of_other = _reads(field, field.attribute or name, given)
        of_dicts.append(f"        {value} = {of_dict}")
        of_others.append(f"        {value} = {of_other}")
        key = name if field.data_key is None else field.data_key
        shown.append(f"        {key!r}: {_shown(field, value, given, (*outer, kind))},")
    lines = [
        "def write(record):",
        "    kind = type(record)",
        "    if kind is dict:",
        "        pass",
        *of_dicts,
    ]
    lines += ["    else:", "        if kind not in plain:", "            look(kind)", *of_others]
    lines += ["    return {", *shown, "    }"]
    exec(_code("\n".join(lines)), given)  # noqa: S102 - of the names of the schemas' members, nobody else's
    return given["write"]  # type: ignore[return-value]


def _known(schema: Schema) -> bool:
    """Whether ``schema`` dumps as its class says, without a way of its own."""
    kind = type(schema)
    ways = (kind._serialize, kind.get_attribute, schema.dict_class)
    hooks = schema._hooks[PRE_DUMP] or schema._hooks[POST_DUMP]
    usual = kind.dump in (Dumped.dump, Schema.dump) and not hooks and not schema.many
    return usual and ways == (Schema._serialize, Schema.get_attribute, dict)


@cache
def _code(source: str) -> CodeType:
    """Compiled once for all copies of a schema: what they call by name differs, not the source."""
    return compile(source, "<schemas.dumping>", "exec")


def _reads(field: fields.Field[Any], name: str, given: Given) -> tuple[str, str]:
    """What reads the member ``name`` of a dict, and of a record of another kind."""
    kind = type(field)
    ways = (kind.serialize, kind.get_value, kind._CHECK_ATTRIBUTE)
    if ways != (fields.Field.serialize, fields.Field.get_value, True):
        raise Unlike
    if not (name.isascii() and name.isidentifier()) or iskeyword(name):
        raise Unlike
    default = field.dump_default
    if default is missing or callable(default):
        return f"record[{name!r}]", f"record.{name}"
    stand_in = _name("default", default, given)
    # Where a dict has no such key marshmallow takes its attribute, even if that is a method.
    of_dict = f"record[{name!r}]" if hasattr(dict, name) else f"record.get({name!r}, {stand_in})"
    return of_dict, f"getattr(record, {name!r}, {stand_in})"


def _shown(field: fields.Field[Any], value: str, given: Given, outer: tuple[type[Schema], ...]) -> str:
    """The expression for what ``field`` makes of the ``value`` of that name."""
    way: Any = type(field)._serialize
    if way is fields.Field._serialize:
        return f"{value} if {value} is not missing else unlike()"
    if way is fields.Nested._serialize and isinstance(field, fields.Nested):
        return f"None if {value} is None else {_name('write', _writer(field.schema, outer), given)}({value})"
    if way is fields.List._serialize and isinstance(field, fields.List):
        each = _shown(field.inner, "each", given, outer)
        # Only what can be gone through twice: marshmallow may have to.
        items = f"({value} if type({value}) is tuple or type({value}) is list else unlike())"
        return f"None if {value} is None else [{each} for each in {items}]"
    own = _name("own", _own(field), given)
    if way is fields.Mapping._serialize and isinstance(field, fields.Mapping):
        for part in (field.key_field, field.value_field):
            _ = part and _exact(part)
        return f"None if {value} is None else {own}({value}) if type({value}) is dict else unlike()"
    exact = _exact(field)
    return f"{value} if type({value}) is {exact} or {value} is None else {own}({value})"


def _exact(field: Any) -> str:  # noqa: ANN401 - a field of whatever kind
    """The name of the type whose values ``field`` leaves as they are, as it does None."""
    kind = type(field)
    if kind._serialize is fields.String._serialize:
        return "str"
    if kind._serialize is not fields.Number._serialize or kind._format_num is not fields.Number._format_num:
        raise Unlike
    if field.as_string or field.num_type not in (int, float):
        raise Unlike
    return "int" if field.num_type is int else "float"


def _own(field: fields.Field[Any]) -> Callable[[object], object]:
    def own(value: object) -> object:
        if value is missing:
            raise Unlike
        return field._serialize(value, None, None)

    return own


def _name(what: str, meant: object, given: Given) -> str:
    name = f"{what}{len(given)}"
    given[name] = meant
    return name


PLAIN: set[type] = set()
"""The types of records, dicts aside, that were met: what has no items is asked for its attributes."""


def _look(kind: type) -> None:
    """Take ``kind`` among the plain ones; so are named tuples, whose items have no names."""
    if getattr(kind, "__getitem__", tuple.__getitem__) is not tuple.__getitem__:
        raise Unlike
    PLAIN.add(kind)


def _unlike() -> NoReturn:
    raise Unlike
