"""Builds the .ndjson and .jsonl files beside it from the marked articles: ``python seeds/build.py``."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from service.evaluation.gold import GoldArticle, GoldQuote
from service.evaluation.marked import MarkedArticle, read

HERE = Path(__file__).parent
SOURCES, ARTICLES, GOLD = HERE / "articles", HERE / "articles.ndjson", HERE / "gold.jsonl"
MEASURED = ("later", "fresh")
"""Folders of articles to measure with and not to load; ``NAME.jsonl`` beside each is made of it."""


def marked_articles(folder: Path = SOURCES) -> Iterator[MarkedArticle]:
    """Every marked article of ``folder``, by file name; the name without its ending is the gold's ``doc``."""
    for path in sorted(folder.glob("*.md")):
        yield read(path.read_text(encoding="utf-8"), doc=path.stem)


def gold_file(name: str) -> Path:
    """The gold of one of MEASURED."""
    return HERE / f"{name}.jsonl"


def articles_ndjson(articles: Iterable[MarkedArticle]) -> str:
    """One body of ``POST /v1/articles`` a line."""
    return "".join(_line(dict(article.fields)) for article in articles)


def gold_jsonl(articles: Iterable[MarkedArticle]) -> str:
    """One article with its labels a line."""
    return "".join(_line(_gold(article.gold)) for article in articles)


def _gold(article: GoldArticle) -> dict[str, Any]:
    record = asdict(article) | {"quotes": [_quote(quote) for quote in article.quotes]}
    return {key: value for key, value in record.items() if not (key == "split" and value is None)}


def _quote(quote: GoldQuote) -> dict[str, Any]:
    record = asdict(quote)
    return {key: value for key, value in record.items() if not (key == "shape" and value is None)}


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def main() -> None:
    """Writes them all."""
    articles = list(marked_articles())
    ARTICLES.write_text(articles_ndjson(articles), encoding="utf-8")
    GOLD.write_text(gold_jsonl(articles), encoding="utf-8")
    for name in MEASURED:
        gold_file(name).write_text(gold_jsonl(marked_articles(HERE / name)), encoding="utf-8")


if __name__ == "__main__":
    main()
