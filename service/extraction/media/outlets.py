"""Outlets as addressees: "told the Guardian's Ann Lee", "on NBC's “Today”", "an interview with Reuters"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.lexicons import outlets

#: Governing word → how many words may stand before the outlet's name.
_GOVERNORS = {
    "told": 9, "tell": 9, "tells": 9, "telling": 9, "with": 7, "to": 5, "on": 8, "by": 4, "in": 3,
}  # fmt: skip
_STOPS = frozenset({"that", "and", "but", "who", "because", "if", "he", "she", "they", "it", "we", "i"})
_LONGEST = 6
_QUOTES = "“”\"‘’'"


def find_outlets(doc: Doc, frames: Frames) -> Iterator[tuple[int, int]]:
    """The first and last token of each: the governing word, the end of the outlet's name."""
    for token in doc:
        reach = _GOVERNORS.get(token.lower_)
        if reach is None or frames.owner[token.i] != OUTER:
            continue
        last = _after(doc, token, reach)
        if last is not None:
            yield token.i, last


def _after(doc: Doc, governor: Token, reach: int) -> int | None:
    """The last token of the first outlet within ``reach`` words of the governing one."""
    for i in range(governor.i + 1, min(len(doc), governor.i + 1 + reach)):
        token = doc[i]
        if token.text[:1].isupper() and (last := _name_at(doc, i)) is not None:
            return last
        if _ends(token):
            return None
    return None


def _ends(token: Token) -> bool:
    if token.lower_ in _STOPS or token.is_space or token.text in (",", ".", ";", ":", "—", "–", "?", "!"):
        return True
    return token.pos_ in ("VERB", "AUX") and not token.text[:1].isupper()


def _name_at(doc: Doc, start: int) -> int | None:
    """The last token of the longest outlet's name that starts at ``start``."""
    names = outlets()
    for last in range(min(len(doc), start + _LONGEST) - 1, start - 1, -1):
        text = doc.text[doc[start].idx : doc[last].idx + len(doc[last])]
        if "\n" in text or (last > start and not doc[last].text[:1].isalnum()):
            continue
        plain = text.lower().replace("’", "'").strip(_QUOTES)
        if plain.removeprefix("the ") in names and not _part_of_longer(doc, start, last):
            return last
    return None


def _part_of_longer(doc: Doc, start: int, last: int) -> bool:
    """'Time Warner', 'Sun Microsystems': one common word amid a longer name of something else."""
    if last > start or last + 1 >= len(doc) or doc[start].text.isupper():
        return False
    after = doc[last + 1]
    return after.ent_type_ == doc[last].ent_type_ != "" and after.ent_iob_ == "I" and after.pos_ == "PROPN"
