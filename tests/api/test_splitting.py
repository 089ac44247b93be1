"""Items out of a body: one at a time, with their place, and never more in memory than a few."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.api import splitting
from service.api.problems import Refusal
from service.api.splitting import elements, lines

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"one\ntwo", [(1, b"one\n"), (2, b"two")]),
        (b"one\r\n\r\n \ntwo\n", [(1, b"one\r\n"), (4, b"two\n")]),  # empty lines count, and are no items
        (
            b"\xef\xbb\xbfone\n\xef\xbb\xbftwo",
            [(1, b"one\n"), (2, b"\xef\xbb\xbftwo")],
        ),  # a mark at the start only
        (b"123456\n12345678901234567890\n3", [(1, b"123456\n"), (2, b"12345678901"), (3, b"3")]),  # too long
        (b"1234567890\n2", [(1, b"1234567890\n"), (2, b"2")]),  # as long as may be
        (b"", []),
    ],
)
def test_lines(body: bytes, expected: list[tuple[int, bytes]]) -> None:
    assert list(lines(io.BytesIO(body), longest=10)) == expected


@given(st.lists(JSON, max_size=6), st.sampled_from([None, 1]), st.integers(1, 9), st.booleans())
def test_the_elements_are_those_of_the_array(
    values: list[object], indent: int | None, chunk: int, bom: bool
) -> None:
    body = (b"\xef\xbb\xbf" if bom else b"") + json.dumps(values, indent=indent, ensure_ascii=False).encode(
        "utf-8", "replace"
    )
    values = json.loads(body.decode("utf-8-sig"))
    before, splitting.CHUNK = splitting.CHUNK, chunk
    try:
        assert [json.loads(element) for element in elements(io.BytesIO(body), 1_000)] == values
    finally:
        splitting.CHUNK = before


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        (b"", 400, "empty"),
        (b"{", 400, "not JSON"),
        (b"nothing", 400, "not JSON"),
        (b'{"text": "x"}', 422, "not a JSON array"),
        (b"[", 400, "at character 1."),
        (b"[1", 400, "not JSON"),
        (b"[1 2]", 400, "Expecting ',' delimiter"),
        (b"[1,]", 400, "Expecting value at character 3"),
        (b"[1]]", 400, "something follows the array at character 3"),
        (b"[1] x", 400, "something follows"),
        (b'["\xff"]', 400, "not UTF-8"),
        (b'["caf\xc3', 400, "not UTF-8"),
        (b"[" * 100_000, 400, "nested too deep"),
        (b"[" + b"9" * 5_000 + b"]", 400, "can't be read"),
        (b'["' + b"x" * 90_000, 413, "many times the 1,000 bytes"),
        (b'["' + b"x" * 90_000 + b'"]', 413, "many times the 1,000 bytes"),
    ],
)
def test_what_is_no_array_is_refused(body: bytes, status: int, detail: str) -> None:
    with pytest.raises(Refusal) as refused:
        list(elements(io.BytesIO(body), 1_000))
    assert refused.value.kind.status == status
    assert detail in refused.value.detail


def test_a_long_array_is_held_in_parts() -> None:
    class Watched(io.BytesIO):
        most = 0

        def read(self, size: int | None = -1, /) -> bytes:
            self.most = max(self.most, size or 0)
            return super().read(size)

    item = json.dumps({"text": "x" * 10_000}).encode()
    body = Watched(b"[" + b",".join([item] * 500) + b"]")
    assert sum(1 for _ in elements(body, 8_000_000)) == 500
    assert body.most <= 2 * splitting.CHUNK
