"""For those who run the service: is it alive, can it work."""

import logging
from weakref import WeakSet

from peewee import InterfaceError, OperationalError

from schemas.health import Health, Readiness
from service.api import problems
from service.api.blueprint import Blueprint
from service.api.context import Services, services
from service.api.headers import request_id
from service.api.problems import Fault, Refusal
from service.api.scopes import PUBLIC
from service.extraction.reader import Reader
from service.storage.database import pending_migrations

RETRY = {"Retry-After": "5"}
SENTENCE = "“The bridge is open,” the mayor said."

log = logging.getLogger(__name__)

blueprint = Blueprint("Health", __name__, description="For those who run the service.")


_read: WeakSet[Reader] = WeakSet()


@blueprint.operation("GET", "/healthz", "getHealth", answers={200: Health}, scope=PUBLIC)
def get_health() -> dict[str, str]:
    """Is the process alive?

    Answers as long as the process can answer at all; looks at nothing else.
    """
    return {"status": "ok"}


@blueprint.operation(
    "GET", "/readyz", "getReadiness", answers={200: Readiness}, problems=(503,), scope=PUBLIC
)
def get_readiness() -> dict[str, str]:
    """Can the service do its work?

    Only if the database answers, its migrations are applied and the model is loaded. Otherwise 503, and
    `errors` names the part that is not ready.
    """
    at_hand = services()
    faults = [*_database(at_hand), *_model(at_hand.reader)]
    if faults:
        said = " ".join(f"The {fault.pointer} {fault.detail}." for fault in faults)
        raise Refusal(problems.UNAVAILABLE, said, faults, RETRY)
    return {"status": "ready", "extractor": at_hand.reader.version}


def _database(at_hand: Services) -> list[Fault]:
    try:
        pending = pending_migrations(at_hand.db)
    except (OperationalError, InterfaceError) as error:
        log.error("the database can't be used", exc_info=error, extra={"request_id": request_id()})
        return [Fault("database", "service", "can't be reached", "a database at DATABASE_URL that answers")]
    if pending:
        lacks = f"lacks {len(pending)} migration{'s' if len(pending) > 1 else ''}"
        return [Fault("database", "service", lacks, "quotes db upgrade")]
    return []


def _model(reader: Reader) -> list[Fault]:
    """A sentence is read, once a process: what was read once will be read again."""
    if reader in _read:
        return []
    try:
        reader.extract(SENTENCE)
    except Exception as error:
        log.error("the model can't read", exc_info=error, extra={"request_id": request_id()})
        return [
            Fault("model", "service", "can't read a sentence", "a spaCy pipeline for English as SPACY_MODEL")
        ]
    _read.add(reader)
    return []
