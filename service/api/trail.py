"""Writes leave a trail: who did what to which record, stored by the transaction of the write itself."""

from urllib.parse import urlsplit

from flask import Response, request

from service.api import guard, scopes
from service.api.headers import request_id
from service.storage import audit


def append(response: Response) -> str | None:
    """Stores the entry of the current request, which is answered by ``response``; the id of what it wrote."""
    operation, key, record_id = scopes.operation(), guard.caller(), _record(response)
    audit.append(
        operation or request.path,
        key_id=key.id if key else None,
        key_name=key.name if key else None,
        record_id=record_id,
        status=response.status_code,
        request_id=request_id(),
    )
    return record_id


def _record(response: Response) -> str | None:
    """The id of what was written: in the path, or where ``Location`` says."""
    location = response.headers.get("Location")
    if location:
        return urlsplit(location).path.rpartition("/")[2]
    return next((str(value) for value in (request.view_args or {}).values()), None)
