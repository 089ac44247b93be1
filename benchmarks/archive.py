"""python -m benchmarks.archive --quotes N [--database URL]: how soon a large archive answers each read.

Fills an empty database (a file of its own unless a URL is given) with a synthetic archive of N quotes, ten
an article, or takes the one that is there, and asks the service through Flask's test client. Each request is
sent ``--rounds`` times with other words, names and days; the first answers of all kinds are not counted, they
fill the caches. CPU is what the request cost this process: beside PostgreSQL it leaves out the server's work.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import structlog
from flask.testing import FlaskClient
from peewee import Database

from benchmarks.bulk import fill
from benchmarks.synthetic import Archive
from benchmarks.tables import figure, table
from service.app import create_app
from service.extraction.annotations import Extraction
from service.settings import Settings
from service.storage.database import connect, is_postgresql, migrate

EACH = 10
"""Quotes an article."""

Ask = Callable[[random.Random], str | dict[str, str]]
"""The path of a GET with its query, or the body of a check."""


class NoReader:
    """Nothing is read here."""

    version = "none"

    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:  # noqa: ARG002
        return Extraction(text=text, language="en", supported=True, extractor=self.version, quotes=())


@dataclass(frozen=True, slots=True)
class Stored:
    """What is in the archive, to ask for."""

    words: list[str]
    speakers: list[tuple[str, str]]
    topics: list[str]
    publications: list[str]
    quotes: list[tuple[str, str]]


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{folder}/archive.db"
        database = connect(url)
        migrate(database)
        database.connect(reuse_if_open=True)
        seconds = _fill(database, options.quotes)
        count = database.execute_sql("SELECT COUNT(*) FROM quote").fetchone()[0]
        print(f"{count:,} quotes on {'PostgreSQL' if is_postgresql() else 'SQLite'}, {_size(database, url)}")
        print(f"loaded in {seconds:,.0f} s\n" if seconds else "loaded before\n")
        stored = _stored(database)
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
        client = create_app(
            Settings(database_url=url, queue_url="memory:"), NoReader(), database
        ).test_client()
        print(_measured(client, dict(_asked(client, stored)), options.rounds))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__)
    parser.add_argument(
        "--quotes", type=int, default=100_000, help="how many an empty database is filled with"
    )
    parser.add_argument("--database", help="URL; as it is if it has quotes already")
    parser.add_argument("--rounds", type=int, default=30, help="requests of each kind")
    return parser.parse_args()


def _fill(database: Database, quotes: int) -> float:
    if database.execute_sql("SELECT 1 FROM quote LIMIT 1").fetchone():
        return 0.0
    start = time.perf_counter()
    if not is_postgresql():
        database.execute_sql("PRAGMA cache_size = -1000000")
    for articles in fill(-(-quotes // EACH), EACH):
        if articles % 5_000 == 0:
            print(f"{articles * EACH:,} quotes after {time.perf_counter() - start:,.0f} s", flush=True)
    return time.perf_counter() - start


def _size(database: Database, url: str) -> str:
    if is_postgresql():
        size = database.execute_sql("SELECT pg_database_size(current_database())").fetchone()[0]
    else:
        size = Path(url.removeprefix("sqlite:///")).stat().st_size
    return f"{size / 1_000_000:,.0f} MB"


def _stored(database: Database) -> Stored:
    def column(sql: str) -> list[Any]:
        return [row if len(row) > 1 else row[0] for row in database.execute_sql(sql).fetchall()]

    last = column("SELECT MAX(pk) FROM quote")[0]
    some = ", ".join(str(pk) for pk in random.Random(1).sample(range(1, last + 1), min(last, 200)))
    return Stored(
        words=Archive(speakers=1, topics=1).vocabulary,
        speakers=column("SELECT id, name FROM speaker ORDER BY pk LIMIT 3000"),
        topics=column("SELECT slug FROM topic ORDER BY pk LIMIT 1000"),
        publications=column("SELECT DISTINCT publication FROM article WHERE pk < 2000"),
        quotes=column(f"SELECT id, text FROM quote WHERE pk IN ({some}) AND length(text) > 60"),
    )


def _asked(client: FlaskClient, stored: Stored) -> Iterator[tuple[str, Ask]]:
    words, first, rare = stored.words, stored.speakers[:5], stored.speakers[500:]

    def get(path: str, **query: str) -> str:
        return f"/v1/{path}?{urlencode(query)}"

    @cache
    def deep(word: str | None) -> str:
        path = get("quotes", limit="100", **({"q": word} if word else {}))
        for _ in range(20):
            path = client.get(path).get_json()["links"]["next"] or path
        return path

    def days(source: random.Random) -> dict[str, str]:
        year = source.randrange(2016, 2025)
        return {"published_from": f"{year}-03-01", "published_to": f"{year}-06-30"}

    yield "quotes", lambda source: get("quotes", limit=str(source.randrange(19, 22)))
    yield (
        "quotes, by day said",
        lambda source: get("quotes", sort="said_on", limit=str(source.randrange(19, 22))),
    )
    yield "quotes, a frequent speaker", lambda source: get("quotes", speaker=source.choice(first)[1])
    yield "quotes, a rare speaker", lambda source: get("quotes", speaker=source.choice(rare)[1])
    yield "… and days", lambda source: get("quotes", speaker_id=source.choice(first)[0], **days(source))
    yield "quotes, a surname", lambda source: get("quotes", speaker=source.choice(first)[1].split()[-1])
    yield "quotes, a frequent topic", lambda source: get("quotes", topic=source.choice(stored.topics[:5]))
    yield "quotes, a rare topic", lambda source: get("quotes", topic=source.choice(stored.topics[300:]))
    yield (
        "topic, and its name in the text",
        lambda source: get(f"topics/{source.choice(stored.topics)}/quotes", include="text"),
    )
    yield "quotes, a medium", lambda source: get("quotes", medium=source.choice(["twitter", "briefing"]))
    yield (
        "quotes, a publication",
        lambda source: get("quotes", publication=source.choice(stored.publications)),
    )
    yield (
        "quotes, a role",
        lambda source: get("quotes", role=source.choice(["mayor", "union leader", "pilot"])),
    )
    yield "q, a rare word", lambda source: get("quotes", q=source.choice(words[5_000:]))
    yield "q, a middling word", lambda source: get("quotes", q=source.choice(words[100:1_000]))
    yield "q, a common word", lambda source: get("quotes", q=source.choice([*words[:5], "the", "of", "not"]))
    yield "q, two words", lambda source: get("quotes", q=" ".join(source.sample(words[:200], 2)))
    yield "q, a phrase", lambda source: get("quotes", q=f'"{_phrase(source, stored)}"')
    yield "q, an exclusion", lambda source: get("quotes", q=f"{source.choice(words[:200])} -the")
    yield "q, a beginning", lambda source: get("quotes", q=source.choice(words[60:2_000])[:3] + "*")
    yield "q, by relevance", lambda source: get("quotes", q=source.choice(words[:2_000]), sort="relevance")
    yield (
        "q and a speaker",
        lambda source: get("quotes", q=source.choice(words[:300]), speaker_id=source.choice(first)[0]),
    )
    yield "q, medium and days", lambda source: get("quotes", q=words[3], medium="twitter", **days(source))
    yield "a deep page", lambda _: deep(None)
    yield "a deep page of a common word", lambda _: deep(words[0])
    yield "one quote", lambda source: f"/v1/quotes/{source.choice(stored.quotes)[0]}"
    yield "its occurrences", lambda source: f"/v1/quotes/{source.choice(stored.quotes)[0]}/occurrences"
    yield "speakers, q", lambda source: get("speakers", q=source.choice(stored.speakers)[1].split()[0])
    yield "one speaker", lambda source: f"/v1/speakers/{source.choice(stored.speakers)[0]}"
    yield "the most quoted speaker", lambda _: f"/v1/speakers/{stored.speakers[0][0]}"
    yield "topics, q", lambda source: get("topics", q=source.choice(stored.topics).split("-")[0])
    yield "articles, q", lambda source: get("articles", q=source.choice(words[:1_000]))
    yield "facets", lambda source: get("quotes/facets", top=str(source.randrange(9, 12)))
    yield (
        "facets, a frequent speaker",
        lambda source: get("quotes/facets", speaker_id=source.choice(first)[0]),
    )
    yield "facets, q", lambda source: get("quotes/facets", q=source.choice(words[:1_000]))
    yield "timeline", lambda source: get("quotes/timeline", interval=source.choice(["month", "year"]))
    yield (
        "timeline, a frequent speaker",
        lambda source: get("quotes/timeline", speaker_id=source.choice(first)[0]),
    )
    yield (
        "timeline, q, a middling word",
        lambda source: get("quotes/timeline", q=source.choice(words[100:1_000])),
    )
    yield "timeline, q, a common word", lambda source: get("quotes/timeline", q=words[source.randrange(3)])
    yield "check, exact", lambda source: {"text": source.choice(stored.quotes)[1]}
    yield "check, altered", lambda source: {"text": _altered(source, stored)}
    yield "check, not found", lambda source: {"text": " ".join(source.choices(words[60:], k=15))}


def _phrase(source: random.Random, stored: Stored) -> str:
    words = source.choice(stored.quotes)[1].split()
    place = source.randrange(len(words) - 2)
    return " ".join(words[place : place + 3])


def _altered(source: random.Random, stored: Stored) -> str:
    words = source.choice(stored.quotes)[1].split()
    words[source.randrange(len(words))] = "never"
    return " ".join(words)


def _measured(client: FlaskClient, kinds: dict[str, Ask], rounds: int) -> str:
    source = random.Random(11)
    asked = {name: [ask(source) for _ in range(rounds + 1)] for name, ask in kinds.items()}
    for name in asked:
        _timed(client, asked[name][0])
    rows = []
    for name in asked:
        times = [_timed(client, each) for each in asked[name][1:]]
        wall, cpu = (sorted(1_000 * each for each in column) for column in zip(*times, strict=True))
        share = [wall[min(int(part * len(wall)), len(wall) - 1)] for part in (0.5, 0.95, 0.99)]
        rows.append(
            (name, *map(figure, share), figure(cpu[int(0.5 * len(cpu))]), figure(cpu[int(0.95 * len(cpu))]))
        )
    return table(("milliseconds", "p50", "p95", "p99", "CPU p50", "CPU p95"), rows)


def _timed(client: FlaskClient, what: str | dict[str, str]) -> tuple[float, float]:
    start, spent = time.perf_counter(), time.process_time()
    answer = client.get(what) if isinstance(what, str) else client.post("/v1/check", json=what)
    took = time.perf_counter() - start, time.process_time() - spent
    assert answer.status_code == 200, answer.get_json()
    return took


if __name__ == "__main__":
    main()
