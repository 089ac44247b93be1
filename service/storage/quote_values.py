"""What is said of a quote, by the machine or in force: its fields, its words, and the words that prove each.

The two are compared, kept and laid over each other as values of one shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from service.extraction import annotations
from service.extraction.annotations import Span
from service.storage import days
from service.storage.models import Speaker
from service.storage.records import FieldChange

FIELDS = ("speaker", "role", "medium", "said_on", "segments")
"""What an editor may correct, and what is told of a reading that differs."""

PLAIN = ("role", "medium", "said_on")

PROVES = {"speaker": "speaker", "cue": "speaker", "role": "role", "medium": "medium", "said_on": "said_on"}
"""The evidence there is, and the field that each proves: with another speaker the cue signals nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """``speaker`` is a record's key; all spans index the article's text of ``revision``."""

    speaker: int | None
    role: str | None
    medium: str
    said_on: str | None
    segments: tuple[Span, ...]
    revision: int
    evidence: Mapping[str, Span] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The words of all segments, one space between segments."""
        return " ".join(span.text for span in self.segments)


def read(quote: annotations.Quote, speaker: int | None, revision: int) -> Values:
    """The values of what was just read."""
    evidence = {name: getattr(quote.evidence, name) for name in quote.evidence.__slots__}
    return Values(
        speaker=speaker,
        role=quote.role,
        medium=str(quote.medium),
        said_on=quote.said_on if days.said_columns(quote.said_on)[0] else None,
        segments=quote.segments,
        revision=revision,
        evidence={name: span for name, span in evidence.items() if span is not None},
    )


def packed(values: Values) -> dict[str, Any]:
    """``values`` as JSON; the speaker is kept in a column, where a deletion or a merge finds it."""
    return {name: getattr(values, name) for name in PLAIN} | {
        "segments": [_listed(span) for span in values.segments],
        "evidence": {name: _listed(span) for name, span in values.evidence.items()},
        "revision": values.revision,
    }


def kept(row: Any) -> Values:
    """What the machine reads, as it is kept beside a row that an editor decided on."""
    reading = row.reading
    return Values(
        speaker=row.read_speaker_id,
        segments=tuple(Span(*span) for span in reading["segments"]),
        evidence={name: Span(*span) for name, span in reading["evidence"].items()},
        revision=reading["revision"],
        **{name: reading[name] for name in PLAIN},
    )


def proved(values: Values, *sources: Values) -> Values:
    """``values`` with the evidence of the first of ``sources`` that says the same of the same text.

    A value that no source has was not read from the article's words. Words that became the quote's own tell
    nothing about it.
    """
    evidence: dict[str, Span] = {}
    for name, owner in PROVES.items():
        for source in sources:
            same = getattr(source, owner) == getattr(values, owner) and source.revision == values.revision
            span = source.evidence.get(name) if same else None
            if span is not None and not (source.segments != values.segments and _within(values, span)):
                evidence[name] = span
            if same:
                break
    return replace(values, evidence=evidence)


def _within(values: Values, span: Span) -> bool:
    return any(span.start < segment.end and segment.start < span.end for segment in values.segments)


def differing(was: Values, now: Values) -> tuple[str, ...]:
    """The fields in which they say something else. Words that moved with a revised text are the same."""
    plain = [name for name in FIELDS[:-1] if getattr(was, name) != getattr(now, name)]
    moved = was.revision == now.revision and was.segments != now.segments
    words = [span.text for span in was.segments] != [span.text for span in now.segments]
    return (*plain, *(["segments"] if words or moved else []))


def changes(was: Values, now: Values, pinned: frozenset[str] = frozenset()) -> tuple[FieldChange, ...]:
    """Each field that differs, as a history tells it; of those ``pinned``, the quote keeps what was."""
    return tuple(
        FieldChange(field=name, was=_told(was, name), now=_told(now, name), kept=name in pinned)
        for name in differing(was, now)
    )


def lost(was: Values) -> FieldChange:
    """That the machine finds the quote no more: ``was`` is what it read last."""
    return FieldChange(field="segments", was=_told(was, "segments"), now=None, kept=True)


def found(now: Values) -> FieldChange:
    """That the machine finds the quote again."""
    return FieldChange(field="segments", was=None, now=_told(now, "segments"), kept=True)


def spelled(span: Span) -> dict[str, Any]:
    """A span as its columns, and as JSON."""
    return {"start": span.start, "end": span.end, "text": span.text}


def _told(values: Values, name: str) -> Any:
    if name == "segments":
        return [spelled(span) for span in values.segments]
    if name != "speaker" or values.speaker is None:
        return getattr(values, name)
    row: Any = Speaker.get(Speaker.pk == values.speaker)
    return {"id": row.id, "name": row.name, "kind": row.kind}


def _listed(span: Span) -> list[Any]:
    return [span.start, span.end, span.text]
