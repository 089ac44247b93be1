"""The tables of saved searches and of what is sent to those who asked to be told.

An event and its deliveries are rows that are written with what caused them: both are stored, or neither.
"""

from peewee import BigAutoField, CharField, CompositeKey, ForeignKeyField, IntegerField, JSONField, TextField

from service.storage.models import Table


class Watch(Table):
    """A search that somebody saved, and where to tell of what it finds (``target``, None: nowhere).

    ``filters`` is the JSON of a QuoteFilter, ``events`` are words with spaces between. ``root`` is the
    address of this service as its maker knows it. ``state`` is active, paused or disabled (``reason`` says
    why). ``secret`` signs; so does ``old_secret`` until ``old_until``.
    """

    pk = BigAutoField()
    id = CharField(26, unique=True)
    name = TextField()
    filters = TextField()
    target = TextField(null=True)
    events = TextField()
    root = TextField()
    state = CharField(8)
    reason = TextField(null=True)
    disabled_at = CharField(27, null=True)
    secret = TextField()
    old_secret = TextField(null=True)
    old_until = CharField(27, null=True)
    succeeded_at = CharField(27, null=True)
    failing_since = CharField(27, null=True)
    created_at = CharField(27)
    updated_at = CharField(27)


class WatchAnchor(Table):
    """What a quote must have for a watch to be looked at: a speaker's id, a word, a topic (``key``).

    Only watches that are active and have a target have anchors, each of those one at least.
    """

    watch = ForeignKeyField(Watch, on_delete="CASCADE", backref="anchors")
    key = CharField(300)

    class Meta:
        """Looked up by key."""

        primary_key = CompositeKey("key", "watch")


class WatchEvent(Table):
    """What happened to a quote: its ``type``, and the quote as it was then."""

    pk = BigAutoField()
    type = CharField(32)
    quote_id = CharField(26, null=True)
    data = JSONField(null=True)
    at = CharField(27)


class Delivery(Table):
    """An event on its way to the target of a watch; ``id`` is the webhook-id, the same at every try.

    ``state`` is waiting, held (its watch is not active), delivered or failed. One that waits is due at
    ``next_at``; the worker that takes it up moves that on, so that another one tries if it dies. ``failures``
    counts since it was last sent anew, ``attempts`` all.
    """

    pk = BigAutoField()
    id = CharField(26, unique=True)
    watch = ForeignKeyField(Watch, on_delete="CASCADE", backref="deliveries", index=False)
    event = ForeignKeyField(WatchEvent, on_delete="CASCADE", backref="deliveries")
    state = CharField(10)
    attempts = IntegerField(default=0)
    failures = IntegerField(default=0)
    next_at = CharField(27, null=True)
    attempted_at = CharField(27, null=True)
    outcome = CharField(16, null=True)
    status_code = IntegerField(null=True)
    error = TextField(null=True)
    created_at = CharField(27)
    ended_at = CharField(27, null=True)

    class Meta:
        """What is due; what a watch's list shows; what can be forgotten."""

        indexes = (
            (("state", "next_at", "watch"), False),
            (("watch", "state", "next_at"), False),
            (("watch", "pk"), False),
            (("ended_at",), False),
        )


class WebhookTally(Table):
    """How often an attempt to deliver came to each outcome, since the database was made."""

    outcome = CharField(16, primary_key=True)
    count = IntegerField()


WATCH_TABLES: tuple[type[Table], ...] = (Watch, WatchAnchor, WatchEvent, Delivery, WebhookTally)
"""Every table of this file, each after those it refers to."""
