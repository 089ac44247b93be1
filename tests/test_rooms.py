"""The rooms' import table: who may know of whom. A new arrow is a decision, made here in the open."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# room: the rooms of ours that it may import, besides itself
ROOMS = {
    "service.errors": set(),
    "service.settings": set(),
    "service.traces": set(),
    "service.logs": {"service.traces"},
    "service.sharing": set(),
    "service.journals": {"service.errors"},
    "service.parking": set(),
    "service.retries": set(),
    "service.warming": {"service.extraction.reader"},
    "service.reception": {"service.api", "service.parking", "schemas"},
    "service.extraction": {"service.errors"},
    "service.storage": {"service.extraction.annotations", "service.errors", "service.parking"},
    "service.tracker": {"service.extraction", "service.storage", "service.errors"},
    "service.webhooks": {"schemas"},
    "service.jobs": {
        "service.retries",
        "service.tracker",
        "service.webhooks",
        "service.storage",
        "service.errors",
        "service.logs",
        "service.extraction.annotations",
        "service.extraction.reader",
    },
    "service.backfill": {
        "service.tracker",
        "service.storage",
        "service.extraction",
        "service.journals",
        "service.errors",
    },
    "service.remote": {"service.journals", "service.retries", "service.errors"},
    "service.evaluation": {"service.extraction", "service.errors"},
    "service.exports": {"service.storage", "schemas"},
    "service.sources": {"service.errors"},
    "service.api": {
        "service.exports",
        "service.sources",
        "service.webhooks",
        "service.tracker",
        "service.storage",
        "service.jobs",
        "service.errors",
        "service.logs",
        "service.sharing",
        "service.parking",
        "service.settings",  # the class; who reads the environment is held below
        "service.extraction.annotations",
        "service.extraction.reader",
        "schemas",
    },
    "schemas": set(),
}

# These start a process: they may import everything, and only they read the settings.
ENTRY_POINTS = {
    "service.app",
    "service.exposure",
    "service.wsgi",
    "service.__main__",
    "service.cli",
    "service.commands",
    "service.gunicorn_config",
    "service.gunicorn_logging",
}

# room: libraries it must not know. The web stays in the API, the database in storage.
WEB = {"flask", "flask_smorest", "werkzeug", "marshmallow", "gunicorn", "webargs", "apispec"}
DATABASE = {"peewee", "playhouse", "sqlite3", "psycopg"}
FORBIDDEN = {
    "service.extraction": WEB | DATABASE | {"huey", "requests", "urllib.request", "http"},
    "service.storage": WEB | {"spacy", "huey"},
    "service.tracker": WEB | {"huey"},
    "service.jobs": WEB,
    "service.webhooks": WEB | DATABASE | {"spacy", "huey", "requests", "httpx"},
    "service.exports": WEB | DATABASE | {"spacy", "huey"},
    "service.sources": WEB | DATABASE | {"spacy", "huey", "requests", "urllib.request", "http"},
    "service.evaluation": WEB | DATABASE | {"huey"},
    "service.backfill": WEB | {"peewee", "playhouse", "psycopg", "spacy", "huey"},  # its journal is sqlite3
    "service.remote": WEB | {"peewee", "playhouse", "psycopg", "spacy", "huey"},  # its journal is sqlite3
    "service.api": DATABASE | {"spacy", "huey", "gunicorn"},
    "service.reception": DATABASE | {"spacy", "huey"},
}

# What a room may take all the same from a library that it must not know.
GRANTED = {
    # The connection ends with the request, and a database that is down is a 503: both are HTTP's matter.
    "service.api": {"peewee.Database", "peewee.OperationalError", "peewee.InterfaceError"},
}

# What reads the environment. gunicorn_config is gunicorn's own settings file, cli and sharing set one for
# libraries.
READ_ENVIRONMENT = {"service.settings", "service.cli", "service.gunicorn_config", "service.sharing"}

FILES = sorted(path for room in ("service", "schemas") for path in (ROOT / room).rglob("*.py"))


def module(path: Path) -> str:
    """The dotted name of the module in ``path``."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(tree: ast.AST, package: str) -> Iterator[str]:
    """Every module that ``tree`` imports, wherever it does so; a from-import counts with each name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def within(name: str, rooms: set[str]) -> bool:
    """Whether ``name`` is one of ``rooms`` or inside one."""
    return any(name == room or name.startswith(room + ".") for room in rooms)


def room_of(name: str) -> str | None:
    return next((room for room in ROOMS if within(name, {room})), None)


def parse(path: Path) -> tuple[ast.AST, list[str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = module(path) if path.name == "__init__.py" else module(path).rpartition(".")[0]
    return tree, list(imports(tree, package))


def faults(name: str, imported: list[str]) -> list[str]:
    """What the module ``name`` imports and must not."""
    if within(name, ENTRY_POINTS) or name == "service":
        return []
    room = room_of(name)
    if room is None:
        return [f"{name} is in no room: put it in one, or add it to ROOMS"]
    allowed = ROOMS[room] | {room}
    ours = [
        f"{name} imports {i}"
        for i in imported
        if within(i, {"service", "schemas"}) and not within(i, allowed)
    ]
    strangers = [
        i for i in imported if within(i, FORBIDDEN.get(room, set())) and i not in GRANTED.get(room, set())
    ]
    return ours + [f"{name} imports {stranger}" for stranger in strangers]


@pytest.mark.parametrize("path", FILES, ids=module)
def test_imports_run_one_way(path: Path) -> None:
    assert faults(module(path), parse(path)[1]) == []


@pytest.mark.parametrize("path", [p for p in FILES if module(p).startswith("schemas")], ids=module)
def test_schemas_know_marshmallow_and_the_standard_library(path: Path) -> None:
    strangers = [
        name
        for name in parse(path)[1]
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not within(name, {"marshmallow", "schemas"})
    ]
    assert strangers == []


@pytest.mark.parametrize("path", FILES, ids=module)
def test_only_entry_points_read_the_environment(path: Path) -> None:
    tree, imported = parse(path)
    touches = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv", "os.environb")
    ] + [name for name in imported if name in ("os.environ", "os.getenv")]
    assert not touches or within(module(path), READ_ENVIRONMENT), touches
    from_env = [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == "from_env"]
    assert not from_env or within(module(path), ENTRY_POINTS | {"service.settings"})


@pytest.mark.parametrize("path", FILES, ids=module)
def test_no_drawer_for_odds_and_ends(path: Path) -> None:
    assert not {"utils", "util", "helpers", "common", "misc"} & set(module(path).split("."))


@pytest.mark.parametrize(
    ("name", "imported", "why"),
    [
        ("service.extraction.rules", ["service.storage.models"], "extraction knows no database"),
        ("service.storage.quotes", ["flask.request"], "storage knows no web"),
        ("service.storage.quotes", ["service.tracker.intake"], "arrows run one way"),
        ("service.api.quotes", ["peewee.fn"], "a view asks a query, it does not write one"),
        ("service.shortcuts", [], "a file outside every room"),
    ],
)
def test_the_rule_catches(name: str, imported: list[str], why: str) -> None:
    assert faults(name, imported), why


def test_relative_imports_are_resolved() -> None:
    tree = ast.parse("from ..storage import models\nfrom . import rules")
    assert list(imports(tree, "service.extraction")) == ["service.storage.models", "service.extraction.rules"]
