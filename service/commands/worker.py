"""``quotes worker``: does the background jobs."""

import os
import sys
from collections.abc import Callable

import click

from service.commands import opening
from service.commands.worker_figures import WorkerFigures
from service.extraction.reader import Reader
from service.jobs.carrier import UnknownCarrier, carrier_url, open_huey
from service.jobs.notices import Tell
from service.jobs.overseeing import Overseer
from service.jobs.worker import Worker
from service.settings import Settings
from service.storage.database import close_idle
from service.webhooks.sending import Sender
from service.webhooks.targets import Policy

Work = Callable[[str, Tell], None]


@click.command(short_help="Process background jobs until stopped.")
@click.option(
    "--metrics-port",
    type=click.IntRange(0, 65535),
    help="Port for Prometheus; 0: a free one. [default: none]",
)
@click.option(
    "--metrics-host", default="127.0.0.1", show_default=True, help="Address of that port; asks for no key."
)
@click.pass_obj
def command(settings: Settings, metrics_port: int | None, metrics_host: str) -> None:
    """Store the articles that were sent with `Prefer: respond-async` or in a batch, and send what watches
    tell, until Ctrl-C.

    A worker uses one core; start as many as there are cores to spare. If one dies, another goes on with its
    job. Jobs travel as QUEUE_URL says, by default beside or inside the database.

    It works in a process of its own, which is ended and started again when an article takes longer than
    JOB_ITEM_SECONDS, or when it dies, and which lets the processes that answer requests have the processor
    first (WORKER_NICE).

    \b
    Example:
      quotes worker --metrics-port 9101
    """
    figures = _figures(metrics_host, metrics_port)
    url = carrier_url(settings.queue_url, settings.database_url)
    with opening.database(settings):
        _carrier_known(url)
    reader = opening.reader(settings)
    close_idle()  # before the fork
    overseer = Overseer(
        work(settings, url, reader),
        figures,
        seconds=settings.job_item_seconds,
        lease_seconds=settings.job_lease_seconds,
    )
    sys.exit(overseer.run())


def work(settings: Settings, url: str, reader: Reader) -> Work:
    """What the overseen process does: one worker's work, over ``url``, with ``reader``."""

    def begin(name: str, tell: Tell) -> None:
        os.nice(settings.worker_nice)  # who waits for an answer goes first; who oversees stays as quick
        policy = Policy(networks=settings.webhook_networks, plain_http=settings.webhook_plain_http)
        Worker(
            url,
            reader,
            max_chars=settings.max_text_chars,
            lease_seconds=settings.job_lease_seconds,
            attempts=settings.job_item_attempts,
            sender=Sender(policy),
            kept_days=settings.jobs_kept_days,
            name=name,
            tell=tell,
        ).run()

    return begin


def _carrier_known(url: str) -> None:
    """Raises click's error for a QUEUE_URL that names none. One that is away for now may come back."""
    try:
        open_huey(url)
    except UnknownCarrier as error:
        raise click.ClickException(str(error)) from error
    except Exception:  # noqa: S110 - each carrier has errors of its own, and the worker tells them
        pass


def _figures(host: str, port: int | None) -> WorkerFigures:
    if port is None:
        return WorkerFigures()
    try:
        figures = WorkerFigures((host, port))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise click.ClickException(f"can't listen on {host}:{port}: {reason}") from error
    click.echo(f"Figures for Prometheus on http://{host}:{figures.port}/metrics", err=True)
    return figures
