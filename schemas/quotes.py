"""Quotes on the wire: their parts, a stored quote, the quotes of a text that is not stored."""

from marshmallow import fields

from schemas.base import Answer, count, moment, string
from schemas.vocabulary import CORRECTABLE, MEDIA, SPEAKER_KINDS, STATUSES, WAYS, explained

WHO = "Who said it; null if nobody can be identified."
ORDER = (
    "text",
    "partial",
    "segments",
    "speaker",
    "role",
    "medium",
    "said_on",
    "confidence",
    "status",
    "rule",
    "evidence",
    "topics",
    "article",
    "extractor",
)


class Span(Answer):
    """A half-open [start, end) run of characters of the article's text, and the characters themselves."""

    start = count("Offset of the first character, counted in Unicode code points from 0.")
    end = count("Offset after the last character; `end - start` is the length of `text`.")
    text = string("The characters themselves: `article.text[start:end]`, exactly.")


class Evidence(Answer):
    """The words of the article that each field was read from; null where the field is null."""

    speaker = fields.Nested(
        Span,
        allow_none=True,
        metadata={"description": "The mention of the speaker nearest to the quote, which may be a pronoun."},
    )
    cue = fields.Nested(
        Span,
        allow_none=True,
        metadata={"description": "The word that signals the attribution, such as “said” or “according to”."},
    )
    role = fields.Nested(Span, allow_none=True, metadata={"description": "The words that give the role."})
    medium = fields.Nested(Span, allow_none=True, metadata={"description": "The words that tell the medium."})
    said_on = fields.Nested(
        Span, allow_none=True, metadata={"description": "The time expression that gives the day."}
    )


class SpeakerRef(Answer):
    """The speaker of a quote."""

    id = string("Id of the speaker; see `/v1/speakers/{speaker_id}`.")
    name = string("The fullest name that the article gives, without titles.")
    kind = string(explained("What the speaker is.", SPEAKER_KINDS), enum=list(SPEAKER_KINDS))


class UnstoredSpeaker(Answer):
    """The speaker of a quote that is not stored: not yet tied to a speaker of the archive."""

    id = fields.Raw(metadata={"description": "Always null: nothing is stored.", "type": "null"})
    name = string("The fullest name that the article gives, without titles.")
    kind = string(explained("What the speaker is.", SPEAKER_KINDS), enum=list(SPEAKER_KINDS))


class TopicRef(Answer):
    """A topic of a quote."""

    slug = string("The topic's name in URLs; see `/v1/topics/{slug}`.")
    name = string("The topic as articles print it.")


class ArticleRef(Answer):
    """The article that a quote stands in."""

    id = string("Id of the article; see `/v1/articles/{article_id}`.")
    title = string("The headline.", null=True)
    url = string("Where the article was published.", null=True)
    publication = string("The newspaper, agency or site.", null=True)
    published_at = string("When it was published: a date or a date-time, as it was sent.", null=True)


class _Read(Answer):
    """What reading an article says about a quote, stored or not."""

    text = string("The words of all segments, one space between segments.")
    # Schema has an attribute of this name too; its metaclass moves the field out of the way.
    partial = fields.Boolean(  # type: ignore[assignment]
        metadata={"description": "True for a fragment woven into the reporter's own sentence."}
    )
    segments = fields.List(
        fields.Nested(Span),
        metadata={
            "description": "The runs between the quotation marks, marks excluded, in order.",
            "minItems": 1,
        },
    )
    role = string("The speaker's title or office as this article prints it.", null=True)
    medium = string(explained("The channel of the words.", MEDIA), enum=list(MEDIA))
    said_on = string(
        "The day the words were uttered or published, ISO 8601 at the precision that the article supports: "
        "`2026-01-06`, `2026-01` or `2026`. Never the publication date by default.",
        null=True,
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
    )
    confidence = fields.Float(
        metadata={
            "description": "How likely the quote is real and its speaker right.",
            "minimum": 0,
            "maximum": 1,
        }
    )
    status = string(explained("What has become of the quote.", STATUSES), enum=list(STATUSES))
    rule = string("Names the rule that decided the attribution.")
    evidence = fields.Nested(Evidence, metadata={"description": "The words that each field was read from."})
    topics = fields.List(
        fields.Nested(TopicRef), metadata={"description": "What the quote is about, weightiest first."}
    )
    extractor = string("The version of the rules and of the model that read the text.")


