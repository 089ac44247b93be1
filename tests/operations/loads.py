"""Clients under whose requests the service is stopped, renewed and upgraded, and what they were told."""

import http.client
import json
import threading
import time
from contextlib import closing
from urllib.parse import urlsplit

from service.storage.database import connect
from service.storage.models import Article, Quote
from tests.api.news import article

CLIENTS = 4


class Load:
    """Clients that post articles, each on a connection of its own, until told to stop."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url).netloc
        self.stored: list[str] = []
        self.refused: list[str] = []
        self.lost: list[str] = []
        self.going = threading.Event()
        self.going.set()
        self._threads = [threading.Thread(target=self._post, args=(number,)) for number in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self.going.clear()
        for thread in self._threads:
            thread.join(60)

    def until(self, stored: int) -> None:
        """Waits until so many more are stored."""
        goal, deadline = len(self.stored) + stored, time.monotonic() + 60
        while len(self.stored) < goal:
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def _post(self, client: int) -> None:
        number = 0
        while self.going.is_set():
            number += 1
            self._one(f"{client}-{number}")

    def _one(self, name: str) -> None:
        with closing(http.client.HTTPConnection(self._address, timeout=60)) as connection:
            try:
                connection.connect()
            except OSError:
                self.refused.append(name)  # nobody listens: the client knows that nothing was taken
                time.sleep(0.02)
                return
            try:
                body = json.dumps(article(external_id=name))
                connection.request("POST", "/v1/articles", body, {"Content-Type": "application/json"})
                status = connection.getresponse().status
            except (OSError, http.client.HTTPException) as error:
                self.lost.append(f"{name}: {error!r}")
                return
            (self.stored if status == 201 else self.lost).append(name)


def nothing_lost(load: Load, url: str) -> bool:
    """Every request was answered, and what is stored is what the clients were told of."""
    assert (load.lost, load.refused) == ([], [])
    return kept(url) == set(load.stored)


def kept(url: str) -> set[str]:
    """The articles that are stored, each with its two quotes."""
    opened = connect(url)
    with opened.connection_context():
        ids = [row.external_id for row in Article.select(Article.external_id)]
        assert len(ids) == len(set(ids))
        assert Quote.select().count() == 2 * len(ids)
    opened.close_all()
    return set(ids)
