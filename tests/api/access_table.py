"""The table of docs/access.md, made by asking: ``python -m tests.api.access_table``.

Each route is asked for without a key, with a key that may only read and with one that was revoked, of a
service that asks for keys. What is tried and what the table says can't differ.
"""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.api import scopes
from service.app import create_app
from service.settings import Settings
from service.storage import keys
from service.storage.database import connect, migrate
from tests.api.reader import FakeReader

PAGE = Path(__file__).resolve().parents[2] / "docs" / "access.md"
BEGIN, END = "<!-- made by python -m tests.api.access_table -->", "<!-- to here -->"
HEAD = "| route | scope | no key | read-only key | revoked key |\n| --- | --- | --- | --- | --- |\n"
SETTINGS = Settings(queue_url="memory:", auth="required")
BODIES = ("POST", "PATCH", "PUT")


def table(client: FlaskClient) -> str:
    """The rows of the table, as Markdown."""
    read = keys.create("reader", ["read"]).token
    revoked = keys.create("left the paper", ["admin"])
    keys.revoke(revoked.key.id)
    lines = []
    for method, path, scope in routes(client.application):
        told = [_answer(client, method, path, token) for token in (None, read, revoked.token)]
        lines.append(f"| `{method} {path}` | {scope} | {' | '.join(told)} |\n")
    return HEAD + "".join(lines)


def routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Each method and path, with the scope it needs; pages are open to all, suffixes are left out."""
    found = []
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        if "/quotes." in path:  # a list in another format: the same operation, hence the same key
            continue
        name = rule.endpoint.rpartition(".")[2]
        scope = scopes.NEEDED.get(name, scopes.PUBLIC)
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        found += [(path, method, "none" if scope == scopes.PUBLIC else scope) for method in methods]
    yield from ((method, path, scope) for path, method, scope in sorted(found))


def _answer(client: FlaskClient, method: str, path: str, token: str | None) -> str:
    concrete = re.sub(r"\{\w+\}", "a" * 26, path)
    body = {"json": {}} if method in BODIES else {}
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    response: TestResponse = client.open(concrete, method=method, headers=headers, **body)
    if response.status_code not in (401, 403):
        return "yes"
    return f"{response.status_code} {response.get_json()['type'].rpartition('/')[2]}"


def written(page: str, rows: str) -> str:
    """``page`` with ``rows`` between its two marks."""
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n\n{rows}\n{END}{rest.split(END)[1]}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(SETTINGS, database_url=f"sqlite:///{folder}/quotes.db")
        database = connect(settings.database_url)
        migrate(database)
        client = create_app(settings, FakeReader(), database).test_client()
        PAGE.write_text(written(PAGE.read_text("utf-8"), table(client)), "utf-8")


if __name__ == "__main__":
    main()
