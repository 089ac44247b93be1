"""The first tables: a frozen copy, independent of the models on purpose."""

from peewee import (
    BigAutoField,
    BooleanField,
    CharField,
    CompositeKey,
    Database,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Creates every table, each after those it refers to."""

    class Article(Model):
        pk = BigAutoField()
        id = CharField(unique=True, max_length=26)
        identity = CharField(unique=True, max_length=80)
        external_id = TextField(null=True)
        external_key = CharField(index=True, null=True, max_length=64)
        url = TextField(null=True)
        url_key = CharField(index=True, null=True, max_length=64)
        publication = TextField(null=True)
        publication_key = CharField(null=True, max_length=240)
        title = TextField(null=True)
        byline = TextField(null=True)
        published_at = CharField(null=True, max_length=40)
        published_on = CharField(null=True, max_length=10)
        published_sort = CharField(null=True, max_length=27)
        language = CharField(max_length=10)
        content_hash = CharField(index=True, max_length=64)
        revision = IntegerField(default=1)
        extractor = TextField()
        created_at = CharField(max_length=27)
        updated_at = CharField(max_length=27)
        text = TextField()

        class Meta:
            database = db
            table_name = "article"
            indexes = (
                (("published_sort", "pk"), False),
                (("publication_key", "published_sort", "pk"), False),
                (("created_at", "pk"), False),
            )

    db.create_tables([Article])

    class Speaker(Model):
        pk = BigAutoField()
        id = CharField(unique=True, max_length=26)
        name = TextField()
        kind = CharField(index=True, max_length=16)
        key = CharField(max_length=240)
        link_key = CharField(unique=True, null=True, max_length=300)
        article = ForeignKeyField(Article, null=True, on_delete="CASCADE")
        curated = BooleanField(default=False)
        created_at = CharField(max_length=27)
        updated_at = CharField(max_length=27)

        class Meta:
            database = db
            table_name = "speaker"
            indexes = ((("key", "pk"), False),)

    db.create_tables([Speaker])

    class Alias(Model):
        pk = BigAutoField()
        speaker = ForeignKeyField(Speaker, on_delete="CASCADE", index=False)
        name = CharField(max_length=500)
        key = CharField(index=True, max_length=240)
        full = BooleanField()
        curated = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "alias"
            indexes = ((("speaker", "name"), True),)

    db.create_tables([Alias])

    class AliasUse(Model):
        alias_row = ForeignKeyField(Alias, on_delete="CASCADE", index=False)
        article = ForeignKeyField(Article, on_delete="CASCADE")

        class Meta:
            database = db
            table_name = "alias_use"
            primary_key = CompositeKey("alias_row", "article")

    db.create_tables([AliasUse])

    class AliasWord(Model):
        alias_row = ForeignKeyField(Alias, on_delete="CASCADE")
        word = CharField(max_length=240)

        class Meta:
            database = db
            table_name = "alias_word"
            primary_key = CompositeKey("word", "alias_row")

    db.create_tables([AliasWord])

    class ArticleRevision(Model):
        article = ForeignKeyField(Article, on_delete="CASCADE", index=False)
        number = IntegerField()
        content_hash = CharField(max_length=64)
        title = TextField(null=True)
        byline = TextField(null=True)
        published_at = CharField(null=True, max_length=40)
        extractor = TextField()
        created_at = CharField(max_length=27)
        text = TextField()

        class Meta:
            database = db
            table_name = "article_revision"
            primary_key = CompositeKey("article", "number")

    db.create_tables([ArticleRevision])

    class Quote(Model):
        pk = BigAutoField()
        id = CharField(unique=True, max_length=26)
        article = ForeignKeyField(Article, on_delete="CASCADE", index=False)
        revision = IntegerField()
        position = IntegerField()
        partial = BooleanField()
        speaker = ForeignKeyField(Speaker, null=True, on_delete="RESTRICT", index=False)
        speaker_name = TextField(null=True)
        read_speaker = ForeignKeyField(Speaker, null=True, on_delete="RESTRICT")
        role = TextField(null=True)
        medium = CharField(max_length=20)
        said_on = CharField(null=True, max_length=10)
        said_first = CharField(null=True, max_length=10)
        said_last = CharField(null=True, max_length=10)
        confidence = DoubleField()
        status = CharField(max_length=16, default="extracted")
        rule = TextField()
        runner_up = TextField(null=True)
        runner_up_score = DoubleField(null=True)
        extractor = TextField()
        published_on = CharField(null=True, max_length=10)
        published_sort = CharField(null=True, max_length=27)
        publication_key = CharField(null=True, max_length=240)
        reading = JSONField(null=True)
        created_at = CharField(max_length=27)
        updated_at = CharField(max_length=27)
        text = TextField()

        class Meta:
            database = db
            table_name = "quote"
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
            )

    db.create_tables([Quote])

    class Decision(Model):
        pk = BigAutoField()
        id = CharField(unique=True, max_length=26)
        quote = ForeignKeyField(Quote, on_delete="CASCADE", index=False)
        status = CharField(max_length=16)
        fields = JSONField()
        by = TextField()
        why = TextField(null=True)
        at = CharField(max_length=27)

        class Meta:
            database = db
            table_name = "decision"
            indexes = ((("quote", "pk"), False),)

    db.create_tables([Decision])

    class Evidence(Model):
        quote = ForeignKeyField(Quote, on_delete="CASCADE", index=False)
        field = CharField(max_length=16)
        start = IntegerField()
        end = IntegerField()
        text = TextField()

        class Meta:
            database = db
            table_name = "evidence"
            primary_key = CompositeKey("quote", "field")

    db.create_tables([Evidence])

    class Job(Model):
        pk = BigAutoField()
        id = CharField(unique=True, max_length=26)
        kind = CharField(max_length=32)
        state = CharField(max_length=16)
        total = IntegerField()
        done = IntegerField(default=0)
        failed = IntegerField(default=0)
        error = TextField(null=True)
        worker = TextField(null=True)
        lease_until = CharField(null=True, max_length=27)
        attempts = IntegerField(default=0)
        created_at = CharField(max_length=27)
        started_at = CharField(null=True, max_length=27)
        finished_at = CharField(null=True, max_length=27)

        class Meta:
            database = db
            table_name = "job"
            indexes = ((("state", "lease_until"), False),)

    db.create_tables([Job])

    class JobItem(Model):
        job = ForeignKeyField(Job, on_delete="CASCADE", index=False)
        position = IntegerField()
        state = CharField(max_length=16)
        payload = JSONField()
        outcome = JSONField(null=True)

        class Meta:
            database = db
            table_name = "job_item"
            primary_key = CompositeKey("job", "position")

    db.create_tables([JobItem])

    class Topic(Model):
        pk = BigAutoField()
        slug = CharField(unique=True, max_length=240)
        name = TextField()
        key = CharField(index=True, max_length=240)
        curated = BooleanField(default=False)
        created_at = CharField(max_length=27)

        class Meta:
            database = db
            table_name = "topic"

    db.create_tables([Topic])

    class QuoteTopic(Model):
        quote = ForeignKeyField(Quote, on_delete="CASCADE", index=False)
        topic = ForeignKeyField(Topic, on_delete="RESTRICT", index=False)
        weight = DoubleField()
        start = IntegerField()
        end = IntegerField()
        text = TextField()

        class Meta:
            database = db
            table_name = "quote_topic"
            primary_key = CompositeKey("quote", "topic")
            indexes = ((("topic", "quote"), False),)

    db.create_tables([QuoteTopic])

    class Segment(Model):
        quote = ForeignKeyField(Quote, on_delete="CASCADE", index=False)
        position = IntegerField()
        start = IntegerField()
        end = IntegerField()
        text = TextField()

        class Meta:
            database = db
            table_name = "segment"
            primary_key = CompositeKey("quote", "position")

    db.create_tables([Segment])


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops every table."""
    migrator.migrate(migrator.drop_table("segment"))
    migrator.migrate(migrator.drop_table("quote_topic"))
    migrator.migrate(migrator.drop_table("topic"))
    migrator.migrate(migrator.drop_table("job_item"))
    migrator.migrate(migrator.drop_table("job"))
    migrator.migrate(migrator.drop_table("evidence"))
    migrator.migrate(migrator.drop_table("decision"))
    migrator.migrate(migrator.drop_table("quote"))
    migrator.migrate(migrator.drop_table("article_revision"))
    migrator.migrate(migrator.drop_table("alias_word"))
    migrator.migrate(migrator.drop_table("alias_use"))
    migrator.migrate(migrator.drop_table("alias"))
    migrator.migrate(migrator.drop_table("speaker"))
    migrator.migrate(migrator.drop_table("article"))
