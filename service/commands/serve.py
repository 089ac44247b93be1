"""``quotes serve``: the web service under gunicorn, on one machine, in one command."""

import socket
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from service import exposure, gunicorn_config, sharing
from service.app import create_app
from service.commands import opening, seeding
from service.settings import Settings
from service.warming import warm


class Server(BaseApplication):
    """gunicorn with the settings of ``service.gunicorn_config`` and what the command line adds."""

    def __init__(self, app: Flask, **options: object) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Set what the configuration module names, then the options."""
        given = {name: value for name, value in self._options.items() if value is not None}
        for name, value in (vars(gunicorn_config) | given).items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401 - gunicorn's type is that of two protocols at once
        """The application, made before the fork."""
        return self._app


@click.command(short_help="Run the service and its docs page on this machine.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0: a free one."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="Processes that answer requests. [default: one per core, up to 4]",
)
@click.option("--seed", is_flag=True, help="First load the example articles (again, if need be).")
@click.pass_obj
def command(settings: Settings, host: str, port: int, workers: int | None, seed: bool) -> None:
    """Run the service, its API and its docs page, until Ctrl-C.

    The database is the one DATABASE_URL names, by default the file quotes.db in this folder. A SQLite
    database is created and brought up to date by itself; for PostgreSQL run `quotes db upgrade` first.

    On this machine no API key is needed. On any other address it starts only if there are keys to ask for
    (`quotes keys create`) or AUTH says how it is to be.

    \b
    Example:
      quotes serve --seed --port 8000
    """
    host, port = _free(host, port)
    with opening.database(settings):
        exposure.keys_demanded(settings, [host])  # told before the model is loaded
    reader = opening.reader(settings)
    # Closed again before gunicorn forks: processes must not share a connection.
    with opening.database(settings) as database:
        if seed:
            seeding.load(settings, reader)
    app = create_app(settings, reader, database, shared=sharing.share())
    warm(reader)
    _tell(host, port, settings, seeded=seed)
    workers = workers or settings.web_concurrency
    Server(app, bind=[_address(host, port)], workers=workers, proc_name="quotes").run()


def _free(host: str, port: int) -> tuple[str, int]:
    """``host`` and a port that is free there; raises click's error where it is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            hint = "Stop what listens there, or choose another port: quotes serve --port 8001"
            raise click.ClickException(f"can't listen on {_address(host, port)}: {reason}. {hint}") from error
        return host, int(probe.getsockname()[1])


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _tell(host: str, port: int, settings: Settings, *, seeded: bool) -> None:
    base = f"http://{_address('127.0.0.1' if host == '0.0.0.0' else host, port)}"  # noqa: S104
    click.echo(
        f"\nThe quote tracker is starting on {base}  (Ctrl-C stops it; database: {settings.database_label})"
    )
    click.echo("Try:")
    if seeded:
        click.echo(f"  curl '{base}/v1/quotes?speaker={seeding.SPEAKER}'")
    click.echo(
        f"  curl {base}/v1/extract -H 'Content-Type: application/json' \\\n"
        """    -d '{"text": "“The bridge opens on Monday,” said Mayor Ada Bright at a news conference."}'"""
    )
    click.echo(f"  {base}/docs  in a browser: every call, with examples\n")
