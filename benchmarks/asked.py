"""What the archive is asked for: each kind of request, with words, names and days that are in it."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask.testing import FlaskClient
from peewee import Database

from benchmarks.synthetic import Archive

Ask = Callable[[random.Random], str | dict[str, str]]
"""The path of a GET with its query, or the body of a check."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What is in the archive, to ask for; speakers and topics with the most quoted first."""

    words: list[str]
    speakers: list[tuple[str, str]]
    topics: list[str]
    publications: list[str]
    quotes: list[tuple[str, str]]


def stored_in(database: Database) -> Stored:
    """A part of what the archive has."""

    def column(sql: str) -> list[Any]:
        return [row if len(row) > 1 else row[0] for row in database.execute_sql(sql).fetchall()]

    last = column("SELECT MAX(pk) FROM quote")[0]
    some = ", ".join(str(pk) for pk in random.Random(1).sample(range(1, last + 1), min(last, 200)))
    return Stored(
        words=Archive(speakers=1, topics=1).vocabulary,
        speakers=column(
            "SELECT id, name FROM speaker JOIN (SELECT speaker_id, COUNT(*) AS number FROM quote "
            "GROUP BY speaker_id) AS said ON speaker_id = pk ORDER BY number DESC, pk LIMIT 3000"
        ),
        topics=column(
            "SELECT slug FROM topic JOIN (SELECT topic_id, COUNT(*) AS number FROM quote_topic "
            "GROUP BY topic_id) AS about ON topic_id = pk ORDER BY number DESC, pk LIMIT 1000"
        ),
        publications=column("SELECT DISTINCT publication FROM article WHERE pk < 2000"),
        quotes=column(f"SELECT id, text FROM quote WHERE pk IN ({some}) AND length(text) > 60"),
    )


def kinds(client: FlaskClient, stored: Stored) -> Iterator[tuple[str, Ask]]:
    """Each kind of request by its name."""
    words, first, rare = stored.words, stored.speakers[:5], stored.speakers[500:]

    def get(path: str, **query: str) -> str:
        return f"/v1/{path}?{urlencode(query)}"

    @cache
    def deep(word: str | None) -> str:
        path = get("quotes", limit="100", **({"q": word} if word else {}))
        for _ in range(20):
            following = client.get(path).get_json()["links"]["next"]
            path = urlsplit(following)._replace(scheme="", netloc="").geturl() if following else path
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
    yield "speakers, q, a beginning", lambda source: get("speakers", q=source.choice(stored.speakers)[1][:-3])
    yield "speakers, q, a slip", lambda source: get("speakers", q=_slip(source, stored))
    yield "one speaker", lambda source: f"/v1/speakers/{source.choice(stored.speakers)[0]}"
    yield "the most quoted speaker", lambda _: f"/v1/speakers/{stored.speakers[0][0]}"
    yield "topics, q", lambda source: get("topics", q=source.choice(stored.topics).split("-")[0])
    yield "one topic", lambda source: f"/v1/topics/{source.choice(stored.topics)}"
    yield "the most frequent topic", lambda _: f"/v1/topics/{stored.topics[0]}"
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


def _slip(source: random.Random, stored: Stored) -> str:
    """A name with two letters exchanged."""
    name = source.choice(stored.speakers)[1]
    at = source.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _phrase(source: random.Random, stored: Stored) -> str:
    words = source.choice(stored.quotes)[1].split()
    place = source.randrange(len(words) - 2)
    return " ".join(words[place : place + 3])


def _altered(source: random.Random, stored: Stored) -> str:
    words = source.choice(stored.quotes)[1].split()
    words[source.randrange(len(words))] = "never"
    return " ".join(words)
