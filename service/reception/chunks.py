"""Where a chunked body ends (RFC 9112, section 7.1), as far as it has come."""

from service.reception.refused import Chopped

LONGEST_LINE = 8190
FEW, SMALL = 1000, 64


class Chunks:
    """Follows a body piece by piece. What is malformed ends it: the server's own reader says what it is."""

    def __init__(self) -> None:
        self.done = False
        self._skip = 0
        self._line = bytearray()
        self._trailer = False
        self._count = self._size = 0

    def feed(self, data: bytes) -> None:
        """Goes on over ``data``.

        Raises Chopped where thousands of chunks hold next to nothing: to read such a body takes a hundred
        times as long as to send it.
        """
        at = 0
        while at < len(data) and not self.done:
            if self._skip:
                step = min(self._skip, len(data) - at)
                at, self._skip = at + step, self._skip - step
                continue
            end = data.find(b"\n", at) + 1 or len(data)
            self._line += data[at:end]
            at = end
            if self._line.endswith(b"\n"):
                self._read(bytes(self._line).strip())
                self._line.clear()
            elif len(self._line) > LONGEST_LINE:
                self.done = True

    def _read(self, line: bytes) -> None:
        if self._trailer:
            self.done = not line
            return
        try:
            size = int(line.partition(b";")[0], 16)
        except ValueError:
            size = -1
        self.done = size < 0
        self._trailer = size == 0
        self._skip = size + 2 if size > 0 else 0
        self._count, self._size = self._count + 1, self._size + size
        if self._count > FEW and self._size < SMALL * self._count:
            raise Chopped
