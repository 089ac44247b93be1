"""How answers are written as JSON."""

from typing import Any

import orjson
from flask import current_app
from flask.json.provider import DefaultJSONProvider
from werkzeug.sansio.response import Response


class Json(DefaultJSONProvider):
    """JSON that a person can read: the members in their order, the letters as they are."""

    sort_keys = False
    ensure_ascii = False

    def response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - as Flask has it
        """The answer whose body is the one argument, or all of them, ending in a line feed."""
        try:
            body = orjson.dumps(self._prepare_response_obj(args, kwargs), option=orjson.OPT_APPEND_NEWLINE)
        except TypeError:  # it knows no number beyond 64 bits
            return super().response(*args, **kwargs)
        return current_app.response_class(body, mimetype=self.mimetype)
