"""Names in headlines, where every word is capitalised and so no name has an end of its own."""

from dataclasses import replace

from spacy.tokens import Doc

from service.extraction.layout import Paragraph
from service.extraction.naming.name import Name
from service.extraction.naming.words import core, words

_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def trim_headlines(doc: Doc, names: list[Name]) -> list[Name]:
    """``names`` with those in headlines ("Elizabeth Warren Hammers") cut to what the body tells of them."""
    titled = [(p.start, p.end) for p in doc._.paragraphs[:3] if _is_headline(doc, p)]
    if not titled:
        return names
    inside = [any(a <= doc[n.start].idx < b for a, b in titled) for n in names]
    known = {n.words for n, within in zip(names, inside, strict=True) if not within}
    last = {w[-1] for w in known}
    kept = []
    for name, within in zip(names, inside, strict=True):
        trimmed = _trimmed(doc, name, known, last) if within else name
        if trimmed is not None:
            kept.append(trimmed)
    return kept


def _trimmed(doc: Doc, name: Name, known: set[tuple[str, ...]], last: set[str]) -> Name | None:
    """The part of ``name`` that the body knows as a name; None where it knows none.

    A name in full first, then the start that ends with somebody's surname, then any part.
    """
    parts = [
        _part(doc, name, start, end)
        for start in range(name.start, name.end)
        for end in range(name.end, start, -1)
    ]
    whole = [p for p in parts if p.words in known]
    for part in whole:
        if len(part.words) > 1:
            return part
    for part in parts:
        if part.start == name.start and part.end - part.start <= 3 and part.words and part.words[-1] in last:
            return part
    return whole[0] if whole else None


def _part(doc: Doc, name: Name, start: int, end: int) -> Name:
    """The tokens [start, end) of ``name`` as a name."""
    char_end = doc[end - 1].idx + len(doc[end - 1])
    text = doc._.text[doc[start].idx : char_end]
    title = name.title if start == name.start else start
    return replace(
        name, start=start, title=title, end=end, text=text, words=core(words(text)), char_end=char_end
    )


def _is_headline(doc: Doc, paragraph: Paragraph) -> bool:
    """Whether two thirds of the longer words of a short paragraph are capitalised, and all of its verbs."""
    longer = [w for w in doc._.text[paragraph.start : paragraph.end].split() if len(w) > 3 and w[0].isalpha()]
    if not 4 <= len(longer) <= 25 or 3 * sum(w[0].isupper() for w in longer) < 2 * len(longer):
        return False
    if any(s.paragraph == paragraph.index and s.outer_start == paragraph.start for s in doc._.segments):
        return False
    span = doc.char_span(paragraph.start, paragraph.end, alignment_mode="expand") or ()
    return not any(token.is_lower and token.tag_ in _FINITE for token in span)
