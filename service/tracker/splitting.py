"""What is not a speaker's becomes another's: quotes, or names with the quotes of articles that use them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from service.errors import Conflict, InvalidDecision
from service.extraction.annotations import SpeakerKind
from service.storage import repointing, speaker_log, speaker_names, speaker_trees, speakers
from service.storage.article_rows import Row
from service.storage.database import write
from service.storage.editors import Editor
from service.storage.names import name_key
from service.storage.speaker_records import SpeakerRecord

SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What is taken from a speaker: ``quotes`` by id, ``aliases`` by name. It goes to the speaker ``into``
    or, without one, to a new one called ``name`` (else the first alias, else like the speaker)."""

    quotes: Sequence[str] = ()
    aliases: Sequence[str] = ()
    into: str | None = None
    name: str | None = None
    editor: Editor


def split(speaker_id: str, taken: Split) -> tuple[SpeakerRecord, SpeakerRecord]:
    """The speaker and the one that was split off, afterwards.

    Raises NotFound; InvalidDecision or Conflict for what can't be taken. All of it is stored, or nothing.
    """
    if not taken.quotes and not taken.aliases:
        raise InvalidDecision("The split takes nothing: send quotes, aliases or both.", field="quotes")
    if taken.into is not None and taken.name is not None:
        raise InvalidDecision("name is that of a new speaker; send it or into, not both.", field="name")
    if taken.into == speaker_id:
        raise InvalidDecision("A speaker can't be split into itself.", field="into")

    def operation() -> tuple[SpeakerRecord, SpeakerRecord]:
        row, *others = speaker_trees.hold(speaker_id, *([taken.into] if taken.into else []))
        _check(row, others)
        quoted = speaker_trees.is_quoted(row.pk)
        other = others[0] if others else _new(row, taken)
        details = _take(row, other, taken) | {
            "from": row.id,
            "from_name": row.name,
            "into": other.id,
            "into_name": other.name,
            "created": not others,
        }
        if quoted and not speaker_trees.is_quoted(row.pk):
            raise Conflict(
                f"The split leaves the speaker {speaker_id!r} nothing; merge it, or give it another name.",
                field="quotes" if taken.quotes else "aliases",
            )
        speaker_trees.touch([row.pk, other.pk])
        speaker_log.append(SPLIT, (row.pk, other.pk), details, taken.editor)
        return speakers.get(row.id), speakers.get(other.id)

    return write(operation)


def rejoin(entry: Row, enter: Callable[[list[int]], None]) -> None:
    """Takes the split ``entry`` back; ``enter`` adds to the log of these speakers (by key)."""
    details = entry.details
    speaker_trees.hold(details["from"], details["into"])
    linked_before = {one for one in details["linked"].values() if one is not None}
    owners = {alias["of"] for alias in details["aliases"]}
    keys = speaker_trees.keys_of({details["from"], details["into"], *linked_before, *owners})
    old, new = keys[details["from"]], keys[details["into"]]
    into, back = speaker_trees.survivor_key(new), speaker_trees.survivor_key(old)
    before = {quote: None if one is None else keys.get(one) for quote, one in details["linked"].items()}
    repointing.follow_quotes(repointing.relink(before, new), into, back)
    moved = []
    for alias in details["aliases"]:
        row = speaker_names.find(new, alias["name"])
        if row is not None and speaker_names.move(row, keys[alias["of"]]):
            moved.append(row.pk)
        if alias["link_key"] is not None:
            speaker_names.release([new], alias["link_key"], keys[alias["of"]])
    repointing.follow_aliases(moved, into, back)
    repointing.give(details["given"], into, back)
    if details["created"] and into == new != back and not speaker_trees.is_quoted(new):
        # Its id goes on meaning somebody: whoever kept it finds the speaker that it was split from.
        speaker_trees.merge(new, back)
    enter([old, new])


def _take(row: Row, other: Row, taken: Split) -> dict[str, Any]:
    """Moves what is taken; returns what taking it back needs."""
    records = speaker_trees.members(row.pk)
    aliases = _aliases(row, records, taken.aliases)
    told = []
    for alias in aliases:
        owner, link_key = alias.speaker_id, f"{row.kind}:{alias.key}"
        if not speaker_names.move(alias, other.pk):
            raise Conflict(
                f"The speaker {other.id!r} is called {alias.name!r} too; send the quotes that are its.",
                field="aliases",
            )
        held = speaker_names.release(records, link_key, other.pk)
        of = next(one for one, pk in speaker_trees.ids_in(records).items() if pk == owner)
        told.append({"name": alias.name, "of": held or of, "link_key": link_key if held else None})
    repointing.follow_aliases([alias.pk for alias in aliases], row.pk, other.pk)
    mine, keys, read = speaker_names.quotes_of(row.pk, taken.quotes)
    missing = [quote for quote in taken.quotes if quote not in mine and not _moved(aliases, quote, other)]
    if missing:
        raise Conflict(f"{missing[0]!r} is no quote of the speaker {row.id!r}.", field="quotes")
    linked = repointing.link(read, other.pk)
    repointing.follow_quotes(keys, row.pk, other.pk)
    given = repointing.give(taken.quotes, row.pk, other.pk)
    return {"aliases": told, "linked": linked, "given": given, "quotes": sorted(set(taken.quotes))}


def _moved(aliases: Sequence[Any], quote: str, other: Row) -> bool:
    """Whether the quote went along with an alias."""
    return bool(aliases) and quote in speaker_names.quotes_of(other.pk, [quote])[0]


def _aliases(row: Row, records: Collection[int], names: Sequence[str]) -> list[Any]:
    found = speaker_names.rows(records, names)
    known = {alias.key for alias in found}
    own = {one.key: one for one in speaker_trees.rows_in(records)}
    for name in names:
        key = name_key(name)
        if key not in known:
            raise Conflict(f"The speaker {row.id!r} is not called {name!r}.", field="aliases")
        if key == row.key:
            raise Conflict(f"{name!r} is the speaker's own name; give it another first.", field="aliases")
        if key in own:
            raise Conflict(
                f"{name!r} is the own name of {own[key].id!r}, which was merged; undo that.", field="aliases"
            )
    return found


def _new(row: Row, taken: Split) -> Row:
    name = taken.name or (taken.aliases[0] if taken.aliases else row.name)
    if not name_key(name):
        raise InvalidDecision(f"{name!r} is no name: it has neither a letter nor a digit.", field="name")
    return speaker_trees.begin(name, row.kind)


def _check(row: Row, others: Sequence[Any]) -> None:
    for one, field in ((row, None), *((other, "into") for other in others)):
        if one.merged_into_id is not None:
            whole = speaker_trees.survivor_of(one)
            raise Conflict(f"The speaker {one.id!r} is merged into {whole.id!r}; take that one.", field=field)
        if one.kind == SpeakerKind.UNNAMED:
            raise Conflict(
                f"The speaker {one.id!r} is unnamed, its article's own; correct the quote's speaker.",
                field=field,
            )
        if one.kind != row.kind:
            raise Conflict(
                f"The speaker {one.id!r} is of the kind {one.kind}, {row.id!r} of the kind {row.kind}.",
                field=field,
            )
