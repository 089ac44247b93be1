"""An occasion that is still going on, and what tells whether a sentence goes on with it."""

from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc

from service.extraction.annotations import Medium, SpeakerKind
from service.extraction.attribution.cues import Cue
from service.extraction.attribution.frames import Frame, Frames
from service.extraction.attribution.walk import Attribution
from service.extraction.discourse import Source
from service.extraction.layout import first_prose
from service.extraction.media.contrast import at_another_time, by_habit, days, is_aside, sets_apart
from service.extraction.media.reading import MediumReading
from service.extraction.sections import sections, stamps

#: For how many paragraphs a speaker who goes on does so by the same medium.
_REACH = {
    Medium.INTERVIEW: 60, Medium.SPEECH: 10, Medium.DEBATE: 14, Medium.TESTIMONY: 12, Medium.BRIEFING: 6,
    Medium.STATEMENT: 4, Medium.CORRESPONDENCE: 4, Medium.PUBLICATION: 4, Medium.TWITTER: 1,
    Medium.SOCIAL_MEDIA: 1, Medium.CONVERSATION: 1,
}  # fmt: skip
SPOKEN = frozenset(
    {Medium.INTERVIEW, Medium.SPEECH, Medium.DEBATE, Medium.TESTIMONY, Medium.BRIEFING, Medium.CONVERSATION}
)
WRITTEN = frozenset(
    {Medium.STATEMENT, Medium.CORRESPONDENCE, Medium.PUBLICATION, Medium.TWITTER, Medium.SOCIAL_MEDIA}
)
#: How many paragraphs after the headline tell of what the whole article is about.
_LEDE = 2
#: For how many days something is news.
_NEWS = 11


@dataclass(slots=True)
class Open:
    """An occasion still going on; ``reading`` is None where a sentence only puts a quote elsewhere.

    ``since`` is the paragraph that sets it, ``paragraph`` the last one that was at it.
    """

    reading: MediumReading | None
    days: frozenset[str]
    paragraph: int
    section: int
    aside: bool = False
    since: int = 0

    @property
    def medium(self) -> Medium | None:
        """The medium of the occasion, None where none is known."""
        return self.reading.medium if self.reading is not None else None

    def is_old(self, anchor: date | None) -> bool:
        """Whether it is dated to a month, a year, or a day long before the article's."""
        recent = {(anchor - timedelta(days=back)).isoformat() for back in range(_NEWS)} if anchor else set()
        return bool(self.days) and not self.days & recent

    def reaches(self, paragraph: int) -> bool:
        """Whether the text may still be at the occasion in ``paragraph``; an aside ends with its own."""
        if self.reading is None or self.aside:
            return paragraph == self.paragraph
        return paragraph - self.paragraph <= _REACH[self.reading.medium]


class Going:
    """The article's sentences, asked whether they go on with an occasion or stand apart from it."""

    def __init__(self, doc: Doc, frames: Frames) -> None:
        self.doc, self.frames = doc, frames
        self.sections = sections(doc)
        self.numbers = {frame.start: number for number, frame in enumerate(frames.frames)}
        self.is_live = stamps(doc) > 1
        self._lede = first_prose(doc._.text, doc._.paragraphs, doc._.title) + _LEDE
        self._apart: dict[tuple[int, int | None], bool] = {}

    def in_lede(self, frame: Frame) -> bool:
        """Whether the sentence stands where an article tells what it is about."""
        return frame.paragraph <= self._lede

    def state(self, reading: MediumReading | None, frame: Frame, at: int | None) -> Open:
        """The occasion of ``reading`` as the sentence tells it, reported by the token ``at``."""
        aside = reading is None or is_aside(reading) or self.contrary(frame, None)
        section = self.sections[frame.paragraph]
        return Open(reading, self.days(frame, at), frame.paragraph, section, aside, frame.paragraph)

    def holds(self, state: Open, said: Attribution, frame: Frame) -> bool:
        """Whether nothing in the sentence puts the quotation apart from the occasion."""
        if state.section != self.sections[frame.paragraph]:
            return False
        if self.contrary(frame, said.cue):
            return False
        spoken = state.reading is not None and state.reading.medium in SPOKEN
        if spoken and said.cue is not None and said.cue.verb is not None and said.cue.verb.written:
            return False
        own = self.days(frame, cue_token(said))
        return not sets_apart(own, state.days)

    def days(self, frame: Frame, at: int | None) -> frozenset[str]:
        """The days that the sentence gives what the token ``at`` reports."""
        return days(self.doc, self.numbers[frame.start], at)

    def contrary(self, frame: Frame, cue: Cue | None) -> bool:
        """Whether the sentence tells of another time, or of no one time."""
        at = cue.at if cue is not None and frame.start <= cue.at < frame.end else None
        key = (frame.start, at)
        if key not in self._apart:
            self._apart[key] = at_another_time(self.doc, frame, at)
        return self._apart[key] or by_habit(self.doc, cue)

    def is_entry(self, frame: Frame) -> bool:
        """Whether the sentence stands in an entry of a live blog, which tells of one moment."""
        return self.is_live and self.sections[frame.paragraph] > 0


def cue_token(said: Attribution) -> int | None:
    """The token that reports the quotation, None where no word does."""
    return said.cue.at if said.cue is not None else None


def is_borrowed(reading: MediumReading | None, source: Source) -> bool:
    """Whether a document or newspaper was read as somebody's mention: no occasion of theirs."""
    return reading is not None and reading.rule == "document" and source.kind is SpeakerKind.PERSON
