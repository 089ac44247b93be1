"""The reporter's own tokens of one sentence, among which whoever speaks must stand."""

from bisect import bisect_left
from collections.abc import Container


class Outer(Container[int]):
    """The tokens whose indices ``tokens`` holds in order.

    Looked up by halves: to build a set for each cue takes time that grows with the square of a sentence that
    does not end.
    """

    __slots__ = ("_tokens",)

    def __init__(self, tokens: tuple[int, ...]) -> None:
        self._tokens = tokens

    def __contains__(self, index: object) -> bool:
        """Whether the token with this index in the Doc is one of them."""
        if not isinstance(index, int):
            return False
        at = bisect_left(self._tokens, index)
        return at < len(self._tokens) and self._tokens[at] == index
