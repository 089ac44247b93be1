"""What two archives are compared by: the rows of their tables, but for what no two runs share."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from peewee import Database, ForeignKeyField

from service.storage.database import is_postgresql
from service.storage.models import Alias, Article, Quote, Speaker, Topic

OF_A_RUN = {"pk", "id", "slot", "created_at", "updated_at", "ambiguity"}
NAMED: dict[type[Any], str] = {
    Article: "identity",
    Speaker: "name",
    Alias: "name",
    Quote: "text",
    Topic: "slug",
}
"""By what a row is told that another refers to; texts of quotes had better be unlike each other."""


def contents(tables: Iterable[type[Any]]) -> dict[str, Counter[Any]]:
    """The rows of each of ``tables`` by its name, each row with how often it is there."""
    names = {
        table: dict(table.select(table.pk, getattr(table, column)).tuples())
        for table, column in NAMED.items()
    }
    return {
        table._meta.table_name: Counter(_told(table, row, names) for row in table.select().dicts())
        for table in tables
    }


def _told(table: Any, row: dict[str, Any], names: dict[type[Any], dict[int, str]]) -> Any:
    told = []
    for field in table._meta.sorted_fields:
        value = row[field.name]
        if field.name in OF_A_RUN:
            continue
        if isinstance(field, ForeignKeyField) and value is not None:
            value = names[field.rel_model][value]
        elif field.name == "article_id" and value is not None:
            value = names[Article][value]
        elif field.name == "link_key" and value is not None and value.count(":") == 2:
            # Somebody who is known within one article: the article's id stands in the middle.
            value = f"{value.split(':')[0]}:an article's:{value.split(':')[2]}"
        told.append((field.name, value))
    return tuple(told)


def full_text(database: Database) -> Any:
    """What is indexed of words: PostgreSQL's rows; on SQLite that nothing of the index is missing."""
    if not is_postgresql():
        for table in ("quote", "article"):
            check = f"INSERT INTO {table}_search({table}_search, rank) VALUES ('integrity-check', 1)"
            database.execute_sql(check)
        return None
    found = [
        database.execute_sql(f"SELECT * FROM {table}_search").fetchall() for table in ("quote", "article")
    ]
    return [sorted(row[1:] for row in rows) for rows in found]
