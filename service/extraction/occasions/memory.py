"""What the article has told so far: who spoke when, and on what day each occasion was."""

from dataclasses import dataclass, field

from spacy.tokens import Doc

from service.extraction.annotations import Medium, Span, SpeakerKind
from service.extraction.attribution.frames import Frame
from service.extraction.dates import Precision, Resolved
from service.extraction.discourse import Source
from service.extraction.occasions.reading import DateReading
from service.extraction.times.doing import actor_of, is_body, is_recalled
from service.extraction.times.nouns import occasion_medium
from service.extraction.times.placing import dates_phrase, frame_at
from service.extraction.times.telling import is_main, subjects, tells
from service.extraction.times.timing import Timed

_NEAR = 3
#: "2025-03-14" has ten characters, a month or year fewer.
DAY = 10
#: Farther on, it is another post, letter or report of the same source.
_WRITINGS = frozenset({Medium.PUBLICATION, Medium.CORRESPONDENCE, Medium.TWITTER, Medium.SOCIAL_MEDIA})


@dataclass(frozen=True, slots=True)
class Said:
    """The last quotation of a source: through what, where, and its day if known."""

    medium: Medium | None
    frame: int
    paragraph: int
    section: int
    reading: DateReading | None


def goes_on(said: Said, medium: Medium | None, paragraph: int, *, replies: bool) -> bool:
    """Whether a quotation through ``medium`` can still be of the occasion that ``said`` was uttered at.

    A month or year is told of an older one, which the article only looks back on: what its source says in
    another paragraph is that no more, but through the same channel near by, or where it goes on at once.
    """
    if said.reading is None or len(said.reading.value) == DAY:
        return True
    if said.paragraph == paragraph:
        return not replies
    if medium is not None:
        return medium == said.medium and paragraph - said.paragraph <= _NEAR
    return said.reading.rule == "own" and paragraph - said.paragraph <= 1


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that tells the day of a speech."""

    frame: int
    paragraph: int
    section: int
    reading: DateReading
    precision: Precision
    medium: Medium | None = None


@dataclass(slots=True)
class Memory:
    """Filled sentence by sentence from the top; ``section`` numbers the section of each paragraph."""

    doc: Doc
    section: list[int]
    said: dict[tuple[str, Medium | None], Said] = field(default_factory=dict)
    last: Said | None = None
    latest: Resolved | None = None
    _recent: dict[str, Said] = field(default_factory=dict)
    _told: dict[str, Told] = field(default_factory=dict)
    _body: Told | None = None
    _frames: dict[int, Told] = field(default_factory=dict)

    def say(self, key: str | None, said: Said) -> None:
        """Takes in a quotation of the source ``key``."""
        if key is not None:
            self.said[key, said.medium] = said
            self._recent[key] = said
        self.last = said

    def before(self, key: str, medium: Medium | None, paragraph: int) -> Said | None:
        """The quotation whose occasion one of the same source through ``medium`` goes on with.

        Where no medium is known it is the source's last: through none either, or in this paragraph.
        """
        if medium not in (None, Medium.UNSPECIFIED):
            said = self.said.get((key, medium))
            far = said is not None and paragraph - said.paragraph > _NEAR
            return None if far and medium in _WRITINGS else said
        last = self._recent.get(key)
        return last if last and (last.medium == medium or paragraph == last.paragraph) else None

    def spoke(self, key: str | None) -> str | None:
        """The day on which the source was quoted last."""
        said = self._recent.get(key) if key is not None else None
        return said.reading.value if said is not None and said.reading is not None else None

    def note(self, one: Timed) -> None:
        """Takes in a time expression, in order."""
        if one.value is None:
            return
        self.latest = one.value
        if not tells(self.doc, one):
            return
        told = self._told_by(one, one.value)
        self._frames[one.frame] = told
        if one.verb is None or not is_main(self.doc[one.verb]):
            return
        if (one.on_noun and told.medium is not None) or is_recalled(self.doc, one):
            return
        for subject in subjects(self.doc, one):
            key = actor_of(self.doc, subject, one.verb)
            if key is not None:
                self._told[key] = told
            elif is_body(subject):
                self._body = told

    def _told_by(self, one: Timed, value: Resolved) -> Told:
        span = Span.of(self.doc._.text, one.expression.start, one.expression.end)
        media = [m for i in one.nouns if (m := occasion_medium(self.doc[i]))]
        return Told(
            one.frame,
            one.paragraph,
            self.section[one.paragraph],
            DateReading(value.value, span, "told"),
            value.precision,
            media[0] if media else None,
        )

    def told_by(
        self, source: Source | None, paragraph: int, medium: Medium | None, after: int = -1
    ) -> DateReading | None:
        """The day on which a sentence shortly before, behind frame ``after``, says that ``source`` spoke."""
        if source is None:
            return None
        known = [(self._told.get(source.key), _NEAR if medium not in (None, Medium.UNSPECIFIED) else 2)]
        if source.kind is not SpeakerKind.PERSON:
            known.append((self._body, 1))
        for told, near in known:
            if told is not None and told.frame > after and self._applies(told, paragraph, near, medium):
                return told.reading
        return None

    def _applies(self, told: Told, paragraph: int, near: int, medium: Medium | None) -> bool:
        if told.section != self.section[paragraph] or paragraph - told.paragraph > near:
            return False
        if told.medium not in (None, Medium.CONVERSATION) and medium is not None and told.medium != medium:
            return False
        return told.precision is Precision.DAY or told.paragraph == paragraph

    def at(
        self, phrase: Span, paragraph: int, source: Source | None, *, anybody: bool = False
    ) -> DateReading | None:
        """The day that the sentence of ``phrase`` tells of it, if ``source`` is named there or near.

        ``anybody``: it names an occasion that others than those named speak at, however far on.
        """
        frames = self.doc._.frames.frames
        at = frame_at(self.doc, phrase.start)
        told = (self._placed(at, phrase) or self._frames.get(at)) if at is not None else None
        if told is None or told.section != self.section[paragraph] or frames[at].paragraph > paragraph:
            return None
        named = anybody or (source is not None and source.entity in self._entities(frames[at]))
        return told.reading.by("proof") if named or paragraph - told.paragraph <= _NEAR else None

    def _placed(self, number: int, phrase: Span) -> Told | None:
        """The day in the sentence ``number`` that dates what ``phrase`` names."""
        span = self.doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
        if span is None:
            return None
        for one in self.doc._.times.get(number, ()):
            if one.value is not None and dates_phrase(self.doc, one, span.start, span.end - 1):
                return self._told_by(one, one.value)
        return None

    def _entities(self, frame: Frame) -> set[int]:
        found = (self.doc._.entities.at(i) for i in range(frame.start, frame.end))
        return {entity for entity in found if entity is not None}
