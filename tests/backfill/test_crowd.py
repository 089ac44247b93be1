"""Several backfills at once, whose sources share articles and speakers: all end well, nothing is doubled."""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from peewee import Database

from service.storage import articles, quotes
from service.storage.articles import ArticleFilter
from tests.backfill.reader import FragileReader

ROOT = Path(__file__).parents[2]
BACKFILLS, ARTICLES, SHARED = 3, 40, 4
NAMES = [
    f"{first} {last}" for first in ("Ada", "Ines", "Olaf") for last in ("Bright", "Vidal", "Moen", "Ruiz")
]


def text(number: str, chance: random.Random) -> str:
    """An article that nobody else has, of whom many speak."""
    said = (
        f"“The bridge of {number} is mended, part {part},” Mayor {chance.choice(NAMES)} said."
        for part in range(4)
    )
    return " ".join(said)


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    """Archives in which a tenth of the articles are versions of ones that the others have versions of too."""
    chance = random.Random(11)
    files = []
    for archive in range(BACKFILLS):
        lines = []
        for n in range(ARTICLES):
            known = f"shared-{chance.randrange(SHARED)}" if n % 10 == 5 else f"own-{archive}-{n}"
            lines.append(json.dumps({"text": text(f"{archive} {n}", chance), "external_id": known}))
        files.append(tmp_path / f"{archive}.ndjson")
        files[-1].write_text("\n".join(lines), encoding="utf-8")
    return files


def test_backfills_at_once_all_end_well(database: Database, database_url: str, sources: list[Path]) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.backfill.crowd", database_url, str(source)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        for source in sources
    ]
    for child in children:
        told, log = child.communicate(timeout=120)
        assert child.returncode == 0, log
        assert told.startswith(f"{ARTICLES} articles"), told
    offered = [json.loads(line) for source in sources for line in source.read_text().splitlines()]
    versions = Counter(each["external_id"] for each in offered)
    texts = {(each["external_id"], each["text"]) for each in offered}
    found = articles.find(ArticleFilter(), sort="-published_at", limit=500, cursor=None).items
    assert Counter({item.external_id: item.revision for item in found}) == versions, "each version once"
    for item in found:
        stored = articles.get(item.id).text or ""
        assert (item.external_id, stored) in texts
        expected = Counter(quote.text for quote in FragileReader().extract(stored).quotes)
        assert Counter(quote.text for quote in quotes.of_article(item.id)) == expected
