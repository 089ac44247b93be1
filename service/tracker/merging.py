"""Two records that are one speaker become one, and can be set apart again whatever happened since."""

from collections.abc import Callable

from service.errors import Conflict, InvalidDecision
from service.extraction.annotations import SpeakerKind
from service.storage import (
    ambiguities,
    article_holds,
    repointing,
    speaker_log,
    speaker_rows,
    speaker_trees,
    speakers,
)
from service.storage.article_rows import Row
from service.storage.database import write
from service.storage.editors import Editor
from service.storage.speaker_records import SpeakerRecord

MERGE = "merge"


def merge(speaker_id: str, into: str, editor: Editor) -> SpeakerRecord:
    """The speaker ``into`` with all that the other had: its quotes, its names, and later articles' too.

    Raises NotFound; Conflict for one that can't be merged, InvalidDecision for one and the same.
    All of it is stored, or nothing.
    """
    if speaker_id == into:
        raise InvalidDecision("A speaker can't be merged into itself.", field="into")

    def operation() -> SpeakerRecord:
        article_holds.quoting(speaker_id)
        merged, survivor = speaker_trees.hold(speaker_id, into)
        _check(merged, survivor)
        kept = repointing.given_instead(survivor.pk, merged.pk)
        given = repointing.move_all(merged.pk, survivor.pk)
        carried = speaker_trees.merge(merged.pk, survivor.pk)
        details = {
            "merged": merged.id,
            "merged_name": merged.name,
            "into": survivor.id,
            "into_name": survivor.name,
            "carried": carried,
            "given": given,
            "kept": kept,
        }
        entry = speaker_log.append(MERGE, (merged.pk, survivor.pk), details, editor)
        ambiguities.answer(merged.pk, survivor.pk, entry.pk)
        return speakers.get(survivor.id)

    return write(operation)


def part(entry: Row, enter: Callable[[list[int]], None]) -> None:
    """Takes the merge ``entry`` back; ``enter`` adds to the log of these speakers (by key)."""
    details = entry.details
    (merged,) = speaker_trees.hold(details["merged"])
    survivor = speaker_trees.survivor_of(merged)
    merged, survivor = speaker_trees.hold(merged.id, survivor.id)
    active = speaker_log.merged_by(merged.pk)
    if merged.merged_into_id != survivor.pk or active is None or active.pk != entry.pk:
        raise Conflict(f"The speaker {merged.id!r} is no longer merged by this entry.")
    carried = [one for one in details["carried"] if _still_carried(one, survivor.pk, entry.pk)]
    speaker_trees.part(merged.pk, carried)
    keys = list(speaker_trees.keys_of(carried).values())
    repointing.follow_records([merged.pk, *keys], survivor.pk, merged.pk)
    repointing.give(details["given"], survivor.pk, merged.pk)
    repointing.give(details["kept"], merged.pk, survivor.pk)
    ambiguities.reopen(entry.pk)
    enter([merged.pk, survivor.pk])


def _still_carried(speaker_id: str, survivor: int, entry: int) -> bool:
    """Whether a record that was carried along was not set apart, or merged otherwise, since."""
    pk = speaker_trees.keys_of([speaker_id])[speaker_id]
    last = speaker_log.merged_by(pk)
    return last is not None and last.pk < entry and speaker_rows.survivors([pk])[pk] == survivor


def _check(merged: Row, survivor: Row) -> None:
    for row, field in ((merged, None), (survivor, "into")):
        if row.kind == SpeakerKind.UNNAMED:
            raise Conflict(
                f"The speaker {row.id!r} is unnamed: {row.name!r} of another article may be anybody.",
                field=field,
            )
    if merged.kind != survivor.kind:
        raise Conflict(
            f"The speaker {survivor.id!r} is of the kind {survivor.kind}, {merged.id!r} of the kind "
            f"{merged.kind}; correct the one that is wrong first.",
            field="into",
        )
    if survivor.merged_into_id == merged.pk:
        raise Conflict(
            f"The speaker {survivor.id!r} is merged into {merged.id!r}: that would close a circle.",
            field="into",
        )
    if merged.merged_into_id is not None:
        whole = speaker_trees.survivor_of(merged)
        raise Conflict(
            f"The speaker {merged.id!r} is merged into {whole.id!r} already; merge that, or undo this first."
        )
    if survivor.merged_into_id is not None:
        whole = speaker_trees.survivor_of(survivor)
        raise Conflict(
            f"The speaker {survivor.id!r} is itself merged into {whole.id!r}; merge into that.", field="into"
        )
