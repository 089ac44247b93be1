"""How gunicorn runs the service: ``gunicorn -c python:service.gunicorn_config service.wsgi:app``.

gunicorn itself reads PORT (the bind), WEB_CONCURRENCY (``workers``) and FORWARDED_ALLOW_IPS.
"""

import os

# The model's small matrices run slower, not faster, when each request's threads fight over the cores.
os.environ.setdefault("OMP_NUM_THREADS", "1")

logger_class = "service.gunicorn_logging.StructuredLogger"
worker_class = "gthread"
# A request that waits for the database must not keep a health check waiting.
threads = 4
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
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
