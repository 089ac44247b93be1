"""The tables of what articles say. Others stand in ``…_tables.py``.

``pk`` joins tables and never leaves this room; ``id`` and ``slug`` are what the world sees.

A quote's row holds the values in force: what the machine read, with the last editor's decision laid over it.
What a filter or a sort of the public lists needs is a column of the quote itself, copied from its article
where need be: a list of a million quotes is then read off one index.
"""

from peewee import (
    SQL,
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    TextField,
)

from service.storage.database import database


class Table(Model):
    """What all tables share."""

    class Meta:
        """The database is decided at run time."""

        database = database
        legacy_table_names = False


class DayCount(Table):
    """How many of the quotes that lists show one day has, or one stretch of days that may be meant.

    ``kind`` is published or said. Triggers keep it: the count is the sum over ``slot``, of which each process
    of PostgreSQL's has its own, so that no writer waits for another.
    """

    kind = CharField(9)
    first_day = CharField(10)
    last_day = CharField(10)
    slot = IntegerField()
    quotes = IntegerField()

    class Meta:
        """One row a process and day."""

        primary_key = CompositeKey("kind", "first_day", "last_day", "slot")


class Article(Table):
    """An article at its current revision. ``identity`` is what makes a second post of it the same article.

    ``external_key`` and ``url_key`` are digests: an index takes no key of any length.
    """

    pk = BigAutoField()
    id = CharField(26, unique=True)
    identity = CharField(80, unique=True)
    external_id = TextField(null=True)
    external_key = CharField(64, null=True, index=True)
    url = TextField(null=True)
    url_key = CharField(64, null=True, index=True)
    publication = TextField(null=True)
    publication_key = CharField(240, null=True)
    title = TextField(null=True)
    byline = TextField(null=True)
    published_at = CharField(40, null=True)
    published_on = CharField(10, null=True)
    published_sort = CharField(27, null=True)
    language = CharField(10)
    content_hash = CharField(64, index=True)
    revision = IntegerField(default=1)
    extractor = TextField()
    created_at = CharField(27)
    updated_at = CharField(27)
    text = TextField()

    class Meta:
        """Every filter with the default order."""

        indexes = (
            (("published_sort", "pk"), False),
            (("publication_key", "published_sort", "pk"), False),
            (("created_at", "pk"), False),
        )


class ArticleRevision(Table):
    """An article as it was before a revision: the spans of quotes that an editor kept may still index it."""

    article = ForeignKeyField(Article, on_delete="CASCADE", backref="revisions", index=False)
    number = IntegerField()
    content_hash = CharField(64)
    title = TextField(null=True)
    byline = TextField(null=True)
    published_at = CharField(40, null=True)
    extractor = TextField()
    created_at = CharField(27)
    text = TextField()

    class Meta:
        """One row a superseded revision."""

        primary_key = CompositeKey("article", "number")


class ArticleSubject(Table):
    """What an article as a whole is about: a top-level IPTC Media Topic, how clearly, and the word that says
    it, in the current text."""

    article = ForeignKeyField(Article, on_delete="CASCADE", backref="subjects", index=False)
    code = CharField(8)
    weight = DoubleField()
    start = IntegerField()
    end = IntegerField()
    text = TextField()

    class Meta:
        """One row a subject; articles by subject."""

        primary_key = CompositeKey("article", "code")
        indexes = ((("code", "article"), False),)


class Speaker(Table):
    """A speaker across articles, or, where ``article`` is set, a source that only that article knows.

    ``link_key`` is what a name in another article must equal to be linked here without a person's help;
    null for a record that only an editor may link to. ``merged_into`` is the record that an editor found to
    be the same speaker, itself merged into none: it has the quotes of both.
    """

    pk = BigAutoField()
    id = CharField(26, unique=True)
    name = TextField()
    kind = CharField(16, index=True)
    key = CharField(240)
    link_key = CharField(300, null=True, unique=True)
    article = ForeignKeyField(Article, null=True, on_delete="CASCADE", backref="own_speakers")
    merged_into = ForeignKeyField("self", null=True, on_delete="NO ACTION", backref="merged")
    curated = BooleanField(default=False)
    created_at = CharField(27)
    updated_at = CharField(27)

    class Meta:
        """Lists go by name."""

        indexes = ((("key", "pk"), False),)


class Alias(Table):
    """A name that a speaker goes by. Only a ``full`` one links another article's mention to the speaker."""

    pk = BigAutoField()
    speaker = ForeignKeyField(Speaker, on_delete="CASCADE", backref="aliases", index=False)
    name = CharField(500)
    key = CharField(240, index=True)
    full = BooleanField()
    curated = BooleanField(default=False)

    class Meta:
        """A name once a speaker."""

        indexes = ((("speaker", "name"), True),)


