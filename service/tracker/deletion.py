"""Take an article out of the archive, with everything that only it gave."""

from service.storage import articles


def delete(article_id: str) -> None:
    """Removes the article, its revisions, its quotes with editors' decisions, and every speaker, alias and
    topic that no other article gave; raises NotFound."""
    articles.delete(article_id)
