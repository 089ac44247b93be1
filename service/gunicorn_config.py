"""How gunicorn runs the service: ``gunicorn -c python:service.gunicorn_config service.wsgi:app``.

gunicorn itself reads PORT (the bind), WEB_CONCURRENCY (``workers``) and FORWARDED_ALLOW_IPS.
"""

import os
from typing import Any as _Any

# The model's small matrices run slower, not faster, when each request's threads fight over the cores.
os.environ.setdefault("OMP_NUM_THREADS", "1")

logger_class = "service.gunicorn_logging.StructuredLogger"
# gunicorn's gthread, in which no thread waits for a client (service.reception).
worker_class = "service.reception.worker.Worker"
# How many requests are worked on at once: one that waits for the database must keep no health check waiting.
threads = 4
# Each is a file or two, not a thread. When there are more, those that nothing is done for end first.
worker_connections = 1000
backlog = 2048
limit_request_line = 4094
limit_request_fields = 100
limit_request_field_size = 8190
# What a client does not take at once is kept for it; the kernel's copying would hold a thread.
sendfile = False
# One per core unless WEB_CONCURRENCY says otherwise; the model is loaded before the fork and shared.
workers = int(os.environ.get("WEB_CONCURRENCY") or min(os.cpu_count() or 1, 4))
preload_app = True
control_socket_disable = True
# The longest article accepted takes under half of this on a slow core.
timeout = 120
graceful_timeout = 30
# Longer than the idle time-out of the usual load balancers' probes, short enough to free threads.
keepalive = 5
# Nobody's word on who the client is, unless the operator names the proxy.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "")
# Heartbeat files in memory: on a slow disk fchmod can block a worker.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


def on_starting(server: _Any) -> None:  # noqa: ANN401 - gunicorn has no type for it
    """Before a socket is opened: refuse to be open to other machines unless keys are asked for."""
    from service import exposure

    try:
        exposure.settle(server.app.wsgi(), _hosts(server.cfg.address))
    except exposure.Exposed as error:
        server.halt(error.detail, 1)


def when_ready(server: _Any) -> None:  # noqa: ANN401
    """Before the workers are forked: one that has read many articles may ask for another in its place."""
    from service.reception import renewing

    renewing.listen(server)


def child_exit(server: _Any, worker: _Any) -> None:  # noqa: ANN401 - gunicorn's
    """After a worker ended, in the process that started it: what it counted is kept, its files are not."""
    from service import sharing

    try:
        sharing.retire(worker.pid)
    except Exception:  # a full disk, a torn file: what serves goes on
        server.log.exception("what process %s counted can't be kept", worker.pid)


def _hosts(addresses: list[_Any]) -> list[str]:
    """The hosts of gunicorn's addresses, each (host, port), the path of a socket, or a descriptor."""
    if os.environ.get("LISTEN_FDS"):
        return ["a socket of systemd"]
    return [one[0] if isinstance(one, tuple) else _nameless(one) for one in addresses]


def _nameless(address: str | int) -> str:
    return f"unix:{address}" if isinstance(address, str) else "a socket that was handed over"
