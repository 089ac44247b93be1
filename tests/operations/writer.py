"""Stores articles into the database named first until it is killed, and prints how many are stored."""

import itertools
import sys

from service.storage.database import connect
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.api.news import BRIDGE
from tests.api.reader import FakeReader

connect(sys.argv[1])
for number in itertools.count(1):
    ingest(Submission(text=BRIDGE, external_id=f"w-{number}"), FakeReader(), 10_000)
    print(number, flush=True)
