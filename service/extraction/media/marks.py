"""Marks: the phrases of the reporter's own sentences that name a medium, each at its place in the frames."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from service.extraction.annotations import Medium, Span
from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.columns import columns
from service.extraction.lexicons import MediumKind, MediumMention, platforms
from service.extraction.media.outlets import find_outlets
from service.extraction.media.phrases import medium_phrases

#: Governors that put the utterance beside the occasion, not into it ("said after the debate").
_BESIDE = frozenset({"after", "before", "following", "for", "into"})
#: Words that show the phrase was more than one noun phrase ("in the code that address", "in the day before").
_BROKEN = frozenset({"that", "what", "which", "who", "before", "after", "since", "ahead"})


#: "Agreed with the ruling": the ruling is what somebody thinks of, not where they say so.
_AGREEING = frozenset({"agree", "disagree", "concur", "comply", "side", "deal"})
#: Media whose words are common nouns; as a name they are a newspaper's ("by the Harbin Evening Post").
_COMMON = frozenset({Medium.SOCIAL_MEDIA, Medium.CORRESPONDENCE, Medium.PUBLICATION})


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase that names a medium: tokens [first, last], the governing word first."""

    first: int
    last: int
    governor: str
    medium: Medium
    kind: MediumKind
    span: Span


def find_marks(doc: Doc, frames: Frames) -> dict[int, list[Mark]]:
    """The marks of every frame that has some, in order."""
    best: dict[int, Mark] = {}
    for mark in [*_phrases(doc, frames), *_outlets(doc, frames)]:
        known = best.get(mark.first)
        if known is None or mark.last > known.last:
            best[mark.first] = mark
    found: dict[int, list[Mark]] = {}
    for first in sorted(best):
        frame = frames.at(first)
        if frame >= 0 and first < frames.frames[frame].end:
            found.setdefault(frame, []).append(best[first])
    return found


def _phrases(doc: Doc, frames: Frames) -> Iterator[Mark]:
    starts = columns(doc).start
    for mention in medium_phrases(doc):
        first = bisect_left(starts, mention.span.start)
        last = bisect_left(starts, mention.span.end) - 1
        if first >= len(starts) or last < first or frames.owner[first] != OUTER:
            continue
        if _is_one_phrase(doc, mention, first, last):
            cue = mention.cue
            yield Mark(first, last, mention.governor, cue.medium, cue.kind, mention.span)


def _is_one_phrase(doc: Doc, mention: MediumMention, first: int, last: int) -> bool:
    """Whether the words are governor and object, the object no part of another ("in the private sector")."""
    if mention.cue.kind == "occasion" and mention.governor in _BESIDE:
        return False
    if mention.governor == "with" and doc[first].head.lemma_.lower() in _AGREEING:
        return False
    if doc[first].tag_ == "TO" and mention.cue.kind != "fixed":
        return False
    if mention.cue.kind != "fixed" and any(
        doc[i].lower_ in _BROKEN or doc[i].tag_ in ("VBD", "VBZ", "VBP") for i in range(first + 1, last)
    ):
        return False
    if (
        doc[last].tag_ in ("NNP", "NNPS")
        and mention.cue.medium in _COMMON
        and doc[last].lower_ not in platforms()
    ):
        return False
    head = doc[last].head
    if (
        head.i == last + 1
        and doc[last].dep_ in ("compound", "amod", "nmod")
        and head.pos_ in ("NOUN", "PROPN")
    ):
        return False
    return not (last > 0 and doc[last].lower_ == "house" and doc[last - 1].lower_ == "white")


def _outlets(doc: Doc, frames: Frames) -> Iterator[Mark]:
    """Being told, or appearing on, a named outlet; writing in one."""
    for first, last in find_outlets(doc, frames):
        span = Span.of(doc._.text, doc[first].idx, doc[last].idx + len(doc[last]))
        governor = doc[first].lower_
        medium = Medium.PUBLICATION if governor in ("in", "for") else Medium.INTERVIEW
        yield Mark(first, last, governor, medium, "addressee", span)
