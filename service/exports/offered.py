"""The formats that there are beside JSON. A new one is a file beside this and a line in it."""

from service.exports.atom import ATOM
from service.exports.formats import Format
from service.exports.json_feed import JSON_FEED
from service.exports.linked_data import JSON_LD
from service.exports.ndjson import NDJSON
from service.exports.plain import MARKDOWN, TEXT
from service.exports.spreadsheet import CSV

FORMATS: tuple[Format, ...] = (NDJSON, CSV, JSON_LD, MARKDOWN, TEXT, JSON_FEED, ATOM)
"""In the order in which one is taken where a client likes several as much."""
