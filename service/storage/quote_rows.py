"""The values in force of quotes, read from their rows and spans and written there. Within a transaction."""

from collections.abc import Sequence
from typing import Any

from service.storage import days, prints, quote_records, search
from service.storage.models import Evidence, Segment
from service.storage.quote_spans import insert
from service.storage.quote_values import PLAIN, Values, spelled


def in_force(rows: Sequence[Any]) -> dict[int, Values]:
    """The values in force of each row of Quote, by its key."""
    parts = quote_records.parts_of([row.pk for row in rows])
    return {
        row.pk: Values(
            speaker=row.speaker_id,
            segments=parts[row.pk].spans(),
            revision=row.revision,
            evidence=parts[row.pk].evidence,
            **{name: getattr(row, name) for name in PLAIN},
        )
        for row in rows
    }


def put(row: Any, values: Values) -> None:
    """Brings ``values`` into force: into the row, which is not saved yet, and in the place of its spans."""
    row.speaker, row.revision, row.text = values.speaker, values.revision, values.text
    row.position = values.segments[0].start
    for name in PLAIN:
        setattr(row, name, getattr(values, name))
    row.said_first, row.said_last = days.said_columns(values.said_on)
    Segment.delete().where(Segment.quote == row.pk).execute()
    Evidence.delete().where(Evidence.quote == row.pk).execute()
    numbered = enumerate(values.segments)
    insert(Segment, [{"quote": row.pk, "position": number} | spelled(span) for number, span in numbered])
    proofs = values.evidence.items()
    insert(Evidence, [{"quote": row.pk, "field": name} | spelled(span) for name, span in proofs])


def index(rows: Sequence[Any]) -> None:
    """Makes the rows findable by the words that they have now, and as occurrences of these."""
    search.index("quote", [(row.pk, (row.text, row.role)) for row in rows])
    prints.store((row.pk, row.text) for row in rows)
