"""What the logs of web and worker processes never hold, at the level "debug" and whatever goes wrong: an
article's words, a key, a secret. And what they do hold: the ids by which a case is followed."""

import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from peewee import Database

from service.storage import jobs, keys
from service.storage.database import database as bound
from tests.jobs.test_worker_process import ROOT, until
from tests.operations.serving import Serving

MARK = "Zanzibarquux"
SAID = f"“The {MARK} opens,” Mayor Ada Bright said."
DEBUG = {"LOG_LEVEL": "debug", "LOG_FORMAT": "json", "AUTH": "required"}
PLAIN = {"WEBHOOK_PLAIN_HTTP": "yes", "WEBHOOK_NETWORKS": "127.0.0.0/8"}


class Case:
    """A web and a worker process with keys, and what they log."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.token = keys.create("desk", ["admin"]).token
        self._folder = folder
        queue_url = f"sqlite:///{folder}/jobs.db"
        app = "tests.operations.untold:app"
        self.web = Serving(folder, database_url, workers=1, queue_url=queue_url, app=app, **DEBUG, **PLAIN)
        env = os.environ | {"DATABASE_URL": database_url, "QUEUE_URL": queue_url, "PYTHONPATH": str(ROOT)}
        with (folder / "worker.log").open("w") as log:
            self.worker = subprocess.Popen(
                [sys.executable, "-m", "tests.operations.untold"],
                cwd=folder,
                env=env | DEBUG | PLAIN,
                stdout=log,
                stderr=log,
            )

    def post(self, path: str, body: object, **headers: str) -> tuple[int, Any]:
        """The status and the document that comes back."""
        sent = body if isinstance(body, str) else json.dumps(body)
        named = {"Content-Type": "application/json", "X-API-Key": self.token}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(http.client.HTTPConnection(urlsplit(self.web.url).netloc, timeout=60)) as connection:
            connection.request("POST", path, sent.encode(), named)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())

    def raw(self, request: str) -> None:
        """Sends what is no request, and waits for the answer."""
        address = urlsplit(self.web.url)
        with socket.create_connection((address.hostname, address.port), timeout=60) as connection:
            connection.sendall(request.encode())
            connection.settimeout(30)
            while connection.recv(4096):
                pass

    def logs(self) -> str:
        return (self._folder / "gunicorn.log").read_text() + (self._folder / "worker.log").read_text()

    def events(self, name: str) -> list[dict[str, Any]]:
        """The events of that name."""
        lines = [line for line in self.logs().splitlines() if line.startswith("{")]
        return [event for event in map(json.loads, lines) if event["event"] == name]

    def stop(self) -> None:
        self.worker.terminate()
        self.worker.wait(40)
        self.web.stop()


@pytest.fixture
def case(database: Database, database_url: str, tmp_path: Path) -> Iterator[Case]:
    made = Case(tmp_path, database_url)
    yield made
    if made.worker.poll() is None:
        made.stop()


def test_no_words_no_keys_and_all_ids(case: Case) -> None:
    secret = watch(case)
    article_id = stored(case)
    done_id, failed_id = in_the_background(case)
    refused(case)
    broken_database(case)
    case.stop()
    logs = case.logs()
    assert MARK not in logs
    assert MARK.encode("unicode_escape").decode() not in logs
    assert case.token not in logs
    assert case.token.split("_")[-1] not in logs
    assert secret.removeprefix("whsec_") not in logs
    made = {(each.get("article_id"), each["request_id"]) for each in case.events("request")}
    assert (article_id, "case-1") in made
    assert {done_id, failed_id} <= {each.get("job_id") for each in case.events("request")}
    ended = {each["job_id"]: each for each in case.events("item ended")}
    assert ended[done_id]["article_id"] == jobs.get(done_id).items[0]["article_id"]
    assert ended[failed_id]["outcome"] == "failed"
    assert case.events("a request failed")[0]["request_id"] == "case-2"
    assert case.events("item failed")[0]["job_id"] == failed_id
    assert "ValueError: (" in case.events("item failed")[0]["exception"]
    assert case.events("webhook tried")
    # A table that is missing is another error on each database.
    assert len(case.events("a request failed") + case.events("the database can't be used")) == 2


def watch(case: Case) -> str:
    """Somebody is to be told of each quote, and is not there; their secret."""
    target = "http://127.0.0.1:9/hook"
    status, made = case.post("/v1/watches", {"name": "all", "filters": {}, "target": target})
    assert status == 201, made
    return str(made["secret"])


def stored(case: Case) -> str:
    status, made = case.post("/v1/articles", {"text": SAID, "title": MARK}, X_Request_ID="case-1")
    assert status == 201, made
    status, _ = case.post("/v1/articles", {"text": f"{SAID} Raise."}, X_Request_ID="case-2")
    assert status == 500
    return str(made["id"])


def in_the_background(case: Case) -> tuple[str, str]:
    made = []
    for text in (f"{SAID} Once more.", f"{SAID} Raise."):
        status, job = case.post("/v1/articles", {"text": text}, Prefer="respond-async")
        assert status == 202
        made.append(str(job["id"]))
    until(lambda: all(jobs.get(job_id).state == "done" for job_id in made))
    until(lambda: bool(case.events("webhook tried")))
    return made[0], made[1]


def refused(case: Case) -> None:
    """Everything that can be wrong with a request, with the words in it."""
    for path, body, headers, expected in (
        ("/v1/articles", f'{{"text": "{MARK}', {}, 400),
        ("/v1/articles", {"text": SAID, MARK: MARK}, {}, 422),
        ("/v1/articles", {"text": SAID, "published_at": MARK}, {}, 422),
        ("/v1/articles", {"text": f"\ud800 {SAID}"}, {}, 422),
        ("/v1/articles/batch", f'[{{"text": "{MARK}', {}, 400),
        ("/v1/extract", {"html": f"<p>{SAID}</p><{MARK}"}, {}, 422),
        ("/v1/check", {"text": MARK * 40}, {}, None),
        ("/v1/articles", {"text": SAID}, {"X_API_Key": case.token + "x"}, 401),
        ("/v1/articles", {"text": SAID}, {"Authorization": f"Basic {case.token}"}, None),
        (f"/v1/articles?key={case.token}&q={MARK}", {"text": SAID}, {}, None),
    ):
        status, answer = case.post(path, body, **headers)
        assert expected is None or status == expected, (path, status, answer)
    case.raw(f"POST /v1/articles HTTP/1.1\r\nHost: a\r\nX-API-Key {case.token}\r\n\r\n{MARK}")
    case.raw(f"{MARK} {case.token}\r\n\r\n")


def broken_database(case: Case) -> None:
    """A table is gone: for the web process, and for the worker in the middle of a job."""
    bound.execute_sql("ALTER TABLE quote RENAME TO quote_away")
    status, _ = case.post("/v1/articles", {"text": f"{SAID} After."})
    assert status >= 500
    status, _ = case.post("/v1/articles", {"text": f"{SAID} Later."}, Prefer="respond-async")
    assert status == 202
    until(
        lambda: (
            len(case.events("item failed")) + len(case.events("database can't be used, the job waits")) >= 2
        )
    )
    bound.execute_sql("ALTER TABLE quote_away RENAME TO quote")
