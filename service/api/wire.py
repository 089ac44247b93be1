"""How answers are written as JSON."""

from flask.json.provider import DefaultJSONProvider


class Json(DefaultJSONProvider):
    """JSON that a person can read: the members in their order, the letters as they are."""

    sort_keys = False
    ensure_ascii = False
