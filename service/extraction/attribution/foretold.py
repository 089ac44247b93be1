"""Sources that the lede only describes and the article names further on.

"A former postmaster wept … as she told" is Ada Bell where the next paragraph names her: what is known of whom
the lede describes only when the article has been read (``naming.roles_described``) is put right here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from service.extraction.annotations import SpeakerKind
from service.extraction.attribution.frames import Frames
from service.extraction.attribution.mentions import Mention
from service.extraction.attribution.state import Attribution
from service.extraction.discourse import Source
from service.extraction.lexicons import organisation_nouns
from service.extraction.naming.entities import Entities
from service.extraction.naming.gender import pronoun_gender
from service.extraction.phrases import Form

#: So many words of a description stand in the name of the body it means.
_LEAST = 2
#: How sure it is that whom the article names next is whom its lede described.
_SURE = 0.75


def identify(
    frames: Frames, entities: Entities, attributions: Sequence[Attribution], foretold: Mapping[int, int]
) -> Iterator[Attribution]:
    """``attributions`` with those to a description that ``foretold`` (head token to entity) named."""
    bodies = _Bodies(entities)
    described = {frames.at(head): (head, entity) for head, entity in foretold.items()}
    for said in attributions:
        entity = _meant(frames, said.mention, foretold, described) if said.mention else None
        if entity is None and said.source is not None:
            entity = bodies.named(said.source)
        if said.mention is None or entity is None:
            yield said
            continue
        found = entities.all[entity]
        source = Source(found.name, found.speaker_kind, entity, _SURE, None, found.gender)
        yield replace(said, mention=replace(said.mention, source=source))


class _Bodies:
    """The article's bodies by the words of their names."""

    def __init__(self, entities: Entities) -> None:
        self._words = {
            index: frozenset(word.removesuffix("s") for word in entity.longest)
            for index, entity in enumerate(entities.all)
            if entity.kind == "organization" and len(entity.longest) > 2
        }

    def named(self, source: Source) -> int | None:
        """The one body that a description foretells: "A federal appeals court" the Court of Appeals."""
        words = source.name.lower().split()
        if source.entity is not None or source.kind is SpeakerKind.PERSON or words[0] not in ("a", "an"):
            return None
        told = {word.removesuffix("s") for word in words[1:]}
        if words[-1] not in organisation_nouns() or len(told) < _LEAST:
            return None
        found = [i for i, named in self._words.items() if words[-1] in named and len(told & named) >= _LEAST]
        return found[0] if len(found) == 1 else None


def _meant(
    frames: Frames, mention: Mention, foretold: Mapping[int, int], described: Mapping[int, tuple[int, int]]
) -> int | None:
    """The person for whom a mention stands: the description itself, or "she" behind it in its sentence."""
    if mention.source is not None and mention.source.entity is not None:
        return None
    if mention.head in foretold:
        return foretold[mention.head]
    head, entity = described.get(frames.at(mention.head), (0, None))
    behind = mention.form is Form.PRONOUN and mention.head > head
    return entity if behind and pronoun_gender(mention.span.text.lower()) is not None else None
