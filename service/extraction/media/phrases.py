"""The phrases of an article that name a medium, by their words alone."""

from spacy.tokens import Doc

from service.extraction.lexicons import MediumMention, find_media


def medium_phrases(doc: Doc) -> tuple[MediumMention, ...]:
    """All of them, in order; looked for once, whichever component asks first."""
    if doc._.medium_phrases is None:
        doc._.medium_phrases = tuple(find_media(doc._.text))
    found: tuple[MediumMention, ...] = doc._.medium_phrases
    return found
