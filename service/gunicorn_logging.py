"""gunicorn's own messages, in the form of all others."""

from gunicorn.config import Config
from gunicorn.glogging import Logger


class StructuredLogger(Logger):
    """Hands gunicorn's messages to the handlers that ``service.logs.configure`` set."""

    def setup(self, cfg: Config) -> None:
        """Set the levels as gunicorn does, and leave the writing to the root logger."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True
