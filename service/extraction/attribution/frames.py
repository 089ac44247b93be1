"""Frames: a paragraph's sentences as the reporter wrote them, each quotation standing as one unit.

The parser breaks sentences inside quotations and at their marks. What brings a quote in stands in the
reporter's own sentence, so the sentences are cut again here: '"Why? Why now?" she asked.' is one.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from service.extraction.columns import Columns, columns
from service.extraction.lexicons import ReportingVerb, VerbClass, reporting_verb
from service.extraction.quotation.segment import Segment

OUTER = -1
_TERMINAL = ".?!"
#: What stands behind "(I-Vt." and the like ends no sentence before it.
_CLOSING = ")]"
#: A sentence longer than so many tokens is cut at a quotation, so that no text takes quadratic time.
_LONGEST = 300
#: How many tokens after a quotation may pass before its verb ("the 54-year-old mayor of Ely said").
_REACH = 22
#: What may follow a reporting verb and only says when: "Bell said last week".
_WHEN = frozenset({"last", "next"})
#: What opens an account of more than the quotation: "asked them about it", "told us that …".
_TELLS_MORE = frozenset({"that", "if", "whether", "to", "about", ":"})
_CLAUSE = frozenset({"WP", "WDT", "WRB", "VBD", "VBZ", "VBP", "MD"})


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

    def at(self, token: int) -> int:
        """The number of the frame that ``token`` stands in, or of the last one before it."""
        return bisect_right(self.frames, token, key=lambda frame: frame.start) - 1


@dataclass(frozen=True, slots=True)
class _Marked:
    """A Doc whose tokens are known to stand in a quotation or not; ``owner`` as in Frames."""

    doc: Doc
    known: Columns
    text: str
    segments: tuple[Segment, ...]
    owner: list[int]


def build_frames(doc: Doc) -> Frames:
    """The frames of ``doc``, from its paragraphs and segments."""
    segments: tuple[Segment, ...] = doc._.segments
    known = columns(doc)
    owner, ranges = _owners(known, segments)
    marked = _Marked(doc, known, doc._.text, segments, owner)
    skipped = _datelines(doc)
    frames: list[Frame] = []
    at = 0
    for paragraph in doc._.paragraphs:
        first = at
        at = bisect_left(known.start, paragraph.end, at)
        frames += _cut(marked, max(first, skipped.get(paragraph.index, first)), at, paragraph.index)
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


def _owners(known: Columns, segments: tuple[Segment, ...]) -> tuple[list[int], list[tuple[int, int]]]:
    starts = known.start
    ends = [start + len(word) for start, word in zip(starts, known.text, strict=True)]
    owner = [OUTER] * len(starts)
    ranges = []
    at = 0
    for index, segment in enumerate(segments):
        first = bisect_right(ends, segment.outer_start, at)
        at = bisect_left(starts, segment.outer_end, first)
        owner[first:at] = [index] * (at - first)
        ranges.append((first, at))
    return owner, ranges


def _cut(on: _Marked, first: int, last: int, paragraph: int) -> list[Frame]:
    frames: list[Frame] = []
    owner = on.owner
    start = first
    for i in range(first, last):
        full = i - start >= _LONGEST and owner[i] != owner[i + 1] if i + 1 < last else False
        if i + 1 == last or full or _ends(on, i, last):
            frame = _frame(on, start, i + 1, paragraph)
            if frame.tokens or frame.segments:
                frames.append(frame)
            start = i + 1
    return frames


def _frame(on: _Marked, start: int, end: int, paragraph: int) -> Frame:
    owner, text = on.owner, on.known.text
    tokens = tuple(i for i in range(start, end) if owner[i] == OUTER and not text[i].isspace())
    segments = tuple(dict.fromkeys(owner[i] for i in range(start, end) if owner[i] != OUTER))
    return Frame(start, end, paragraph, tokens, segments)


def _ends(on: _Marked, i: int, last: int) -> bool:
    """Whether the reporter's sentence ends with token ``i``."""
    owner, text = on.owner, on.known.text
    printed, following = text[i], text[i + 1]
    if owner[i] == OUTER:
        if following[:1] in _CLOSING and owner[i + 1] == OUTER:
            return False
        if printed in (".", "?", "!") or (printed[-1:] in _TERMINAL and on.doc[i + 1].is_sent_start):
            return owner[i + 1] != OUTER or not following[:1].islower()
        if following.isspace() and following.count("\n") and i + 2 < last:
            return printed[-1:] not in ",;:—–-" and not text[i + 2][:1].islower()
        return False
    if owner[i + 1] == owner[i]:
        return False
    ending = _last_character(on, on.segments[owner[i]])
    if ending not in _TERMINAL and ending not in "…—–":
        return False
    return not _goes_on(on, i + 1, last, hard=ending == ".")


