"""Who else a speaker may be: other spellings, nicknames, longer names. Never linked without an editor."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.extraction.annotations import SpeakerKind
from service.storage import speaker_rows, speakers, suggestions
from service.storage.database import reading
from service.storage.names import SUFFIXES, name_key
from service.storage.speaker_records import SpeakerRecord
from service.tracker import identity
from service.tracker.identity import Likeness, Reason

SAME_NAME, ACRONYM = "same_name", "acronym"

RANKS = (SAME_NAME, ACRONYM, *Reason)
"""Why two may be one, the most telling first."""

Found = tuple[int, str, str]
"""The place in RANKS, the one's name and the other's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A speaker that may be the one asked about, why, and which names of the two say so."""

    speaker: SpeakerRecord
    reason: str
    own_name: str
    other_name: str


def suggest(speaker_id: str, limit: int = 20) -> tuple[Suggestion, ...]:
    """The speakers that the one with this id may be too, the likest first; raises NotFound.

    Unnamed sources and groups are nobody else's. A surname alone suggests nobody.
    """
    with reading():
        asked = speakers.get(speaker_id)
        if asked.kind not in (SpeakerKind.PERSON, SpeakerKind.ORGANIZATION) or asked.merged_into:
            return ()
        found = _found(asked)
        best = sorted(found, key=lambda pk: (found[pk][0], pk))[:limit]
        records = dict(zip(best, map(speakers.get, speaker_rows.ids_of(best)), strict=True))
        ordered = sorted(best, key=lambda pk: (found[pk][0], -records[pk].quote_count, pk))
        return tuple(_suggestion(records[pk], found[pk]) for pk in ordered)


def _found(asked: SpeakerRecord) -> dict[int, Found]:
    """What speaks most for each speaker (by key) that may be the same."""
    names = (asked.name, *asked.aliases)
    found: dict[int, Found] = {}
    for pk, other in suggestions.candidates(asked.id, asked.kind, _searched(asked.kind, names)):
        for own in names:
            why = _reason(asked.kind, own, other)
            if why is not None:
                this = (RANKS.index(why), own, other)
                found[pk] = min(this, found.get(pk, this))
    return found


def _suggestion(speaker: SpeakerRecord, found: Found) -> Suggestion:
    place, own, other = found
    return Suggestion(speaker=speaker, reason=str(RANKS[place]), own_name=own, other_name=other)


def _searched(kind: str, names: Iterable[str]) -> frozenset[str]:
    """The words that a likely name shares or nearly has: of people all but the first, unless it is the only
    one; of a body also its initials."""
    words: set[str] = set()
    for name in names:
        parts = identity.bone(name_key(name).split() or [""])
        words |= set(parts[1:] or parts) if kind == SpeakerKind.PERSON else set(parts)
        words |= {initials} if (initials := _initials(name)) else set()
    return frozenset(word for word in words if len(word) > 1 and word not in SUFFIXES)


def _reason(kind: str, own: str, other: str) -> str | None:
    if kind == SpeakerKind.ORGANIZATION:
        if name_key(own) == name_key(other):
            return SAME_NAME
        acronym = name_key(other) in (_initials(own),) or name_key(own) in (_initials(other),)
        return ACRONYM if acronym else None
    alike = identity.likeness(own, other)
    if alike is Likeness.SAME:
        return SAME_NAME
    return identity.reason(own, other) if alike is Likeness.PERHAPS else None


def _initials(name: str) -> str | None:
    """ "csto" of "Collective Security Treaty Organization"."""
    words = [word for word in name.split() if word[0].isupper()]
    return "".join(word[0] for word in words).casefold() if len(words) > 1 else None
