"""What is asked for of quotes about a topic, however that shows: the ways in which they may be, and what of
each is at hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from service.storage import memberships, search, searches
from service.storage.database import database
from service.storage.memberships import Membership
from service.storage.names import fold
from service.storage.search import Terms
from service.storage.searches import Search

NEAR = ("topic", "text", "headline")
"""The ways that are ranked first where more quotes are found than can be ranked."""


@dataclass(frozen=True, kw_only=True)
class United(Membership):
    """The quotes about ``topics`` (key to name) in any of ``ways``, by name, as the world knows them.

    ``names`` are what stands for the topics in a text: any of them.
    """

    topics: Mapping[int, str]
    names: tuple[Terms, ...]
    ways: Mapping[str, Membership]

    @cached_property
    def known(self) -> dict[str, frozenset[int] | None]:
        """The keys of the quotes that are near, by each way; None for a way that has too many."""
        fetched = {way: self.ways[way].fetched(searches.FEW) for way in NEAR}
        return {way: None if keys is None else frozenset(keys) for way, keys in fetched.items()}

    @cached_property
    def all_near(self) -> frozenset[int] | None:
        """The keys of the quotes that are near by any way; None where these are too many."""
        sets = [keys for keys in self.known.values() if keys is not None]
        keys = frozenset[int]().union(*sets)
        return keys if len(sets) == len(NEAR) and len(keys) <= searches.FEW else None

    @cached_property
    def articles(self) -> dict[int, int] | None:
        """The articles that have a name in their text, by key, with the number of their quotes; None where
        they have more quotes than are counted."""
        if not self.names:
            return {}
        found = [search.hits("article", ("text",), name) for name in self.names]
        keyed = " UNION ".join(f"SELECT * FROM {each.sql} AS named" for each in found)  # noqa: S608
        most = searches.BOUND + searches.READ  # so many more may be rejected
        part = (
            "SELECT article_id FROM keyed CROSS JOIN quote "  # noqa: S608
            f"WHERE article_id = keyed.pk LIMIT {most + 1:d}"
        )
        asked = f"WITH keyed(pk) AS ({keyed}) SELECT article_id, COUNT(*) FROM ({part}) AS part GROUP BY 1"  # noqa: S608
        parameters = [each for one in found for each in one.params]
        counts = dict(database.execute_sql(asked, parameters).fetchall())
        return counts if sum(counts.values()) <= most else None

    def fetched(self, most: int) -> list[int] | None:
        """The keys, each once; None where there are more than ``most``."""
        if self.all_near is None:
            return super().fetched(most)
        others = self.ways["article"].fetched(most)
        keys = None if others is None else self.all_near.union(others)
        return None if keys is None or len(keys) > most else [*keys]


@dataclass(frozen=True, kw_only=True)
class Known(Membership):
    """Rows whose keys are at hand."""

    found: frozenset[int]

    def fetched(self, most: int) -> list[int] | None:
        """The keys, each once; None where there are more than ``most``."""
        return [*self.found] if len(self.found) <= most else None


def united(topics: Mapping[int, str], topic: str) -> United:
    """What the ``topics`` (key to name) have that were asked for by ``topic``, a slug or a name; where none
    is stored under it, all its words stand for it in a text."""
    names = [Terms((search.Term(name),), ()) for name in topics.values() if fold(name)]
    if not topics:
        names = [terms for terms in [search.words_of(topic.replace("-", " "))] if terms]
    ways = {
        "topic": memberships.of_topics([*topics]),
        "text": memberships.any_of([memberships.of_words("quote", ("text",), name) for name in names]),
        "headline": memberships.any_of([memberships.of_headlines(name) for name in names]),
        "article": memberships.any_of([memberships.of_articles(name) for name in names]),
    }
    whole = memberships.any_of([*ways.values()])
    return United(whole.keys, whole.last, whole.test, topics=topics, names=tuple(names), ways=ways)


def of(found: Search) -> United | None:
    """What a search for quotes about a topic, however that shows, asks for; None of another search."""
    return next((member for member in found.members if isinstance(member, United)), None)
