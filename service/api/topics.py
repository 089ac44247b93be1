"""Topics: what quotes are about, and what editors make of them."""

from typing import Any

from schemas.lists import QuoteList, TopicHistoryList, TopicList
from schemas.queries import HistoryQuery, TopicQuery, TopicQuotesQuery
from schemas.topics import Topic, TopicChange, TopicMerge, TopicSplit
from service.api import conditions, exporting, guard
from service.api.blueprint import Blueprint
from service.api.listing import listing
from service.api.quotes import quotes_page
from service.storage import topics
from service.storage.records import TopicRecord
from service.tracker import curating

DECIDED: dict[str, Any] = {
    "scope": "review",
    "answers": {200: Topic},
    "problems": (404, 409, 412, 428, 503),
    "headers": conditions.shown("topic"),
    "documented": {"parameters": [conditions.match("topic")]},
}
Tagged = conditions.Tagged[TopicRecord]

blueprint = Blueprint("Topics", __name__, url_prefix="/v1/topics", description="What the quotes are about.")


@blueprint.operation("GET", "", "listTopics", query=TopicQuery, answers={200: TopicList}, problems=(503,))
def list_topics(query: dict[str, Any]) -> dict[str, object]:
    """Find topics.

    By words of a name that they have or had. Without `q`, all of them; a topic that was merged into another
    is listed as that one.
    """
    pinned = {"true": True, "false": False}.get(query.get("pinned", ""))
    found = topics.find(query.get("q"), pinned=pinned, limit=query["limit"], cursor=query.get("cursor"))
    return listing(found)


@blueprint.operation(
    "GET",
    "/<slug:slug>",
    "getTopic",
    answers={200: Topic},
    problems=(404, 503),
    headers=conditions.shown("topic"),
)
def get_topic(slug: str) -> Tagged:
    """Get a topic.

    Its names, and how many quotes and articles are about it. The slug of a merged topic answers the one that
    it was merged into. The `ETag` tells the version of what editors decide, whatever is counted meanwhile.
    """
    return conditions.tagged(topics.get(slug), curating.shown)


@blueprint.operation("PATCH", "/<slug:slug>", "changeTopic", body=TopicChange, **DECIDED)
def change_topic(slug: str, body: dict[str, Any]) -> Tagged:
    """Name, pin or unpin a topic.

    The slug stays. What articles call by the old name, today and later, is the topic under its new one. A
    name that is another topic's is refused with 409: merge the two. To take it back, send what it was.
    """
    topics.get(slug)
    changed = curating.change(
        slug, guard.editor(body), name=body.get("name"), pinned=body.get("pinned"), seen=conditions.seen()
    )
    return conditions.tagged(changed, curating.shown)


@blueprint.operation("POST", "/<slug:slug>/merge", "mergeTopic", body=TopicMerge, **DECIDED)
def merge_topic(slug: str, body: dict[str, Any]) -> Tagged:
    """Merge a topic into another.

    Every quote that is about it is about the other one from then on, as are those of articles to come; the
    answer is that one. Nothing is lost: `unmerge` takes it back.
    """
    topics.get(slug)
    merged = curating.merge(slug, body["into"], guard.editor(body), seen=conditions.seen())
    return conditions.tagged(merged, curating.shown)


@blueprint.operation("POST", "/<slug:slug>/unmerge", "unmergeTopic", body=TopicSplit, **DECIDED)
def unmerge_topic(slug: str, body: dict[str, Any]) -> Tagged:
    """Take a merge back.

    The topic stands on its own again, with the quotes in which the machine reads it, those that came since
    among them. `If-Match` names the version of the topic that it was merged into, which is what `GET`
    answered for it.
    """
    topics.get(slug)
    split = curating.unmerge(slug, guard.editor(body), seen=conditions.seen())
    return conditions.tagged(split, curating.shown)


@blueprint.operation(
    "GET",
    "/<slug:slug>/history",
    "listTopicHistory",
    query=HistoryQuery,
    answers={200: TopicHistoryList},
    problems=(404, 503),
)
def list_topic_history(slug: str, query: dict[str, Any]) -> dict[str, object]:
    """Read a topic's history.

    Each decision of an editor on the topic with this very slug, and on whether a quote is about it, the first
    first. Empty for a topic that no editor touched.
    """
    return listing(topics.history(slug, **query))


@blueprint.operation(
    "GET",
    "/<slug:slug>/quotes",
    "listTopicQuotes",
    query=TopicQuotesQuery,
    answers={200: QuoteList},
    problems=(404, 406, 503),
    exported=True,
)
def list_topic_quotes(slug: str, query: dict[str, Any]) -> exporting.Answer:
    """List the quotes about a topic.

    Latest article first unless `sort` says otherwise, with the same filters as all quotes. With
    `include=text` also those that have the topic's name in their words, in the headline or in the article,
    the best match first; `hit` tells which.
    """
    name = topics.name(slug)
    query.setdefault("sort", "relevance" if "include" in query else "-published_at")
    return quotes_page(query, title=f"Quotes about {name}", topic=slug)
