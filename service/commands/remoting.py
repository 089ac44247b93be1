"""Sends the articles that were found to a service elsewhere, and goes on where an earlier run stopped."""

import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import click

from service.commands.failures import Failures, problem_of
from service.commands.ingesting import Tally, fields_of
from service.commands.progress import Shown
from service.commands.submissions import submission
from service.errors import TrackerError
from service.remote.connection import Connection, RemoteError
from service.remote.journal import Journal, Sendable
from service.remote.sending import Sender, Settled
from service.sources.found import Found, Unreadable


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where articles go: the service's address and key (never shown), the journal, how many at a time."""

    url: str
    key: str = field(repr=False)
    state: Path
    most: int


def checked(url: str, key: str, *, allow_http: bool) -> str:
    """``url`` without a slash or version at its end; refuses one that would give away the key."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise click.BadParameter(f"{url!r} is no http or https address", param_hint="--url")
    if parts.username or parts.query or parts.fragment:
        raise click.BadParameter("give the address alone: no password, no query", param_hint="--url")
    if key and parts.scheme == "http" and not allow_http and not _is_loopback(parts.hostname):
        raise click.BadParameter(
            "over http anyone on the way could read the key: use https, or --allow-http in your own network",
            param_hint="--url",
        )
    return url.rstrip("/").removesuffix("/v1")


def send_all(
    found: Iterable[Found],
    target: Target,
    *,
    size: int | None,
    report: Failures,
    connection: Connection | None = None,
) -> Tally:
    """Send every article of ``found`` that the journal does not know; Ctrl-C and a lost service end it early.

    Raises RemoteError: what was sent until then is in the journal.
    """
    tally, journal = Tally(report), Journal(target.state, target.url)
    try:
        with Shown("Sending", size) as shown:
            connection = connection or Connection(target.url, target.key)
            sender = Sender(connection, journal, most=target.most, notice=shown.tell)
            resumed = {digest for batch in journal.unsettled() for digest in batch.digests()}
            for settled in sender.resume():
                _count(settled, tally, shown)
            for settled in sender.send(_sendable(found, journal, tally, shown, resumed)):
                _count(settled, tally, shown)
    except (RemoteError, KeyboardInterrupt) as error:
        click.echo(str(tally))
        why = str(error) or "interrupted"
        raise RemoteError(f"{why}. Run the same command again to go on where it stopped") from error
    finally:
        journal.close()
    return tally


def _sendable(
    found: Iterable[Found], journal: Journal, tally: Tally, shown: Shown, resumed: set[bytes]
) -> Iterator[Sendable]:
    """The articles of ``found`` that are to be sent; those that were ``resumed`` are counted already."""
    for item in found:
        try:
            fields = fields_of(item)
            submission(fields)  # what is refused there for sure need not travel
        except TrackerError as error:
            tally.fail(item.where, problem_of(error), None if isinstance(item, Unreadable) else item.fields)
            shown.advance(item.size)
            continue
        article = Sendable.of(item.where, fields, item.size)
        if journal.knows(article):
            if article.digest not in resumed:
                tally.known += 1
                shown.advance(item.size)
        else:
            yield article


def _count(settled: Settled, tally: Tally, shown: Shown) -> None:
    for outcome in settled.outcomes:
        if outcome.problem is not None:
            tally.fail(outcome.where, outcome.problem, outcome.article)
        else:
            tally.store(outcome.outcome or "unchanged", outcome.quotes)
    shown.advance(settled.size, len(settled.outcomes))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
