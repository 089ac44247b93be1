"""Adds new articles with what was read of them: one or many, in as many statements. Within a transaction.

What comes of it is what adding one after the other leaves. Linking asks about articles that came before:
where an answer may depend on one of the same batch, what is linked so far is stored first.
"""

from collections.abc import Sequence

from service.extraction.annotations import Extraction
from service.storage import article_rows, first_readings, row_keys
from service.storage.article_rows import Draft, Row
from service.storage.first_readings import Reading
from service.storage.records import Reread
from service.tracker import linking, watching
from service.tracker.directory import Directory
from service.tracker.outcomes import Stored

New = tuple[Draft, Extraction]
"""An article and what was read of its words."""


def add(new: Sequence[New]) -> list[Stored]:
    """Stores these articles, none of which is stored or another post of one of the others; returns what came
    of each. Raises IntegrityError where another writer was first with an article, a speaker or a topic.
    """
    quotes = [quote for _, extraction in new for quote in extraction.quotes]
    named = sum(len({quote.speaker for quote in extraction.quotes}) for _, extraction in new)
    keys = row_keys.ahead(article=len(new), speaker=named, quote=len(quotes))
    rows = article_rows.add(new, keys["article"])
    with watching.articles([row.id for row in rows], new=True):
        told: list[tuple[Reread, ...]] = []
        linked: list[Reading] = []

        def settle() -> None:
            told.extend(first_readings.store(linked, keys["quote"]))
            linked.clear()

        directory = Directory(quotes, keys=keys["speaker"], settle=settle)
        for row, (_, extraction) in zip(rows, new, strict=True):
            linked.append(_linked(row, extraction, directory))
        directory.settle()
    return [
        Stored(article_id=row.id, outcome="created", quotes=len(extraction.quotes), reread=reread)
        for row, (_, extraction), reread in zip(rows, new, told, strict=True)
    ]


def _linked(row: Row, extraction: Extraction, directory: Directory) -> Reading:
    linked = linking.link(row, extraction.quotes, directory)
    in_force, names = directory.in_force(linked), linking.names(linked)
    directory.hear(extraction.quotes, in_force, names)
    return Reading(row, extraction, in_force, names)
