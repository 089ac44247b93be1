"""Store an article with what was read of it: all in one transaction, and once however often it is sent."""

from dataclasses import dataclass
from typing import Literal

from service.errors import NotFound
from service.extraction.annotations import Extraction
from service.extraction.reader import Reader
from service.storage import article_rows, articles, quotes, readings
from service.storage.article_rows import Draft, Row
from service.storage.database import reading, write
from service.storage.records import ArticleRecord, QuoteRecord
from service.tracker import intake, linking
from service.tracker.intake import Submission

Outcome = Literal["created", "unchanged", "revised"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """An article as it is stored now, its quotes in their order, and what the post did."""

    article: ArticleRecord
    quotes: tuple[QuoteRecord, ...]
    outcome: Outcome


def ingest(submission: Submission, reader: Reader, max_chars: int) -> Ingested:
    """Stores ``submission`` and its quotes, or finds that they are stored.

    The same article is known by its external id within the publication, else by its url, else by its text.
    What a later post leaves out stays as it was. Raises InvalidArticle or ArticleTooLarge before anything
    is stored.
    """
    draft = _draft(submission, max_chars)
    while True:
        with reading():
            stored = article_rows.locate(draft)
            if stored is not None and article_rows.says_nothing_new(stored, draft):
                return _ingested(stored.id, "unchanged")
        # Reading takes long beside storing: it is done before the transaction begins, and holds no lock.
        whole = draft if stored is None else article_rows.merged(stored, draft)
        extraction = reader.extract(whole.text, title=whole.title, published_at=whole.published_at)
        done = write(lambda: _store(draft, whole, extraction))  # noqa: B023 - run before the next turn
        if done is not None:
            return done


def reextract(article_id: str, reader: Reader) -> Ingested:
    """Reads the stored article anew and replaces what the machine read before; raises NotFound.

    Editors' decisions stay in force. The outcome is "unchanged": the article itself is.
    """
    while True:
        before = articles.get(article_id)
        extraction = reader.extract(before.text or "", title=before.title, published_at=before.published_at)
        done = write(lambda: _replace(before, extraction))  # noqa: B023 - run before the next turn
        if done is not None:
            return done


def _draft(submission: Submission, max_chars: int) -> Draft:
    article = intake.read(submission, max_chars)
    return Draft(
        text=article.text,
        title=article.title,
        published_at=article.published_at,
        url=submission.url,
        external_id=submission.external_id,
        publication=submission.publication,
        byline=submission.byline,
    )


def _store(draft: Draft, read: Draft, extraction: Extraction) -> Ingested | None:
    """Stores ``draft``; None if the article is no longer the one whose words were ``read``."""
    article_rows.lock(draft)
    row = article_rows.hold(draft)
    if row is None:
        if read != draft:
            return None
        row = article_rows.add(draft, language=extraction.language, extractor=extraction.extractor)
        _put(row, extraction)
        return _ingested(row.id, "created")
    whole = article_rows.merged(row, draft)
    if not article_rows.is_revision(row, whole):
        article_rows.update(row, whole)
        return _ingested(row.id, "unchanged")
    if (whole.text, whole.title, whole.published_at) != (read.text, read.title, read.published_at):
        return None
    article_rows.revise(row, whole, language=extraction.language, extractor=extraction.extractor)
    _put(row, extraction)
    return _ingested(row.id, "revised")


def _replace(before: ArticleRecord, extraction: Extraction) -> Ingested | None:
    row = article_rows.hold_id(before.id)
    if row is None:
        raise NotFound(f"There is no article {before.id!r}.")
    if (row.text, row.title, row.published_at) != (before.text, before.title, before.published_at):
        return None
    article_rows.restamp(row, language=extraction.language, extractor=extraction.extractor)
    _put(row, extraction)
    return _ingested(row.id, "unchanged")


def _put(row: Row, extraction: Extraction) -> None:
    speakers = (quote.speaker for quote in extraction.quotes if quote.speaker is not None)
    linked = linking.link(row.id, row.pk, speakers)
    readings.replace(row, extraction, linked, linking.names(linked))


def _ingested(article_id: str, outcome: Outcome) -> Ingested:
    return Ingested(article=articles.get(article_id), quotes=quotes.of_article(article_id), outcome=outcome)
