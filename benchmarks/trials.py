"""Trials: quotes that the rules return, with what there is of every sign, judged by articles' labels."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from service.evaluation.gold import GoldArticle, GoldQuote, Kind
from service.evaluation.judging import overlap
from service.evaluation.names import match
from service.extraction.assemble import deciding, groups
from service.extraction.attribution.state import Attribution
from service.extraction.confidence.how import family
from service.extraction.confidence.judging import Judge


@dataclass(frozen=True, slots=True)
class Trial:
    """One quote that the rules return.

    ``marked`` is False for a turn or post. ``mention`` is whether its mention is right, False where it is no
    quote at all, None where no label tells; ``right`` whether it is a quote of this very speaker.
    """

    doc: str
    family: str
    signs: Mapping[str, float]
    marked: bool
    mention: bool | None
    right: bool


def trials(articles: Iterable[tuple[GoldArticle, Doc]]) -> Iterator[Trial]:
    """Every quote with a source that the rules found in the read articles."""
    for article, doc in articles:
        real = [quote for quote in article.quotes if quote.kind is Kind.QUOTE]
        judge = Judge(doc)
        for group in groups(doc):
            first = deciding(group)
            signs = judge.signs(group, first)
            if signs is None:
                continue
            gold = _under(real, doc, group)
            right = gold is not None and _named_right(gold, first)
            marked = doc._.segments[first.segment].marked
            spoken = _spoken_right(gold, first, right)
            yield Trial(article.doc, family(first), signs, marked, spoken, right)


def _under(real: list[GoldQuote], doc: Doc, group: list[Attribution]) -> GoldQuote | None:
    """The labelled quote that the segments share most with."""
    spans = [(s.start, s.end) for s in (doc._.segments[a.segment] for a in group)]
    shared = [(sum(overlap(span, (quote.start, quote.end)) for span in spans), quote) for quote in real]
    most, best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best if most > 0 else None


def _named_right(gold: GoldQuote, found: Attribution) -> bool:
    if gold.speaker is None or found.source is None:
        return False
    return match(gold.speaker, found.source.name, named=bool(gold.named)).strict


def _spoken_right(gold: GoldQuote | None, found: Attribution, right: bool) -> bool | None:
    """Whether it is a quote with this mention; where the label has no mention, the name stands for it."""
    if gold is None:
        return False
    if not gold.mention:
        return right if gold.speaker is not None else None
    at = (found.mention.span.start, found.mention.span.end) if found.mention else (0, 0)
    return any(overlap(at, span) > 0 for span in gold.mention)
