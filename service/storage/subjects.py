"""The subjects of stored articles. Within a transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from service.extraction import annotations
from service.extraction.annotations import SUBJECTS, Span
from service.storage import statements
from service.storage.models import ArticleSubject
from service.storage.records import SubjectRecord

CODES = "SELECT article_id, code FROM article_subject WHERE article_id {keys}"


def store(article: int, subjects: Iterable[annotations.Subject]) -> None:
    """Puts the subjects in the place of those that the article (by key) had."""
    ArticleSubject.delete().where(ArticleSubject.article == article).execute()
    add({article: subjects})


def add(subjects: Mapping[int, Iterable[annotations.Subject]]) -> None:
    """Stores the subjects of articles (by key) that have none."""
    columns = ("article_id", "code", "weight", "start", "end", "text")
    rows = [
        (article, one.code, one.weight, one.evidence.start, one.evidence.end, one.evidence.text)
        for article, found in subjects.items()
        for one in found
    ]
    statements.insert(ArticleSubject, columns, rows)


def of_article(article: int) -> tuple[SubjectRecord, ...]:
    """The subjects of the article with this key, the clearest first."""
    rows: Any = ArticleSubject.select().where(ArticleSubject.article == article)
    rows = rows.order_by(ArticleSubject.weight.desc(), ArticleSubject.code)
    return tuple(
        SubjectRecord(
            code=row.code,
            name=name(row.code),
            weight=row.weight,
            evidence=Span(start=row.start, end=row.end, text=row.text),
        )
        for row in rows
    )


def name(code: str) -> str:
    """What a person reads for a subject."""
    return SUBJECTS.get(code, code)


def counted(articles: Mapping[int, int]) -> dict[str, int]:
    """How many quotes each subject has, of articles (key to number of quotes)."""
    found: dict[str, int] = defaultdict(int)
    for article, code in statements.rows_of_keys(CODES, articles):
        found[code] += articles[article]
    return found
