"""Topics: what quotes are about."""

from typing import Any

from schemas.lists import QuoteList, TopicList
from schemas.queries import TopicQuery, TopicQuotesQuery
from schemas.topics import Topic
from service.api.blueprint import Blueprint
from service.api.listing import listing
from service.api.quotes import quotes_page
from service.storage import topics
from service.storage.records import TopicRecord

blueprint = Blueprint("Topics", __name__, url_prefix="/v1/topics", description="What the quotes are about.")


@blueprint.operation("GET", "", "listTopics", query=TopicQuery, answers={200: TopicList}, problems=(503,))
def list_topics(query: dict[str, Any]) -> dict[str, object]:
    """Find topics.

    By words of their name. Without `q`, all of them.
    """
    return listing(topics.find(query.get("q"), limit=query["limit"], cursor=query.get("cursor")))


@blueprint.operation("GET", "/<slug:slug>", "getTopic", answers={200: Topic}, problems=(404, 503))
def get_topic(slug: str) -> TopicRecord:
    """Get a topic.

    Its name, and how many quotes and articles are about it.
    """
    return topics.get(slug)


@blueprint.operation(
    "GET",
    "/<slug:slug>/quotes",
    "listTopicQuotes",
    query=TopicQuotesQuery,
    answers={200: QuoteList},
    problems=(404, 503),
)
def list_topic_quotes(slug: str, query: dict[str, Any]) -> dict[str, object]:
    """List the quotes about a topic.

    Latest article first unless `sort` says otherwise, with the same filters as all quotes. With
    `include=text` also those that have the topic's name in their words or their headline; `hit` tells which.
    """
    topics.get(slug)
    return quotes_page(query, topic=slug)