class AliasUse(Table):
    """An article that uses an alias: an alias that none uses any more goes, unless an editor gave it."""

    alias_row = ForeignKeyField(Alias, on_delete="CASCADE", backref="uses", index=False)
    article = ForeignKeyField(Article, on_delete="CASCADE", backref="alias_uses")

    class Meta:
        """One row a pair."""

        primary_key = CompositeKey("alias_row", "article")


class AliasWord(Table):
    """A word of an alias, by which a part of a name finds its speakers."""

    alias_row = ForeignKeyField(Alias, on_delete="CASCADE", backref="words")
    word = CharField(240)

    class Meta:
        """Looked up by word."""

        primary_key = CompositeKey("word", "alias_row")


class Quote(Table):
    """A quote with the values in force. ``revision`` is that of the article's text which its spans index.

    ``reading`` and ``read_speaker`` keep what the machine reads where an editor decided; null elsewhere.
    ``reread`` tells that it has read otherwise since: "changed", "lost" (it finds it no more), or null.
    """

    pk = BigAutoField()
    id = CharField(26, unique=True)
    article = ForeignKeyField(Article, on_delete="CASCADE", backref="quotes", index=False)
    revision = IntegerField()
    position = IntegerField()
    partial = BooleanField()
    speaker = ForeignKeyField(Speaker, null=True, on_delete="RESTRICT", backref="quotes", index=False)
    speaker_name = TextField(null=True)
    read_speaker = ForeignKeyField(Speaker, null=True, on_delete="RESTRICT", backref="read_quotes")
    role = TextField(null=True)
    medium = CharField(20)
    said_on = CharField(10, null=True)
    said_first = CharField(10, null=True)
    said_last = CharField(10, null=True)
    confidence = DoubleField()
    status = CharField(16, default="extracted")
    rule = TextField()
    runner_up = TextField(null=True)
    runner_up_score = DoubleField(null=True)
    extractor = TextField()
    published_on = CharField(10, null=True)
    published_sort = CharField(27, null=True)
    publication_key = CharField(240, null=True)
    reading = JSONField(null=True)
    reread = CharField(8, null=True)
    created_at = CharField(27)
    updated_at = CharField(27)
    text = TextField()

    class Meta:
        """Every filter of the public list, in its default order."""

        indexes = (
            (("article", "position", "pk"), False),
            (("published_sort", "pk"), False),
            (("said_first", "pk"), False),
            (("confidence", "pk"), False),
            (("speaker", "published_sort", "pk"), False),
            (("speaker", "said_first", "pk"), False),
            (("medium", "published_sort", "pk"), False),
            (("status", "published_sort", "pk"), False),
            (("publication_key", "published_sort", "pk"), False),
            # What time series count: days as they are printed, in all and of each of the usual filters.
            (("published_on",), False),
            (("speaker", "published_on"), False),
            (("medium", "published_on"), False),
            (("publication_key", "published_on"), False),
            (("status", "published_on"), False),
            (("said_first", "said_last"), False),
            (("speaker", "said_first", "said_last"), False),
        )


# Whether an article has another quote of a speaker, and when a role was first and last printed.
SHOWN = SQL("status <> 'rejected'")
Quote.add_index(Quote.index(Quote.speaker, Quote.article, name="quote_of_speaker", where=SHOWN))
Quote.add_index(
    Quote.index(Quote.speaker, Quote.role, Quote.published_on, name="quote_of_speaker_by_role", where=SHOWN)
)
Quote.add_index(
    Quote.index(
        Quote.reread,
        Quote.published_sort,
        Quote.pk,
        name="quote_reread",
        where=Quote.reread.is_null(False),
    )
)


class Segment(Table):
    """A run of a quote's characters, marks excluded."""

    quote = ForeignKeyField(Quote, on_delete="CASCADE", backref="segments", index=False)
    position = IntegerField()
    start = IntegerField()
    end = IntegerField()
    text = TextField()

    class Meta:
        """In order."""

        primary_key = CompositeKey("quote", "position")


class Evidence(Table):
    """The words that a field of a quote was read from."""

    quote = ForeignKeyField(Quote, on_delete="CASCADE", backref="evidence", index=False)
    field = CharField(16)
    start = IntegerField()
    end = IntegerField()
    text = TextField()

    class Meta:
        """One span a field."""

        primary_key = CompositeKey("quote", "field")


