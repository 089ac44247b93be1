"""An editor says who an ambiguous speaker is: one of the candidates, or somebody else of that name."""

from service.errors import Conflict, InvalidDecision
from service.storage import ambiguities, speaker_log, speaker_rows, speaker_trees
from service.storage.database import write
from service.storage.editors import Editor
from service.storage.speaker_records import AmbiguityRecord
from service.tracker import merging
from service.tracker.undoing import SETTLE


def settle(
    ambiguity_id: str, verdict: str, editor: Editor, *, speaker_id: str | None = None
) -> AmbiguityRecord:
    """The question after it was settled: ``verdict`` same merges the speaker into the candidate
    ``speaker_id`` (which one candidate need not say), different leaves it a speaker of its own.

    Raises NotFound; Conflict for one that is settled; InvalidDecision for no candidate of it.
    """

    def operation() -> AmbiguityRecord:
        row = ambiguities.hold(ambiguity_id)
        if row.state != ambiguities.OPEN:
            raise Conflict(f"The ambiguity is settled already, as {row.state}; undo the entry that says so.")
        asked = ambiguities.get(ambiguity_id)
        candidates = ambiguities.candidates(row.pk)
        if verdict == ambiguities.SAME:
            into = _meant(candidates, speaker_id)
            merging.merge(asked.speaker.id, into, editor)
        else:
            if speaker_id is not None:
                raise InvalidDecision("speaker_id can only be sent with verdict same.", field="speaker_id")
            pks = [row.speaker_id, *candidates.values()]
            details = {"verdict": verdict, "speaker": asked.speaker.id, "candidates": sorted(candidates)}
            entry = speaker_log.append(SETTLE, pks, details, editor)
            speaker_trees.touch([row.speaker_id])
            ambiguities.settle(row.pk, ambiguities.DIFFERENT, entry.pk)
        return ambiguities.get(ambiguity_id)

    return write(operation)


def _meant(candidates: dict[str, int], speaker_id: str | None) -> str:
    """The id of the speaker whom the candidate stands for now."""
    if speaker_id is None and len(candidates) > 1:
        raise InvalidDecision(
            f"There are several candidates; send one as speaker_id: {', '.join(sorted(candidates))}.",
            field="speaker_id",
        )
    chosen = speaker_id or next(iter(candidates))
    if chosen not in candidates:
        raise InvalidDecision(f"{chosen!r} is no candidate of this ambiguity.", field="speaker_id")
    pk = candidates[chosen]
    return speaker_rows.ids_of([speaker_rows.survivors([pk])[pk]])[0]
