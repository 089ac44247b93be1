"""What the tests of proxies serve: the service, and a page that is answered when another one is asked for."""

import threading

from tests.operations.served import app

__all__ = ["app"]

SECONDS = 30.0
_go = threading.Event()


@app.get("/hold")
def hold() -> str:
    """Takes up a thread until somebody lets go."""
    _go.wait(SECONDS)
    return ""


@app.get("/let-go")
def let_go() -> str:
    """Has all that hold answered, and those that come next hold anew."""
    _go.set()
    threading.Timer(0.5, _go.clear).start()
    return ""
