"""Whatever breaks: what was acknowledged is there once and whole, and the service comes back by itself."""

from pathlib import Path

import pytest

from tests.chaos.faults import FAULTS, Fault
from tests.chaos.stack import can_mount
from tests.chaos.trials import run
from tests.postgres import binaries

CASES = [
    pytest.param(fault, engine, id=f"{fault.name}-{engine}", marks=marks)
    for fault in FAULTS
    for engine in fault.engines
    for marks in [[pytest.mark.postgres] if engine == "postgresql" else []]
]


@pytest.mark.parametrize(("fault", "engine"), CASES)
def test_nothing_acknowledged_is_lost(fault: Fault, engine: str, tmp_path: Path) -> None:
    if engine == "postgresql" and binaries() is None:
        pytest.skip("no PostgreSQL server here: install Debian's postgresql")
    if fault.small_disk and not can_mount():
        pytest.skip("a small disk can be mounted by root only, and not in every container")
    counts = run(fault, engine, tmp_path)
    assert counts.failings(fault) == []
    assert counts.acknowledged > 0
