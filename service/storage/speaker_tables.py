"""The tables of what editors decide about speakers, and of what finds a name that is misspelt.

A *record* is what names in articles link to. Where editors found two records to be one speaker, the one is
merged into the other: its quotes are the other's, its names and the articles that use them stay with it, so
that a merge can be taken back whatever was stored since.
"""

from peewee import BigAutoField, CharField, CompositeKey, ForeignKeyField, JSONField, TextField

from service.storage.models import Quote, Speaker, Table


class SpeakerEntry(Table):
    """What an editor did to speakers: ``kind`` merge, split, edit, settle or undo. Rows are only ever added.

    ``details`` is what taking it back needs and a reader is told: public ids and names only. ``undoes`` is
    the entry that this one takes back. ``key`` is the name of the API key that it came with.
    """

    pk = BigAutoField()
    id = CharField(26, unique=True)
    kind = CharField(16)
    by = TextField()
    why = TextField(null=True)
    key = TextField(null=True)
    details = JSONField()
    undoes = ForeignKeyField("self", null=True, on_delete="NO ACTION", unique=True)
    at = CharField(27)


class SpeakerEntrySpeaker(Table):
    """A speaker whose history an entry belongs to."""

    entry = ForeignKeyField(SpeakerEntry, on_delete="CASCADE", backref="speakers", index=False)
    speaker = ForeignKeyField(Speaker, on_delete="CASCADE", backref="entries", index=False)

    class Meta:
        """A speaker's history in order."""

        primary_key = CompositeKey("speaker", "entry")


class QuoteLink(Table):
    """A quote whose speaker, as the article names it, an editor found to be another record's namesake.

    ``key`` is that name: if the machine one day reads another, the link says nothing about it.
    """

    quote = ForeignKeyField(Quote, on_delete="CASCADE", primary_key=True)
    speaker = ForeignKeyField(Speaker, on_delete="CASCADE", backref="linked_quotes")
    key = CharField(240)


class Ambiguity(Table):
    """A record that one article began because its name may be any of several people's, or another's.

    ``state`` is open, same or different; ``entry`` is the one that settled it.
    """

    pk = BigAutoField()
    id = CharField(26, unique=True)
    speaker = ForeignKeyField(Speaker, on_delete="CASCADE", unique=True)
    state = CharField(16, default="open")
    entry = ForeignKeyField(SpeakerEntry, null=True, on_delete="SET NULL")
    created_at = CharField(27)

    class Meta:
        """Editors ask for what is open."""

        indexes = ((("state", "pk"), False),)


class AmbiguityCandidate(Table):
    """A record that the name of an ambiguity may mean."""

    ambiguity = ForeignKeyField(Ambiguity, on_delete="CASCADE", backref="candidates", index=False)
    speaker = ForeignKeyField(Speaker, on_delete="CASCADE")

    class Meta:
        """One row a pair."""

        primary_key = CompositeKey("ambiguity", "speaker")


class ExternalId(Table):
    """What a speaker is called elsewhere: its id in ``scheme`` ("wikidata", "cms")."""

    speaker = ForeignKeyField(Speaker, on_delete="CASCADE", backref="external_ids", index=False)
    scheme = CharField(40)
    value = CharField(200, index=True)

    class Meta:
        """One id a scheme, and one speaker an id."""

        primary_key = CompositeKey("speaker", "scheme")
        indexes = ((("scheme", "value"), True),)


class NameWord(Table):
    """A word of some name, and how it sounds."""

    word = CharField(240, primary_key=True)
    sound = CharField(240, index=True)


class NameSlip(Table):
    """What is left of a word of a name without one of its letters, and the word itself: two words that are
    one slip of the pen apart share one."""

    rest = CharField(240)
    word = CharField(240)

    class Meta:
        """Looked up by what is left."""

        primary_key = CompositeKey("rest", "word")


SPEAKER_TABLES: tuple[type[Table], ...] = (
    SpeakerEntry,
    SpeakerEntrySpeaker,
    QuoteLink,
    Ambiguity,
    AmbiguityCandidate,
    ExternalId,
    NameWord,
    NameSlip,
)
"""Every table of this file, each after those it refers to."""
