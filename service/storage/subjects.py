"""The subjects of stored articles. Within a transaction."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from service.extraction import annotations
from service.extraction.annotations import SUBJECTS, Span
from service.storage import statements
from service.storage.database import tuples
from service.storage.models import ArticleSubject
from service.storage.records import SubjectRecord


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
            name=SUBJECTS.get(row.code, row.code),
            weight=row.weight,
            evidence=Span(start=row.start, end=row.end, text=row.text),
        )
        for row in rows
    )


def names(codes: Collection[str]) -> dict[str, tuple[str, str]]:
    """What the filter takes for each of ``codes``, and what a person reads."""
    return {code: (code, SUBJECTS.get(code, code)) for code in codes}


def counted(articles: dict[int, int]) -> dict[str, int]:
    """How many quotes each subject has, of articles (key to number of quotes)."""
    found: dict[str, int] = {}
    query = ArticleSubject.select(ArticleSubject.article, ArticleSubject.code)
    keys = sorted(articles)
    for first in range(0, len(keys), 500):
        chunk = keys[first : first + 500]
        for article, code in tuples(query.where(ArticleSubject.article.in_(chunk))):
            found[code] = found.get(code, 0) + articles[article]
    return found
