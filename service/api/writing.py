"""Writes: what is stored, its entry in the trail and the answer to its Idempotency-Key are one transaction.

A process that is killed leaves all three or none. A view that writes is run in a transaction as a whole, so
it must do nothing slow (no reading of articles, no network) and nothing that can't be run again. One that has
to makes the transaction itself, and calls ``seal`` in it.
"""

import functools
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from flask import Response

from service.api import replay, trail
from service.storage.database import write

View = Callable[..., Response]


def committed(view: View, *, own_transaction: bool = False, secret: bool = False) -> View:
    """``view``, whose write is stored once and leaves a trail.

    ``own_transaction``: it calls ``seal`` itself. ``secret``: what it answers is shown once, and never kept.
    """

    @functools.wraps(view)
    def wrapped(*args: object, **kwargs: Any) -> Response:  # noqa: ANN401 - as the route and the schemas have it
        answered = replay.begin(secret=secret)
        if answered is not None:
            return answered
        try:
            if own_transaction:
                return view(*args, **kwargs)
            # A transaction that lost a race is run again, and a view may have taken its arguments apart.
            return write(lambda: seal(view(*args, **deepcopy(kwargs))))
        except BaseException:
            replay.abandon()
            raise

    return wrapped


def seal(response: Response) -> Response:
    """``response``; stores its entry in the trail and its kept answer: to be called in the transaction."""
    record_id = trail.append(response)
    replay.keep(response, record_id)
    return response
