"""Whether the service may start where it was told to listen: beyond this machine only if it asks for keys."""

from collections.abc import Sequence
from ipaddress import ip_address

from flask import Flask
from peewee import DatabaseError, InterfaceError
from playhouse.pool import PooledDatabase

from service.api import peers
from service.api.context import of
from service.errors import TrackerError
from service.settings import Settings
from service.storage import keys

HINT = (
    "Make a key first (quotes keys create NAME --scope admin), or say how it is to be: AUTH=required asks "
    "everybody for a key, AUTH=off nobody. docs/access.md explains"
)


class Exposed(TrackerError):
    """The service would be open to whoever reaches the address."""

    slug = "exposed"


def keys_demanded(settings: Settings, hosts: Sequence[str]) -> bool:
    """Whether no operation may be served without a key, listening on ``hosts`` (names or addresses).

    Raises Exposed where keys would be asked for that nobody has, and the settings don't say that it is meant.
    """
    if settings.auth != "loopback":
        return settings.auth == "required"
    beyond = [host for host in hosts if not is_loopback(host)]
    if not beyond:
        return False
    if not keys.any_usable():
        raise Exposed(
            f"{beyond[0]} can be reached from other machines, and there is no API key to ask for. {HINT}"
        )
    return True


def settle(app: Flask, hosts: Sequence[str]) -> None:
    """Have ``app`` ask for keys if ``hosts`` make it necessary; raises Exposed as ``keys_demanded`` does."""
    at_hand = of(app)
    try:
        with at_hand.db.connection_context():
            demanded = keys_demanded(at_hand.settings, hosts)
    except (DatabaseError, InterfaceError) as error:
        raise Exposed(
            f"whether there are API keys can't be told: {' '.join(str(error).split())}. "
            "Run quotes db upgrade, or set AUTH=required or AUTH=off"
        ) from error
    finally:
        # What was closed is kept for the next: past a fork two processes would get each other's answers.
        if isinstance(at_hand.db, PooledDatabase):
            at_hand.db.close_idle()
    if demanded:
        peers.demand_keys(app)


def is_loopback(host: str) -> bool:
    """Whether ``host`` (a name, an address, ``unix:`` or an empty string for all) is this machine alone."""
    if host == "localhost" or host.startswith(("unix:", "/")):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
