"""Deliveries: signed, tried again, held, given up; and what becomes of the watch."""

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from peewee import Database

from service.jobs.courier import Courier
from service.storage import audit, days, deliveries, outbox, watches
from service.storage.database import write
from service.storage.quotes import QuoteFilter
from service.storage.watch_records import DeliveryRecord, WatchRecord
from service.storage.watch_tables import Delivery, Watch
from service.storage.watches import Draft
from service.tracker import watching
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from service.tracker.review import Decision, decide
from service.webhooks import schedule, signing
from service.webhooks.sending import Answer
from tests.api.conformance import Contract
from tests.scripted import Line, ScriptedReader, article

SECRET = "whsec_" + "QUJD" * 10 + "QUI="
OK = Answer(outcome="delivered", status=204)
LINES = (
    Line(words="Build the wall", by="Ada Byron", role="mayor", about=("Walls",)),
    Line(words="Close the gate", by="Bo Li"),
)


def answered(status: int, retry_after: str | None = None) -> Answer:
    return Answer(outcome="status", status=status, error=f"answered {status}", retry_after=retry_after)


UNREACHABLE = Answer(outcome="unreachable", error="the host refuses the connection or can't be reached")


@dataclass
class Post:
    """A sender that answers as it is told, the last answer for ever, and remembers what it was given."""

    answers: list[Answer]
    sent: list[tuple[str, bytes, Mapping[str, str]]] = field(default_factory=list)

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        self.sent.append((url, body, headers))
        return self.answers[min(len(self.sent), len(self.answers)) - 1]

    @property
    def ids(self) -> list[str]:
        return [headers[signing.ID] for _, _, headers in self.sent]


def make(**changes: Any) -> WatchRecord:
    draft = Draft(
        name="all",
        filters=QuoteFilter(),
        target="https://hooks.example.org/q",
        events=watching.EVENTS,
        active=True,
        root="https://quotes.example.org",
    )
    return watches.create(replace(draft, **changes), SECRET)


def store(*lines: Line) -> list[str]:
    stored = ingest(Submission(text=article(*lines), url="u"), ScriptedReader(*lines), 10_000)
    return [quote.id for quote in stored.quotes]


def turn(post: Post, watch: WatchRecord) -> int:
    return Courier(post, threading.Event()).turn(Watch.get(Watch.id == watch.id).pk)


def listed(watch: WatchRecord) -> list[DeliveryRecord]:
    return list(reversed(deliveries.find(watch.id, limit=100).items))


def hurry() -> None:
    """Let what waits be due."""
    Delivery.update(next_at="2020-01-01T00:00:00.000000Z").where(Delivery.state == "waiting").execute()


def seconds_until(moment: str | None) -> float:
    assert moment is not None
    return (datetime.fromisoformat(moment) - datetime.now(UTC)).total_seconds()


def test_a_message_is_signed_and_shows_the_quote(database: Database, contract: Contract) -> None:
    watch = make()
    (quote_id,) = store(LINES[0])
    post = Post([OK])
    assert turn(post, watch) == 1
    ((url, body, headers),) = post.sent
    assert url == "https://hooks.example.org/q"
    signing.verify(SECRET, headers, body, int(datetime.now(UTC).timestamp()))
    message = json.loads(body)
    assert (message["type"], message["watch"]) == ("quote.created", {"id": watch.id, "name": "all"})
    assert days.utc(datetime.fromisoformat(message["timestamp"])) == message["timestamp"]
    quote = message["data"]
    links = quote.pop("links")
    assert links["self"] == f"https://quotes.example.org/v1/quotes/{quote_id}"
    assert links["speaker"].endswith(quote["speaker"]["id"])
    contract.validate(quote, contract.spec["components"]["schemas"]["Quote"])
    assert (quote["text"], quote["role"]) == ("Build the wall", "mayor")
    (delivery,) = listed(watch)
    assert (delivery.id, delivery.state, delivery.attempts) == (headers[signing.ID], "delivered", 1)
    assert (delivery.status_code, delivery.error, delivery.next_at) == (204, None, None)
    assert watches.get(watch.id).succeeded_at is not None


@pytest.fixture(scope="session")
def contract() -> Contract:
    from peewee import SqliteDatabase

    from service.api.openapi import specification
    from service.app import create_app
    from tests.api.conftest import SETTINGS
    from tests.api.reader import FakeReader

    return Contract(specification(create_app(SETTINGS, FakeReader(), SqliteDatabase(None))))


