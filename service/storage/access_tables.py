"""The tables of who may ask, what was asked and what was answered: nothing in them refers to the archive."""

from peewee import BigAutoField, BlobField, CharField, IntegerField, TextField

from service.storage.models import Table


class ApiKey(Table):
    """Who may call the service. Of the token only the digest is kept; ``prefix`` finds the row."""

    pk = BigAutoField()
    id = CharField(26, unique=True)
    name = TextField()
    prefix = CharField(8, unique=True)
    digest = CharField(64)
    scopes = TextField()
    rate_limit = IntegerField(null=True)
    expires_on = CharField(10, null=True)
    created_at = CharField(27)
    revoked_at = CharField(27, null=True)
    last_used_at = CharField(27, null=True)


class KeyWindow(Table):
    """How many requests of a key were counted in the last window: one row a key, written over."""

    key_id = CharField(26, primary_key=True)
    window = IntegerField()
    used = IntegerField()


class AuditEntry(Table):
    """A write through the API, or a command on keys. Rows are only added; they refer to nothing, so that
    they outlive what they tell of."""

    pk = BigAutoField()
    id = CharField(26, unique=True)
    key_id = CharField(26, null=True)
    key_name = TextField(null=True)
    operation = CharField(64)
    record_id = TextField(null=True)
    status = IntegerField(null=True)
    request_id = CharField(64, null=True)
    at = CharField(27)

    class Meta:
        """What one key did, what became of one record."""

        indexes = ((("key_id", "pk"), False), (("record_id", "pk"), False), (("operation", "pk"), False))


class IdempotentRequest(Table):
    """A request with an Idempotency-Key: held by ``token`` until it is done, then what was answered.

    ``owner`` is the id of the API key that it came with, "" without one. ``body`` is compressed, and null of
    an answer that is not kept (it had a secret).
    """

    pk = BigAutoField()
    owner = CharField(26)
    key = CharField(255)
    fingerprint = CharField(64)
    token = CharField(26)
    status = IntegerField(null=True)
    headers = TextField(null=True)
    body = BlobField(null=True)
    record_id = TextField(null=True)
    lease_until = CharField(27)
    expires_at = CharField(27, index=True)

    class Meta:
        """Of all who come at once with one key, one gets it."""

        indexes = ((("owner", "key"), True),)


ACCESS_TABLES: tuple[type[Table], ...] = (ApiKey, KeyWindow, AuditEntry, IdempotentRequest)
"""Every table of this file, each after those it refers to."""
