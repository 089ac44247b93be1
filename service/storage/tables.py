"""Every table there is, each after those it refers to."""

from service.storage import models
from service.storage.models import Table
from service.storage.speaker_tables import SPEAKER_TABLES
from service.storage.watch_tables import WATCH_TABLES

TABLES: tuple[type[Table], ...] = (*models.TABLES, *SPEAKER_TABLES, *WATCH_TABLES)
