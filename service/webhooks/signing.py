"""Signatures as the Standard Webhooks specification 1.0.0 has them (github.com/standard-webhooks).

Signed is ``id.timestamp.body`` with HMAC-SHA256; the header lists a signature for each secret in force, so
that a receiver can change its secret without losing anything.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Mapping

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
PREFIX = "whsec_"
SECRET_BYTES = 32
SCHEME = "v1"

TOLERANCE = 300
"""Seconds by which the clocks of sender and receiver may differ; older messages may be replayed ones."""


class Unverified(Exception):
    """The message does not come from who has the secret, or not just now; the text says why."""


def new_secret() -> str:
    """A secret of 256 random bits."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers(message_id: str, body: bytes, signing_secrets: Iterable[str], timestamp: int) -> dict[str, str]:
    """The three headers of a message that is sent at ``timestamp`` (seconds since 1970)."""
    signed = [f"{SCHEME},{_signature(secret, message_id, timestamp, body)}" for secret in signing_secrets]
    return {ID: message_id, TIMESTAMP: str(timestamp), SIGNATURE: " ".join(signed)}


def verify(secret: str, sent: Mapping[str, str], body: bytes, now: int) -> None:
    """Raises Unverified unless ``sent`` (headers, in lower case) prove that ``secret`` signed ``body``."""
    message_id, timestamp, given = (sent.get(name, "") for name in (ID, TIMESTAMP, SIGNATURE))
    if not (message_id and timestamp and given):
        raise Unverified(f"a header of {ID}, {TIMESTAMP}, {SIGNATURE} is missing")
    if not re.fullmatch(r"[0-9]{1,12}", timestamp, re.ASCII):
        raise Unverified(f"{TIMESTAMP} is no number of seconds")
    if abs(now - int(timestamp)) > TOLERANCE:
        raise Unverified(f"{TIMESTAMP} is more than {TOLERANCE} seconds off this machine's clock")
    right = _signature(secret, message_id, int(timestamp), body)
    found = [each.partition(",")[2] for each in given.split(" ") if each.startswith(f"{SCHEME},")]
    # Every one is compared, in constant time: how long it takes tells nothing.
    if True not in [hmac.compare_digest(right.encode(), each.encode()) for each in found]:
        raise Unverified("no signature is of this secret")


def key_of(secret: str) -> bytes:
    """The bytes that a secret spells; raises ValueError where it spells none."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not key:
        raise ValueError(f"a secret is {PREFIX} and base64")
    return key


def _signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    signed = f"{message_id}.{timestamp}.".encode() + body
    return base64.b64encode(hmac.digest(key_of(secret), signed, hashlib.sha256)).decode()
