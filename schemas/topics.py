"""Topics on the wire: what quotes are about, and what editors decide on it."""

from marshmallow import fields

from schemas.base import Answer, Request, count, moment, string
from schemas.fields import Flag, Words
from schemas.quotes import TopicRef
from schemas.vocabulary import TOPIC_DECISIONS, explained

LONGEST_NAME = 200


class Topic(Answer):
    """What quotes are about: a named place, organisation, event or law, or a key phrase."""

    slug = string("The topic's name in URLs: it stays when an editor names the topic otherwise.")
    name = string("The topic as articles print it, or as an editor named it.")
    pinned = fields.Boolean(
        metadata={"description": "True where an editor pinned it: it stays though no quote is about it."}
    )
    merged = fields.List(
        fields.Nested(TopicRef),
        metadata={
            "description": "Topics that were merged into it, and other names of it: what articles say of "
            "these counts as this one, and their slugs answer it."
        },
    )
    quote_count = count("How many quotes are about it, rejected ones aside.")
    article_count = count("In how many articles.")


class Decision(Request):
    """Who decides, and why."""

    by = Words("Who decided: a name or an id of your own system.", longest=200, required=True)
    why = Words("The reason, for those who read the history.", longest=2_000, null=True)


class TopicChange(Decision):
    """What is to change of a topic: its name, whether it is pinned, or both."""

    name = Words(
        "The name to show. One that another topic has is refused: merge the two.", longest=LONGEST_NAME
    )
    pinned = Flag("Whether it stays though no quote is about it, and is listed with `pinned=true`.")


class TopicMerge(Decision):
    """Into which topic."""

    into = Words(
        "Slug of the topic that is to stand for both.",
        longest=LONGEST_NAME,
        required=True,
        expected="the slug of another topic",
    )


class TopicSplit(Decision):
    """Who takes a merge back, and why."""


class QuoteTopicDecision(Decision):
    """Whether a quote is about a topic."""

    about = Flag(
        "True puts the topic on the quote, false takes it off, whatever the machine reads; null takes an "
        "earlier decision back.",
        null=True,
        required=True,
    )


VALUE = {"anyOf": [{"type": "string"}, {"type": "boolean"}, {"type": "null"}]}


class TopicHistoryEntry(Answer):
    """What an editor decided on a topic, once. Entries are added, never changed."""

    id = string("Id of the entry.")
    slug = string("Slug of the topic.")
    kind = string(explained("What was decided.", TOPIC_DECISIONS), enum=list(TOPIC_DECISIONS))
    was = fields.Raw(
        allow_none=True,
        metadata={
            "description": "What it was: a name, a slug, or whether it was so; null for nothing.",
            **VALUE,
        },
    )
    now = fields.Raw(
        allow_none=True,
        metadata={"description": "What it is since; null where that was taken back.", **VALUE},
    )
    quote_id = string("Id of the quote that was decided on; null where it was the topic itself.", null=True)
    by = string("Who decided.")
    why = string("The reason that was given.", null=True)
    key = string("Name of the API key that the decision came with; null without a key.", null=True)
    at = moment("When it was decided.")
