"""Reads the medium of every attributed segment."""

from spacy.tokens import Doc

from service.extraction.attribution.frames import Frames
from service.extraction.media.carrying import Carrying
from service.extraction.media.marks import find_marks
from service.extraction.media.own import own_reading
from service.extraction.media.posts import post_reading
from service.extraction.media.reading import MediumReading
from service.extraction.media.releases import find_release
from service.extraction.media.scenes import find_scenes


def find_readings(doc: Doc) -> dict[int, MediumReading]:
    """The medium of each segment that has one, by the segment's number."""
    frames: Frames = doc._.frames
    marks = find_marks(doc, frames)
    own: dict[int, MediumReading] = {}
    for said in doc._.attributions:
        number = frames.of_segment[said.segment]
        if number < 0:
            continue
        at = said.cue.frame if said.cue is not None else number
        found = post_reading(doc, said.segment) or own_reading(
            doc, frames, frames.frames[at], marks.get(at, []), said
        )
        if found is not None:
            own[said.segment] = found
    readings = Carrying(doc, frames, own, find_scenes(doc, frames, marks), marks).readings()
    release = find_release(doc)
    if release is not None:
        for said in doc._.attributions:
            if said.source is not None:
                readings.setdefault(said.segment, release)
    return readings
