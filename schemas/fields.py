"""Fields of requests: strict, bounded, and able to say what would have been right.

A refusal's message reads on after the field's name ("is 1,201 characters long"); ``metadata["expected"]``
completes "expected: …". Both end up in the problem's ``errors``.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import ClassVar, TypeVar

from marshmallow import ValidationError, fields, missing

from schemas.vocabulary import explained

T = TypeVar("T")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NUMBER = re.compile(r"[+-]?\d{1,20}(\.\d{1,400})?([eE][+-]?\d{1,4})?", re.ASCII)
LARGEST = 2**31 - 1
SAID_ON = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$", re.ASCII)
VISIBLE = r"[^\s\x1c-\x1f\x85]"  # what str.strip() leaves, in words that JavaScript reads alike
WHOLE = re.compile(r"[+-]?\d{1,20}", re.ASCII)


class Strict(fields.Field[T]):
    """A field that is sent as a string; ``read`` makes a value of it or refuses it."""

    error_texts: ClassVar[dict[str, str]] = {"required": "is missing", "null": "is null"}
    not_a_string = "is not a string"

    def __init__(
        self,
        about: str,
        expected: str,
        documented: Mapping[str, object],
        *,
        null: bool = False,
        required: bool = False,
        default: object = missing,
    ) -> None:
        """``documented`` goes to the specification, ``default`` stands in where the field is absent."""
        super().__init__(
            required=required,
            allow_none=null,
            load_default=default,
            error_messages=dict(self.error_texts),
            metadata={"description": about, "expected": expected, **documented},
        )

    def read(self, value: str) -> T:
        """The value that ``value`` spells; raises ValidationError where it spells none."""
        raise NotImplementedError

    def _deserialize(self, value: object, attr: object, data: object, **kwargs: object) -> T:  # noqa: ARG002
        if not isinstance(value, str):
            raise ValidationError(self.not_a_string)
        return self.read(value)


class Words(Strict[str]):
    """A string of 1 to ``longest`` characters, not all white space, kept exactly as it was sent.

    Not accepted either: NUL (PostgreSQL can't keep it) and half of a surrogate pair (it has no UTF-8 form).
    ``bound`` is the length to document where another room holds the real limit.
    """

    def __init__(
        self,
        about: str,
        *,
        longest: int,
        expected: str | None = None,
        bound: int | None = None,
        documented: Mapping[str, object] | None = None,
        null: bool = False,
        required: bool = False,
    ) -> None:
        self.longest = longest
        schema = {"type": "string", "minLength": 1, "maxLength": bound or longest, "pattern": VISIBLE}
        like = expected or f"1 to {longest:,} characters, not all white space"
        super().__init__(about, like, {**schema, **(documented or {})}, null=null, required=required)

    def read(self, value: str) -> str:
        """``value`` itself."""
        if not value.strip():
            raise ValidationError("is blank" if value else "is empty")
        if len(value) > self.longest:
            raise ValidationError(f"is {len(value):,} characters long; at most {self.longest:,} are accepted")
        at = value.find("\0")
        if at >= 0:
            raise ValidationError(f"contains a NUL character at {at:,}")
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise ValidationError(f"contains half of a surrogate pair at {error.start:,}") from None
        return value


class Choice(Strict[str]):
    """One of a closed list of values."""

    def __init__(
        self, about: str, values: Mapping[str, str], *, required: bool = False, default: object = missing
    ) -> None:
        self.values = tuple(values)
        schema = {"type": "string", "enum": list(values)}
        like = f"one of: {', '.join(values)}"
        super().__init__(explained(about, values), like, schema, required=required, default=default)

    def read(self, value: str) -> str:
        """``value``, if it is on the list."""
        if value not in self.values:
            raise ValidationError(f"can't be {_shortened(value)}")
        return value


class WholeNumber(Strict[int]):
    """A whole number from ``least`` to ``most``, as a query parameter spells it."""

    def __init__(self, about: str, *, least: int, most: int, default: object = missing) -> None:
        self.least, self.most = least, most
        schema = {"type": "integer", "minimum": least, "maximum": most}
        super().__init__(about, f"a whole number from {least} to {most}", schema, default=default)

    def read(self, value: str) -> int:
        """The number; int() alone would also take "１２", " 12 " and "1_2"."""
        if not WHOLE.fullmatch(value):
            raise ValidationError("is not a whole number")
        if not self.least <= int(value) <= self.most:
            raise ValidationError(f"is {int(value)}")
        return int(value)


class Share(Strict[float]):
    """A number from 0 to 1, as a query parameter spells it."""

    def __init__(self, about: str) -> None:
        super().__init__(about, "a number from 0 to 1", {"type": "number", "minimum": 0, "maximum": 1})

    def read(self, value: str) -> float:
        """The number; float() alone would also take "nan" and "1_0"."""
        if not NUMBER.fullmatch(value):
            raise ValidationError("is not a number")
        if not 0 <= float(value) <= 1:
            raise ValidationError(f"is {_shortened(value)}")
        return float(value)


class Day(Strict[str]):
    """A day of the calendar, YYYY-MM-DD, kept as a string."""

    def __init__(self, about: str) -> None:
        like = "a day that exists, written YYYY-MM-DD, such as 2026-03-31"
        super().__init__(about, like, {"type": "string", "format": "date"})

    def read(self, value: str) -> str:
        """``value``, if there is such a day."""
        try:
            if not DAY.fullmatch(value):
                raise ValueError
            date.fromisoformat(value)
        except ValueError:
            raise ValidationError("is not a day of the calendar") from None
        return value


class SaidOn(Strict[str]):
    """A day, a month or a year of the calendar, kept as a string."""

    def __init__(self, about: str) -> None:
        like = "a day, month or year that exists, such as 2026-03-31, 2026-03 or 2026, or null"
        super().__init__(about, like, {"type": "string", "pattern": SAID_ON.pattern}, null=True)

    def read(self, value: str) -> str:
        """``value``, if the calendar has it."""
        try:
            if not SAID_ON.fullmatch(value):
                raise ValueError
            date.fromisoformat(f"{value}-01-01"[:10])
        except ValueError:
            raise ValidationError("is no day, month or year of the calendar") from None
        return value


class Flag(fields.Field[bool]):
    """True or false, as JSON has them and nothing else."""

    def __init__(self, about: str, *, null: bool = False, required: bool = False) -> None:
        like = "true, false or null" if null else "true or false"
        super().__init__(
            required=required,
            allow_none=null,
            error_messages=dict(Strict.error_texts),
            metadata={
                "description": about,
                "expected": like,
                "type": "boolean",
            },
        )

    def _deserialize(self, value: object, attr: object, data: object, **kwargs: object) -> bool:  # noqa: ARG002
        if not isinstance(value, bool):
            raise ValidationError("is not true or false")
        return value


class Fraction(fields.Field[float]):
    """A number from 0 to 1, as a JSON number."""

    def __init__(self, about: str) -> None:
        super().__init__(
            error_messages=dict(Strict.error_texts),
            metadata={
                "description": about,
                "expected": "a number from 0 to 1",
                "type": "number",
                "minimum": 0,
                "maximum": 1,
            },
        )

    def _deserialize(self, value: object, attr: object, data: object, **kwargs: object) -> float:  # noqa: ARG002
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ValidationError("is not a number")
        if not 0 <= value <= 1:
            raise ValidationError(f"is {value:.6g}" if abs(value) < 10**12 else "is far too large")
        return float(value)


class Offset(fields.Field[int]):
    """A place in a text, in characters from 0, as a JSON number."""

    def __init__(self, about: str) -> None:
        super().__init__(
            required=True,
            error_messages=dict(Strict.error_texts),
            metadata={
                "description": about,
                "expected": "a whole number from 0",
                "type": "integer",
                "minimum": 0,
                "maximum": LARGEST,
            },
        )

    def _deserialize(self, value: object, attr: object, data: object, **kwargs: object) -> int:  # noqa: ARG002
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # to JSON, 1.0 is a whole number
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValidationError("is not a whole number")
        if not 0 <= value <= LARGEST:
            raise ValidationError("is below 0" if value < 0 else "is beyond any text")
        return value


def _shortened(value: str, longest: int = 60) -> str:
    return f'"{value}"' if len(value) <= longest else f'"{value[:longest]}…"'
