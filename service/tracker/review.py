"""An editor decides on a quote: verifies, corrects or rejects it, or takes earlier decisions back.

All of a decision is stored, or none. It is made against the quote as the editor saw it: whoever saw an older
version is refused. What it gives stays in force over every later reading.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.errors import Conflict, InvalidDecision, Outdated
from service.extraction.annotations import SpeakerKind
from service.storage import article_rows, articles, decisions, quotes
from service.storage.database import write
from service.storage.records import QuoteRecord
from service.tracker import boundaries, linking, occurrences, versions, watching
from service.tracker.boundaries import Boundary

CORRECTED = "corrected"

MOVED = ("speaker", "role", "medium", "said_on")
"""What a correction can move to other occurrences: boundaries are of one place in one text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an editor decided: ``by`` whom, ``why``, and with status corrected the ``fields`` that are wrong.

    ``key`` is the name of the API key it came with, None without one.

    ``fields`` has of ``speaker`` a name or None (nobody can be identified) or in its place ``speaker_id``, of
    ``segments`` a sequence of Boundary; ``kind`` is that of a speaker by name. ``occurrences``: the
    correction is to move to the other occurrences of the utterance.
    """

    status: str
    by: str
    key: str | None = None
    why: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    kind: SpeakerKind | None = None
    occurrences: bool = False


def version(quote: QuoteRecord) -> str:
    """What two states of a quote share only if they are shown alike, down to the last member."""
    return versions.of(quote)


def decide(quote_id: str, decision: Decision, *, seen: Collection[str] | None = None) -> QuoteRecord:
    """The quote after ``decision``, which was made on one of the versions ``seen`` (None: on whatever it is).

    Raises NotFound; Outdated for a version that is no more; InvalidDecision or Conflict for a decision that
    can't be.
    """
    _check(decision)

    def operation() -> QuoteRecord:
        others = occurrences.ids(quote_id)[1:] if decision.occurrences else ()
        decisions.hold([quote_id, *others])
        current = quotes.get(quote_id)
        if seen is not None and version(current) not in seen:
            raise Outdated(
                f"The quote {quote_id!r} has changed since: look at it again, then decide.",
                current=version(current),
            )
        given = _given(current, decision)
        _decide(quote_id, decision, given)
        apply(others, decision, given, origin=quote_id)
        return quotes.get(quote_id)

    return write(operation)


def apply(quote_ids: Iterable[str], decision: Decision, given: Mapping[str, Any], *, origin: str) -> None:
    """Moves the correction ``given`` to each of the quotes, within a transaction that holds them.

    Raises Conflict where an editor decided otherwise on one of them: that takes an editor's eye.
    """
    for quote_id in quote_ids:
        other = quotes.get(quote_id)
        held = decisions.held(quote_id)
        if any(name in held and _shown(other, name) != value for name, value in given.items()):
            raise Conflict(
                f"An editor decided otherwise on the occurrence {quote_id!r} ({other.status}); "
                "correct it on its own, or send apply_to quote.",
                field="apply_to",
            )
        _decide(quote_id, decision, given, origin=origin)


def _decide(quote_id: str, decision: Decision, given: Mapping[str, Any], origin: str | None = None) -> None:
    with watching.decision(quote_id, decision.status):
        decisions.record(
            quote_id,
            decision.status,
            by=decision.by,
            key=decision.key,
            why=decision.why,
            fields=given,
            origin=origin,
        )


def _check(decision: Decision) -> None:
    given = list(decision.fields)
    if decision.status != CORRECTED and given:
        raise InvalidDecision(
            f"{given[0]} can only be given with status corrected, not {decision.status}.", field=given[0]
        )
    if decision.status == CORRECTED and not given:
        raise InvalidDecision(
            "status is corrected, but no member that could be is there: speaker, speaker_id, role, medium, "
            "said_on, segments.",
            field="status",
        )
    if "speaker" in given and "speaker_id" in given:
        raise InvalidDecision("speaker_id is there together with speaker; send one.", field="speaker_id")
    if decision.kind is not None and decision.fields.get("speaker") is None:
        raise InvalidDecision(
            "speaker_kind is that of a speaker by name, and none is given.", field="speaker_kind"
        )
    if decision.occurrences and not set(given) <= {*MOVED, "speaker_id"}:
        raise InvalidDecision(
            "segments are those of one place in one article; send them with apply_to quote.", field="apply_to"
        )
    if decision.occurrences and not given:
        raise InvalidDecision("Only a correction can move to other occurrences.", field="apply_to")


def _given(quote: QuoteRecord, decision: Decision) -> dict[str, Any]:
    """The corrected fields as storage knows them: the speaker's id, segments with their words."""
    given = dict(decision.fields)
    if "speaker_id" in given:
        given["speaker"] = given.pop("speaker_id")
    elif given.get("speaker") is not None:
        row: Any = article_rows.hold_id(quote.article.id)
        given["speaker"] = linking.named(quote.article.id, row.pk, given["speaker"], decision.kind)
    if "segments" in given:
        given["segments"] = _spans(quote, given["segments"])
    return given


def _spans(quote: QuoteRecord, given: Sequence[Boundary]) -> object:
    return boundaries.spans(articles.text_of(quote.article.id, quote.revision), given)


def _shown(quote: QuoteRecord, name: str) -> object:
    return (quote.speaker and quote.speaker.id) if name == "speaker" else getattr(quote, name)
