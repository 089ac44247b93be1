"""Attribution without a verb: '"…" — Ada Bell', 'BELL: "…"', 'From Chairwoman Bell: "…"'."""

from spacy.tokens import Doc

from service.extraction.attribution.frames import OUTER, Frame, Frames

_DASHES = frozenset("—–―-")
_LONGEST = 30


def find_signature(doc: Doc, frames: Frames, frame: Frame, segment: int) -> int | None:
    """The head token of a name behind a dash after the quotation, to the end of the line."""
    at = frames.segment_tokens[segment][1]
    while at < len(doc) and (doc[at].is_space or doc[at].text == "."):
        at += 1
    if at >= len(doc) - 1 or frames.owner[at] != OUTER or not _is_dash(doc[at].text):
        return None
    while at < len(doc) and _is_dash(doc[at].text):
        at += 1
    end = at
    while end < len(doc) and end - at < _LONGEST and frames.owner[end] == OUTER and "\n" not in doc[end].text:
        if doc[end].tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return None
        end += 1
    return _first_name(doc, at, end)


def _is_dash(text: str) -> bool:
    return bool(text) and all(c in _DASHES for c in text)


def _first_name(doc: Doc, start: int, end: int) -> int | None:
    """The last token of the first capitalised run of [start, end)."""
    if start >= end or not doc[start].text[:1].isupper():
        return None
    last = start
    while (
        last + 1 < end
        and (doc[last + 1].text[:1].isupper() or doc[last + 1].text == "-")
        and doc[last].text != ","
    ):
        last += 1
    return last


def find_label(doc: Doc, frames: Frames, frame: Frame, segment: int) -> int | None:
    """The head of a label right before the quotation: a name or role alone before a colon."""
    first = frames.segment_tokens[segment][0]
    before = [i for i in frame.tokens if i < first]
    if not before or doc[before[-1]].text != ":" or len(before) > 14:
        return None
    if before[-1] != first - 1 and any(not doc[i].is_space for i in range(before[-1] + 1, first)):
        return None
    words = before[:-1]
    if doc[words[0]].lower_ == "from" if words else False:
        words = words[1:]
    if not words or any(doc[i].pos_ in ("VERB", "AUX", "SCONJ") and not doc[i].is_upper for i in words):
        return None
    named = _label_end(doc, words)
    return named if doc[words[0]].text[:1].isupper() else None


def _label_end(doc: Doc, words: list[int]) -> int:
    """The last token of the name, before a comma or bracket that starts its description."""
    for position, i in enumerate(words):
        if doc[i].text in (",", "(") and position > 0:
            return words[position - 1]
    return words[-1]
