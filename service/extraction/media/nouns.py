"""Nouns that name a medium by themselves: "her tweet", "a news conference", "the lawsuit"."""

from spacy.tokens import Doc, Token

from service.extraction.annotations import Medium, Span
from service.extraction.lexicons import cue_nouns, document_nouns


def noun_medium(doc: Doc, token: Token) -> tuple[Medium, Span] | None:
    """The medium that the noun at ``token`` names, with the word before it or alone."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    for first in (max(0, token.i - 1), token.i):
        for last in (token.lower_, token.lemma_.lower()):
            word = f"{doc[first].lower_} {last}" if first < token.i else last
            medium = cue_nouns().get(word)
            if medium is not None and medium is not Medium.UNSPECIFIED:
                return medium, Span.of(doc._.text, doc[first].idx, token.idx + len(token))
    return None


def document_medium(doc: Doc, token: Token) -> Medium | None:
    """The medium of a document that speaks: its own, or a publication's."""
    named = noun_medium(doc, token)
    if named is not None:
        return named[0]
    if token.lemma_.lower() == "message":
        return Medium.CORRESPONDENCE
    return Medium.PUBLICATION if token.lemma_.lower() in document_nouns() else None
