"""API keys: made, listed, revoked by those who hold one with the scope admin."""

from dataclasses import asdict
from typing import Any

from flask import url_for

from schemas.keys import Key, KeyList, KeyQuery, KeyRequest, NewKey
from service.api.blueprint import Blueprint
from service.api.listing import listing
from service.storage import keys
from service.storage.records import KeyRecord

ADMIN = "admin"

blueprint = Blueprint(
    "Keys", __name__, url_prefix="/v1/keys", description="Who may call the service. Needs the scope `admin`."
)


@blueprint.operation(
    "POST",
    "",
    "createKey",
    body=KeyRequest,
    answers={201: NewKey},
    problems=(503,),
    headers={"Location": "URL of the key."},
    scope=ADMIN,
    secret=True,
)
def create_key(body: dict[str, Any]) -> tuple[dict[str, object], int, dict[str, str]]:
    """Make a key.

    The answer has the token, this once: of what is kept of it nobody can make it again. Its name stands in
    the trail of writes and in the history of quotes.
    """
    made = keys.create(**body)
    where = url_for("Keys.getKey", key_id=made.key.id, _external=True)
    return asdict(made.key) | {"token": made.token}, 201, {"Location": where}


@blueprint.operation(
    "GET", "", "listKeys", query=KeyQuery, answers={200: KeyList}, problems=(503,), scope=ADMIN
)
def list_keys(query: dict[str, Any]) -> dict[str, object]:
    """List the keys.

    The first made first, those revoked and expired too.
    """
    return listing(keys.find(**query))


@blueprint.operation("GET", "/<id:key_id>", "getKey", answers={200: Key}, problems=(404, 503), scope=ADMIN)
def get_key(key_id: str) -> KeyRecord:
    """Get a key.

    What it may do, whether it is in force, and when it was last used.
    """
    return keys.get(key_id)


@blueprint.operation(
    "DELETE", "/<id:key_id>", "revokeKey", answers={200: Key}, problems=(404, 503), scope=ADMIN
)
def revoke_key(key_id: str) -> KeyRecord:
    """Revoke a key.

    From then on it is refused with 401, everywhere. It stays in the list; revoking it again changes nothing.
    """
    return keys.revoke(key_id)
