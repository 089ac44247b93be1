"""The texts that are measured: articles in files, and longer ones put together from their paragraphs."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "articles.ndjson"

_PARAGRAPH = re.compile(r"\n\s*\n")
_OPENING = re.compile(r"(?<!\w)[\"“](?=\w)")


@dataclass(frozen=True, slots=True)
class Article:
    """One article to read, and how many words it has."""

    text: str
    title: str | None = None
    published_at: str | None = None

    @property
    def words(self) -> int:
        return len(self.text.split())


def read(paths: Sequence[Path]) -> list[Article]:
    """The articles of NDJSON files (bodies of POST /v1/articles); of any other file the whole text."""
    return [article for path in paths for article in _read(path)]


def _read(path: Path) -> Iterator[Article]:
    text = path.read_text(encoding="utf-8")
    if path.suffix not in (".ndjson", ".jsonl"):
        yield Article(text)
        return
    for line in filter(str.strip, text.split("\n")):
        fields = json.loads(line)
        yield Article(
            fields["text"], fields.get("title"), fields.get("published_at") or fields.get("published")
        )


def paragraphs(articles: Sequence[Article]) -> list[str]:
    """The paragraphs of all ``articles``, in order."""
    return [part for article in articles for part in map(str.strip, _PARAGRAPH.split(article.text)) if part]


def of_words(articles: Sequence[Article], words: int, *, between: str = "\n\n") -> str:
    """A text of ``words`` words, give or take a paragraph: the articles' paragraphs over and over."""
    taken: list[str] = []
    so_far = 0
    for paragraph in cycle(paragraphs(articles)):
        if so_far >= words:
            return between.join(taken)
        taken.append(" ".join(paragraph.split()))
        so_far += len(taken[-1].split())
    raise ValueError("the articles have no paragraph")


def of_quotes(articles: Sequence[Article], quotes: int) -> str:
    """A text with ``quotes`` opening marks, give or take a few: the paragraphs that quote, over and over."""
    quoting = [(p, len(_OPENING.findall(p))) for p in paragraphs(articles)]
    quoting = [(p, opened) for p, opened in quoting if opened]
    taken: list[str] = []
    so_far = 0
    for paragraph, opened in cycle(quoting):
        if so_far >= quotes:
            return "\n\n".join(taken)
        taken.append(paragraph)
        so_far += opened
    raise ValueError("no paragraph of the articles quotes")


def repeated(articles: Sequence[Article], count: int) -> list[Article]:
    """``count`` articles: the given ones over and over."""
    return list(islice(cycle(articles), count))
