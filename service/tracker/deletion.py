"""Take an article out of the archive, with everything that only it gave."""

from service.storage import articles
from service.storage.database import write
from service.tracker import watching


def delete(article_id: str) -> None:
    """Removes the article, its revisions, its quotes with editors' decisions, and every speaker, alias and
    topic that no other article gave; raises NotFound."""

    def operation() -> None:
        with watching.articles([article_id]):
            articles.delete(article_id)

    write(operation)
