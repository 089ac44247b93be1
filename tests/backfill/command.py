"""``quotes`` in a process of its own, with a reader made by hand that is not as quick as it could be."""

from service import cli
from service.commands import backfill
from tests.backfill import reader

if __name__ == "__main__":
    backfill.Model = lambda _name: reader.load  # type: ignore[assignment, misc]
    cli.main()
