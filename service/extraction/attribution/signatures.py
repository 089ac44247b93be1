"""Attribution without a verb: '"…" — Ada Bell', 'BELL: "…"', 'From Chairwoman Bell: "…"'."""

import re

from spacy.tokens import Doc

from service.extraction.attribution.frames import OUTER, Frame, Frames

_DASH = re.compile(r"[\s.]*[—–―-]{1,3}\s*(?=\w)")
_CLOSING = ('"', "”")
_VERBAL = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST = 30
#: A label is no longer than so many tokens, nor a signature on a line of its own within the marks.
_LABEL = 13


def find_signature(doc: Doc, frames: Frames, segment: int) -> int | None:
    """The head token of a name behind a dash after the quotation, to the end of the line."""
    dash = _DASH.match(doc._.text, doc._.segments[segment].outer_end)
    if dash is None:
        return None
    at = frames.segment_tokens[segment][1]
    while at < len(doc) and doc[at].idx < dash.end():
        at += 1
    end = at
    while end < len(doc) and end - at < _LONGEST and frames.owner[end] == OUTER and "\n" not in doc[end].text:
        if doc[end].tag_ in ("VBD", "VBZ", "VBP", "MD") and doc[end].is_lower:
            return None
        end += 1
    return _first_name(doc, at, end)


def find_inner_signature(doc: Doc, frames: Frames, segment: int) -> int | None:
    """The head of a name on the line below the words, before the mark that closes them.

    So an indented quotation looks that was given marks: '"We are out of time.⏎Lena Moritz, the Institute."'.
    """
    found, paragraphs = doc._.segments[segment], doc._.paragraphs
    if found.closed or found.paragraph + 1 >= len(paragraphs):
        return None
    line = paragraphs[found.paragraph + 1]
    printed = doc._.text[line.start : line.end].rstrip()
    if printed[-1:] not in _CLOSING or len(printed.split()) > _LABEL or printed[:1] in _CLOSING:
        return None
    at = frames.segment_tokens[segment][1]
    end = at
    while end < len(doc) and doc[end].idx < line.end:
        at += doc[end].idx < line.start
        end += 1
    if any(doc[i].tag_ in _VERBAL for i in range(at, end)):
        return None
    return _first_name(doc, at, end)


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


_INNER_LABEL = re.compile(r"[A-Z][A-Z.'’ -]{1,30}:\s")


def find_inner_label(doc: Doc, frames: Frames, segment: int) -> int | None:
    """The head of a transcript's label within the marks: '"PENCE: Well, look …"'."""
    found = doc._.segments[segment]
    label = _INNER_LABEL.match(doc._.text, found.start, found.end)
    if label is None:
        return None
    colon = label.end() - len(label.group()) + label.group().index(":")
    first, last = frames.segment_tokens[segment]
    inside = [i for i in range(first, last) if found.start <= doc[i].idx < colon]
    return inside[-1] if inside else None


def find_label(doc: Doc, frames: Frames, frame: Frame, segment: int) -> int | None:
    """The head of a label right before the quotation: a name or role alone before a colon."""
    first = frames.segment_tokens[segment][0]
    before = [i for i in frame.tokens if i < first]
    if not before or doc[before[-1]].text != ":":
        return None
    if before[-1] != first - 1 and any(not doc[i].is_space for i in range(before[-1] + 1, first)):
        return None
    words = _after_dash(doc, before[:-1])
    if not words or len(words) > _LABEL or not doc[words[0]].text[:1].isupper():
        return None
    if doc[words[0]].lower_ in ("from", "by"):
        words = words[1:]
    if not words or any(
        doc[i].pos_ in ("VERB", "AUX", "SCONJ", "ADV", "ADP") and not doc[i].is_upper for i in words[:3]
    ):
        return None
    if any(doc[i].tag_ in ("VBD", "VBZ", "VBP") and doc[i].is_lower for i in words):
        return None
    return _label_end(doc, words)


def _after_dash(doc: Doc, words: list[int]) -> list[int]:
    """The words behind the last dash: 'The poll was close - Ada Bell: "…"'."""
    for position in range(len(words) - 1, -1, -1):
        if doc[words[position]].text in ("-", "—", "–", "―", "--") and doc[words[position]].whitespace_:
            return words[position + 1 :]
    return words


def _label_end(doc: Doc, words: list[int]) -> int:
    """The last token of the name, before a comma or bracket that starts its description."""
    for position, i in enumerate(words):
        if doc[i].text in (",", "(") and position > 0:
            return words[position - 1]
    return words[-1]
