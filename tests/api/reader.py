"""A reader made by hand: one shape of sentence, no model, instant."""

import re

from service.extraction.annotations import (
    Evidence,
    Extraction,
    Medium,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
    Topic,
)
from service.extraction.subjects import find_subjects

# “Words,” Role Name said at a briefing on 2026-03-03. The role, the medium and the day may be missing.
SENTENCE = re.compile(
    r"“(?P<words>[^“”]*[^“”,]),?” (?:(?P<role>Mayor|Judge|Dr|goalkeeper|lawyer) )?"
    r"(?P<name>[A-ZÀ-Þ]\S+ [A-ZÀ-Þ][^\s.]+) (?P<cue>said)"
    r"(?: at a (?P<medium>briefing|debate))?(?: on (?P<day>\d{4}-\d{2}-\d{2}|Tuesday))?"
)
TOPICS = ("bridge", "harbour", "budget", "été")


class FakeReader:
    version = "fake-1"

    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:
        english = bool(re.search(r"\b(?:the|said|a)\b", text))
        return Extraction(
            text=text,
            language="en" if english else "und",
            supported=english,
            extractor=self.version,
            quotes=tuple(quote(text, match) for match in SENTENCE.finditer(text)),
            subjects=find_subjects(text, title),
            notes=("a mark is not closed",) if text.count("“") != text.count("”") else (),
        )


def quote(text: str, match: re.Match[str]) -> Quote:
    def span(group: str) -> Span | None:
        return Span.of(text, *match.span(group)) if match[group] else None

    words = span("words")
    assert words
    return Quote(
        segments=(words,),
        partial=words.text[0].islower(),
        speaker=Speaker(name=match["name"], kind=SpeakerKind.PERSON, aliases=(match["name"].split()[1],)),
        role=match["role"],
        medium=Medium(match["medium"] or "unspecified"),
        said_on=match["day"] and match["day"].replace("Tuesday", "2026-03-03"),
        confidence=0.9 if match["role"] else 0.6,
        rule="fake",
        evidence=Evidence(
            speaker=span("name"),
            cue=span("cue"),
            role=span("role"),
            medium=span("medium"),
            said_on=span("day"),
        ),
        topics=tuple(
            Topic(slug=name, name=name.title(), weight=1.0, evidence=words)
            for name in TOPICS
            if name in words.text.lower()
        ),
    )
