"""A reader made by hand: it finds the words it was told of, wherever a text has them between curly marks."""

from dataclasses import dataclass

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


@dataclass(frozen=True, kw_only=True)
class Line:
    """What the reader finds: words (of several segments, parted by a bar) and what it says about them."""

    words: str
    by: str | None = None
    kind: str = "person"
    aliases: tuple[str, ...] = ()
    role: str | None = None
    medium: str = "unspecified"
    said_on: str | None = None
    confidence: float = 0.9
    about: tuple[str, ...] = ()

    def quotes(self, text: str) -> list[Quote]:
        found, after = [], 0
        while spans := self._spans(text, after):
            found.append(self._quote(text, spans))
            after = spans[-1].end
        return found

    def _spans(self, text: str, after: int) -> tuple[Span, ...]:
        spans = []
        for segment in self.words.split("|"):
            start = text.find(f"“{segment}”", after) + 1
            if start == 0:
                return ()
            spans.append(Span.of(text, start, start + len(segment)))
            after = spans[-1].end
        return tuple(spans)

    def _quote(self, text: str, spans: tuple[Span, ...]) -> Quote:
        def evidence(words: str | None) -> Span | None:
            start = text.find(words) if words else -1
            return Span.of(text, start, start + len(words)) if words and start >= 0 else None

        speaker = self.by and Speaker(name=self.by, kind=SpeakerKind(self.kind), aliases=self.aliases)
        return Quote(
            segments=spans,
            partial=False,
            speaker=speaker or None,
            role=self.role,
            medium=Medium(self.medium),
            said_on=self.said_on,
            confidence=self.confidence,
            evidence=Evidence(speaker=evidence(self.by), role=evidence(self.role)),
            rule="scripted",
            topics=tuple(
                Topic(slug=name.lower().replace(" ", "-"), name=name, weight=0.5, evidence=spans[0])
                for name in self.about
            ),
        )


class ScriptedReader:
    """Reads the lines it was given, and counts how often it was asked."""

    def __init__(self, *lines: Line, version: str = "scripted-1") -> None:
        self.lines = lines
        self.version = version
        self.calls = 0

    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:
        self.calls += 1
        quotes = sorted(
            (quote for line in self.lines for quote in line.quotes(text)), key=lambda quote: quote.segments
        )
        return Extraction(
            text=text, language="en", supported=True, extractor=self.version, quotes=tuple(quotes)
        )


def article(*lines: Line) -> str:
    """A text that prints the words of ``lines`` in their order, each with its speaker and role."""
    sentences = []
    for line in lines:
        words = ", they said, ".join(f"“{segment}”" for segment in line.words.split("|"))
        sentences.append(f"{words} So {line.by or 'somebody'}, {line.role or 'of no office'}.")
    return "\n\n".join(sentences)
