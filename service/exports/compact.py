"""JSON within a list that is written piece by piece."""

import orjson


def compact(value: object) -> str:
    """``value`` as JSON without a space that it does not need, the letters as they are."""
    return orjson.dumps(value).decode()
