"""Articles on the wire: what is posted, what is answered."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from schemas.base import Answer, Request, count, moment, string
from schemas.fields import Words
from schemas.quotes import Quote, Span
from schemas.vocabulary import OUTCOMES, SUBJECTS, explained

LONGEST_TEXT = 1_000_000
LONGEST_HTML = 8_000_000
PUBLISHED_AT = (
    "When the article was published: a date (`2026-01-06`) or a date-time with its offset "
    "(`2026-01-06T14:30:00-05:00`). “Thursday” and “yesterday” are counted from here."
)


class ExtractRequest(Request):
    """An article to be read: exactly one of `text` and `html`. A member that is null counts as absent."""

    text = Words(
        "The article as plain text. Offsets in the answer count the Unicode code points of exactly this. "
        "Markup in it is read as text.",
        longest=LONGEST_HTML,
        expected="the article's text, with at least one visible character and no NUL",
        bound=LONGEST_TEXT,
        null=True,
    )
    html = Words(
        "The article as a web page. The text is read out of it and returned as `text`. Nothing is fetched.",
        longest=LONGEST_HTML,
        expected="the page's HTML",
        documented={"format": "html"},
        null=True,
    )
    title = Words("The headline.", longest=2_000, null=True)
    published_at = Words(
        PUBLISHED_AT,
        longest=40,
        expected="a date such as 2026-01-06 or a date-time such as 2026-01-06T14:30:00Z, or null",
        documented={"anyOf": [{"format": "date"}, {"format": "date-time"}, {"type": "null"}]},
        null=True,
    )
    url = Words(
        "Where the article was published. It is kept and never fetched.",
        longest=2_048,
        null=True,
    )

    @validates_schema(skip_on_field_errors=True)
    def one_source(self, data: Mapping[str, Any], **_: object) -> None:
        """Refuse both or neither of text and html."""
        given = [name for name in ("text", "html") if data.get(name) is not None]
        if not given:
            raise ValidationError("is missing, and so is html", "text")
        if len(given) == 2:
            raise ValidationError("is there together with text; send only one of them", "html")


class ArticleRequest(ExtractRequest):
    """An article to be read and stored: exactly one of `text` and `html`. Null counts as absent.

    The article is known again by `external_id` within its `publication`, else by `url`, else by its text.
    """

    external_id = Words(
        "The article's id in your own system. Posting changed text under the same id makes a new revision.",
        longest=512,
        null=True,
    )
    publication = Words("The newspaper, agency or site.", longest=512, null=True)
    byline = Words("Who wrote it.", longest=1_000, null=True)


class ArticleSummary(Answer):
    """A stored article without its text."""

    id = string("Id of the article.")
    external_id = string("The article's id in your own system.", null=True)
    url = string("Where the article was published.", null=True)
    title = string("The headline.", null=True)
    byline = string("Who wrote it.", null=True)
    publication = string("The newspaper, agency or site.", null=True)
    published_at = string("When it was published: a date or a date-time, as it was sent.", null=True)
    language = string("ISO 639-1 code of the text's language, `und` if it can't be told.")
    content_hash = string("SHA-256 of the text. Two articles with the same words have the same hash.")
    revision = fields.Integer(
        metadata={"description": "1 for the text as first posted, one more for each change.", "minimum": 1}
    )
    extractor = string("The version of the rules and of the model that read the text.")
    quote_count = count("How many quotes it has, rejected ones aside.")
    created_at = moment("When the article was first stored.")
    updated_at = moment("When the article last changed.")


class ArticleSubject(Answer):
    """What an article as a whole is about."""

    code = string(
        explained("Code of the top level of the IPTC Media Topics (`medtop:` in QCodes).", SUBJECTS),
        enum=list(SUBJECTS),
    )
    name = string("Its name in English.")
    weight = fields.Float(
        metadata={"description": "How clearly; the clearest has 1.", "minimum": 0, "maximum": 1}
    )
    evidence = fields.Nested(Span, metadata={"description": "The word of the text that says it most."})


class Article(ArticleSummary):
    """A stored article."""

    subjects = fields.List(
        fields.Nested(ArticleSubject),
        metadata={
            "description": "What it is about, the clearest first, three at most; empty where that is not "
            "clear, and for an earlier revision."
        },
    )
    text = string("The text that all offsets count in: as posted, or as read from `html`.")


class IngestedArticle(Article):
    """A stored article with the quotes that were found in it."""

    quotes = fields.List(
        fields.Nested(Quote), metadata={"description": "The quotes in the order of the text."}
    )
    outcome = string(explained("What storing it came to.", OUTCOMES), enum=list(OUTCOMES))
