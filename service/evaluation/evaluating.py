"""Asks a reader for the quotes of every gold article and scores what it answers."""

from collections.abc import Iterable, Mapping, Sequence

from service.evaluation.gold import GoldArticle
from service.evaluation.judging import judge
from service.evaluation.predictions import Prediction, predictions_of
from service.evaluation.report import Report, report_of
from service.extraction.reader import Reader


def evaluate(articles: Iterable[GoldArticle], reader: Reader) -> Report:
    """Reads every article (its text, title and date, no label) with ``reader`` and scores the answer."""
    return report_of(
        [
            judge(
                article,
                predictions_of(
                    reader.extract(article.text, title=article.title, published_at=article.published)
                ),
            )
            for article in articles
        ]
    )


def score(articles: Iterable[GoldArticle], predictions: Mapping[str, Sequence[Prediction]]) -> Report:
    """Scores predictions made elsewhere, by ``doc``; an article without any counts as all missed."""
    return report_of([judge(article, predictions.get(article.doc, ())) for article in articles])
