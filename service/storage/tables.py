"""Every table there is, each after those it refers to."""

from service.storage import models
from service.storage.access_tables import ACCESS_TABLES
from service.storage.count_tables import COUNT_TABLES
from service.storage.job_tables import JOB_TABLES
from service.storage.models import Table
from service.storage.speaker_tables import SPEAKER_TABLES
from service.storage.watch_tables import WATCH_TABLES

TABLES: tuple[type[Table], ...] = (
    *models.TABLES,
    *COUNT_TABLES,
    *SPEAKER_TABLES,
    *JOB_TABLES,
    *ACCESS_TABLES,
    *WATCH_TABLES,
)
