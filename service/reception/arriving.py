"""One request as it comes, byte by byte, until it is whole. Only then does a thread look at it."""

import hashlib
import io
import re
import tempfile
import time
from contextlib import suppress
from typing import IO

from gunicorn.http.unreader import Unreader

from service.reception.chunks import Chunks
from service.reception.refused import LongHead, TooLarge

LONGEST_HEAD = 64_000
"""All header fields together, in bytes; gunicorn has limits for each of them."""

IN_MEMORY = 65_536
HEAD_SECONDS = 10.0
BODY_SECONDS = 30.0
BYTES_A_SECOND = 8_000
"""A request's head may take HEAD_SECONDS, its body BODY_SECONDS and the time that it needs at this pace."""

FRAMING_BYTES = 1_000_000
"""How much longer a body may be for being sent in chunks."""

END = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length[ \t]*:[ \t]*([0-9]{1,18})[ \t]*\r\n", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding[ \t]*:[^\r\n]*chunked", re.IGNORECASE)
KEYS = (
    re.compile(rb"\r\nauthorization[ \t]*:[ \t]*bearer[ \t]([^\r\n]*)", re.IGNORECASE),
    re.compile(rb"\r\nx-api-key[ \t]*:([^\r\n]*)", re.IGNORECASE),
)
"""Where a key is sent, what is heeded first as ``service.api.guard`` does."""

FORWARDED = re.compile(rb"\r\nx-forwarded-for:([^\r\n]*)", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect[ \t]*:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)


class Arriving:
    """What has come of one request; bodies up to ``most`` bytes are accepted.

    ``proxied``: whether it matters for whom a proxy says that it asks, in ``forwarded``.
    """

    def __init__(self, most: int, line: int, proxied: bool = False) -> None:
        self.size = 0
        self.whole = False
        self.expects = self.told = False
        self.credential: bytes | None = None
        self.forwarded = ""
        self.begun = time.monotonic()
        self._most, self._line, self._proxied = most, line, proxied
        self._head: bytearray | None = bytearray()
        self._until = 0
        self._chunks: Chunks | None = None
        self._file: IO[bytes] = io.BytesIO()

    @property
    def deadline(self) -> float:
        """When it must have come, or some more of it, by the monotonic clock."""
        if self._head is not None:
            return self.begun + HEAD_SECONDS
        return self.begun + BODY_SECONDS + self.size / BYTES_A_SECOND

    def feed(self, data: bytes) -> None:
        """Takes ``data`` in. Raises LongHead, TooLarge, Chopped as Chunks does, and OSError."""
        if self.size <= IN_MEMORY < self.size + len(data):
            self._file = _on_disk(self._file)
        self._file.write(data)
        self.size += len(data)
        if self._head is not None:
            self._read_head(self._head, data)
        elif self._chunks is not None:
            self._read_chunks(self._chunks, data)
        else:
            self.whole = self.size >= self._until
        if self.whole:
            self._file.flush()  # a disk that is full is told here, not to who reads it

    def reader(self) -> "Arrived":
        """What came, to be read by gunicorn's parser, without waiting for anything."""
        self._file.seek(0)
        return Arrived(self._file)

    def close(self) -> None:
        """Gives up what it takes of memory and disk."""
        with suppress(OSError):  # what a full disk did not take
            self._file.close()

    def _read_head(self, head: bytearray, data: bytes) -> None:
        searched = max(0, len(head) - len(END))
        head += data
        end = head.find(END, searched)
        if end < 0:
            # A request line that is too long is gunicorn's to refuse.
            self.whole = len(head) > self._line + 2 and b"\n" not in head[: self._line + 2]
            if len(head) > LONGEST_HEAD and not self.whole:
                raise LongHead
            return
        if end > LONGEST_HEAD:
            raise LongHead
        self._head = None
        self._frame(bytes(head[: end + 2]), bytes(head[end + len(END) :]))

    def _frame(self, head: bytes, rest: bytes) -> None:
        """Learns from ``head`` where the body ends, of which ``rest`` has come.

        What is wrong with the head is said by gunicorn's parser, which reads it again.
        """
        if self._proxied:
            self.forwarded = b",".join(FORWARDED.findall(head)).decode("latin-1")
        length = LENGTH.search(head)
        declared = int(length[1]) if length else 0
        if declared > self._most:
            raise TooLarge(self._most)
        self.expects = EXPECTS.search(head) is not None
        self.credential = _credential(head)
        if CHUNKED.search(head):
            self._chunks = Chunks()
            self._read_chunks(self._chunks, rest)
            return
        self._until = self.size - len(rest) + declared
        self.whole = self.size >= self._until

    def _read_chunks(self, chunks: Chunks, data: bytes) -> None:
        if self.size > self._most + FRAMING_BYTES:
            raise TooLarge(self._most)
        chunks.feed(data)
        self.whole = chunks.done


def _on_disk(file: IO[bytes]) -> IO[bytes]:
    """What is in ``file``, to be gone on with."""
    kept: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lasts longer
    file.seek(0)
    kept.write(file.read())
    file.close()
    return kept


def _credential(head: bytes) -> bytes | None:
    """The digest of the key in the head of a request, whether it is one or not; never the key itself."""
    for pattern in KEYS:
        found = pattern.search(head)
        if found and found[1].strip():
            return hashlib.sha256(found[1].strip()).digest()
    return None


class Arrived(Unreader):
    """What a request's parser reads from: it ends where what has come ends."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self.file = file

    def chunk(self, size_hint: int | None = None) -> bytes:
        """The next piece, empty at the end."""
        return self.file.read(max(size_hint or 0, 8192))

    @property
    def more(self) -> bool:
        """Whether there is something that nobody has read."""
        ahead = self.file.read(1)
        self.file.seek(-len(ahead), 1)
        return bool(ahead or self.buf.getvalue())

    def rest(self) -> bytes:
        """What nobody has read, the beginning of the next request; it can't be read again."""
        rest = bytes(self.take_buffered()) + self.file.read()
        self.file.close()
        return rest
