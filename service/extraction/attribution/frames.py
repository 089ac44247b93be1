"""Frames: a paragraph's sentences as the reporter wrote them, each quotation standing as one unit.

The parser breaks sentences inside quotations and at their marks. What brings a quote in stands in the
reporter's own sentence, so the sentences are cut again here: '"Why? Why now?" she asked.' is one.
"""

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from service.extraction.lexicons import reporting_verb
from service.extraction.quotation.segment import Segment

OUTER = -1
_TERMINAL = ".?!"
#: A sentence longer than so many tokens is cut at a quotation, so that no text takes quadratic time.
_LONGEST = 300
#: How many tokens after a quotation may pass before its verb ("the 54-year-old mayor of Ely said").
_REACH = 14


@dataclass(frozen=True, slots=True)
class Frame:
    """One sentence of the reporter's: tokens [start, end), quotations included.

    ``tokens`` are the outer ones, ``segments`` the quotations in it, both in order.
    """

    start: int
    end: int
    paragraph: int
    tokens: tuple[int, ...]
    segments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames of a Doc. ``owner[i]`` is the segment that token i stands in, or OUTER."""

    owner: tuple[int, ...]
    frames: tuple[Frame, ...]
    of_segment: tuple[int, ...]
    segment_tokens: tuple[tuple[int, int], ...]


def build_frames(doc: Doc) -> Frames:
    """The frames of ``doc``, from its paragraphs and segments."""
    segments: tuple[Segment, ...] = doc._.segments
    owner, ranges = _owners(doc, segments)
    skipped = _datelines(doc)
    frames: list[Frame] = []
    at = 0
    for paragraph in doc._.paragraphs:
        first = at
        while at < len(doc) and doc[at].idx < paragraph.end:
            at += 1
        frames += _cut(
            doc, owner, segments, max(first, skipped.get(paragraph.index, first)), at, paragraph.index
        )
    of_segment = [-1] * len(segments)
    for index, frame in enumerate(frames):
        for segment in frame.segments:
            if of_segment[segment] < 0:
                of_segment[segment] = index
    return Frames(tuple(owner), tuple(frames), tuple(of_segment), tuple(ranges))


#: 'WASHINGTON (AP) — ', 'FLINT, Mich., Oct. 4 (UPI) -- ', 'London, 3 May – '
_DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]*(?:[ ,/]+(?:[A-Z][\w.'’-]*|\d{1,2})){0,6},?\s*\([A-Z][\w /.-]{1,30}\)|"
    r"[A-Z][A-Z.'’ -]{2,30}(?:,\s*[A-Z][\w.]*){0,2}(?:,?\s*[A-Z][a-z]{2,8}\.?\s\d{1,2})?,?)"
    r"\s*(?:—|–|--|-|―)\s+"
)
_DATELINED = 4


def _datelines(doc: Doc) -> dict[int, int]:
    """For the first paragraphs that open with a dateline, the token after it: places in it do not speak."""
    found = {}
    for paragraph in doc._.paragraphs[:_DATELINED]:
        match = _DATELINE.match(doc._.text, paragraph.start, paragraph.end)
        if match is not None:
            span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if span is not None:
                found[paragraph.index] = span.end
    return found


def _owners(doc: Doc, segments: tuple[Segment, ...]) -> tuple[list[int], list[tuple[int, int]]]:
    owner = [OUTER] * len(doc)
    ranges = []
    at = 0
    for index, segment in enumerate(segments):
        while at < len(doc) and doc[at].idx + len(doc[at]) <= segment.outer_start:
            at += 1
        first = at
        while at < len(doc) and doc[at].idx < segment.outer_end:
            owner[at] = index
            at += 1
        ranges.append((first, at))
    return owner, ranges


def _cut(
    doc: Doc, owner: list[int], segments: tuple[Segment, ...], first: int, last: int, paragraph: int
) -> list[Frame]:
    frames: list[Frame] = []
    start = first
    for i in range(first, last):
        full = i - start >= _LONGEST and owner[i] != owner[i + 1] if i + 1 < last else False
        if i + 1 == last or full or _ends(doc, owner, segments, i, last):
            frame = _frame(doc, owner, start, i + 1, paragraph)
            if frame.tokens or frame.segments:
                frames.append(frame)
            start = i + 1
    return frames


def _frame(doc: Doc, owner: list[int], start: int, end: int, paragraph: int) -> Frame:
    tokens = tuple(i for i in range(start, end) if owner[i] == OUTER and not doc[i].is_space)
    segments = tuple(dict.fromkeys(owner[i] for i in range(start, end) if owner[i] != OUTER))
    return Frame(start, end, paragraph, tokens, segments)


def _ends(doc: Doc, owner: list[int], segments: tuple[Segment, ...], i: int, last: int) -> bool:
    """Whether the reporter's sentence ends with token ``i``."""
    token, following = doc[i], doc[i + 1]
    if owner[i] == OUTER:
        if token.text in (".", "?", "!") or (token.text[-1:] in _TERMINAL and following.is_sent_start):
            return owner[i + 1] != OUTER or not following.text[:1].islower()
        if following.is_space and following.text.count("\n") and i + 2 < last:
            return token.text[-1:] not in ",;:—–-" and not doc[i + 2].text[:1].islower()
        return False
    if owner[i + 1] == owner[i]:
        return False
    ending = _last_character(doc, segments[owner[i]])
    if ending not in _TERMINAL and ending not in "…—–":
        return False
    return not _goes_on(doc, owner, i + 1, last, hard=ending == ".")


