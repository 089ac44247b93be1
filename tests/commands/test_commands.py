"""``quotes extract``, ``evaluate``, ``openapi`` and ``db``: what they print, and how they end."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.commands.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
NEWS = "“The bridge is open,” Mayor Ada Bright said at a briefing on 2026-03-03."
GOLD = {
    "doc": "a",
    "published": "2026-03-04",
    "title": None,
    "text": NEWS,
    "quotes": [
        {
            "id": "a1",
            "start": 0,
            "end": 21,
            "kind": "quote",
            "speaker": "Ada Bright",
            "named": True,
            "role": "Mayor",
            "medium": "briefing",
            "date": "2026-03-03",
            "mention": [[27, 37]],
            "sure": True,
        }
    ],
}


def test_extract_shows_a_table(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    result = run("extract", "a.txt", COLUMNS="160")
    assert result.exit_code == 0
    row = next(line for line in result.stdout.splitlines() if "Ada Bright" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "“The bridge is open”",
        "Ada Bright",
        "Mayor",
        "briefing",
        "2026-03-03",
        "90%",
    ]


def test_extract_prints_what_the_api_answers(run: Run) -> None:
    result = run("extract", "--json", "-", input=NEWS.encode())
    answer = json.loads(result.stdout)
    assert set(answer) == {"quotes", "language", "supported", "extractor", "notes", "text"}
    (quote,) = answer["quotes"]
    assert (quote["speaker"], quote["status"]) == (
        {"id": None, "name": "Ada Bright", "kind": "person"},
        "extracted",
    )
    assert answer["text"] == NEWS


def test_extract_shows_markup_in_an_article_as_it_stands(run: Run) -> None:
    result = run("extract", "-", input="“[bold]Stop[/bold],” Ada Bright said.".encode(), COLUMNS="120")
    assert "“[bold]Stop[/bold]”" in result.stdout


def test_extract_says_so_where_there_is_nothing(run: Run) -> None:
    assert "stdin: no quotes" in run("extract", "-", input=b"Nobody said a word.").stdout
    unread = run("extract", "-", input=b"Niemand sprach.").stdout
    assert "not in a language that can be read (und)" in unread


@pytest.mark.parametrize(
    ("arguments", "data", "told"),
    [
        ([], b"", "stdin: text"),
        ([], b"caf\xe9", "stdin: not UTF-8"),
        ([], b"PNG\0\0", "stdin: text"),
        (["--published-at", "yesterday"], b"words", "stdin: published_at"),
        (["--title", "t" * 3000], b"words", "stdin: title"),
        ([], b'{"words": 1}', "stdin:1: words"),
    ],
)
def test_extract_tells_what_it_cannot_read(run: Run, arguments: list[str], data: bytes, told: str) -> None:
    result = run("extract", *arguments, "-", input=data)
    assert result.exit_code == 1
    assert result.stderr.startswith(told)
    assert result.stderr.count("\n") == 1


def test_extract_goes_on_after_a_bad_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    (tmp_path / "good.txt").write_text(NEWS)
    result = run("extract", "bad.txt", "none.txt", "good.txt")
    assert result.exit_code == 1
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == ["bad.txt", "none.txt"]
    assert "Ada Bright" in result.stdout


@pytest.mark.parametrize(
    ("command", "option", "source"),
    [
        ("ingest", "--failures", {"text": NEWS}),
        ("backfill", "--failures", {"text": NEWS}),
        ("evaluate", "--errors", GOLD),
    ],
)
def test_a_report_that_cannot_be_written_is_told_in_a_line(
    run: Run, tmp_path: Path, command: str, option: str, source: dict[str, object]
) -> None:
    (tmp_path / "source.jsonl").write_text(json.dumps(source) + "\n")
    result = run(command, "source.jsonl", option, tmp_path / "nowhere" / "report")
    assert result.exit_code == 1
    assert "no such file or directory" in result.stderr
    assert result.stdout == "", "nothing was begun"


def test_evaluate_prints_figures_and_writes_errors(run: Run, tmp_path: Path) -> None:
    wrong = GOLD | {"doc": "b", "quotes": [GOLD["quotes"][0] | {"speaker": "Noor Haddad"}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n" + json.dumps(wrong) + "\n")
    result = run("evaluate", "gold.jsonl", "--errors", "errors.tsv", "--shapes")
    assert result.exit_code == 0, result.stderr
    assert "extraction recall" in result.stdout
    (error,) = (tmp_path / "errors.tsv").read_text().splitlines()
    assert error.split("\t")[:2] == ["b", "speaker"]


@pytest.mark.parametrize(
    ("floor", "code", "told"),
    [
        ("recall=100", 0, ""),
        ("recall=100,strict=100", 0, ""),
        ("", 0, ""),
        ("recall=100.1", 1, "falls short: recall 100 (floor 100.1)"),
        ("beauty=5", 2, "there is no figure 'beauty'"),
        ("recall", 2, "must look like f1=97"),
    ],
)
def test_evaluate_holds_floors(run: Run, tmp_path: Path, floor: str, code: int, told: str) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n")
    result = run("evaluate", "gold.jsonl", "--floor", floor)
    assert result.exit_code == code
    assert told in result.stderr


@pytest.mark.parametrize(
    ("split", "code", "told"),
    [
        ("check", 0, "articles                   1\n"),
        ("all", 0, "articles                   2\n"),
        ("tune", 0, "articles                   1\n"),
        ("test", 2, "'test' is not one of"),
    ],
)
def test_evaluate_reads_one_split(run: Run, tmp_path: Path, split: str, code: int, told: str) -> None:
    checked = GOLD | {"doc": "b", "split": "check"}
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n" + json.dumps(checked) + "\n")
    result = run("evaluate", "gold.jsonl", "--split", split)
    assert result.exit_code == code
    assert told in result.output


def test_evaluate_does_not_measure_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n")
    result = run("evaluate", "gold.jsonl", "--split", "check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no article of the split 'check'" in result.stderr


def test_evaluate_tells_where_a_gold_file_is_wrong(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\nnonsense\n")
    result = run("evaluate", "gold.jsonl")
    assert result.exit_code == 1
    assert "gold.jsonl" in result.stderr


def test_the_kept_specification_is_what_the_code_makes(run: Run) -> None:
    result = run("openapi", "--check", ROOT / "openapi.yaml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert run("openapi").stdout == (ROOT / "openapi.yaml").read_text(encoding="utf-8")


def test_openapi_shows_what_drifted(run: Run, tmp_path: Path) -> None:
    drifted = run("openapi").stdout.replace("operationId: getQuote\n", "operationId: q\n")
    (tmp_path / "old.yaml").write_text(drifted, encoding="utf-8")
    result = run("openapi", "--check", "old.yaml")
    assert result.exit_code == 1
    assert "+      operationId: getQuote" in result.stdout
    assert "run: quotes openapi > old.yaml" in result.stderr


def test_db_upgrade_and_status(run: Run) -> None:
    before = run("db", "status")
    assert before.exit_code == 1
    assert "pending 0001_initial" in before.stdout
    assert "run: quotes db upgrade" in before.stderr
    assert "applied 0001_initial" in run("db", "upgrade").stdout
    assert run("db", "upgrade").stdout.startswith("sqlite:///")
    assert run("db", "status").exit_code == 0


@pytest.mark.postgres
def test_postgresql_is_not_changed_behind_its_operators_back(run: Run, postgres_server: str) -> None:
    name = "tracker_test_not_migrated"
    url = urlsplit(postgres_server)._replace(path=f"/{name}").geturl()
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        try:
            assert "run: quotes db upgrade" in run("seed", DATABASE_URL=url).stderr
            assert run("db", "upgrade", DATABASE_URL=url).exit_code == 0
            assert run("seed", DATABASE_URL=url).exit_code == 0
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("model", ["no_such_model", "/no/such/folder"])
def test_a_model_that_is_not_there_is_told(model: str, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from service import cli

    result = CliRunner().invoke(cli.main, ["extract", "-"], input="words", env={"SPACY_MODEL": model})
    assert result.exit_code == 1
    assert f"the spaCy model '{model}' can't be loaded" in result.stderr
