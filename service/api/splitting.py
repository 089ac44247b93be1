"""Takes the items out of a body, one at a time: lines, or the elements of a JSON array."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import BinaryIO, NoReturn

from service.api import problems
from service.api.parser import read_json
from service.api.problems import Fault, Refusal

CHUNK = 65_536
IN_FULL = 1_000_000
"""In bytes: what is no array is read as a whole up to here, to say what is wrong with it."""

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_AFTER = re.compile(r"[ \t\r\n]*([,\]])")


def lines(file: BinaryIO, longest: int) -> Iterator[tuple[int, bytes]]:
    """Each line of ``file`` that has words, and its number from 1.

    Of a line of more than ``longest`` bytes come ``longest + 1``: enough to see that it is too long.
    """
    number, first = 0, True
    while line := file.readline(longest + 1):
        number += 1
        rest = line
        while len(rest) > longest and not rest.endswith(b"\n"):
            rest = file.readline(longest + 1)
        if first:
            line, first = line.removeprefix(codecs.BOM_UTF8), False
        if line.strip():
            yield number, line


def elements(file: BinaryIO, longest: int) -> Iterator[str]:
    """Each element of the JSON array that ``file`` is, as it is written; a few are in memory at a time.

    Raises a Refusal where the body is no array, where it is so broken that it can't be told where an element
    ends, and where one has many times ``longest`` bytes.
    """
    text = _Text(file)
    if text.next_sign() != "[":
        _refuse(file)
    text.at += 1
    sign = text.next_sign()
    if sign == "]":
        text.at += 1
    while sign != "]":
        element, sign = text.element(longest)
        yield element
    if text.next_sign():
        raise Refusal(
            problems.BROKEN_JSON, f"The body is not JSON: something follows the array{text.place()}."
        )


class _Text:
    """``file`` decoded as far as it is needed: what was read and is not done with, from ``at`` on."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._bytes = self._gone = 0
        self._text = ""
        self.at = 0
        self._ended = False

    def next_sign(self) -> str:
        """The next character that is no white space, which stays the next; empty at the end."""
        while True:
            blank = _SPACE.match(self._text, self.at)
            self.at = blank.end() if blank else self.at
            if self.at < len(self._text) or self._ended:
                return self._text[self.at : self.at + 1]
            self._more(CHUNK)

    def element(self, longest: int) -> tuple[str, str]:
        """The next element, and the comma or bracket after it."""
        self.next_sign()
        while True:
            wrong, place = "Expecting ',' delimiter", self.place()
            try:
                _, end = _DECODER.raw_decode(self._text, self.at)
                # Without a sign after it, what looks like 12 may go on as 123 when more is read.
                if sign := _AFTER.match(self._text, end):
                    found, self.at = self._text[self.at : end], sign.end()
                    return found, sign[1]
            except json.JSONDecodeError as error:
                wrong, place = error.msg, self.place(error.pos)
            except RecursionError:
                raise Refusal(problems.BROKEN_JSON, "The body is nested too deep.") from None
            except ValueError as error:
                raise Refusal(problems.BROKEN_JSON, f"The body can't be read: {error}.") from None
            if self._ended:
                raise Refusal(problems.BROKEN_JSON, f"The body is not JSON: {wrong}{place}.")
            unread = len(self._text) - self.at
            if unread > 4 * longest:
                detail = f"An element of the array has many times the {longest:,} bytes that are accepted."
                raise Refusal(problems.TOO_LARGE, detail)
            # As much again each time, so that a long element is decoded a few times and not hundreds.
            self._more(max(CHUNK, unread))

    def place(self, position: int | None = None) -> str:
        """Where ``position`` of the text is in the body, as messages say it."""
        return f" at character {self._gone + (self.at if position is None else position):,}"

    def _more(self, size: int) -> None:
        data = self._file.read(size)
        self._ended = not data
        try:
            decoded = self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            near = self._bytes + error.start
            detail = f"The body is not UTF-8: byte {near:,}, or one near it, can't be decoded."
            raise Refusal(problems.BROKEN_JSON, detail) from None
        self._bytes += len(data)
        self._gone += self.at
        self._text, self.at = self._text[self.at :] + decoded, 0


def _refuse(file: BinaryIO) -> NoReturn:
    """Say why ``file`` is no array: it is broken, empty, or JSON of another kind."""
    file.seek(0)
    beginning = file.read(IN_FULL + 1)
    if len(beginning) <= IN_FULL:
        read_json(beginning)
    fault = Fault("", "body", "is not a JSON array", "an array of articles")
    raise Refusal(problems.INVALID_REQUEST, "The body is not a JSON array.", [fault])
