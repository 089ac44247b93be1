"""Gold and predictions for tests, by the words they cover."""

from service.evaluation.gold import GoldArticle, GoldQuote, Kind
from service.evaluation.predictions import Prediction
from service.extraction.annotations import Medium

TEXT = (
    '"Rain is coming," said Ada Obel, the mayor. "Bring a boat," she added on Tuesday.\n'
    'A spokesman called it "a puddle" and the "Flood Song" played.'
)


def span(words, text=TEXT):
    start = text.index(words)
    return start, start + len(words)


def gold(words, speaker="Ada Obel", *, text=TEXT, named=True, mention=None, medium=None, **fields):
    start, end = span(words, text)
    return GoldQuote(
        id=words,
        start=start,
        end=end,
        kind=Kind.QUOTE,
        speaker=speaker,
        named=named,
        mention=(span(mention, text),) if mention else None,
        medium=Medium(medium) if medium else Medium.UNSPECIFIED,
        **fields,
    )


def predicted(*runs, speaker="Ada Obel", text=TEXT, mention=None, medium=None, **fields):
    return Prediction(
        segments=tuple(span(run, text) for run in runs),
        speaker=speaker,
        mention=span(mention, text) if mention else None,
        medium=Medium(medium) if medium else None,
        **fields,
    )


def article(*quotes, text=TEXT, doc="a"):
    return GoldArticle(doc=doc, published="2025-03-12", title=None, text=text, quotes=quotes)


def title_quote(words):
    start, end = span(words)
    return GoldQuote(id=words, start=start, end=end, kind=Kind.TITLE)
