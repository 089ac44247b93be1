"""What is hard about a quote, so that errors can be counted by cause."""

import re

from service.evaluation.gold import GoldArticle, GoldQuote

OPENING = "\"“„«‹‘‚'`”’"
CLOSING = "\"”“»›’'"
PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "who", "him", "her", "them", "his", "their"])

# A fragment is woven into the reporter's sentence: it starts small, or is short and ends in no full stop.
SHORT = 5


def shape_of(article: GoldArticle, quote: GoldQuote) -> str:
    """The shape that the gold file names, or one read off the text: "fragment, pronoun"."""
    return quote.shape or f"{_form(article.text, quote)}, {_naming(article.text, quote)}"


def _form(text: str, quote: GoldQuote) -> str:
    printed = text[quote.start : quote.end]
    if printed[0] not in OPENING:
        return "unmarked"
    words = printed.strip(OPENING + CLOSING)
    if printed[-1] not in CLOSING:
        return "continued"
    if words[:1].islower() or (len(words.split()) < SHORT and not re.search(r"[.?!,…—]$", words)):
        return "fragment"
    return "whole"


def _naming(text: str, quote: GoldQuote) -> str:
    if not quote.mention:
        return "no mention"
    start, end = quote.mention[0]
    between = text[min(end, quote.end) : max(start, quote.start)]
    if "\n" in between:
        return "mention elsewhere"
    if text[start:end].lower() in PRONOUNS:
        return "pronoun"
    if not quote.named:
        return "unnamed"
    return (
        "name"
        if any(word in (quote.speaker or "") for word in _capitalised(text[start:end]))
        else "description"
    )


def _capitalised(printed: str) -> list[str]:
    return [word for word in re.findall(r"\w+", printed) if word[0].isupper()]
