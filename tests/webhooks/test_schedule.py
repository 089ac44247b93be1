"""Retries come ever later, over three days, and wait as long as a receiver asks, within reason."""

import pytest

from service.webhooks.schedule import DELAYS, HOUR, JITTER, LONGEST_WAIT, delay


def test_each_wait_is_longer_than_the_one_before_and_all_take_three_days() -> None:
    waits = [delay(failures) for failures in range(1, len(DELAYS) + 1)]
    assert all(
        wait is not None and own <= wait <= own * (1 + JITTER)
        for wait, own in zip(waits, DELAYS, strict=True)
    )
    assert list(DELAYS) == sorted(DELAYS)
    assert 70 * HOUR < sum(DELAYS) < 76 * HOUR
    assert delay(len(DELAYS) + 1) is None


def test_two_that_failed_together_do_not_come_back_together() -> None:
    assert len({delay(5) for _ in range(20)}) > 15


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [(None, 5, 6), (0, 5, 6), (600, 600, 600), (10**9, LONGEST_WAIT, LONGEST_WAIT)],
)
def test_nothing_is_sent_before_the_receiver_wants_it(asked: int | None, least: int, most: int) -> None:
    assert least <= (delay(1, asked) or 0) <= most
