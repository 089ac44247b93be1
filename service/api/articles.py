"""Articles: stored, listed, shown, deleted."""

from typing import Any

from flask import Response, jsonify, url_for

from schemas.articles import Article, ArticleRequest, IngestedArticle
from schemas.jobs import Job
from schemas.lists import ArticleList, QuoteList
from schemas.queries import ArticleFieldsQuery, ArticleQuery, ArticleQuotesQuery, RevisionQuery
from service.api import exporting, forms, preferences
from service.api.blueprint import Blueprint
from service.api.context import services
from service.api.jobs import accepted, sealed
from service.api.listing import listing
from service.api.problems import ARTICLE_TOO_LARGE, BUSY, INVALID_ARTICLE
from service.api.quotes import quotes_page
from service.api.writing import seal
from service.storage import articles
from service.storage.articles import ArticleFilter
from service.storage.records import ArticleRecord
from service.tracker import deletion, intake, processing
from service.tracker.intake import Submission
from service.tracker.processing import Ingested

INGESTED = IngestedArticle()
blueprint = Blueprint(
    "Articles", __name__, url_prefix="/v1/articles", description="Store articles and find them again."
)
blueprint.ARGUMENTS_PARSER = forms.ArticleParser()


@blueprint.operation(
    "POST",
    "",
    "storeArticle",
    query=ArticleFieldsQuery,
    body=ArticleRequest,
    answers={201: IngestedArticle, 200: IngestedArticle, 202: Job},
    problems=(503,),
    headers={"Location": "URL of the article, or of the job that will store it."},
    own_transaction=True,
    raises=(INVALID_ARTICLE, ARTICLE_TOO_LARGE, BUSY),
    documented={"parameters": [preferences.DOCUMENTED], "requestBody": forms.DOCUMENTED},
)
def store_article(query: dict[str, Any], body: dict[str, Any]) -> Response:
    """Store an article and its quotes.

    Answers 201 for a new article and 200 for one that was stored before. The same article again changes
    nothing; changed text under the same `external_id` or `url` becomes a new revision, and what editors
    decided about its quotes stays. With `Prefer: respond-async` the article is checked and kept at once, and
    read in the background: the answer is 202 and a job.

    The body is JSON with the members below, an IPTC ninjs item, plain text or a web page, as its
    `Content-Type` says. What the body does not say can stand in the query.
    """
    at_hand = services()
    submission, most = Submission(**forms.joined(query, body)), at_hand.settings.max_text_chars
    if preferences.asynchronous():
        intake.read(submission, most)
        return accepted(at_hand.queue.enqueue_article(submission, also=sealed))
    # Reading takes seconds, and no transaction is open meanwhile: the answer is sealed in that of storing.
    return _stored(processing.ingest(submission, at_hand.reader, most, also=lambda done: seal(_stored(done))))


@blueprint.operation(
    "GET", "", "listArticles", query=ArticleQuery, answers={200: ArticleList}, problems=(503,)
)
def list_articles(query: dict[str, Any]) -> dict[str, object]:
    """List articles.

    Without their texts, latest first unless `sort` says otherwise. Filters are joined by "and".
    """
    page = {name: query.pop(name, None) for name in ("sort", "limit", "cursor")}
    return listing(articles.find(ArticleFilter(**query), **page))


@blueprint.operation(
    "GET",
    "/<id:article_id>",
    "getArticle",
    query=RevisionQuery,
    answers={200: Article},
    problems=(404, 503),
)
def get_article(article_id: str, query: dict[str, Any]) -> ArticleRecord:
    """Get an article with its text.

    `text` is what all offsets of its quotes count in, but for a quote with an earlier `revision`, which an
    editor decided on before the text changed: ask for that revision.
    """
    return articles.get(article_id, query.get("revision"))


@blueprint.operation("DELETE", "/<id:article_id>", "deleteArticle", answers={204: None}, problems=(404, 503))
def delete_article(article_id: str) -> str:
    """Delete an article with its quotes.

    Its quotes go with it, and so do speakers and topics that no other article needs.
    """
    deletion.delete(article_id)
    return ""


@blueprint.operation(
    "GET",
    "/<id:article_id>/quotes",
    "listArticleQuotes",
    query=ArticleQuotesQuery,
    answers={200: QuoteList},
    problems=(404, 406, 503),
    exported=True,
)
def list_article_quotes(article_id: str, query: dict[str, Any]) -> exporting.Answer:
    """List the quotes of an article.

    In the order of the article unless `sort` says otherwise, with the same filters as all quotes.
    """
    article = articles.get(article_id)
    return quotes_page(
        query, title=f"Quotes: {article.title or article.url or article.id}", article_id=article_id
    )


def _stored(done: Ingested) -> Response:
    answer = {**_members(done.article), "quotes": done.quotes, "outcome": done.outcome}
    response = jsonify(INGESTED.dump(answer))
    response.status_code = 201 if done.outcome == "created" else 200
    response.headers["Location"] = url_for("Articles.getArticle", article_id=done.article.id, _external=True)
    return response


def _members(record: ArticleRecord) -> dict[str, object]:
    return {name: getattr(record, name) for name in ArticleRecord.__slots__}
