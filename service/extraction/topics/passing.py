"""Words that name something in passing: datelines, bylines, roles, sources, media."""

import re
from bisect import bisect_right

from spacy.tokens import Doc

from service.extraction.media.phrases import medium_phrases

#: "PORT AVERILL, Maine (NPW) — ": a place in capitals, the agency, a dash.
_DATELINE = re.compile(r"[A-Z][A-Z .,'’-]{2,}[^\n.?!“\"—–]{0,60}?(?:\([^()\n]{2,40}\)\s*)?(?:[—–]|--?)\s")
_AGENCY = re.compile(r"\(([^()\n]{2,40})\)\s*(?:[—–]|--?)")
_BYLINE = re.compile(r"By [A-Z][^\n.?!]{2,100}$", re.MULTILINE)
_AFFILIATION = re.compile(
    r"\s+(?:at|of|for|with|from)\s+(?:the\s+)?(?:[A-Z][\w’'&.-]*(?:\s+(?:of|and|the|for)\b)*\s*)+"
)


class Passing:
    """The runs of characters of an article that name things in passing."""

    def __init__(self, doc: Doc) -> None:
        spans = sorted(_front_matter(doc) + _sources(doc) + _media(doc))
        self._starts = [start for start, _ in spans]
        self._ends: list[int] = []
        for _, end in spans:
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))

    def covers(self, start: int, end: int) -> bool:
        """Whether characters [start, end) stand in such a run."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]


def agency(doc: Doc) -> tuple[int, int] | None:
    """Where the dateline names the outlet itself, as characters."""
    dateline = _dateline(doc)
    if dateline is None:
        return None
    found = _AGENCY.search(doc._.text, *dateline)
    return found.span(1) if found else None


def dateline_place(doc: Doc) -> tuple[int, int] | None:
    """Where the dateline names its town, as characters."""
    found = _dateline(doc)
    if found is None:
        return None
    town = re.compile(r"[A-Z][A-Z .'’-]*[A-Z]").match(doc._.text, *found)
    return town.span() if town else None


def _dateline(doc: Doc) -> tuple[int, int] | None:
    for paragraph in doc._.paragraphs[:3]:
        if found := _DATELINE.match(doc._.text, paragraph.start, paragraph.end):
            return found.span()
    return None


def _front_matter(doc: Doc) -> list[tuple[int, int]]:
    dateline = _dateline(doc)
    found = [dateline] if dateline else []
    for paragraph in doc._.paragraphs[:3]:
        if _BYLINE.fullmatch(doc._.text, paragraph.start, paragraph.end):
            found.append((paragraph.start, paragraph.end))
    return found


def _sources(doc: Doc) -> list[tuple[int, int]]:
    text = doc._.text
    roles = [
        (role.span.start, _affiliation_end(text, role.span.end))
        for roles in doc._.roles.values()
        for role in roles
    ]
    mentions = (attribution.mention for attribution in doc._.attributions)
    return roles + [(m.span.start, m.span.end) for m in mentions if m is not None]


def _affiliation_end(text: str, end: int) -> int:
    """Where the body that a role belongs to ends: "a hydrologist" goes on "at the University of Leeds"."""
    found = _AFFILIATION.match(text, end)
    return found.end() if found else end


def _media(doc: Doc) -> list[tuple[int, int]]:
    """Phrases that name a medium, in the reporter's words only."""
    segments = doc._.segments
    starts = [segment.outer_start for segment in segments]
    found = []
    for medium in medium_phrases(doc):
        at = bisect_right(starts, medium.span.start) - 1
        if at < 0 or medium.span.start >= segments[at].outer_end:
            found.append((medium.span.start, medium.span.end))
    return found