class Reading(Answer):
    """What the machine reads of a quote that an editor decided on."""

    found = fields.Boolean(
        metadata={
            "description": "False where the machine no longer finds the quote; this is what it read last."
        }
    )
    text = string("The words of all segments, one space between segments.")
    segments = fields.List(
        fields.Nested(Span),
        metadata={"description": "The words, in the text of this `revision`.", "minItems": 1},
    )
    speaker = fields.Nested(SpeakerRef, allow_none=True, metadata={"description": WHO})
    role = string("The speaker's title or office as this article prints it.", null=True)
    medium = string(explained("The channel of the words.", MEDIA), enum=list(MEDIA))
    said_on = string("The day the words were uttered or published.", null=True)
    revision = fields.Integer(
        metadata={"description": "The revision of the article's text that was read.", "minimum": 1}
    )
    extractor = string("The version of the rules and of the model that read it last.")
    differs = fields.List(
        fields.String(metadata={"enum": list(CORRECTABLE)}),
        metadata={
            "description": explained("The fields in which it is not what is in force.", CORRECTABLE),
        },
    )
    changed_at = moment(
        "When the machine began to read it so; null if it reads as it did at the last decision.", null=True
    )


class UnstoredQuote(_Read):
    """A quote that was read from a text and not stored: it has no id."""

    speaker = fields.Nested(UnstoredSpeaker, allow_none=True, metadata={"description": WHO})
    article = fields.Raw(metadata={"description": "Always null: the text is not stored.", "type": "null"})

    class Meta:
        """The order of the members."""

        fields = ORDER


class Quote(_Read):
    """What a source said, in the source's own words, and the words of the article that prove it."""

    id = string("Id of the quote. It stays when the article is read again or revised around the quote.")
    speaker = fields.Nested(SpeakerRef, allow_none=True, metadata={"description": WHO})
    article = fields.Nested(ArticleRef, metadata={"description": "The article that the quote stands in."})
    revision = fields.Integer(
        metadata={
            "description": "The revision of the article's text that the offsets count in: the current one, "
            "unless an editor decided on a quote whose words a later revision dropped.",
            "minimum": 1,
        }
    )
    reading = fields.Nested(
        Reading,
        allow_none=True,
        metadata={
            "description": "What the machine reads now, beside what is in force; null if no editor decided."
        },
    )
    created_at = moment("When the quote was first stored.")
    updated_at = moment("When the quote last changed.")

    class Meta:
        """The order of the members."""

        fields = ("id", *ORDER, "revision", "reading", "created_at", "updated_at")


class Highlight(Answer):
    """Words that were searched for."""

    start = count("Offset of the first character in the `text` beside which it stands.")
    end = count("Offset after the last character.")
    text = string("The characters themselves.")


class Context(Answer):
    """What stands around a quote in its article."""

    start = count("Offset in the article's text of the first character.")
    end = count("Offset in the article's text after the last character.")
    text = string("The paragraph of the quote, or as much of it as is near.")
    highlights = fields.List(
        fields.Nested(Highlight),
        metadata={"description": "The words that were found; offsets count in this `text`."},
    )


class Hit(Answer):
    """Why a quote was found."""

    by = fields.List(
        fields.String(metadata={"enum": list(WAYS)}),
        metadata={"description": explained("How it was found.", WAYS), "minItems": 1},
    )
    highlights = fields.List(
        fields.Nested(Highlight),
        metadata={"description": "The words that were found; offsets count in the quote's `text`."},
    )
    context = fields.Nested(
        Context,
        allow_none=True,
        metadata={"description": "What stands around it; null if that text is no longer stored."},
    )


class FoundQuote(Quote):
    """A quote in a list: with why it was found, where words were searched for."""

    hit = fields.Nested(
        Hit,
        allow_none=True,
        metadata={"description": "Why it was found; null where neither `q` nor `include` was sent."},
    )

    class Meta:
        """The order of the members."""

        fields = (*Quote.Meta.fields, "hit")


class Extraction(Answer):
    """What was read from a text that is not stored."""

    quotes = fields.List(
        fields.Nested(UnstoredQuote), metadata={"description": "The quotes in the order of the text."}
    )
    language = string("ISO 639-1 code of the text's language, `und` if it can't be told.")
    supported = fields.Boolean(
        metadata={"description": "False where the language can't be read yet; then there are no quotes."}
    )
    extractor = string("The version of the rules and of the model that read the text.")
    notes = fields.List(
        fields.String(), metadata={"description": "What was unusual in the text, for a person to read."}
    )
    text = string("The text that all offsets count in: as posted, or as read from `html`.")
