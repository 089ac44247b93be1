"""Where the service may start: on this machine always, beyond it only with keys, or when it is told so."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from peewee import Database

from service import cli, gunicorn_config
from service.api import peers
from service.app import create_app
from service.exposure import Exposed, is_loopback, keys_demanded, settle
from service.settings import Settings
from service.storage import keys
from tests.api.reader import FakeReader

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("unix:/run/quotes.sock", True),
        ("0.0.0.0", False),
        ("::", False),
        ("", False),
        ("192.0.2.7", False),
        ("quotes.example.org", False),
        ("localhost.example.org", False),
        ("a socket of systemd", False),
    ],
)
def test_what_is_this_machine_alone(host: str, here: bool) -> None:
    assert is_loopback(host) is here


@pytest.mark.parametrize(
    ("auth", "hosts", "key", "demanded"),
    [
        ("loopback", ["127.0.0.1"], False, False),
        ("loopback", ["127.0.0.1", "0.0.0.0"], False, None),
        ("loopback", ["0.0.0.0"], True, True),
        ("required", ["0.0.0.0"], False, True),
        ("required", ["127.0.0.1"], False, True),
        ("off", ["0.0.0.0"], False, False),
    ],
)
def test_where_keys_are_asked_for(
    database: Database, auth: str, hosts: list[str], key: bool, demanded: bool | None
) -> None:
    if key:
        keys.create("desk", ["read"])
    if demanded is None:
        with pytest.raises(Exposed, match="quotes keys create"):
            keys_demanded(Settings(auth=auth), hosts)
    else:
        assert keys_demanded(Settings(auth=auth), hosts) is demanded


def test_a_revoked_key_is_none(database: Database) -> None:
    keys.revoke(keys.create("gone", ["admin"]).key.id)
    keys.create("old", ["admin"], expires_on="2020-01-01")
    with pytest.raises(Exposed):
        keys_demanded(Settings(), ["0.0.0.0"])


class Master:
    """What gunicorn hands to its hooks, and what it was told to do."""

    def __init__(self, app: object, address: object) -> None:
        self.app, self.cfg, self.address = self, self, [address]
        self.callable, self.halted = app, ""

    def wsgi(self) -> object:
        return self.callable

    def halt(self, reason: str, status: int) -> None:
        assert status == 1
        self.halted = reason


@pytest.mark.parametrize("address", [("0.0.0.0", 8000), 3])
def test_gunicorn_halts_before_it_listens(database: Database, address: object) -> None:
    app = create_app(Settings(queue_url="memory:"), FakeReader(), database)
    master = Master(app, address)
    gunicorn_config.on_starting(master)
    assert "there is no API key to ask for" in master.halted
    keys.create("desk", ["read"])
    master = Master(app, address)
    gunicorn_config.on_starting(master)
    assert (master.halted, app.config[peers.DEMANDED]) == ("", True)


def test_gunicorn_serves_this_machine_without_keys(database: Database) -> None:
    app = create_app(Settings(queue_url="memory:"), FakeReader(), database)
    for address in (("127.0.0.1", 8000), "/run/quotes.sock"):
        master = Master(app, address)
        gunicorn_config.on_starting(master)
        assert (master.halted, app.config[peers.DEMANDED]) == ("", False)


def test_serve_refuses_before_the_model_is_loaded(tmp_path: Path) -> None:
    env = {"DATABASE_URL": f"sqlite:///{tmp_path}/q.db", "AUTH": "", "SPACY_MODEL": "none"}
    result = CliRunner().invoke(cli.main, ["serve", "--host", "0.0.0.0", "--port", "0"], env=env)
    assert result.exit_code == 1
    assert "0.0.0.0 can be reached from other machines, and there is no API key" in result.stderr
    assert "quotes keys create" in result.stderr


@pytest.mark.model
def test_the_web_line_of_the_procfile_refuses(tmp_path: Path) -> None:
    line = re.search(r"^web: (.+)$", (ROOT / "Procfile").read_text(), re.MULTILINE)
    assert line
    words = [sys.executable, "-m", *line[1].split()]
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/q.db", "PORT": "0", "AUTH": ""}
    subprocess.run([sys.executable, "-m", "service", "db", "upgrade"], cwd=ROOT, env=env, check=True)
    ended = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 1
    assert "there is no API key to ask for" in ended.stderr
    assert "Listening" not in ended.stderr


@pytest.mark.parametrize("auth", ["loopback", "required", "off"])
def test_nothing_is_open_when_the_server_forks(database: Database, auth: str) -> None:
    """Two processes with one connection to PostgreSQL would read each other's answers."""
    keys.create("desk", ["read"])
    database.close_all()
    settle(create_app(Settings(auth=auth, queue_url="memory:"), FakeReader(), database), ["0.0.0.0"])
    assert not database._connections
    assert not database._in_use
