"""Where sources were quoted last, which tells whether an occasion that several share can be theirs."""

from spacy.tokens import Doc

from service.extraction.annotations import Medium
from service.extraction.attribution.frames import Frame
from service.extraction.attribution.walk import Attribution
from service.extraction.media.going import SPOKEN, Open
from service.extraction.media.leaving import is_expert, is_outside
from service.extraction.media.reading import MediumReading


class Whereabouts:
    """Filled quotation by quotation from the top."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._last: dict[str, tuple[MediumReading | None, int]] = {}

    def note(self, said: Attribution, reading: MediumReading | None, paragraph: int) -> None:
        """Takes in a quotation and its medium, None where nothing tells."""
        if said.source is not None:
            self._last[said.source.key] = reading, paragraph

    def ends(self, state: Open, frame: Frame, *, left: bool) -> bool:
        """Whether nobody new speaks at ``state`` from this sentence on.

        It steps out of the room (``left``), or goes to those who talk of a debate afterwards.
        """
        if state.medium is Medium.DEBATE:
            return is_outside(self._doc, frame)
        return left and state.medium is Medium.TESTIMONY

    def allow(self, said: Attribution, state: Open) -> bool:
        """Whether the source can be at the shared occasion ``state``: not back from elsewhere, no expert."""
        if said.source is None:
            return True
        if state.medium is Medium.TESTIMONY and is_expert(self._doc, said.source.entity):
            return False
        reading, paragraph = self._last.get(said.source.key, (None, state.since))
        return paragraph >= state.since or (reading is not None and reading.medium not in SPOKEN)
