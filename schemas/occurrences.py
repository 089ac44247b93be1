"""The occurrences of an utterance on the wire."""

from marshmallow import fields

from schemas.base import Answer, count
from schemas.checks import WordChange
from schemas.lists import Links, ListMeta
from schemas.quotes import Quote
from schemas.vocabulary import DIFFERENCES, explained

CHANGED = "How this printing's words (`given`) differ from those of the quote asked for (`said`)."


class Occurrence(Answer):
    """One appearance of the utterance in one article."""

    quote = fields.Nested(Quote, metadata={"description": "The quote as this article prints it."})
    clipped = fields.Boolean(
        metadata={"description": "One of the two printings goes on where the other ends."}
    )
    changes = fields.List(fields.Nested(WordChange), metadata={"description": CHANGED})


class Variant(Answer):
    """A quote with nearly the same words that is not taken for the same utterance."""

    quote = fields.Nested(Quote, metadata={"description": "The other quote."})
    score = fields.Float(
        metadata={"description": "How alike the words are.", "minimum": 0, "maximum": 1},
    )
    differs = fields.List(
        fields.String(metadata={"enum": list(DIFFERENCES)}),
        metadata={
            "description": explained("What keeps it from being the same utterance.", DIFFERENCES),
            "minItems": 1,
        },
    )
    changes = fields.List(fields.Nested(WordChange), metadata={"description": CHANGED})


class OccurrenceMeta(ListMeta):
    """How far the utterance went."""

    articles = count("How many articles print it.")
    publications = count("How many publications those articles name.")


class OccurrenceList(Answer):
    """Every appearance of an utterance, and what reads nearly so."""

    data = fields.List(
        fields.Nested(Occurrence),
        metadata={
            "description": "The occurrences, the earliest published first; the quote asked for is one.",
            "minItems": 1,
        },
    )
    variants = fields.List(
        fields.Nested(Variant),
        metadata={"description": "Quotes that differ in what matters, the likest first."},
    )
    links = fields.Nested(Links, metadata={"description": "There is one page: `next` is null."})
    meta = fields.Nested(OccurrenceMeta, metadata={"description": "How far the utterance went."})
