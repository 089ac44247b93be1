"""The forms in which an article can be sent: our own JSON, a ninjs item, plain text, a web page."""

from collections.abc import Mapping
from typing import Any

from flask import Request

from service.api import problems
from service.api.parser import StrictParser, check_media_type, read_json
from service.api.problems import Fault, Refusal
from service.sources import ninjs
from service.tracker import intake

JSON, TEXT, HTML = "application/json", "text/plain", "text/html"
NINJS = ninjs.MEDIA_TYPE
ACCEPTED = (JSON, NINJS, TEXT, HTML)

DOCUMENTED = {
    "content": {
        NINJS: {
            "schema": {
                "type": "object",
                "description": "An item of IPTC ninjs 1.x, 2.x or 3.x with a body in text or HTML. Its `uri` "
                "becomes the `external_id`, its main headline the `title`, `versioncreated` the "
                "`published_at`, its provider the `publication`, `by` the `byline`. Refused are items that "
                "are no text, partial, withheld, canceled, or under an embargo.",
                "required": ["uri"],
                "properties": {"uri": {"type": "string", "description": "What names the item everywhere."}},
                "additionalProperties": True,
            },
            "example": {
                "uri": "urn:newsml:hbw.example:20260303:bridge-1",
                "type": "text",
                "versioncreated": "2026-03-03T10:30:00+01:00",
                "by": "Ines Vidal",
                "headlines": [{"role": "main", "value": "Saltmarsh Bridge to open on Monday"}],
                "bodies": [
                    {"contenttype": "text/html", "value": "<p>“The tolls stay,” the minister said.</p>"}
                ],
                "infosources": [{"name": "Harbour Wire", "role": "provider"}],
            },
        },
        TEXT: {
            "schema": {
                "type": "string",
                "description": "The article as plain text in UTF-8. What is known of it goes into the query.",
            },
            "example": "“The tolls stay,” the minister said.",
        },
        HTML: {
            "schema": {
                "type": "string",
                "description": "The article as a web page in UTF-8. What is known of it goes into the query.",
            },
            "example": "<html><body><p>“The tolls stay,” the minister said.</p></body></html>",
        },
    }
}


class ArticleParser(StrictParser):
    """Reads a body in any of the forms into the members of an article."""

    def _raw_load_json(self, req: Request) -> object:
        check_media_type(req, ACCEPTED)
        data = req.get_data()
        if req.mimetype == JSON:
            return read_json(data)
        if req.mimetype == NINJS:
            return _item(read_json(data))
        return {"text" if req.mimetype == TEXT else "html": _text(data)}


def joined(query: Mapping[str, Any], body: Mapping[str, Any]) -> dict[str, Any]:
    """The members of ``body``, and of ``query`` what the body does not say.

    Raises InvalidArticle for a day in the query that is none, even where the body says another.
    """
    if "published_at" in query:
        intake.publication_day(query["published_at"])
    return {**query, **{name: value for name, value in body.items() if value is not None}}


def _item(value: object) -> dict[str, object]:
    if isinstance(value, dict):
        return ninjs.fields_of(value)
    fault = Fault("", "body", "is not a JSON object", "a ninjs item")
    raise Refusal(problems.INVALID_REQUEST, "The body is not a ninjs item: it is no JSON object.", [fault])


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        detail = f"The body is not UTF-8: byte {error.start:,} can't be decoded."
        raise Refusal(problems.BAD_REQUEST, detail) from None
