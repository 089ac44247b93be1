"""An editor changes what a speaker is called, is, and is known as elsewhere."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from service.errors import Conflict, InvalidDecision, Outdated
from service.extraction.annotations import SpeakerKind
from service.storage import speaker_log, speaker_names, speaker_rows, speaker_trees, speakers
from service.storage.article_rows import Row
from service.storage.database import write
from service.storage.editors import Editor
from service.storage.names import is_full, name_key
from service.storage.speaker_records import SpeakerRecord
from service.tracker import versions

EDIT = "edit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is to change; None and empty change nothing. An external id of None is taken away."""

    name: str | None = None
    kind: str | None = None
    add_aliases: Sequence[str] = ()
    remove_aliases: Sequence[str] = ()
    external_ids: Mapping[str, str | None] = field(default_factory=dict)
    editor: Editor


def version(speaker: SpeakerRecord) -> str:
    """What two states of a speaker share only if they are shown alike, whatever day was asked about."""
    return versions.of(replace(speaker, role_on=None))


def edit(speaker_id: str, change: Edit, *, seen: Collection[str] | None = None) -> SpeakerRecord:
    """The speaker after ``change``, which was made on one of the versions ``seen`` (None: on whatever it is).

    Raises NotFound, Outdated, InvalidDecision and Conflict. All of it is stored, or nothing.
    """

    def operation() -> SpeakerRecord:
        (row,) = speaker_trees.hold(speaker_id)
        before = speakers.get(speaker_id)
        if seen is not None and version(before) not in seen:
            raise Outdated(
                f"The speaker {speaker_id!r} has changed since: look at it again, then decide.",
                current=version(before),
            )
        _check(row, change)
        _apply(row, change)
        changes = _changes(before, speakers.get(speaker_id))
        if changes:
            speaker_trees.touch([row.pk])
            speaker_log.append(EDIT, [row.pk], {"changes": changes}, change.editor)
        return speakers.get(speaker_id)

    return write(operation)


def _apply(row: Row, change: Edit) -> None:
    if change.name is not None or change.kind is not None:
        old = row.name
        name = _name(change.name, "name") if change.name is not None else old
        speaker_names.own(row, name, change.kind)
        # What it was called links later articles as before.
        for each in dict.fromkeys((old, name)):
            speaker_rows.curate(row.pk, each, full=_full(row.kind, each))
    for name in change.add_aliases:
        speaker_rows.curate(row.pk, _name(name, "add_aliases"), full=_full(row.kind, name))
    for name in change.remove_aliases:
        _remove(row, name)
    for scheme, value in change.external_ids.items():
        _know(row, scheme, value)


def _check(row: Row, change: Edit) -> None:
    if row.merged_into_id is not None:
        whole = speaker_trees.survivor_of(row)
        raise Conflict(f"The speaker {row.id!r} is merged into {whole.id!r}; change that one.")
    if row.kind == SpeakerKind.UNNAMED and (change.name or change.kind):
        raise Conflict(
            f"The speaker {row.id!r} is unnamed, its article's own; correct the quote's speaker.",
            field="name" if change.name else "kind",
        )


def _remove(row: Row, name: str) -> None:
    if name_key(name) == row.key:
        raise Conflict(f"{name!r} is the speaker's own name; give it another first.", field="remove_aliases")
    alias = speaker_names.find(row.pk, name)
    if alias is None:
        raise Conflict(f"The speaker {row.id!r} is not called {name!r}.", field="remove_aliases")
    if speaker_names.is_used(alias.pk):
        raise Conflict(
            f"Articles call the speaker {name!r}; split that name off, with its quotes.",
            field="remove_aliases",
        )
    speaker_names.drop(alias.pk)
    speaker_names.release([row.pk], f"{row.kind}:{alias.key}", None)


def _know(row: Row, scheme: str, value: str | None) -> None:
    other = None if value is None else speaker_names.known_elsewhere(scheme, value)
    if other not in (None, row.id):
        raise Conflict(f"The speaker {other!r} has the id {value!r} in {scheme!r}.", field="external_ids")
    speaker_names.know_as(row.pk, scheme, value)


def _name(name: str, member: str) -> str:
    if not name_key(name):
        raise InvalidDecision(f"{name!r} is no name: it has neither a letter nor a digit.", field=member)
    return name


def _full(kind: str, name: str) -> bool:
    return kind == SpeakerKind.ORGANIZATION or (kind == SpeakerKind.PERSON and is_full(name))


def _changes(before: SpeakerRecord, after: SpeakerRecord) -> list[dict[str, Any]]:
    members = ("name", "kind", "aliases", "external_ids")
    both = [(name, getattr(before, name), getattr(after, name)) for name in members]
    return [{"field": name, "was": was, "now": now} for name, was, now in both if was != now]
