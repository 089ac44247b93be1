"""Synthetic articles as they are printed: the text, and where in it each quote and what tells of it stands.

A reader that is made of them gives what extraction would, so that the service can take in the very articles
that ``bulk`` writes into the tables.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.synthetic import Archive, SyntheticArticle, SyntheticQuote
from service.extraction.annotations import (
    Evidence,
    Extraction,
    Medium,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
    Topic,
)
from service.storage.names import slug
from service.tracker.intake import Submission

VERSION = "synthetic"
"""What reader and rule are called."""

UNSPECIFIED = "unspecified"
WEIGHTS = (0.8, 0.5, 0.2)
"""Of a quote's topics, in their order."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A quote within its article's text: where its words stand, where what tells each field, and its topics,
    each by its rank with the words that say so."""

    quote: SyntheticQuote
    words: Span
    evidence: dict[str, Span]
    topics: tuple[tuple[int, Span], ...]


def title(article: SyntheticArticle) -> str:
    """Its headline."""
    return f"Article {article.number}"


def url(article: SyntheticArticle) -> str:
    """Its address."""
    return f"https://news.example/{article.number}"


def publication(article: SyntheticArticle) -> str:
    """Who printed it."""
    return f"Paper {article.publication}"


def topic_slug(archive: Archive, topic: int) -> str:
    """The slug of the topic of this rank: several may have one name."""
    return f"{slug(archive.topics[topic])}-{topic}"


def printed(archive: Archive, article: SyntheticArticle) -> tuple[str, tuple[Printed, ...]]:
    """The article's text, and its quotes in their order."""
    text = ""
    told: list[tuple[Span, dict[str, Span]]] = []
    for quote in article.quotes:
        words = Span(len(text) + 1, len(text) + 1 + len(quote.words), quote.words)
        text += f"“{quote.words}” "
        evidence: dict[str, Span] = {}
        for field, before, each, after in _parts(archive, quote):
            text += before
            evidence[field] = Span(len(text), len(text) + len(each), each)
            text += each + after
        text += ".\n"
        told.append((words, evidence))
    text += "About"
    places: dict[int, Span] = {}
    for topic in sorted({topic for quote in article.quotes for topic in quote.topics}):
        name = archive.topics[topic]
        places[topic] = Span(len(text) + 1, len(text) + 1 + len(name), name)
        text += f" {name};"
    quotes = zip(article.quotes, told, strict=True)
    return text, tuple(
        Printed(quote, words, evidence, tuple((topic, places[topic]) for topic in quote.topics))
        for quote, (words, evidence) in quotes
    )


def _parts(archive: Archive, quote: SyntheticQuote) -> Iterable[tuple[str, str, str, str]]:
    """What the line says after a quote: field, what stands before its words, the words, what follows."""
    yield "speaker", "", archive.speakers[quote.speaker], ", "
    yield "role", "the ", archive.roles[quote.speaker], ", "
    yield "cue", "", "said", ""
    if quote.medium != UNSPECIFIED:
        yield "medium", " by ", quote.medium, ""
    if quote.said_on is not None:
        yield "said_on", " on ", quote.said_on, ""


def post(archive: Archive, article: SyntheticArticle) -> Submission:
    """The article as it is sent."""
    return Submission(
        text=printed(archive, article)[0],
        title=title(article),
        url=url(article),
        publication=publication(article),
        published_at=article.published,
    )


class SyntheticReader:
    """Knows what stands in the articles that it was given; in any other text it finds nothing."""

    version = VERSION

    def __init__(self, archive: Archive, articles: Iterable[SyntheticArticle]) -> None:
        self._quotes: dict[str, tuple[Quote, ...]] = {}
        for article in articles:
            text, quotes = printed(archive, article)
            self._quotes[text] = tuple(_annotated(archive, quote) for quote in quotes)

    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:  # noqa: ARG002
        """The quotes of ``text``."""
        quotes = self._quotes.get(text, ())
        return Extraction(text=text, language="en", supported=True, extractor=VERSION, quotes=quotes)


def _annotated(archive: Archive, found: Printed) -> Quote:
    quote = found.quote
    return Quote(
        segments=(found.words,),
        partial=False,
        speaker=Speaker(name=archive.speakers[quote.speaker], kind=SpeakerKind.PERSON),
        role=archive.roles[quote.speaker],
        medium=Medium(quote.medium),
        said_on=quote.said_on,
        confidence=quote.confidence,
        evidence=Evidence(**found.evidence),
        rule=VERSION,
        topics=tuple(
            Topic(slug=topic_slug(archive, topic), name=archive.topics[topic], weight=weight, evidence=span)
            for (topic, span), weight in zip(found.topics, WEIGHTS, strict=False)
        ),
    )