class QuotePrint(Table):
    """A fingerprint of a quote's words, by which other printings of the utterance are found."""

    hash = IntegerField()
    quote = ForeignKeyField(Quote, on_delete="CASCADE", backref="prints")

    class Meta:
        """Looked up by hash. On SQLite the migration keeps the table in its key alone (WITHOUT ROWID)."""

        primary_key = CompositeKey("hash", "quote")


class Topic(Table):
    """What quotes are about. ``curated`` once an editor has touched it.

    ``slug`` is what the machine calls it, and stays. Where an editor merged it ``into`` another one, or gave
    that one its name, whatever is read under this slug counts as that one.
    """

    pk = BigAutoField()
    slug = CharField(240, unique=True)
    name = TextField()
    key = CharField(240, index=True)
    curated = BooleanField(default=False)
    pinned = BooleanField(default=False, constraints=[SQL("DEFAULT FALSE")])
    into = ForeignKeyField("self", null=True, on_delete="RESTRICT", backref="merged")
    created_at = CharField(27)


class QuoteTopic(Table):
    """A quote's topic: how much the quote is about it, and the words that say so.

    Not the machine's ``own`` reading is one that an editor gave (no words say so) or that stands for what the
    machine read under a topic merged into it. Triggers give it the quote's ``article_id`` as long as lists
    show the quote, and count by it.
    """

    quote = ForeignKeyField(Quote, on_delete="CASCADE", backref="topics", index=False)
    topic = ForeignKeyField(Topic, on_delete="RESTRICT", backref="quotes", index=False)
    weight = DoubleField()
    start = IntegerField()
    end = IntegerField()
    text = TextField()
    own = BooleanField(default=True, constraints=[SQL("DEFAULT TRUE")])
    article_id = BigIntegerField(null=True)

    class Meta:
        """Read from both sides."""

        primary_key = CompositeKey("quote", "topic")
        indexes = ((("topic", "quote"), False), (("topic", "article_id", "quote"), False))


class TopicAside(Table):
    """A topic that the machine reads in a quote and that is not in force there: merged, or taken off."""

    quote = ForeignKeyField(Quote, on_delete="CASCADE", backref="topics_aside", index=False)
    topic = ForeignKeyField(Topic, on_delete="RESTRICT", backref="aside", index=False)
    weight = DoubleField()
    start = IntegerField()
    end = IntegerField()
    text = TextField()

    class Meta:
        """As those in force."""

        primary_key = CompositeKey("quote", "topic")
        indexes = ((("topic", "quote"), False),)


class TopicEntry(Table):
    """What an editor decided on a topic, or on whether ``quote`` is about it. Rows are only ever added.

    Of the decisions on one quote and topic the last is in force. ``key`` is the name of the API key that it
    came with.
    """

    pk = BigAutoField()
    id = CharField(26, unique=True)
    topic = ForeignKeyField(Topic, on_delete="RESTRICT", backref="history", index=False)
    quote = ForeignKeyField(Quote, null=True, on_delete="CASCADE", backref="topic_history", index=False)
    kind = CharField(16)
    was = JSONField(null=True)
    now = JSONField(null=True)
    by = TextField()
    why = TextField(null=True)
    key = TextField(null=True)
    at = CharField(27)

    class Meta:
        """A topic's history in order; the decisions on a quote."""

        indexes = ((("topic", "pk"), False), (("quote", "pk"), False))


class HistoryEntry(Table):
    """What became of a quote: an editor decided (``kind`` decision) or the machine read otherwise (reading).

    Rows are only ever added. ``status`` is the one in force afterwards, ``fields`` names what an editor gave,
    ``changes`` is what was and what is. ``origin`` is the quote whose correction was moved here.
    """

    pk = BigAutoField()
    id = CharField(26, unique=True)
    quote = ForeignKeyField(Quote, on_delete="CASCADE", backref="history", index=False)
    kind = CharField(16)
    status = CharField(16)
    fields = JSONField()
    changes = JSONField()
    by = TextField(null=True)
    key = TextField(null=True)
    why = TextField(null=True)
    origin = CharField(26, null=True)
    extractor = TextField(null=True)
    revision = IntegerField()
    at = CharField(27)

    class Meta:
        """A quote's history in order."""

        indexes = ((("quote", "pk"), False),)


TABLES: tuple[type[Table], ...] = (
    DayCount,
    Article,
    ArticleRevision,
    ArticleSubject,
    Speaker,
    Alias,
    AliasUse,
    AliasWord,
    Quote,
    Segment,
    Evidence,
    QuotePrint,
    Topic,
    QuoteTopic,
    TopicAside,
    TopicEntry,
    HistoryEntry,
)
"""Every table of this file, each after those it refers to."""
