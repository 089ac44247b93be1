"""The query parameters of lists."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from schemas.base import Request
from schemas.fields import Choice, Day, Share, WholeNumber, Words
from schemas.vocabulary import (
    AMBIGUITY_STATES,
    ANY_STATUS,
    DAYS,
    INCLUDED,
    INTERVALS,
    ITEM_STATES,
    JOB_ITEMS,
    MEDIA,
    PINNED,
    POSITION,
    QUOTE_SORTS,
    REREADINGS,
    SPEAKER_KINDS,
    STATUSES,
    SUBJECTS,
)

LARGEST_PAGE = 100
SYNTAX = (
    '`flood wall` finds both words, `"flood wall"` the phrase, `-levee` leaves out, `flood*` finds '
    "beginnings; case and accents don't matter."
)
ARTICLE_SORTS = {
    "-published_at": "latest first",
    "published_at": "earliest first",
    "-created_at": "last stored first",
    "created_at": "first stored first",
}


class PageQuery(Request):
    """Which part of a list."""

    limit = WholeNumber("How many records a page has at most.", least=1, most=LARGEST_PAGE, default=20)
    cursor = Words(
        "Where the page begins: taken from `links.next` of the page before, together with the same filters.",
        longest=2_000,
        expected="the cursor of this list's links.next",
        documented={"format": "cursor"},
    )


def _days_in_order(data: Mapping[str, Any], *names: str) -> None:
    for name in names:
        first, last = data.get(f"{name}_from"), data.get(f"{name}_to")
        if first and last and first > last:
            raise ValidationError(f"is {last}, before {name}_from, {first}", f"{name}_to")


class RevisionQuery(Request):
    """Which revision of an article."""

    revision = WholeNumber(
        "The article as it was at this revision: a quote's `revision` says which one its offsets count in. "
        "Without it, as it is now.",
        least=1,
        most=2**31 - 1,
    )


class ArticleFieldsQuery(Request):
    """What the body of an article does not say: for plain text, web pages and ninjs items."""

    title = Words("The headline.", longest=2_000)
    published_at = Words(
        "When the article was published: a date or a date-time with its offset.",
        longest=40,
        expected="a date such as 2026-01-06 or a date-time such as 2026-01-06T14:30:00Z",
        documented={"anyOf": [{"format": "date"}, {"format": "date-time"}]},
    )
    url = Words("Where the article was published. It is kept and never fetched.", longest=2_048)
    external_id = Words("The article's id in your own system.", longest=512)
    publication = Words("The newspaper, agency or site.", longest=512)
    byline = Words("Who wrote it.", longest=1_000)


class ArticleQuery(PageQuery):
    """Which articles."""

    publication = Words(
        "Only of this publication.", longest=512, expected="the name of a publication, 1 to 512 characters"
    )
    published_from = Day("Only those published on this day or later.")
    published_to = Day("Only those published on this day or earlier.")
    q = Words(f"Only those with these words in title or text. {SYNTAX}", longest=500)
    external_id = Words("Only the article with this id of your own system.", longest=512)
    url = Words("Only the article published here.", longest=2_048)
    sort = Choice("The order.", ARTICLE_SORTS, default="-published_at")

    @validates_schema(skip_on_field_errors=True)
    def days_in_order(self, data: Mapping[str, Any], **_: object) -> None:
        """Refuse a range that ends before it begins."""
        _days_in_order(data, "published")


class QuoteQuery(PageQuery):
    """Which quotes. Filters are joined by "and"."""

    speaker = Words(
        "Only by this speaker: any name or alias, in whatever case, with or without accents.",
        longest=200,
        expected="a name of 1 to 200 characters",
    )
    speaker_id = Words("Only by the speaker with this id.", longest=64, expected="the id of a speaker")
    topic = Words("Only about this topic: its slug or name.", longest=200)
    subject = Choice(
        "Only from articles about this subject, by its code in the top level of the IPTC Media Topics.",
        SUBJECTS,
    )
    medium = Choice("Only through this medium.", MEDIA)
    role = Words(
        "Only where the speaker's role has these words, in whatever case.",
        longest=200,
    )
    said_from = Day("Only words said on this day or later. Words whose day is not known are left out.")
    said_to = Day("Only words said on this day or earlier. Words whose day is not known are left out.")
    published_from = Day("Only from articles published on this day or later.")
    published_to = Day("Only from articles published on this day or earlier.")
    publication = Words(
        "Only from this publication.", longest=512, expected="the name of a publication, 1 to 512 characters"
    )
    q = Words(f"Only quotes with these words in them. {SYNTAX}", longest=500)
    status = Choice(
        "Only with this status. Without it, rejected quotes are left out.", {**STATUSES, **ANY_STATUS}
    )
    reading = Choice(
        "Only those that an editor decided on and the machine has read otherwise since the last decision.",
        REREADINGS,
    )
    min_confidence = Share("Only quotes at least as sure as this.")
    sort = Choice("The order.", QUOTE_SORTS, default="-published_at")

    @validates_schema(skip_on_field_errors=True)
    def sensible(self, data: Mapping[str, Any], **_: object) -> None:
        """Refuse a range that ends before it begins, and an order by relevance to nothing."""
        _days_in_order(data, "said", "published")
        if data.get("sort") == "relevance" and not (data.get("q") or data.get("include")):
            raise ValidationError("is relevance, without words in q to be relevant to", "sort")


class FacetQuery(QuoteQuery):
    """Which quotes are counted, and how many values of each facet are told."""

    top = WholeNumber("How many values each facet has at most.", least=1, most=50, default=10)

    class Meta:
        """Counts have no pages."""

        exclude = ("sort", "limit", "cursor")


class TimelineQuery(QuoteQuery):
    """Which quotes are counted, and by what."""

    interval = Choice("How long each interval is.", INTERVALS, default="month")
    by = Choice("By which day quotes are counted.", DAYS, default="published")

    class Meta:
        """Counts have no pages."""

        exclude = ("sort", "limit", "cursor")


class ArticleQuotesQuery(QuoteQuery):
    """Which quotes of one article."""

    sort = Choice("The order.", {**POSITION, **QUOTE_SORTS}, default="position")


class SpeakerQuotesQuery(QuoteQuery):
    """Which quotes of one speaker."""

    class Meta:
        """The path names the speaker already."""

        exclude = ("speaker", "speaker_id")


class TopicQuotesQuery(QuoteQuery):
    """Which quotes about one topic."""

    include = Choice("What counts as about the topic, beside the topics of quotes.", INCLUDED)
    sort = Choice(
        "The order. Without it `-published_at`, and with `include=text` the best match first: by the weight "
        "of the topic, then those with its name in their words, in the headline, in the article.",
        QUOTE_SORTS,
    )

    class Meta:
        """The path names the topic already."""

        exclude = ("topic",)


class JobQuery(Request):
    """Which items of a job."""

    items = Choice("Which items are shown.", JOB_ITEMS, default="all")


class JobItemQuery(PageQuery):
    """Which items of a job, in pages."""

    state = Choice("How far they have come.", ITEM_STATES)


class HistoryQuery(PageQuery):
    """Which part of a history."""


class SpeakerQuery(PageQuery):
    """Which speakers."""

    q = Words(
        "Only those with such a name or alias: the name itself, its beginning, words of it (the last may be "
        "unfinished), or all of that with one slip of the pen. The best match comes first. Case and accents "
        "don't matter.",
        longest=200,
    )
    external_id = Words(
        "Only the speaker with this id elsewhere, alone (`Q42`) or with its scheme (`wikidata:Q42`).",
        longest=240,
    )
    kind = Choice("Only of this kind.", SPEAKER_KINDS)


class AmbiguityQuery(PageQuery):
    """Which ambiguities."""

    state = Choice("Only those in this state.", AMBIGUITY_STATES, default="open")


class SpeakerDayQuery(Request):
    """Which day of a speaker's life."""

    on = Day("Also tell, as `role_on`, what the speaker was on this day.")


class TopicQuery(PageQuery):
    """Which topics."""

    q = Words("Only those with these words in a name that they have or had.", longest=200)
    pinned = Choice("Only these.", PINNED)
