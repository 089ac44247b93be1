"""The quotes command as a whole: everything has help, errors are one line, help is instant."""

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from service import cli


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command under ``group`` with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        yield " ".join((*path, name)), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


EVERY = list(commands(cli.main))
LEAVES = [(name, command) for name, command in EVERY if not isinstance(command, click.Group)]


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[name for name, _ in EVERY])
def test_every_command_says_what_it_does_with_an_example(name: str, command: click.Command) -> None:
    assert command.help
    assert "Example:" in command.help
    assert f"quotes {name}" in command.help


@pytest.mark.parametrize(
    ("name", "option"),
    [
        (f"{name} {option.opts[0]}", option)
        for name, command in EVERY
        for option in command.params
        if isinstance(option, click.Option)
    ],
)
def test_every_option_says_what_it_does(name: str, option: click.Option) -> None:
    assert option.help, name


@pytest.mark.parametrize(("name", "command"), LEAVES, ids=[name for name, _ in LEAVES])
def test_every_argument_is_explained_in_the_help(name: str, command: click.Command) -> None:
    for argument in command.params:
        if isinstance(argument, click.Argument):
            assert argument.make_metavar(click.Context(command)).strip(".[]") in (command.help or ""), name


@pytest.mark.parametrize(("name", "summary"), cli.COMMANDS.items())
def test_the_list_of_commands_says_what_each_says_of_itself(name: str, summary: str) -> None:
    assert dict(EVERY)[name].short_help == summary


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[name for name, _ in EVERY])
def test_help_is_printed_for_each(name: str, command: click.Command) -> None:
    result = CliRunner().invoke(cli.main, [*name.split(), "--help"])
    assert result.exit_code == 0
    assert f"Usage: main {name}" in result.output


def test_the_first_help_says_where_to_start_and_what_exit_codes_mean() -> None:
    help_text = CliRunner().invoke(cli.main, ["--help"]).output
    assert "quotes serve --seed" in help_text
    assert "Exit codes" in help_text


def test_the_first_help_loads_no_model_and_no_web() -> None:
    call = "cli.main(['--help'], standalone_mode=False)"
    script = f"import sys; from service import cli; {call}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "click" in loaded
    assert not {"spacy", "flask", "trafilatura", "marshmallow"} & set(loaded)


@pytest.mark.parametrize(
    ("arguments", "env", "code", "told"),
    [
        (["serv"], {}, 2, "No such command 'serv'"),
        (["serve", "--port", "99999"], {}, 2, "99999 is not in the range"),
        (["serve"], {"WEB_CONCURRENCY": "many"}, 1, "WEB_CONCURRENCY must be a whole number"),
        (["extract"], {}, 2, "Missing argument"),
        (["ingest", "no-such-file.txt"], {}, 2, "there is no no-such-file.txt"),
        (["evaluate", "no-such-gold.jsonl"], {}, 2, "does not exist"),
        (["db", "status"], {"MAX_TEXT_CHARS": "lots"}, 1, "MAX_TEXT_CHARS must be a whole number"),
        (
            ["db", "status"],
            {"DATABASE_URL": "mysql://db"},
            1,
            "DATABASE_URL: the database URL must begin with",
        ),
        (
            ["db", "status"],
            {"DATABASE_URL": "sqlite:////no/such/folder/q.db"},
            1,
            "unable to open database file",
        ),
        (
            ["db", "status"],
            {"DATABASE_URL": "postgresql://ada:secret@127.0.0.1:1/quotes"},
            1,
            "the database postgresql://ada:***@127.0.0.1:1/quotes can't be used",
        ),
    ],
)
def test_errors_are_told_in_a_line_on_standard_error(
    arguments: list[str], env: dict[str, str], code: int, told: str
) -> None:
    result = CliRunner().invoke(cli.main, arguments, env=env)
    assert result.exit_code == code
    assert told in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert "secret" not in result.stderr