def test_what_happened_later_does_not_change_a_message(database: Database) -> None:
    watch = make()
    (quote_id,) = store(LINES[0])
    decide(quote_id, Decision(status="corrected", by="vera", fields={"role": "governor"}))
    post = Post([OK])
    turn(post, watch)
    roles = [json.loads(body)["data"]["role"] for _, body, _ in post.sent]
    assert roles == ["mayor", "governor"]


def test_a_new_secret_and_the_one_before_sign_for_a_day(database: Database) -> None:
    watch = make()
    store(*LINES)
    new = signing.new_secret()
    assert watches.rotate(watch.id, new).old_secret_until is not None
    post = Post([answered(400), OK])
    now = int(datetime.now(UTC).timestamp())
    turn(post, watch)
    for secret in (SECRET, new):
        signing.verify(secret, post.sent[0][2], post.sent[0][1], now)
    Watch.update(old_until=days.now()).execute()
    hurry()
    turn(post, watch)
    with pytest.raises(signing.Unverified):
        signing.verify(SECRET, post.sent[-1][2], post.sent[-1][1], now)
    assert watches.get(watch.id).old_secret_until is None


def test_a_failure_is_tried_again_later_under_the_same_id(database: Database) -> None:
    watch = make()
    store(LINES[0])
    post = Post([UNREACHABLE, answered(500), OK])
    turn(post, watch)
    (waiting,) = listed(watch)
    assert (waiting.state, waiting.error, waiting.status_code) == ("waiting", UNREACHABLE.error, None)
    assert 2 < seconds_until(waiting.next_at) <= schedule.DELAYS[0] * 1.2
    assert watches.get(watch.id).failing_since is not None
    assert turn(post, watch) == 0, "not before its time"
    hurry()
    turn(post, watch)
    assert schedule.DELAYS[1] - 2 < seconds_until(listed(watch)[0].next_at)
    hurry()
    turn(post, watch)
    (delivered,) = listed(watch)
    assert (delivered.state, delivered.attempts) == ("delivered", 3)
    assert len(set(post.ids)) == 1
    assert watches.get(watch.id).failing_since is None


@pytest.mark.parametrize(
    ("answer", "tried", "why"),
    [
        (answered(500), 2, "it may be that message alone"),
        (answered(404), 2, "the same"),
        (answered(503), 1, "the receiver can take no more"),
        (answered(429), 1, "it says so"),
        (answered(500, "60"), 1, "it asks for time"),
        (UNREACHABLE, 1, "nobody is there"),
    ],
)
def test_a_receiver_that_can_take_no_more_is_left_in_peace(
    database: Database, answer: Answer, tried: int, why: str
) -> None:
    watch = make()
    store(*LINES)
    assert turn(Post([answer]), watch) == tried, why
    waits = [seconds_until(each.next_at) for each in listed(watch)]
    assert all(wait > (55 if answer.retry_after else 2) for wait in waits)


def test_a_date_in_retry_after_is_heeded(database: Database) -> None:
    watch = make()
    store(LINES[0])
    later = datetime.now(UTC) + timedelta(hours=2)
    turn(Post([answered(503, later.strftime("%a, %d %b %Y %H:%M:%S GMT"))]), watch)
    assert abs(seconds_until(listed(watch)[0].next_at) - 7_200) < 5


def test_gone_disables_at_once(database: Database) -> None:
    watch = make()
    store(*LINES)
    post = Post([answered(410)])
    assert turn(post, watch) == 1
    now = watches.get(watch.id)
    assert (now.active, now.state) == (False, "disabled")
    assert "410" in (now.reason or "")
    assert [each.state for each in listed(watch)] == ["failed", "held"]
    assert [entry.operation for entry in audit.find(record_id=watch.id).items] == ["watch disabled"]
    store(Line(words="Never told", by="Cy Twombly"))
    assert len(listed(watch)) == 2


def test_three_days_of_failure_disable(database: Database) -> None:
    watch = make()
    store(*LINES)
    post = Post([UNREACHABLE])
    Delivery.update(failures=len(schedule.DELAYS)).where(Delivery.id == listed(watch)[0].id).execute()
    turn(post, watch)
    now = watches.get(watch.id)
    assert now.state == "disabled"
    assert "three days" in (now.reason or "")
    assert [each.state for each in listed(watch)] == ["failed", "held"]


def test_one_message_that_nobody_takes_does_not_disable(database: Database) -> None:
    watch = make()
    store(*LINES)
    Delivery.update(failures=len(schedule.DELAYS)).where(Delivery.id == listed(watch)[0].id).execute()
    post = Post([OK, answered(500)])
    Delivery.update(next_at="2020-01-01T00:00:00.000000Z").where(Delivery.id == listed(watch)[1].id).execute()
    assert turn(post, watch) == 2
    assert watches.get(watch.id).state == "active"
    assert [each.state for each in listed(watch)] == ["failed", "delivered"]


