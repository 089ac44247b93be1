"""A request is whole exactly when its last byte has come, however it is cut; what waits has its turn."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reception.arriving import BODY_SECONDS, BYTES_A_SECOND, HEAD_SECONDS, Arriving
from service.reception.chunks import Chunks
from service.reception.refused import Chopped, LongHead, TooLarge
from service.reception.turns import Turns

MOST, LINE = 100_000, 4094
HEAD = b"POST /v1/extract HTTP/1.1\r\nHost: x\r\n"


def chunked(body: bytes, size: int) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;a=b\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\nX: y\r\n\r\n"


@st.composite
def cut_requests(draw: st.DrawFn) -> list[bytes]:
    body = draw(st.binary(max_size=300))
    if draw(st.booleans()):
        request = HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(body, draw(st.integers(1, 100)))
    else:
        request = HEAD + b"content-LENGTH:%d\r\n\r\n" % len(body) + body
    cuts = sorted({0, *draw(st.lists(st.integers(0, len(request)), max_size=20)), len(request)})
    return [request[start:end] for start, end in pairwise(cuts)]


@given(cut_requests())
def test_it_is_whole_with_its_last_byte(pieces: list[bytes]) -> None:
    arriving = Arriving(MOST, LINE)
    for piece in pieces[:-1]:
        arriving.feed(piece)
        assert not arriving.whole
    arriving.feed(pieces[-1])
    assert arriving.whole
    assert arriving.size == sum(map(len, pieces))
    assert arriving.reader().rest() == b"".join(pieces)


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_whatever_comes_is_kept_or_refused(pieces: list[bytes]) -> None:
    arriving = Arriving(1000, 200)
    for piece in pieces:
        try:
            arriving.feed(piece)
        except (TooLarge, LongHead, Chopped):
            break
        if arriving.whole:
            break
    assert b"".join(pieces).startswith(arriving.reader().rest())


REFUSED = [
    (HEAD + b"Content-Length: 100001\r\n\r\n", TooLarge, "told beforehand"),
    (HEAD + b"X: y\r\n" * 20_000, LongHead, "headers without end"),
    (HEAD + b"X: y\r\n" * 20_000 + b"\r\n", LongHead, "headers that end too late"),
    (
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"fffff\r\n" + b" " * 1_200_000,
        TooLarge,
        "chunks too many",
    ),
    (HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 2_000, Chopped, "chunks too small"),
]


@pytest.mark.parametrize(("sent", "error", "why"), REFUSED, ids=[row[2] for row in REFUSED])
def test_what_is_too_much_is_refused(sent: bytes, error: type[Exception], why: str) -> None:
    with pytest.raises(error):
        Arriving(MOST, LINE).feed(sent)


def test_time_grows_with_what_has_come() -> None:
    arriving = Arriving(MOST, LINE)
    assert arriving.deadline == arriving.begun + HEAD_SECONDS
    arriving.feed(HEAD + b"Content-Length: 90000\r\n\r\n")
    arriving.feed(b" " * 80_000)
    assert arriving.deadline == arriving.begun + BODY_SECONDS + arriving.size / BYTES_A_SECOND


@pytest.mark.parametrize("body", [b"zz\r\n", b"-1\r\n", b"\r\n", b"1" * 9000])
def test_what_is_no_chunk_is_left_to_the_parser(body: bytes) -> None:
    chunks = Chunks()
    chunks.feed(body)
    assert chunks.done


def test_each_has_a_turn() -> None:
    turns: Turns[int] = Turns(100)
    for number in range(4):
        turns.add("flood", number)
    turns.add("other", 10)
    turns.add("third", 20)
    turns.add("other", 11)
    order = [turns.next() for _ in range(8)]
    assert order[:7] == [
        ("flood", 0),
        ("other", 10),
        ("third", 20),
        ("flood", 1),
        ("other", 11),
        ("flood", 2),
        ("flood", 3),
    ]
    assert order[7] is None
