"""The tables of numbers that are kept, not counted: how many of the quotes that lists show somebody or
something has. Triggers keep them, whoever writes (migrations 0015, 0019 and 0020).

Each number is the sum over ``slot``, of which each process of PostgreSQL's has its own, so that no writer
waits for another; one slot alone may be below zero.
"""

from peewee import CompositeKey, ForeignKeyField, IntegerField, TextField

from service.storage.models import Speaker, Table, Topic


class SpeakerCount(Table):
    """A speaker's quotes, and the articles that have one."""

    speaker = ForeignKeyField(Speaker, on_delete="CASCADE", index=False)
    slot = IntegerField()
    quotes = IntegerField()
    articles = IntegerField()

    class Meta:
        """One row a process and speaker."""

        primary_key = CompositeKey("speaker", "slot")


class SpeakerRoleCount(Table):
    """A speaker's quotes with a role, spelt so."""

    speaker = ForeignKeyField(Speaker, on_delete="CASCADE", index=False)
    role = TextField()
    slot = IntegerField()
    quotes = IntegerField()

    class Meta:
        """One row a process, speaker and spelling."""

        primary_key = CompositeKey("speaker", "role", "slot")


class TopicCount(Table):
    """The quotes with a topic, and the articles that have one."""

    topic = ForeignKeyField(Topic, on_delete="CASCADE", index=False)
    slot = IntegerField()
    quotes = IntegerField()
    articles = IntegerField()

    class Meta:
        """One row a process and topic."""

        primary_key = CompositeKey("topic", "slot")


COUNT_TABLES: tuple[type[Table], ...] = (SpeakerCount, SpeakerRoleCount, TopicCount)
"""Every table of this file, each after those it refers to."""