def test_a_watch_that_is_taken_up_again_loses_nothing_that_was_held(database: Database) -> None:
    watch = make()
    store(*LINES)
    draft = Draft(
        name="all",
        filters=QuoteFilter(),
        target=watch.target,
        events=watch.events,
        active=False,
        root="",
    )
    write(lambda: watches.change(watch.id, draft))
    post = Post([OK])
    assert (turn(post, watch), outbox.due(10)) == (0, [])
    assert {each.state for each in listed(watch)} == {"held"}
    write(lambda: watches.change(watch.id, replace(draft, active=True)))
    assert turn(post, watch) == 2


def test_what_was_given_up_is_sent_again_when_asked(database: Database) -> None:
    watch = make()
    store(LINES[0])
    Delivery.update(state="failed", failures=13, next_at=None, ended_at=days.now()).execute()
    deliveries.resend(watch.id, listed(watch)[0].id)
    post = Post([answered(500), OK])
    turn(post, watch)
    (again,) = listed(watch)
    assert (again.state, again.ended_at) == ("waiting", None)
    hurry()
    turn(post, watch)
    assert listed(watch)[0].state == "delivered"


def test_a_claim_that_nobody_answers_for_runs_out(database: Database) -> None:
    """As if the worker had died with the message in its hands."""
    watch = make()
    store(LINES[0])
    pk = Watch.get(Watch.id == watch.id).pk
    claimed = outbox.claim(pk)
    assert claimed is not None
    assert outbox.claim(pk) is None, "nobody else sends it meanwhile"
    assert 60 < seconds_until(listed(watch)[0].next_at) <= outbox.CLAIM_SECONDS
    hurry()
    again = outbox.claim(pk)
    assert again is not None
    assert again.id == claimed.id


def test_two_workers_send_each_message_once(database: Database) -> None:
    watch = make()
    store(*(Line(words=f"Number {number} of many", by="Ada Byron") for number in range(20)))
    pk = Watch.get(Watch.id == watch.id).pk
    posts = [Post([OK]), Post([OK])]
    threads = [
        threading.Thread(target=lambda post=post: Courier(post, threading.Event()).turn(pk)) for post in posts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    turn(posts[0], watch)
    ids = [*posts[0].ids, *posts[1].ids]
    assert (len(ids), len(set(ids))) == (20, 20)


def test_a_courier_serves_a_fast_target_beside_a_slow_one(database: Database) -> None:
    slow, fast = make(target="https://slow.example/"), make(target="https://fast.example/")
    store(*LINES)
    go, stopping = threading.Event(), threading.Event()

    class Waiting(Post):
        def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
            if "slow" in url:
                go.wait(20)
            return super().post(url, body, headers)

    courier = threading.Thread(target=Courier(Waiting([OK]), stopping, seconds=0.02).run)
    courier.start()
    try:
        until_delivered(fast)
        assert {each.state for each in listed(slow)} == {"waiting"}
        go.set()
        until_delivered(slow)
    finally:
        go.set()
        stopping.set()
        courier.join(20)


def until_delivered(watch: WatchRecord) -> None:
    for _ in range(500):
        if {each.state for each in listed(watch)} == {"delivered"}:
            return
        threading.Event().wait(0.02)
    raise AssertionError(listed(watch))


def test_what_ended_long_ago_is_forgotten(database: Database) -> None:
    watch = make()
    store(*LINES)
    long_ago = days.utc(datetime.now(UTC) - timedelta(days=outbox_days() + 1))
    Delivery.update(state="delivered", ended_at=long_ago).where(Delivery.id == listed(watch)[0].id).execute()
    assert (deliveries.forget(), deliveries.forget()) == (1, 0)
    assert [each.state for each in listed(watch)] == ["waiting"]


def outbox_days() -> int:
    return deliveries.KEPT_DAYS


def test_outcomes_are_counted(database: Database) -> None:
    watch = make()
    store(*LINES)
    turn(Post([answered(500), OK]), watch)
    states, outcomes, oldest = deliveries.counts()
    assert states == {"waiting": 1, "delivered": 1}
    assert outcomes == {"status": 1, "delivered": 1}
    assert oldest is not None


def test_a_ping_needs_no_quote(database: Database) -> None:
    watch = make()
    ping = deliveries.ping(watch.id)
    post = Post([OK])
    turn(post, watch)
    assert post.ids == [ping.id]
    assert json.loads(post.sent[0][1])["type"] == "ping"


@pytest.fixture(autouse=True)
def _closed(database: Database) -> Iterator[None]:
    yield
    database.close()
