"""What gunicorn loads under test: as ``service.wsgi`` makes it, with the reader of the test."""

from service import logs, sharing
from service.app import create_app
from service.settings import Settings
from tests.chaos.reader import made

settings = Settings.from_env()
logs.configure(form=settings.log_format, level=settings.log_level)
app = create_app(settings, made(settings), shared=sharing.share())
