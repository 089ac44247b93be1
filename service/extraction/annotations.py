"""What extraction returns: frozen records with half-open offsets into the article's text.

Every offset counts Unicode code points of the text that was read, and for every span
``text[span.start:span.end] == span.text`` holds, always.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class SpeakerKind(StrEnum):
    """What a speaker is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    UNNAMED = "unnamed"


class Medium(StrEnum):
    """The channel through which the words were uttered or published."""

    TWITTER = "twitter"
    SOCIAL_MEDIA = "social_media"
    BRIEFING = "briefing"
    STATEMENT = "statement"
    INTERVIEW = "interview"
    SPEECH = "speech"
    DEBATE = "debate"
    TESTIMONY = "testimony"
    CORRESPONDENCE = "correspondence"
    PUBLICATION = "publication"
    CONVERSATION = "conversation"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open [start, end) run of characters of the article's text, and the characters themselves."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span of ``text`` from ``start`` up to, not including, ``end``."""
        return cls(start, end, text[start:end])

    def __reduce__(self) -> tuple[type["Span"], tuple[int, int, str]]:
        """Sent to another process as it is made: a quote has seven, a dataclass's own way takes longer."""
        return Span, (self.start, self.end, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody the article quotes.

    ``name`` is the fullest form that the article gives, without titles; for an unnamed source the
    article's own description. ``aliases`` are the other names the article uses ("Psaki"), no pronouns.
    """

    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words that each field was read from; None where the field is null."""

    speaker: Span | None = None
    cue: Span | None = None
    role: Span | None = None
    medium: Span | None = None
    said_on: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a quote is about: a named place, organisation, event, law, or a key phrase."""

    slug: str
    name: str
    weight: float
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A speaker that was considered, and how likely it seemed (0..1)."""

    name: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What made an attribution less sure, in words, and by how much: log-odds, below 0."""

    says: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One quote: what a source said, in the source's own words, and what the article says about it.

    ``segments`` are the runs between the marks, marks excluded, in order. ``said_on`` is ISO 8601 at the
    precision the article supports ("2022-01-06", "2022-01", "2022"). ``rule`` names what decided the
    attribution. ``confidence`` (0..1) is that of the quote being real and its speaker being right; ``doubts``
    are what speaks against it, the gravest first.
    """

    segments: tuple[Span, ...]
    partial: bool
    speaker: Speaker | None
    role: str | None
    medium: Medium
    said_on: str | None
    confidence: float
    evidence: Evidence
    rule: str
    runner_up: Candidate | None = None
    doubts: tuple[Reason, ...] = ()
    topics: tuple[Topic, ...] = ()

    @property
    def text(self) -> str:
        """The words of all segments, one space between segments."""
        return " ".join(segment.text for segment in self.segments)


SUBJECTS: Mapping[str, str] = {
    "01000000": "arts, culture, entertainment and media",
    "02000000": "crime, law and justice",
    "03000000": "disaster, accident and emergency incident",
    "04000000": "economy, business and finance",
    "05000000": "education",
    "06000000": "environment",
    "07000000": "health",
    "08000000": "human interest",
    "09000000": "labour",
    "10000000": "lifestyle and leisure",
    "11000000": "politics and government",
    "12000000": "religion",
    "13000000": "science and technology",
    "14000000": "society",
    "15000000": "sport",
    "16000000": "conflict, war and peace",
    "17000000": "weather",
}
"""The top level of the IPTC Media Topics (cv.iptc.org/newscodes/mediatopic): code to name in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an article as a whole is about: the ``code`` of an IPTC Media Topic of the top level, how clearly
    (``weight``, the clearest has 1), and the word that says it most."""

    code: str
    weight: float
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything that was read from one text.

    ``language`` is an ISO 639-1 code or "und"; ``supported`` is False for a language without a reader,
    and then there are no quotes. ``notes`` tells a person what was unusual (an unbalanced mark, say).
    """

    text: str
    language: str
    supported: bool
    extractor: str
    quotes: tuple[Quote, ...] = ()
    notes: tuple[str, ...] = field(default=())
    subjects: tuple[Subject, ...] = ()
