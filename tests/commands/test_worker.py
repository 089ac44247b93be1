"""``quotes worker``: mistakes are told in one line, before the model is loaded."""

import socket

import pytest

from tests.commands.conftest import Run


def test_a_port_that_is_taken_is_told_in_one_line(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("worker", "--metrics-port", port)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: can't listen on 127.0.0.1:{port}: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("url", ["amqp://queue", "jobs.db"])
def test_a_carrier_that_is_none_is_told_in_one_line(run: Run, url: str) -> None:
    result = run("worker", QUEUE_URL=url)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: QUEUE_URL must begin with sqlite:///, postgresql:// or redis://")
    assert result.stderr.count("\n") == 1
