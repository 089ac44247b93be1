"""Turns of a transcript: quotations led in by a label, and those that were played from a recording."""

import re

from spacy.tokens import Doc

from service.extraction.attribution.cues import CueForm
from service.extraction.attribution.frames import Frame
from service.extraction.attribution.state import Attribution

#: "(SOUNDBITE OF ARCHIVED RECORDING)", "(BEGIN VIDEO CLIP)": what follows was said at another time.
_PLAYED = re.compile(
    r"[(\[][^)\]\n]{0,40}\b(?:SOUNDBITE|RECORDING|VIDEO ?CLIP|AUDIO ?CLIP|VIDEOTAPE)\b[^)\]\n]{0,40}[)\]]",
    re.I,
)


def is_labelled(said: Attribution) -> bool:
    """Whether a label or a record's "Q." and "A." brings the quotation in."""
    return said.rule == "turn" or (said.cue is not None and said.cue.form is CueForm.LABEL)


def after_recording(doc: Doc, frame: Frame) -> bool:
    """Whether the paragraph before the sentence says that a recording is played."""
    if frame.paragraph == 0:
        return False
    before = doc._.paragraphs[frame.paragraph - 1]
    return _PLAYED.fullmatch(doc._.text, before.start, before.end) is not None
