"""Read an article and keep nothing."""

from service.extraction.annotations import Extraction
from service.extraction.reader import Reader
from service.tracker import intake
from service.tracker.intake import Submission


def extract(submission: Submission, reader: Reader, max_chars: int) -> Extraction:
    """The quotes of ``submission``; raises InvalidArticle or ArticleTooLarge for one that can't be read."""
    article = intake.read(submission, max_chars)
    return reader.extract(article.text, title=article.title, published_at=article.published_at)
