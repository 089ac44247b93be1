"""Settings: what is read, what is refused, and that each is documented."""

import dataclasses
import re
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

import pytest

from service import gunicorn_config, settings, sharing
from service.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTED = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
READ = set(re.findall(r'"([A-Z][A-Z_]{3,})"', Path(settings.__file__).read_text(encoding="utf-8")))
READ_BY_GUNICORN = set(
    re.findall(r'"([A-Z][A-Z_]{3,})"', Path(gunicorn_config.__file__).read_text(encoding="utf-8"))
) | {sharing.FOLDER}


def test_nothing_needs_to_be_set() -> None:
    assert Settings.from_env({}) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("DATABASE_URL", "postgresql://db/quotes", "database_url", "postgresql://db/quotes"),
        ("QUEUE_URL", "redis://queue", "queue_url", "redis://queue"),
        ("SPACY_MODEL", "/models/en", "model", "/models/en"),
        ("MAX_TEXT_CHARS", "5000", "max_text_chars", 5000),
        ("MAX_BODY_BYTES", "9000", "max_body_bytes", 9000),
        ("AUTH", "Required", "auth", "required"),
        ("RATE_LIMIT", "5", "rate_limit", 5),
        ("TRUSTED_HOSTS", "a.example, .b.example", "trusted_hosts", ("a.example", ".b.example")),
        ("TRUSTED_PROXIES", "0", "trusted_proxies", 0),
        ("CORS_ORIGINS", "https://cms.example:8443", "cors_origins", ("https://cms.example:8443",)),
        ("IDEMPOTENCY_HOURS", "48", "idempotency_hours", 48),
        ("WEBHOOK_PLAIN_HTTP", "Yes", "webhook_plain_http", True),
        (
            "WEBHOOK_NETWORKS",
            "10.1.0.0/16, ::1",
            "webhook_networks",
            (IPv4Network("10.1.0.0/16"), IPv6Network("::1")),
        ),
        ("SEEDS", "/srv/seeds", "seeds", Path("/srv/seeds")),
        ("JOB_LEASE_SECONDS", "5", "job_lease_seconds", 5),
        ("JOB_ITEM_ATTEMPTS", "2", "job_item_attempts", 2),
        ("JOB_ITEM_SECONDS", "7", "job_item_seconds", 7),
        ("JOBS_KEPT_DAYS", "90", "jobs_kept_days", 90),
        ("WORKER_NICE", "0", "worker_nice", 0),
        ("MAX_BATCH_BYTES", "9", "max_batch_bytes", 9),
        ("WEB_CONCURRENCY", "3", "web_concurrency", 3),
        ("LOG_FORMAT", "JSON", "log_format", "json"),
        ("LOG_LEVEL", "warning", "log_level", "warning"),
        ("DATABASE_URL", "", "database_url", "sqlite:///quotes.db"),  # set but empty: as if not set
    ],
)
def test_each_is_read(name: str, value: str, field: str, expected: object) -> None:
    assert getattr(Settings.from_env({name: value}), field) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAX_TEXT_CHARS", "0"),
        ("MAX_TEXT_CHARS", "-5"),
        ("WORKER_NICE", "20"),  # the kernel knows none
        ("MAX_TEXT_CHARS", "1e6"),
        ("MAX_BODY_BYTES", "²"),  # a digit to str.isdigit, a number to nobody
        ("JOB_LEASE_SECONDS", "soon"),
        ("IDEMPOTENCY_HOURS", "8761"),  # longer than a year
        ("AUTH", "none"),
        ("WEBHOOK_PLAIN_HTTP", "1"),
        ("WEBHOOK_NETWORKS", "10.1.0.1/16"),  # an address with a mask: which of the two is meant?
        ("WEBHOOK_NETWORKS", "localhost"),
        ("RATE_LIMIT", "0"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_HOSTS", "https://a.example"),
        ("CORS_ORIGINS", "*"),  # an allow-list that allows all is none
        ("CORS_ORIGINS", "https://cms.example/"),
        ("WEB_CONCURRENCY", "many"),
        ("LOG_FORMAT", "xml"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_what_cannot_be_read_names_the_variable(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        Settings.from_env({name: value})


@pytest.mark.parametrize("name", sorted(READ | READ_BY_GUNICORN | {"PORT"}))
def test_each_is_documented(name: str) -> None:
    assert f"| `{name}` |" in DOCUMENTED


def test_nothing_is_documented_that_is_not_read() -> None:
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", DOCUMENTED, re.MULTILINE)) <= READ | READ_BY_GUNICORN | {
        "PORT"
    }


EMPTY_OR_OF_THE_MACHINE = {
    "webhook_networks",
    "seeds",
    "queue_url",
    "web_concurrency",
    "trusted_hosts",
    "cors_origins",
    "quotes_key",
}


def test_each_default_is_documented() -> None:
    for field in dataclasses.fields(Settings):
        if field.name not in EMPTY_OR_OF_THE_MACHINE:
            spelled = "no" if field.default is False else field.default
            assert f"| `{spelled}` |" in DOCUMENTED, field.name


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ada:secret@db:5432/quotes", "postgresql://ada:***@db:5432/quotes"),
        ("postgresql://ada@db/quotes", "postgresql://ada@db/quotes"),
        (
            "postgresql://ada:p@ss@db/quotes",
            "postgresql://ada:***@db/quotes",
        ),  # an at sign inside the password
        ("sqlite:////var/lib/quotes.db", "sqlite:////var/lib/quotes.db"),
    ],
)
def test_the_password_is_never_shown(url: str, shown: str) -> None:
    assert Settings(database_url=url).database_label == shown
