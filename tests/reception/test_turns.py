"""Whose request is next, how many of one client are at work, and how long answers give way to short ones."""

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from service import parking
from service.reception.places import LEAST_SECONDS, MOST_SECONDS, RESTS, Place
from service.reception.turns import Turns

MOST = 2
STEPS = st.lists(
    st.tuples(st.sampled_from(("add", "next", "end", "begin", "give up")), st.sampled_from("abc")),
    max_size=80,
)


@given(STEPS)
def test_nothing_is_lost_and_nobody_has_more_at_work_than_may_be(steps: list[tuple[str, str]]) -> None:
    turns: Turns[int] = Turns(MOST)
    waiting: dict[str, list[int]] = defaultdict(list)
    at_work: Counter[str] = Counter()
    for number, (step, who) in enumerate(steps):
        if step == "add":
            turns.add(who, number)
            waiting[who].append(number)
        elif step == "begin":  # one that was parked comes back: it asks nobody
            turns.begun(who)
            at_work[who] += 1
        elif step == "end" and at_work[who]:
            turns.ended(who)
            at_work[who] -= 1
        elif step == "give up" and waiting[who]:
            assert turns.give_up(who) == waiting[who].pop(), "the last one"
        elif step == "next":
            able = [each for each in "abc" if waiting[each] and at_work[each] < MOST]
            turn = turns.next()
            assert (turn is not None) == bool(able)
            if turn is not None:
                assert turn[0] in able and turn[1] == waiting[turn[0]].pop(0), (
                    "in the order in which they came"
                )
                at_work[turn[0]] += 1
        assert turns.ready == any(waiting[each] and at_work[each] < MOST for each in "abc")
        assert all(turns.count(each) == len(waiting[each]) for each in "abc")
        most, longest = turns.crowd()
        assert most == max(len(waiting[each]) for each in "abc")
        assert not most or len(waiting[longest]) == most


def test_who_has_as_many_at_work_as_may_be_waits_and_others_do_not() -> None:
    turns: Turns[int] = Turns(MOST)
    for number in range(4):
        turns.add("flood", number)
    assert [turns.next() for _ in range(3)] == [("flood", 0), ("flood", 1), None]
    turns.add("other", 10)
    assert turns.next() == ("other", 10)
    turns.ended("flood")
    assert turns.next() == ("flood", 2)


def test_what_waits_too_long_waits_no_more() -> None:
    turns: Turns[int] = Turns(1)
    for who, number in (("a", 1), ("a", 2), ("a", 9), ("b", 3), ("b", 8)):
        turns.add(who, number)
    assert turns.next() == ("a", 1)
    assert sorted(turns.late(lambda number: number < 5)) == [2, 3]
    assert turns.next() == ("b", 8)
    turns.ended("a")
    assert (turns.next(), turns.next()) == (("a", 9), None)


class Lot:
    """Notes what it is told, at once."""

    def __init__(self) -> None:
        self.quiet = threading.Event()
        self.told: list[str] = []

    def defer(self, what: Callable[[Place], None], place: Place) -> None:
        what(place)

    def left(self, _place: Place) -> None:
        self.told.append("left")

    def returned(self, _place: Place) -> None:
        self.told.append("returned")

    def stepped_aside(self, _place: Place) -> None:
        self.told.append("aside")

    def stepped_back(self, _place: Place) -> None:
        self.told.append("back")

    def lengthened(self, _place: Place) -> None:
        self.told.append("long")

    def learned(self, place: Place) -> None:
        self.told.append(f"key {place.key_id}")


def test_a_long_answer_gives_way_and_still_gets_on() -> None:
    lot = Lot()
    place = Place(lot, "a", None)
    parking.belong(place)
    try:
        parking.give_way()
        parking.give_way()
        assert lot.told == ["long"], "it has not worked yet"
        time.sleep(2 * LEAST_SECONDS)
        begun = time.monotonic()
        parking.give_way()
        waited = time.monotonic() - begun
        assert lot.told == ["long", "aside", "back"]
        assert waited >= RESTS * LEAST_SECONDS, "short answers are wanted all the time"
        time.sleep(2 * MOST_SECONDS)
        lot.quiet.set()
        parking.give_way()
        assert lot.told == ["long", "aside", "back"], "nobody else wants anything"
    finally:
        parking.belong(None)


def test_a_thread_of_nobody_waits_for_nobody() -> None:
    parking.give_way()
    parking.asked_by("key")
    with parking.parked():
        pass


def test_a_key_is_told_once_and_only_where_one_was_seen() -> None:
    lot = Lot()
    for credential in (None, b"digest"):
        place = Place(lot, "a", credential)
        place.asked_by("k1")
        place.asked_by("k1")
    assert lot.told == ["key k1"]
