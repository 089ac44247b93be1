"""Words that place an utterance on the day the article is at, without naming it.

"at 7pm", "hours later", "after the meeting", "outside court": the day is that of the lede.
"""

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from service.extraction.annotations import Medium
from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.attribution.walk import Attribution
from service.extraction.media.reading import MediumReading
from service.extraction.times.placing import frame_at, verb_over
from service.extraction.times.ties import same_speech

#: Words of another time, which the article only repeats.
_ELSEWHERE = frozenset({Medium.CONVERSATION, Medium.PUBLICATION})
_PART = r"(?:day|morning|afternoon|evening|night)"
_OCCASION = (
    r"(?:meeting|hearing|vote|verdict|ruling|ceremony|broadcast|debate|match|game|race|final|session|sentencing|"
    r"rally|service|funeral|vigil|inquest|talks|summit|count|performance|inauguration|launch)"
)
_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)? ?(?:a\.m\b|p\.m\b|[ap]m\b)|\b(?:noon|midday|midnight|dawn|dusk)\b"
    r"|\b(?:minutes|moments|hours|seconds|an hour) (?:later|afterwards?|earlier)\b"
    r"|\bwithin (?:minutes|hours|moments|the hour|an hour)\b"
    rf"|\b(?:later|earlier|late|early) (?:in the|the same) {_PART}\b|\b[Tt]he same {_PART}\b"
    rf"|\b[Bb]y (?:the )?(?:{_PART}|nightfall)\b|\bin the (?:evening|small hours|early hours)\b"
)
_AFTER = re.compile(
    rf"\b(?:[Aa]fter|[Ff]ollowing|[Oo]utside) (?:the|their|his|her) (?:[\w’'-]+ ){{0,2}}?{_OCCASION}\b"
    r"|\b[Aa]fterwards?\b|\b[Oo]utside (?:the )?(?:court|courthouse|courtroom)\b"
    r"|\bpost-(?:match|game|race|debate|fight)\b"
)
#: "two days after the vote", "the week after the vote": another day than that of the vote.
_LONG_AFTER = re.compile(r"\b(?:days?|weeks?|months?|years?|decades?|long|soon)\s*$", re.I)


def is_beside(doc: Doc, attribution: Attribution, medium: MediumReading | None, number: int) -> bool:
    """Whether the sentence that brings a quotation in, or proves its medium, tells a time of that day.

    Only where a channel is told: without one a reader can't tell whether the words followed at once. What a
    witness tells a court at 10 a.m. of has hours of its own. A sentence that names a day does not count.
    """
    if medium is None or medium.medium in _ELSEWHERE:
        return False
    patterns = (_AFTER,) if medium.medium is Medium.TESTIMONY else (_CLOCK, _AFTER)
    cue, frames = attribution.cue, doc._.frames
    where = {number: cue.at if cue is not None else None}
    if cue is not None:
        where.setdefault(cue.frame, cue.at)
    at = frame_at(doc, medium.span.start)
    if at is not None and 0 <= frames.frames[number].paragraph - frames.frames[at].paragraph <= 1:
        where.setdefault(at, None)
    return any(
        not any(one.value for one in doc._.times.get(frame, ())) and _tells(doc, frame, verb, patterns)
        for frame, verb in where.items()
    )


def _tells(doc: Doc, number: int, cue: int | None, patterns: Iterable[re.Pattern[str]]) -> bool:
    for token in _placed(doc, doc._.frames, number, patterns):
        verb = verb_over(token)
        goes_on = cue is not None and doc[cue].dep_ == "conj" and doc[cue].head == verb
        if cue is None or verb is None or goes_on or same_speech(verb, doc[cue]):
            return True
    return False


def _placed(doc: Doc, frames: Frames, number: int, patterns: Iterable[re.Pattern[str]]) -> Iterator[Token]:
    """The first token of each such expression among the reporter's words."""
    frame = frames.frames[number]
    text, start = doc._.text, doc[frame.start].idx
    end = doc[frame.end - 1].idx + len(doc[frame.end - 1])
    tokens = {doc[i].idx: i for i in frame.tokens}
    for pattern in patterns:
        for found in pattern.finditer(text, start, end):
            i = tokens.get(found.start())
            if i is None or frames.owner[i] != OUTER or _LONG_AFTER.search(text[start : found.start()]):
                continue
            yield doc[i]
