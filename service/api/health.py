"""For those who run the service: is it alive, can it work."""

from schemas.health import Health, Readiness
from service.api import problems
from service.api.blueprint import Blueprint
from service.api.context import services
from service.api.problems import Fault, Refusal
from service.api.scopes import PUBLIC
from service.storage.database import pending_migrations

blueprint = Blueprint("Health", __name__, description="For those who run the service.")


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
    pending = pending_migrations(at_hand.db)  # raises the database's own error where it can't be reached
    if pending:
        fault = Fault("database", "service", f"lacks {len(pending)} migrations", "quotes db upgrade")
        raise Refusal(problems.UNAVAILABLE, "The database is not migrated.", [fault])
    return {"status": "ready", "extractor": at_hand.reader.version}
