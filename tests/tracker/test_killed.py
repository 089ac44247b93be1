"""A process killed within the transaction leaves nothing half written; what it did can be done again."""

from peewee import Database

from service.storage import articles, deliveries, history, quotes, speakers, topics, watches
from service.storage.articles import ArticleFilter
from service.storage.quotes import QuoteFilter
from service.tracker import occurrences
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from service.tracker.review import Decision, decide
from tests.scripted import Line, ScriptedReader, article
from tests.tracker.killing import kill_once_written
from tests.tracker.test_watching import EVERY

LINES = (
    Line(words="Build the wall", by="Ada Byron", about=("Walls",)),
    Line(words="Close the gate", by="Bo Li"),
)

# Stores a revision of the article, and stops when all is written but nothing is committed.
CHILD = """
import sys, time
from service.storage import readings
from service.storage.database import connect
from service.tracker import processing
from service.tracker import occurrences
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

# Corrects the first quote and its occurrence, makes a speaker for it, and stops before the commit.
DECIDING = """
import sys, time
from service.storage import decisions
from service.storage.database import connect
from service.tracker.review import Decision, decide

connect(sys.argv[1])
real, recorded = decisions.record, []

def record(*arguments, **options):
    recorded.append(real(*arguments, **options))
    if len(recorded) == 2:
        print("written", flush=True)
        time.sleep(60)
    return recorded[-1]

decisions.record = record
fields = {"speaker": "Cy Twombly", "role": "painter"}
decide(sys.argv[2], Decision(status="corrected", by="vera", fields=fields, occurrences=True))
"""


def test_a_killed_ingest_leaves_what_was_there(database: Database, database_url: str) -> None:
    before = ingest(Submission(text=article(LINES[0]), url="u"), ScriptedReader(*LINES), 10_000)
    database.close()
    kill_once_written(CHILD, database_url)
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


def test_a_killed_decision_leaves_every_quote_as_it_was(database: Database, database_url: str) -> None:
    line = Line(words="Build the wall before winter", by="Ada Byron")
    reader = ScriptedReader(line)
    stored = ingest(Submission(text=article(line, line), url="u"), reader, 10_000).quotes
    assert occurrences.ids(stored[0].id) == tuple(quote.id for quote in stored)
    database.close()
    kill_once_written(DECIDING, database_url, stored[0].id)
    assert quotes.find(QuoteFilter(), sort="said_on").items == stored
    assert all(history.find(quote.id).total == 0 for quote in stored)
    assert (speakers.find().total, quotes.find(QuoteFilter(role="painter")).total) == (1, 0)

    fields = {"speaker": "Cy Twombly", "role": "painter"}
    decide(stored[0].id, Decision(status="corrected", by="vera", fields=fields, occurrences=True))
    assert quotes.find(QuoteFilter(role="painter", speaker="Twombly")).total == 2


# Decides on a quote that a watch is told of, and stops when the message is written too.
TELLING = """
import sys, time
from service.storage import watch_events
from service.storage.database import connect
from service.tracker.review import Decision, decide

connect(sys.argv[1])
real = watch_events.tell

def tell(*arguments):
    assert real(*arguments) == 1
    print("written", flush=True)
    time.sleep(60)

watch_events.tell = tell
decide(sys.argv[2], Decision(status="rejected", by="vera"))
"""


def test_a_killed_decision_tells_nobody(database: Database, database_url: str) -> None:
    (stored,) = ingest(Submission(text=article(LINES[0])), ScriptedReader(LINES[0]), 10_000).quotes
    watch = watches.create(EVERY, "whsec_QUJD")
    database.close()
    kill_once_written(TELLING, database_url, stored.id)
    assert quotes.get(stored.id).status == "extracted"
    assert deliveries.find(watch.id).total == 0

    decide(stored.id, Decision(status="rejected", by="vera"))
    assert [each.type for each in deliveries.find(watch.id).items] == ["quote.rejected"]
