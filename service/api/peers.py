"""Where a request comes from: the hosts it may name, the proxies that are believed, when no key is needed."""

import functools
import re
from collections.abc import Sequence
from ipaddress import ip_address

from flask import Flask, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

from service.api import cors, problems, scopes
from service.api.context import services
from service.api.forwarded import Forwarded
from service.api.problems import Fault, Refusal
from service.settings import Settings

DEMANDED = "KEYS_DEMANDED"
HERE = ("localhost", "127.0.0.1", "[::1]")
PORT = re.compile(r":[0-9]*$")
RELAYED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")
ORIGINAL = "werkzeug.proxy_fix.orig"


def install(app: Flask, settings: Settings) -> None:
    """Believe the proxies that ``settings`` count, and answer only to the hosts that they name."""
    hops = settings.trusted_proxies
    if hops:
        # ProxyFix takes the word of a client who opens a quotation mark for that of the proxy behind it.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            Forwarded(app.wsgi_app, hops), x_for=0, x_proto=hops, x_host=hops, x_port=0, x_prefix=0
        )
    app.config.setdefault(DEMANDED, settings.auth == "required")
    app.before_request(_check_host)


def demand_keys(app: Flask) -> None:
    """Serve no operation of ``app`` without a key from now on: it listens beyond this machine."""
    app.config[DEMANDED] = True


def keyless() -> bool:
    """Whether the current request may go without a key.

    With AUTH=loopback: only from this machine, by one of its own names (else a web page could have a browser
    ask under a name that it points here), not through a proxy, which speaks for others, and not for a page of
    another origin: what is open in the browser of who tries the service must not write into it.
    """
    settings = services().settings
    if settings.auth == "off":
        return True
    if current_app.config[DEMANDED] or settings.trusted_proxies:
        return False
    relayed = ORIGINAL in request.environ or any(name in request.headers for name in RELAYED)
    here = _is_loopback(request.remote_addr) and _is_named(HERE)
    return here and not relayed and not _for_another_page()


def _check_host() -> None:
    named = services().settings.trusted_hosts
    # Probes ask by address, and learn nothing.
    if not named or scopes.operation() in ("getHealth", "getReadiness"):
        return
    if not _is_named(named):
        fault = Fault("Host", "header", "is not a name of this service", "a host of TRUSTED_HOSTS")
        raise Refusal(problems.UNTRUSTED_HOST, "The service does not go by this name.", [fault])


def _is_named(names: Sequence[str]) -> bool:
    """Whether the request's host, whatever its port, is among ``names``; ``.name`` is all below it."""
    host = PORT.sub("", request.headers.get("Host", "")).lower()
    return any(
        host == name.lower() or (name.startswith(".") and host.endswith(name.lower())) for name in names
    )


def _for_another_page() -> bool:
    """Whether a browser on this machine asks for a page of another origin that CORS_ORIGINS does not name."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") == "cross-site"
    return origin != request.host_url.rstrip("/") and not cors.allowed(origin)


@functools.lru_cache(1024)
def _is_loopback(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False
