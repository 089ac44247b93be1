"""Another speaker of the occasion that the last quotation was uttered at."""

from spacy.tokens import Doc

from service.extraction.annotations import Medium
from service.extraction.attribution.cues import CueForm
from service.extraction.attribution.turns import after_recording, is_labelled
from service.extraction.attribution.walk import Attribution
from service.extraction.media.reading import MediumReading
from service.extraction.occasions.memory import DAY, Said
from service.extraction.occasions.reading import DateReading

_SHARED = frozenset({Medium.DEBATE, Medium.TESTIMONY, Medium.BRIEFING, Medium.SPEECH})
_NEAR = 2
#: Who replies or adds does so there and then, if the words follow at once.
_REPLIES = frozenset(
    ["reply", "respond", "answer", "add", "counter", "retort", "interject", "interrupt", "rejoin", "chime",
     "concur", "interpose", "snap"]
)  # fmt: skip


def shared_day(
    doc: Doc, said: Attribution, medium: MediumReading | None, paragraph: int, section: int, last: Said | None
) -> DateReading | None:
    """The day of the last quotation, for one of the same debate, hearing, briefing, rally or transcript."""
    if last is None or last.reading is None or last.section != section:
        return None
    if len(last.reading.value) < DAY and not is_labelled(said):
        return None  # a month or year is told of an older occasion, looked back on
    if replies(doc, said) and medium is None and paragraph - last.paragraph <= _NEAR:
        return last.reading.by("reply")
    labelled = is_labelled(said)
    if labelled and after_recording(doc, doc._.frames.frames[doc._.frames.of_segment[said.segment]]):
        return None
    channel = medium.medium if medium is not None else None
    if medium is not None and channel is Medium.BRIEFING and medium.rule == "addressee":
        return None  # "told journalists": each of them may have done so elsewhere
    if paragraph - last.paragraph > _NEAR or not (
        labelled or (channel in _SHARED and last.medium == channel)
    ):
        return None
    return last.reading.by("shared")


def replies(doc: Doc, said: Attribution) -> bool:
    """Whether the words are told as an answer ("the witness replied"), be it in the sentence before."""
    cue = said.cue
    if cue is None or cue.form is not CueForm.VERB or said.source is None:
        return False
    if doc[cue.at].lemma_.lower() in _REPLIES:
        return True
    frames, before = doc._.frames.frames, cue.frame - 1
    if before < 0 or frames[before].paragraph != frames[cue.frame].paragraph or said.source.entity is None:
        return False
    return any(
        c.verb is not None
        and c.subject is not None
        and doc[c.at].lemma_.lower() in _REPLIES
        and doc._.entities.at(doc[c.subject].left_edge.i) == said.source.entity
        for c in doc._.cues[before]
    )