def _last_character(doc: Doc, segment: Segment) -> str:
    text = doc._.text[segment.start : segment.end].rstrip("'’\"” )*")
    return text[-1:] or " "


def _goes_on(doc: Doc, owner: list[int], at: int, last: int, *, hard: bool) -> bool:
    """Whether what follows a quotation's end is still the sentence that brings it in."""
    if owner[at] != OUTER:
        return False
    following = doc[at]
    if following.text in (",", ";", ":"):
        return True
    if following.text[:1] in "—–―-":
        return True
    if following.text in (".", "?", "!"):
        return True
    if following.text[:1].islower():
        return True
    if hard:
        return _is_bare_cue(doc, owner, at, last)
    return _verb_follows(doc, owner, at, last)


def _verb_follows(doc: Doc, owner: list[int], at: int, last: int) -> bool:
    """'"Why?" Mr. Bell asked.': a name and at once its reporting verb, with no object clause of its own."""
    for i in range(at, min(last, at + _REACH)):
        if owner[i] != OUTER or doc[i].text in (".", "!", "?"):
            return False
        token = doc[i]
        if token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ not in ("relcl", "aux", "auxpass"):
            verb = reporting_verb(token.lemma_)
            return verb is not None and _closes_clause(doc, owner, i + 1, last)
    return False


def _closes_clause(doc: Doc, owner: list[int], at: int, last: int) -> bool:
    if at >= last or owner[at] != OUTER:
        return True
    token = doc[at]
    return token.is_punct or (
        token.tag_ in ("IN", "RB", "NNP", "PRP", "RP", "VBG", "TO", "CC", "_SP")
        and (token.lower_ not in ("that", "if", "whether"))
    )


def _is_bare_cue(doc: Doc, owner: list[int], at: int, last: int) -> bool:
    """'"I will not." Smith said.': a full stop for a comma, the cue and nothing but it after it."""
    end = at
    while end < last and owner[end] == OUTER and doc[end].text not in (".", "!", "?"):
        end += 1
    if end - at > 6 or end - at < 2:
        return False
    verb: Token = doc[end - 1]
    return verb.tag_ in ("VBD", "VBZ") and reporting_verb(verb.lemma_) is not None
