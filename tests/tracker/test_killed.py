"""A process killed within the transaction leaves nothing half written; the article can be sent again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from peewee import Database

from service.storage import articles, quotes, speakers, topics
from service.storage.articles import ArticleFilter
from service.storage.quotes import QuoteFilter
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article

LINES = (
    Line(words="Build the wall", by="Ada Byron", about=("Walls",)),
    Line(words="Close the gate", by="Bo Li"),
)
ROOT = Path(__file__).parents[2]

# Stores a revision of the article, and stops when all is written but nothing is committed.
CHILD = """
import sys, time
from service.storage import readings
from service.storage.database import connect
from service.tracker import processing
from service.tracker.intake import Submission
from tests.tracker.test_killed import LINES, REVISED, ScriptedReader

connect(sys.argv[1])
real = readings.replace

def replace(*arguments):
    real(*arguments)
    print("written", flush=True)
    time.sleep(60)

readings.replace = replace
processing.ingest(Submission(text=REVISED, url="u"), ScriptedReader(*LINES), 10_000)
"""
REVISED = article(LINES[1]) + " Revised."


def test_a_killed_ingest_leaves_what_was_there(database: Database, database_url: str) -> None:
    before = ingest(Submission(text=article(LINES[0]), url="u"), ScriptedReader(*LINES), 10_000)
    database.close()
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, database_url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "written\n"
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.communicate()
    assert articles.get(before.article.id) == before.article
    assert quotes.of_article(before.article.id) == before.quotes
    assert (speakers.find().total, topics.find().total) == (1, 1)
    assert (quotes.find(QuoteFilter(q="gate")).total, articles.find(ArticleFilter(q="revised")).total) == (
        0,
        0,
    )

    again = ingest(Submission(text=REVISED, url="u"), ScriptedReader(*LINES), 10_000)
    assert (again.outcome, again.article.revision) == ("revised", 2)
    assert [quote.text for quote in quotes.find(QuoteFilter()).items] == ["Close the gate"]
