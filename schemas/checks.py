"""Checking a quotation, on the wire: what is asked, the verdict, what shows it."""

from marshmallow import fields

from schemas.base import Answer, Request, count, string
from schemas.fields import Words
from schemas.quotes import Quote
from schemas.vocabulary import CHANGES, FLAGS, VERDICTS, explained


class CheckRequest(Request):
    """A quotation to check."""

    text = Words(
        "The words that are said to have been said, without quotation marks or with them. An ellipsis stands "
        "for words that were left out, square brackets for words that an editor put in.",
        longest=10_000,
        expected="a quotation of 2 to 500 words",
        required=True,
    )
    speaker = Words(
        "Who is said to have said it: any name of a speaker, with or without a title.",
        longest=500,
    )


class WordChange(Answer):
    """Words that differ between two printings."""

    kind = string(explained("What happened to the words.", CHANGES), enum=list(CHANGES))
    said = string("The words of the stored quote; empty where words were added.")
    given = string("The words of the other text; empty where words were dropped.")
    flags = fields.List(
        fields.String(metadata={"enum": list(FLAGS)}),
        metadata={"description": explained("Why the change is one of meaning, if it is.", FLAGS)},
    )


class CheckedChange(WordChange):
    """Words of the text that differ from what was said."""

    start = count("Offset in the `text` that was sent of the first character of `given`.")
    end = count("Offset after the last character of `given`; equals `start` where words were dropped.")


class Match(Answer):
    """A stored quote that has the words, or some of them."""

    score = fields.Float(
        metadata={
            "description": "How alike the words are: 1 when every word stands there so.",
            "minimum": 0,
            "maximum": 1,
        }
    )
    exact = fields.Boolean(
        metadata={
            "description": "Every word stands there so, in this order; case, punctuation, quotation marks, "
            "British or American spelling, and what ellipses and brackets stand for aside."
        }
    )
    clipped = fields.Boolean(
        metadata={"description": "The stored quote goes on where the text begins or ends."}
    )
    elided = fields.Boolean(
        metadata={"description": "An ellipsis or a bracket of the text stands for words."}
    )
    by_speaker = fields.Boolean(
        allow_none=True,
        metadata={
            "description": "Whether the `speaker` that was sent said it; null where none was sent, or where "
            "the article names nobody."
        },
    )
    changes = fields.List(
        fields.Nested(CheckedChange),
        metadata={"description": "Word by word, what the text has otherwise; empty where it is exact."},
    )
    quotes = fields.List(
        fields.Nested(Quote),
        metadata={
            "description": "The quote; several where the text stitches quotes of one article together, in "
            "the article's order.",
            "minItems": 1,
        },
    )


class Check(Answer):
    """The verdict on a quotation."""

    verdict = string(explained("Whether it was said.", VERDICTS), enum=list(VERDICTS))
    matches = fields.List(
        fields.Nested(Match),
        metadata={
            "description": "The quotes that show it, the best first, then the earliest; for `not_found` "
            "the nearest."
        },
    )
