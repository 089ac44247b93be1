"""Lists on the wire: one page, the link to the next, the size of the whole."""

from marshmallow import Schema, fields

from schemas.articles import ArticleSummary
from schemas.base import Answer, count, string
from schemas.curation import Ambiguity, SpeakerEntry
from schemas.jobs import JobItem
from schemas.quotes import FoundQuote
from schemas.review import HistoryEntry
from schemas.speakers import SpeakerSummary
from schemas.topics import Topic, TopicHistoryEntry
from schemas.vocabulary import TOTALS, explained


class Links(Answer):
    """Where to go on."""

    next = fields.String(
        allow_none=True,
        metadata={
            "description": "URL of the next page, with the same filters; null on the last page.",
            "format": "uri",
        },
    )


class ListMeta(Answer):
    """Facts about the whole list."""

    total = count(
        "How many records the whole list has, over all pages: exactly, as long as no more than 10,000 "
        "records must be looked at to tell."
    )
    total_is = string(explained("Whether `total` is the whole.", TOTALS), enum=list(TOTALS))


def page_of(name: str, item: type[Schema], plural: str) -> type[Answer]:
    """The schema ``name`` of one page of ``item``, told as ``plural``."""
    members = {
        "__doc__": f"One page of {plural}.",
        "data": fields.List(fields.Nested(item), metadata={"description": f"The {plural} of this page."}),
        "links": fields.Nested(Links, metadata={"description": "Where to go on."}),
        "meta": fields.Nested(ListMeta, metadata={"description": "Facts about the whole list."}),
    }
    return type(name, (Answer,), members)


AmbiguityList = page_of("AmbiguityList", Ambiguity, "ambiguities")
ArticleList = page_of("ArticleList", ArticleSummary, "articles")
HistoryList = page_of("HistoryList", HistoryEntry, "entries")
JobItemList = page_of("JobItemList", JobItem, "items")
QuoteList = page_of("QuoteList", FoundQuote, "quotes")
SpeakerEntryList = page_of("SpeakerEntryList", SpeakerEntry, "entries")
SpeakerList = page_of("SpeakerList", SpeakerSummary, "speakers")
TopicHistoryList = page_of("TopicHistoryList", TopicHistoryEntry, "entries")
TopicList = page_of("TopicList", Topic, "topics")
