"""Takes back what an editor did to speakers: as a further entry of the log, which forgets nothing."""

from functools import partial

from service.errors import Conflict
from service.storage import ambiguities, speaker_log, speaker_trees, speakers
from service.storage.article_rows import Row
from service.storage.database import write
from service.storage.editors import Editor
from service.storage.speaker_records import SpeakerRecord
from service.tracker import merging, splitting

UNDO, SETTLE = "undo", "settle"


def undo(speaker_id: str, entry_id: str, editor: Editor) -> SpeakerRecord:
    """The speaker after an entry of its history was taken back.

    Quotes that were stored since go to whom their articles name. Raises NotFound; Conflict for an entry that
    is taken back already, or that nothing takes back.
    """

    def operation() -> SpeakerRecord:
        entry = speaker_log.get(speaker_id, entry_id)
        speaker_trees.hold(speaker_id)
        undone_by = speaker_log.undone_by(entry.pk)
        if undone_by is not None:
            raise Conflict(f"The entry {entry_id!r} was taken back already, by {undone_by!r}.")
        enter = partial(_enter, entry, editor)
        if entry.kind == merging.MERGE:
            merging.part(entry, enter)
        elif entry.kind == splitting.SPLIT:
            splitting.rejoin(entry, enter)
        elif entry.kind == SETTLE:
            ambiguities.reopen(entry.pk)
            enter(speaker_log.speakers_of(entry.pk))
        else:
            raise Conflict(f"An entry of the kind {entry.kind} can't be taken back; send what is to hold.")
        return speakers.get(speaker_id)

    return write(operation)


def _enter(entry: Row, editor: Editor, pks: list[int]) -> None:
    details = {"kind": entry.kind, "entry": entry.id}
    speaker_log.append(UNDO, pks, details, editor, undoes=entry.pk)
