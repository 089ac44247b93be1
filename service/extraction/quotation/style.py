"""The house style of an article: which families of marks quote in it."""

from service.extraction.layout import Paragraph
from service.extraction.quotation.marks import Family, Mark
from service.extraction.quotation.pairing import Pairs, pair_doubles
from service.extraction.quotation.singles import ENDS, pair_single_style, pair_singles


def house_style(text: str, marks: list[list[Mark]]) -> frozenset[Family]:
    """Which families of marks quote in this article: singles only where they do most of the work."""
    doubles = words = 0
    for own in marks:
        singles = pair_singles(text, [m for m in own if m.family == "single"])
        whole = [(opening.start, closing.end) for opening, closing in singles if _is_whole(text, closing)]
        for opening, ending in pair_doubles(text, [m for m in own if m.family != "single"]):
            nested = any(start < opening.start < end for start, end in whole)
            doubles += ending is not None and not nested
        for opening, closing in singles:
            words += text.count(" ", opening.end, closing.start) >= 2 or text[closing.start - 1] in ENDS
    if words > doubles:
        return frozenset({"double", "single", "guillemet"})
    return frozenset({"double", "guillemet"})


def _is_whole(text: str, closing: Mark) -> bool:
    """Whether the mark ends a sentence or clause that was quoted: no apostrophe does."""
    return text[closing.start - 1] in ENDS


def pair(text: str, paragraph: Paragraph, marks: list[Mark], families: frozenset[Family]) -> Pairs:
    """The outermost quotations of one paragraph, given the ``families`` that quote in the article."""
    if "single" in families:
        return pair_single_style(text, paragraph, marks)
    return pair_doubles(text, marks)
