"""When a delivery that failed is tried again: ever later, over three days, never all at one moment."""

import random

MINUTE, HOUR = 60, 3_600

DELAYS = (
    5,
    30,
    2 * MINUTE,
    10 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    16 * HOUR,
    20 * HOUR,
    20 * HOUR,
)
"""Seconds before the second try, the third …: 72 hours in all. After the last the delivery is given up."""

JITTER = 0.2
"""By which share a delay may be longer: what failed together must not come back together."""

LONGEST_WAIT = 24 * HOUR
"""Of what a receiver asks for, no more is waited: a slip of its must not cost the delivery."""

HELD = 5 * MINUTE
"""How long a receiver that can't be reached is left in peace at most, whatever else waits for it."""


def delay(failures: int, retry_after: int | None = None) -> float | None:
    """Seconds until the next try after so many ``failures``; None: give it up.

    ``retry_after`` is what the receiver asked for; it is not tried before.
    """
    if failures > len(DELAYS):
        return None
    own = DELAYS[failures - 1] * random.uniform(1.0, 1.0 + JITTER)  # noqa: S311 - spreads, no secret
    return max(own, min(retry_after or 0, LONGEST_WAIT))
