"""The records across articles that some names may mean, looked up together: three statements for all names.
Within a transaction.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from service.storage import statements
from service.storage.names import name_key

OWN = "SELECT pk, kind, key, link_key, name FROM speaker WHERE article_id IS NULL AND key {among}"
LINKED = "SELECT pk, kind, key, link_key, name FROM speaker WHERE link_key {among}"
CALLED = (
    "SELECT alias.key, alias.curated, speaker.pk, speaker.kind, speaker.key, speaker.link_key, speaker.name "
    "FROM alias JOIN speaker ON speaker.pk = alias.speaker_id "
    'WHERE alias."full" AND speaker.article_id IS NULL AND alias.key {among}'
)


@dataclass(frozen=True, slots=True)
class Record:
    """A speaker's record across articles."""

    pk: int
    kind: str
    key: str
    link_key: str | None
    name: str


class NamedSpeakers:
    """Knows the records that have one of ``names`` as their own, or as a full alias."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """``names``, each with its kind of speaker."""
        keyed = {(kind, name_key(name)) for name, kind in names}
        keys = sorted({key for _, key in keyed})
        links = sorted(f"{kind}:{key}" for kind, key in keyed)
        self._own: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._full: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
        self._records: dict[int, Record] = {}
        for values in statements.rows_among(OWN, keys):
            self.add(Record(*values))
        for values in statements.rows_among(LINKED, links):
            self._link(Record(*values))
        for key, curated, *values in statements.rows_among(CALLED, keys):
            record = Record(*values)
            self._records[record.pk] = record
            self._full[record.kind, key][record.pk] = record.key
            if curated:
                self._own[record.kind, key].add(record.pk)

    def add(self, record: Record) -> None:
        """Takes a record in: one that was found, or stored since."""
        self._own[record.kind, record.key].add(record.pk)
        self._link(record)

    def _link(self, record: Record) -> None:
        self._records[record.pk] = record
        if record.link_key is not None:
            # It keeps the kind and the name that articles began the record with, whatever editors call it.
            kind, _, key = record.link_key.partition(":")
            self._own[kind, key].add(record.pk)

    def rename(self, pk: int, name: str) -> None:
        """The record is shown by ``name`` from now on, which has the same key."""
        if pk in self._records:
            self._records[pk] = replace(self._records[pk], name=name)

    def name_of(self, pk: int) -> str | None:
        """By what name the record is shown; None of one that is not known here."""
        record = self._records.get(pk)
        return None if record is None else record.name

    def by_own_name(self, name: str, kind: str) -> list[int]:
        """The keys of the records whose own name ``name`` is, or a name that an editor gave."""
        return sorted(self._own.get((kind, name_key(name)), ()))

    def by_full_names(self, name: str, aliases: Iterable[str], kind: str) -> list[int]:
        """The keys of the records that have ``name`` as a full alias, or one of ``aliases`` as their own.

        An alias that agrees with an alias is too little: the names differ.
        """
        found = set(self._full.get((kind, name_key(name)), ()))
        for key in map(name_key, aliases):
            found |= {pk for pk, own in self._full.get((kind, key), {}).items() if own == key}
        return sorted(found)
