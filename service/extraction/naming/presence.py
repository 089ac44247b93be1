"""Who each sentence is about: the people it names, who speaks in it, whom its first pronoun means."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from service.extraction.attribution.frames import Frames
from service.extraction.attribution.walk import Attribution
from service.extraction.lexicons import Gender
from service.extraction.naming.entities import Entities
from service.extraction.naming.gender import pronoun_gender
from service.extraction.naming.names import Name

_SUBJECT = 2.0
_OTHER = 1.0
_OWNER = 0.6
_SPOKE = 1.8
#: What a paragraph's distance and a sentence's take from a mention's weight.
_FADING = 0.5
_REACH = 4
_PARAGRAPHS = 2
#: By how much the first must lead for a pronoun to stand for them.
_CLEAR = 0.4


@dataclass(slots=True)
class Presence:
    """For each frame the people in it and their weights; ``named`` are those whom it names itself.

    ``first`` tells for each person the frame that names them first, ``people`` how many each frame and those
    before it name, ``pronouns`` for the token of "he" or "she" whom it means.
    """

    frames: Frames
    entities: Entities
    present: list[dict[int, float]] = field(default_factory=list)
    named: list[set[int]] = field(default_factory=list)
    first: dict[int, int] = field(default_factory=dict)
    people: list[int] = field(default_factory=list)
    pronouns: dict[int, int] = field(default_factory=dict)

    def before(self, frame: int, gender: Gender | None = None) -> list[tuple[float, int]]:
        """Who may be meant in ``frame`` by what was told before it, the likeliest first."""
        paragraph = self.frames.frames[frame].paragraph
        scores: dict[int, float] = {}
        for back in range(1, min(_REACH, frame) + 1):
            away = paragraph - self.frames.frames[frame - back].paragraph
            if away > _PARAGRAPHS:
                break
            for entity, weight in self.present[frame - back].items():
                value = weight - _FADING * (back - 1) - 0.2 * max(0, away - 1)
                scores[entity] = max(scores.get(entity, 0.0), value)
        fits = [
            (score, entity)
            for entity, score in scores.items()
            if gender is None or self.entities.all[entity].gender in (None, gender)
        ]
        return sorted(fits, key=lambda pair: (-pair[0], pair[1]))


def read_presence(
    doc: Doc,
    frames: Frames,
    names: Sequence[Name],
    entities: Entities,
    attributions: Sequence[Attribution],
) -> Presence:
    """Who is present in each frame of an article whose quotations have their sources."""
    found = Presence(frames, entities)
    speakers: dict[int, set[int]] = {}
    for attribution in attributions:
        source = attribution.source
        if source is not None and source.entity is not None:
            speakers.setdefault(frames.of_segment[attribution.segment], set()).add(source.entity)
    at_token = {name.start: name for name in names}
    for number, frame in enumerate(frames.frames):
        here: dict[int, float] = {}
        for i in frame.tokens:
            name = at_token.get(i)
            if name is not None and entities.all[entities.of_name[i]].kind == "person":
                entity = entities.of_name[i]
                here[entity] = max(here.get(entity, 0.0), _weight(doc[name.end - 1]))
        found.named.append(set(here))
        for entity in here:
            found.first.setdefault(entity, number)
        found.people.append(len(found.first))
        for entity in speakers.get(number, ()):
            if entities.all[entity].kind == "person":
                here[entity] = max(here.get(entity, 0.0), _SPOKE)
        found.present.append(here)
        _add_pronoun(doc, found, number)
    return found


def _add_pronoun(doc: Doc, found: Presence, number: int) -> None:
    """Adds whom the first "he" or "she" of the frame stands for, where the text before leaves no doubt."""
    frame = found.frames.frames[number]
    for i in frame.tokens:
        gender = pronoun_gender(doc[i].lower_)
        if gender is None or doc[i].dep_ not in ("nsubj", "nsubjpass"):
            continue
        ranked = found.before(number, gender)
        if ranked and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _CLEAR):
            entity = ranked[0][1]
            found.present[number].setdefault(entity, _SPOKE)
            found.pronouns[i] = entity
        return


def _weight(token: Token) -> float:
    head = token
    while head.dep_ in ("compound", "flat") and head.head.i != head.i:
        head = head.head
    if head.dep_ in ("nsubj", "nsubjpass"):
        return _SUBJECT
    return _OWNER if head.dep_ == "poss" else _OTHER
