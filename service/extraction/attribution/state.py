"""What is known while an article is read from the top: the attributions so far, and who spoke last."""

from dataclasses import dataclass

from spacy.tokens import Doc

from service.extraction.attribution.cues import Cue, Cues
from service.extraction.attribution.frames import Frame, Frames
from service.extraction.attribution.mentions import Mention
from service.extraction.attribution.sources import Resolver
from service.extraction.discourse import Source


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said one segment, by which cue and rule. ``score`` is the rule's own, not yet a probability."""

    segment: int
    rule: str
    score: float
    cue: Cue | None = None
    mention: Mention | None = None
    second: Mention | None = None

    @property
    def source(self) -> Source | None:
        """The source, None where nobody can be identified."""
        return self.mention.source if self.mention else None


@dataclass(frozen=True, slots=True)
class Spoken:
    """The last speech of a paragraph, ``direct`` or reported; ``colon``: its sentence ends with one."""

    frame: int
    paragraph: int
    mention: Mention
    cue: Cue | None
    direct: bool
    colon: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A frame and its ``number``, with its cues and the mentions of their subjects (by the head's token)."""

    number: int
    frame: Frame
    cues: Cues
    mentions: dict[int, Mention]

    def speaker(self, cue: Cue) -> Mention | None:
        """The mention that does ``cue``."""
        return self.mentions.get(cue.subject) if cue.subject is not None else None


@dataclass(slots=True)
class State:
    """One pass over one article. ``found`` has one place for every segment.

    ``examined`` holds who asks and who answers in a record's questions and answers, once that was looked up.
    """

    doc: Doc
    frames: Frames
    cues: tuple[Cues, ...]
    resolver: Resolver
    found: list[Attribution | None]
    spoken: Spoken | None = None
    examined: tuple[Mention | None, Mention | None] | None = None

    def tokens_before(self, frame: Frame, segment: int) -> list[int]:
        """The outer tokens of ``frame`` before ``segment``."""
        first = self.frames.segment_tokens[segment][0]
        return [i for i in frame.tokens if i < first]
