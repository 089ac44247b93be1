"""``quotes worker`` with the reader of the test."""

from service import logs
from service.commands import opening, worker
from service.settings import Settings
from tests.chaos.reader import made

if __name__ == "__main__":
    settings = Settings.from_env()
    logs.configure(form=settings.log_format, level=settings.log_level)
    opening.reader = made
    worker.command.main([], obj=settings)
