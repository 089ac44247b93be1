"""A quote as a newspaper would cite it: the words, who, in what role, where, on what day, in AP style.

“We tested every bolt” — Noor Haddad, chief engineer, at a briefing, March 3, 2026

What is not known is left out.
"""

from collections.abc import Mapping

from service.storage.records import QuoteRecord

MEDIA: Mapping[str, str] = {
    "twitter": "on X, formerly Twitter",
    "social_media": "on social media",
    "briefing": "at a briefing",
    "statement": "in a statement",
    "interview": "in an interview",
    "speech": "in a speech",
    "debate": "in a debate",
    "testimony": "in testimony",
    "correspondence": "in correspondence",
    "publication": "in a publication",
    "conversation": "in conversation",
}
"""Each medium in words; that of "unspecified" is none."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
SHORT: Mapping[str, str] = {
    "January": "Jan.",
    "February": "Feb.",
    "August": "Aug.",
    "September": "Sept.",
    "October": "Oct.",
    "November": "Nov.",
    "December": "Dec.",
}
"""The months that AP style shortens, and only where a day follows."""


def citation(quote: QuoteRecord) -> str:
    """The quote on one line, with who said it."""
    source = attribution(quote)
    return f"{quoted(quote)} — {source}" if source else quoted(quote)


def quoted(quote: QuoteRecord) -> str:
    """The words between marks, on one line.

    A comma at the end belongs to the sentence that the article put the words in, and is left out.
    """
    words = " ".join(quote.text.split())
    return f"“{words.removesuffix(',')}”"


def attribution(quote: QuoteRecord) -> str:
    """Speaker, role, medium and day, as far as they are known; empty where nothing is."""
    parts = (
        quote.speaker and quote.speaker.name,
        quote.role,
        MEDIA.get(quote.medium),
        quote.said_on and day(quote.said_on),
    )
    return ", ".join(" ".join(part.split()) for part in parts if part)


def day(said_on: str) -> str:
    """An ISO 8601 day, month or year at its own precision: "Jan. 6, 2022", "January 2022", "2022"."""
    year, *rest = said_on.split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    return f"{month} {year}" if len(rest) == 1 else f"{SHORT.get(month, month)} {int(rest[1])}, {year}"
