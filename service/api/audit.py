"""The trail of writes, for those who hold a key with the scope admin."""

from typing import Any

from schemas.keys import AuditList, AuditQuery
from service.api.blueprint import Blueprint
from service.api.listing import listing
from service.storage import audit

blueprint = Blueprint(
    "Audit",
    __name__,
    url_prefix="/v1/audit",
    description="Who wrote what, and when. Needs the scope `admin`.",
)


@blueprint.operation(
    "GET", "", "listAudit", query=AuditQuery, answers={200: AuditList}, problems=(503,), scope="admin"
)
def list_audit(query: dict[str, Any]) -> dict[str, object]:
    """Read the trail of writes.

    Every call that stored, changed or deleted something, the last first: with which key, on which record.
    """
    return listing(audit.find(**query))
