"""Which of the people named so far is meant, where the words alone do not tell."""

from service.extraction.discourse.memory import Discourse
from service.extraction.discourse.source import Source
from service.extraction.lexicons import Gender
from service.extraction.naming.entities import Entity


def likeliest(discourse: Discourse, namesakes: list[int], gender: Gender | None, default: int) -> int:
    """Whom a bare surname means that several people of the article share."""
    ranked = []
    passed = _passed(discourse, namesakes)
    for index in namesakes:
        entity, seen = discourse.entities.all[index], discourse.seen.get(index)
        if seen is None or (gender and entity.gender not in (None, gender)):
            continue
        score = seen.weight - 0.4 * min(discourse.frame - seen.frame, 12)
        if discourse.speaker is not None and discourse.speaker.entity == index and not passed:
            score += 1.5
        score += 0.3 * min(2, sum(1 for name in entity.names if len(name.words) > 1))
        # Whom the article has called by the bare surname before, it goes on calling so.
        score += 0.3 * min(6, discourse.bare[index])
        ranked.append((score, index))
    chosen = max(ranked)[1] if ranked else default
    discourse.bare[chosen] += 1
    return chosen


def _passed(discourse: Discourse, namesakes: list[int]) -> bool:
    """Whether the text has told of another of the namesakes, as its subject, since the last speech."""
    speaker = discourse.speaker.entity if discourse.speaker is not None else None
    return any(
        seen.frame > discourse.speaker_frame and seen.weight >= 1.5
        for index in namesakes
        if index != speaker and (seen := discourse.seen.get(index)) is not None
    )


def other_person(discourse: Discourse, than: Source, reach: int = 3) -> Source | None:
    """Who else is in the talk: the person named last but for ``than``, in this or the last paragraphs."""
    others = [
        (seen.frame, seen.weight, index)
        for index, seen in discourse.recent()
        if index != than.index
        and isinstance(found := discourse.who(index), Entity)
        and found.kind == "person"
        and discourse.paragraph - seen.paragraph <= reach
    ]
    return discourse.source(max(others)[2], sure=0.6) if others else None