def _last_character(on: _Marked, segment: Segment) -> str:
    text = on.text[segment.start : segment.end].rstrip("'’\"” )*")
    return text[-1:] or " "


def _goes_on(on: _Marked, at: int, last: int, *, hard: bool) -> bool:
    """Whether what follows a quotation's end is still the sentence that brings it in."""
    if on.owner[at] != OUTER:
        return False
    following = on.known.text[at]
    if following in (",", ";", ":", ".", "?", "!"):
        return True
    if following[:1] in "—–―-" or following[:1].islower():
        return True
    return _is_bare_cue(on, at, last) if hard else _verb_follows(on, at, last)


def _verb_follows(on: _Marked, at: int, last: int) -> bool:
    """'"Why?" Mr. Bell asked.': a name and at once its reporting verb, with no object clause of its own."""
    known = on.known
    for i in range(at, min(last, at + _REACH)):
        if on.owner[i] != OUTER or known.text[i] in (".", "!", "?"):
            return False
        if known.tag[i] in ("VBD", "VBZ", "VBP") and known.dep[i] not in ("relcl", "aux", "auxpass"):
            verb = reporting_verb(on.doc[i].lemma_)
            if verb is None:
                return _is_phrasal(on, i, last)
            return _closes_clause(on, i + 1, last) or (_has_hearer(verb) and _is_hearer(on, i + 1, last))
    return False


def _is_phrasal(on: _Marked, at: int, last: int) -> bool:
    """'"Why?" Bell went on.': a verb with its particle, and nothing else in its clause."""
    if at + 2 >= last or reporting_verb(on.doc[at].lemma_, on.known.lower[at + 1]) is None:
        return False
    return on.owner[at + 2] != OUTER or on.doc[at + 2].is_punct


def _closes_clause(on: _Marked, at: int, last: int) -> bool:
    if at >= last or on.owner[at] != OUTER:
        return True
    token = on.doc[at]
    return (
        token.is_punct
        or token.lower_ in _WHEN
        or (
            token.tag_ in ("IN", "RB", "NNP", "PRP", "RP", "VBG", "TO", "CC", "_SP")
            and (token.lower_ not in ("that", "if", "whether"))
        )
    )


def _has_hearer(verb: ReportingVerb) -> bool:
    """Whether the verb's object is who is spoken to: "told", "asked"."""
    return verb.addressee or verb.verb_class is VerbClass.ASK


def _is_hearer(on: _Marked, at: int, last: int) -> bool:
    """Whether nothing but who is spoken to, and when or where, is told up to the sentence's end."""
    for i in range(at, min(last, at + _REACH)):
        if on.known.text[i] in (".", "!", "?") or on.known.text[i].isspace():
            return True
        if on.owner[i] != OUTER or on.known.lower[i] in _TELLS_MORE or on.known.tag[i] in _CLAUSE:
            return False
    return False


def _is_bare_cue(on: _Marked, at: int, last: int) -> bool:
    """'"I will not." Smith said.': a full stop for a comma, the cue and nothing but it after it."""
    end = at
    while end < last and on.owner[end] == OUTER and on.known.text[end] not in (".", "!", "?"):
        end += 1
    if end - at > 6 or end - at < 2:
        return False
    verb: Token = on.doc[end - 1]
    return verb.tag_ in ("VBD", "VBZ") and reporting_verb(verb.lemma_) is not None
