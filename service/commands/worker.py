"""``quotes worker``: does the background jobs."""

import click

from service.commands import opening
from service.jobs.carrier import UnknownCarrier, carrier_url
from service.jobs.worker import Worker
from service.settings import Settings
from service.webhooks.sending import Sender
from service.webhooks.targets import Policy


@click.command(short_help="Process background jobs until stopped.")
@click.pass_obj
def command(settings: Settings) -> None:
    """Store the articles that were sent with `Prefer: respond-async` or in a batch, and send what watches
    tell, until Ctrl-C.

    A worker uses one core; start as many as there are cores to spare. If one dies, another goes on with its
    job. Jobs travel as QUEUE_URL says, by default beside or inside the database.

    \b
    Example:
      quotes worker
    """
    with opening.database(settings):
        try:
            worker = Worker(
                carrier_url(settings.queue_url, settings.database_url),
                opening.reader(settings),
                max_chars=settings.max_text_chars,
                lease_seconds=settings.job_lease_seconds,
                attempts=settings.job_item_attempts,
                sender=Sender(
                    Policy(networks=settings.webhook_networks, plain_http=settings.webhook_plain_http)
                ),
            )
        except UnknownCarrier as error:
            raise click.ClickException(str(error)) from error
        worker.run()
