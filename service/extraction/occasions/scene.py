"""What is heard where something happens: a crowd's chants, voices on a recording, who speaks of "tonight".

None of it tells its day, which is that of what happens.
"""

import re
from functools import cached_property

from spacy.tokens import Doc

from service.extraction.annotations import Span, SpeakerKind
from service.extraction.attribution.frames import Frame
from service.extraction.attribution.walk import Attribution
from service.extraction.dates import Kind, Precision, resolve
from service.extraction.occasions.befalling import DISASTERS, HAPPENS, INJURIES
from service.extraction.occasions.reading import DateReading
from service.extraction.times.finding import anchor_of
from service.extraction.times.timing import Timed

_CHANTS = frozenset({"chant", "sing", "jeer", "boo", "heckle"})
_SHOUTS = frozenset({"shout", "yell", "cry", "scream", "roar", "cheer"})
_RECORDED = re.compile(
    r"\b(?:videos?|footage|recordings?|dash ?cam|body ?cam|body camera|dash camera|audio|911 call)\b",
    re.I,
)
_HEARD = re.compile(r"\b(?:can|could|is|are) be(?:ing)? heard\b|\b(?:is|are) heard\b", re.I)
_TONIGHT = re.compile(r"\b[Tt]onight\b")
_EVENING = re.compile(r"\b(?:night|evening)\b", re.I)
#: How many paragraphs and sentences back a recording may be named.
_NEAR, _BACK = 3, 12
_PARAGRAPHS = 3


class Scene:
    """What happens in ``doc`` that others are heard at; its days are looked up once."""

    def __init__(self, doc: Doc) -> None:
        self.doc: Doc = doc

    def is_chant(self, said: Attribution) -> bool:
        """Whether a crowd's shout is told, which is heard where it happens."""
        if said.cue is None or said.source is None:
            return False
        verb = self.doc[said.cue.at].lemma_.lower()
        return verb in _CHANTS or (verb in _SHOUTS and said.source.kind is SpeakerKind.GROUP)

    def recorded_day(self, said: Attribution, number: int) -> DateReading | None:
        """The day of the one event that hurt somebody, for a voice on a recording of it."""
        frames = self.doc._.frames.frames
        if self._event is None or not _is_played(self.doc, said, frames[number]):
            return None
        paragraph = frames[number].paragraph
        near = (f for f in frames[max(0, number - _BACK) : number + 1] if paragraph - f.paragraph <= _NEAR)
        return self._event if any(_RECORDED.search(_text(self.doc, frame)) for frame in near) else None

    def evening_day(self, said: Attribution) -> DateReading | None:
        """The day of the one evening that the first paragraphs tell of, for who says "tonight"."""
        segment = self.doc._.segments[said.segment]
        told = _TONIGHT.search(self.doc._.text, segment.start, segment.end)
        return self._evening if told is not None else None

    @cached_property
    def _event(self) -> DateReading | None:
        doc = self.doc
        told = [one for found in doc._.times.values() for one in found if _hurts(doc, one)]
        days = {one.value.value for one in told if one.value is not None}
        return _reading(doc, told[0], days.pop(), "recorded") if len(days) == 1 else None

    @cached_property
    def _evening(self) -> DateReading | None:
        doc = self.doc
        told = [
            (one, value)
            for number in sorted(doc._.times)
            for one in doc._.times[number]
            if one.paragraph < _PARAGRAPHS and (value := _day(doc, one)) is not None
        ]
        evening = next((one for one, _ in told if _EVENING.search(_words(doc, one))), None)
        days = {value for _, value in told}
        return _reading(doc, evening, days.pop(), "told") if evening is not None and len(days) == 1 else None


def _day(doc: Doc, one: Timed) -> str | None:
    """The day that the expression names, whatever it dates: "the winner of Tuesday night's debate"."""
    value = one.value
    if value is None and one.expression.kind is Kind.WEEKDAY and one.on_noun:
        value = resolve(one.expression, anchor_of(doc))
    return value.value if value is not None and value.precision is Precision.DAY else None


def _is_played(doc: Doc, said: Attribution, frame: Frame) -> bool:
    """ "can be heard saying", or the present in which a film is told: "shouts"."""
    if said.cue is None:
        return False
    return doc[said.cue.at].tag_ in ("VBZ", "VBP") or _HEARD.search(_text(doc, frame)) is not None


def _hurts(doc: Doc, one: Timed) -> bool:
    if one.value is None or one.value.precision is not Precision.DAY:
        return False
    nouns = [doc[i] for i in one.nouns[:1]]
    if one.verb is not None:
        verb = doc[one.verb]
        if verb.lemma_.lower() in DISASTERS | INJURIES:
            return True
        if verb.lemma_.lower() in HAPPENS:  # "the shooting, which occurred on Tuesday"
            nouns += [verb.head, *(c for c in verb.children if c.dep_ == "nsubj")]
    return any(noun.lemma_.lower() in INJURIES for noun in nouns)


def _reading(doc: Doc, one: Timed, value: str, rule: str) -> DateReading:
    return DateReading(value, Span.of(doc._.text, one.expression.start, one.expression.end), rule)


def _words(doc: Doc, one: Timed) -> str:
    return str(doc._.text[one.expression.start : one.expression.end])


def _text(doc: Doc, frame: Frame) -> str:
    """The reporter's words of a sentence."""
    return "".join(doc[i].text_with_ws for i in frame.tokens)
