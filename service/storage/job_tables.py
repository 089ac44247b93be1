"""The tables of background work: jobs with their items, and how far backfills have come."""

from peewee import BigAutoField, CharField, CompositeKey, ForeignKeyField, IntegerField, JSONField, TextField

from service.storage.models import Table


class Job(Table):
    """A piece of background work: this row is the truth, the queue only carries its id."""

    pk = BigAutoField()
    id = CharField(26, unique=True)
    kind = CharField(32)
    state = CharField(16)
    total = IntegerField()
    done = IntegerField(default=0)
    failed = IntegerField(default=0)
    error = TextField(null=True)
    worker = TextField(null=True)
    lease_until = CharField(27, null=True)
    attempts = IntegerField(default=0)
    created_at = CharField(27)
    started_at = CharField(27, null=True)
    finished_at = CharField(27, null=True)

    class Meta:
        """Workers look for what waits, for leases that ran out, and for what ended long ago."""

        indexes = ((("state", "lease_until"), False), (("finished_at",), False))


class JobItem(Table):
    """One item of a job: what to do (``payload``, until it is done) and what came of it (``outcome``)."""

    job = ForeignKeyField(Job, on_delete="CASCADE", backref="items", index=False)
    position = IntegerField()
    line = IntegerField(null=True)
    state = CharField(16)
    attempts = IntegerField(default=0)
    payload = JSONField()
    outcome = JSONField(null=True)

    class Meta:
        """In the order they were sent."""

        primary_key = CompositeKey("job", "position")


class Backfill(Table):
    """How far the backfill with this ``journal`` has come: the number of its last ``batch`` that anything is
    stored of, and the places in it, from 0, of what is stored, as JSON."""

    journal = CharField(26, primary_key=True)
    batch = IntegerField()
    stored = TextField()
    at = CharField(27)


JOB_TABLES: tuple[type[Table], ...] = (Job, JobItem, Backfill)
"""Every table of this file, each after those it refers to."""
