"""Who speaks at the sitting that the whole article reports."""

from spacy.tokens import Doc

from service.extraction.annotations import SpeakerKind
from service.extraction.attribution.frames import Frame, Frames
from service.extraction.attribution.walk import Attribution
from service.extraction.media.going import Going
from service.extraction.media.leaving import is_expert, is_outside, leaves_room
from service.extraction.media.main import find_main
from service.extraction.media.reading import MediumReading


class Sitting:
    """The sitting of an article, and the speakers that a sentence has put outside it so far."""

    def __init__(self, doc: Doc, frames: Frames, going: Going) -> None:
        self._doc, self._going = doc, going
        self._reading = find_main(doc, frames)
        self._outside: set[str] = set()
        self._left: int | None = None
        self._over = False

    def read(self, frame: Frame) -> bool:
        """Takes in a sentence, in order: from one that leads outside, its paragraph stays there.

        True where it leads out of the court or chamber, after which nobody new speaks there.
        """
        if self._reading is not None and is_outside(self._doc, frame):
            self._left = frame.paragraph
        leaves = leaves_room(self._doc, frame)
        self._over = self._over or leaves
        return leaves

    def holds(self, said: Attribution, frame: Frame) -> MediumReading | None:
        """The sitting, for a person whom no sentence puts elsewhere."""
        if self._reading is None or said.source is None or self._going.sections[frame.paragraph] != 0:
            return None
        if self._over or self._left == frame.paragraph:
            self._outside.add(said.source.key)
        if said.source.kind is not SpeakerKind.PERSON or said.source.key in self._outside:
            return None
        if is_expert(self._doc, said.source.entity) or self._going.contrary(frame, said.cue):
            return None
        if said.cue is not None and said.cue.verb is not None and said.cue.verb.written:
            return None
        return self._reading
