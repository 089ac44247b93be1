"""Store an article with what was read of it: all in one transaction, and once however often it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from service.errors import NotFound
from service.extraction.annotations import Extraction
from service.extraction.reader import Reader
from service.storage import article_rows, articles, quotes, readings
from service.storage.article_rows import Draft, Row
from service.storage.database import reading, rehearsed, write
from service.storage.records import ArticleRecord, QuoteRecord, Reread
from service.tracker import adding, intake, linking, watching
from service.tracker.directory import Directory
from service.tracker.intake import Submission
from service.tracker.outcomes import Outcome, Stored


@dataclass(frozen=True, slots=True)
class Planned:
    """What storing a draft takes: the words of ``whole`` must be read, which is the draft and what is stored
    of it already; or nothing, where it is stored as it is in the article with the id ``known``.
    """

    whole: Draft
    known: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """An article as it is stored now, its quotes in their order but for rejected ones, and what the post did.

    ``reread`` tells of each quote that is not as it was before, and of those that an editor decided on and
    the machine reads otherwise.
    """

    article: ArticleRecord
    quotes: tuple[QuoteRecord, ...]
    outcome: Outcome
    reread: tuple[Reread, ...] = ()


def ingest(
    submission: Submission,
    reader: Reader,
    max_chars: int,
    *,
    also: Callable[[Ingested], object] | None = None,
) -> Ingested:
    """Stores ``submission`` and its quotes, or finds that they are stored.

    The same article is known by its external id within the publication, else by its url, else by its text.
    What a later post leaves out stays as it was. What ``also`` stores is stored in the same transaction, and
    may be tried again with it. Raises InvalidArticle or ArticleTooLarge before anything is stored.
    """

    def store() -> Ingested | None:
        article_rows.lock(draft)
        stored = store_read(draft, whole, extraction)
        if stored is None:
            return None
        done = _ingested(stored)
        if also is not None:
            also(done)
        return done

    draft = draft_of(submission, max_chars)
    while True:
        plan, known = Planned(draft), None
        if article_rows.resembles_any(draft):
            with reading():
                plan = planned(draft)
                known = None if plan.known is None else _ingested(_unchanged(plan.known))
        if known is not None:
            if also is not None:
                write(partial(also, known))
            return known
        # Reading takes long beside storing: it is done before the transaction begins, and holds no lock.
        whole = plan.whole
        extraction = reader.extract(whole.text, title=whole.title, published_at=whole.published_at)
        done = write(store)
        if done is not None:
            return done


def reextract(article_id: str, reader: Reader, *, rehearse: bool = False) -> Ingested:
    """Reads the stored article anew and replaces what the machine read before; raises NotFound.

    Editors' decisions stay in force. The outcome is "unchanged": the article itself is. With ``rehearse``
    nothing is stored, and what is returned is what would be.
    """
    while True:
        before = articles.get(article_id)
        extraction = reader.extract(before.text or "", title=before.title, published_at=before.published_at)
        replaced = partial(_reread, before, extraction)
        done = rehearsed(replaced) if rehearse else write(replaced)
        if done is not None:
            return done


def draft_of(submission: Submission, max_chars: int) -> Draft:
    """The article that ``submission`` posts, checked; raises InvalidArticle or ArticleTooLarge."""
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


def planned(draft: Draft) -> Planned:
    """What must be read before ``draft`` can be stored, as the archive is now."""
    stored = article_rows.locate(draft)
    if stored is None:
        return Planned(draft)
    known = stored.id if article_rows.says_nothing_new(stored, draft) else None
    return Planned(article_rows.merged(stored, draft), known)


def store_read(draft: Draft, read: Draft, extraction: Extraction | None) -> Stored | None:
    """Stores ``draft`` with the ``extraction`` of the words of ``read``; call within a transaction that holds
    the lock of ``draft``.

    None, and nothing is stored, if the article is no longer the one whose words were read, or if it was not
    read at all (no extraction) and must be.
    """
    row = article_rows.hold(draft)
    if row is None:
        if read != draft or extraction is None:
            return None
        return adding.add([(draft, extraction)])[0]
    whole = article_rows.merged(row, draft)
    if not article_rows.is_revision(row, whole):
        article_rows.update(row, whole)
        return _unchanged(row.id)
    same_words = (whole.text, whole.title, whole.published_at) == (read.text, read.title, read.published_at)
    if extraction is None or not same_words:
        return None
    article_rows.revise(row, whole, language=extraction.language, extractor=extraction.extractor)
    return _put(row, extraction, "revised")


def _reread(before: ArticleRecord, extraction: Extraction) -> Ingested | None:
    row = article_rows.hold_id(before.id)
    if row is None:
        raise NotFound(f"There is no article {before.id!r}.")
    if (row.text, row.title, row.published_at) != (before.text, before.title, before.published_at):
        return None
    article_rows.restamp(row, language=extraction.language, extractor=extraction.extractor)
    return _ingested(_put(row, extraction, "unchanged"))


def _put(row: Row, extraction: Extraction, outcome: Outcome) -> Stored:
    with watching.articles([row.id]):
        directory = Directory(extraction.quotes, besides=row.pk)
        linked = linking.link(row, extraction.quotes, directory)
        reread = readings.replace(row, extraction, directory.in_force(linked), linking.names(linked))
    return Stored(article_id=row.id, outcome=outcome, quotes=quotes.count_shown(row.id), reread=reread)


def _unchanged(article_id: str) -> Stored:
    return Stored(article_id=article_id, outcome="unchanged", quotes=quotes.count_shown(article_id))


def _ingested(stored: Stored) -> Ingested:
    """With what is stored now; its rejected quotes are not shown."""
    found = quotes.of_article(stored.article_id)
    return Ingested(
        article=articles.get(stored.article_id),
        quotes=tuple(quote for quote in found if quote.status != "rejected"),
        outcome=stored.outcome,
        reread=stored.reread,
    )
