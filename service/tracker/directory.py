"""Whom the names of some articles may mean: the records that are stored, and those that these articles add.

All is looked up for all of the articles together, as far as it is foreseen. Of new articles nothing is stored
until ``settle``: their records have keys already, and whatever is asked that only the database knows has them
stored first. Within a transaction.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from service.extraction.annotations import Quote, Speaker, SpeakerKind
from service.storage import ambiguities, speaker_contexts, speaker_rows
from service.storage.database import Vanished
from service.storage.named_speakers import NamedSpeakers, Record
from service.storage.names import is_full, name_key
from service.storage.speaker_contexts import Context
from service.storage.speaker_rows import NewSpeaker

Linked = dict[Speaker, int]
"""The key of the record of each speaker."""

A_FEW = 8
"""How many of a speaker's quotes are looked at first for a role that agrees."""


class Directory:
    """The records that the speakers of ``quotes``, and ``also`` these, may mean. Quotes in the article
    ``besides`` (by key) tell nothing of anybody.

    ``keys``: the articles are new, and so are the records that are added, which take these keys; ``settle``
    stores what was linked before.
    """

    def __init__(
        self,
        quotes: Collection[Quote],
        *,
        also: Collection[Speaker] = (),
        besides: int = 0,
        keys: Iterator[int] | None = None,
        settle: Callable[[], object] = lambda: None,
    ) -> None:
        self._besides, self._keys, self._store_linked = besides, keys, settle
        quoted = [quote.speaker for quote in quotes if quote.speaker is not None]
        speakers = dict.fromkeys((*quoted, *also))
        self._speakers = [speaker for speaker in speakers if links(speaker, speaker.name)]
        self._survivors: dict[int, int] = {}
        self._roles: dict[int, frozenset[str]] = {}
        self._added: dict[str, NewSpeaker] = {}
        self._heard: dict[int, set[str]] = defaultdict(set)
        self._unsent: dict[int, NewSpeaker] = {}
        self._asked: list[tuple[int, set[int]]] = []
        self._unsettled: set[int] = set()
        self._called: set[str] = set()
        self._named = self._looked_up()
        self._foresee({quote.speaker for quote in quotes if quote.role})

    @property
    def new(self) -> bool:
        """Whether the articles are new: none of them was linked before."""
        return self._keys is not None

    def candidates(self, speaker: Speaker) -> dict[int, int]:
        """The speakers that the name may mean, each with its record that has the name: those whose own it
        is, else those whom articles also call so."""
        return self.by_survivor(self._mentioned(speaker))

    def by_own_name(self, name: str, kind: SpeakerKind) -> list[int]:
        """The records whose own name it is."""
        return self._named.by_own_name(name, str(kind))

    def by_short_name(self, name: str, kind: SpeakerKind) -> list[int]:
        """The records across articles whom articles also call so."""
        if name_key(name) in self._called:
            self.settle()
        return speaker_rows.by_short_name(name, str(kind))

    def by_survivor(self, records: Collection[int]) -> dict[int, int]:
        """What the records stand for now, each with its nearest record: itself, else the first."""
        self._look_up_survivors(records)
        found: dict[int, int] = {}
        for record in sorted(records):
            survivor = self._survivors.get(record)  # None: its last article was deleted meanwhile
            if survivor is not None and (survivor not in found or record == survivor):
                found[survivor] = record
        return found

    def in_force(self, linked: Linked) -> Linked:
        """The record that each speaker's stands for now, which nobody merges until the transaction ends.

        Raises Vanished where one was deleted meanwhile, with the last article that named it.
        """
        self._look_up_survivors(linked.values())
        if not self._survivors.keys() >= set(linked.values()):
            raise Vanished("a speaker was deleted while an article was linked to it")
        return {speaker: self._survivors[record] for speaker, record in linked.items()}

    def few_roles(self, pk: int) -> frozenset[str]:
        """The roles of the speaker in a few of its quotes."""
        if pk in self._heard:
            return frozenset(self._heard[pk])
        if pk not in self._roles:
            self._roles |= speaker_contexts.latest_roles([pk], besides=self._besides, most=A_FEW)
        return self._roles[pk]

    def every_role(self, pk: int) -> frozenset[str]:
        """The roles of the speaker in all quotes that count."""
        if pk in self._heard:
            return frozenset(self._heard[pk])
        self._settle_quotes_of(pk)
        return speaker_contexts.roles_of(pk, besides=self._besides)

    def contexts(self, pks: Collection[int]) -> dict[int, Context]:
        """What is known of each of these speakers."""
        self._settle_quotes_of(*pks)
        return {pk: speaker_contexts.of_speaker(pk, besides=self._besides) for pk in pks}

    def add(self, speaker: Speaker, link_key: str, *, article: int | None = None) -> tuple[int, bool]:
        """The key of the record with ``link_key``, of this ``article`` alone or (None) across articles, and
        whether it is new: another writer may be first."""
        kind = str(speaker.kind)
        if self._keys is None:
            pk, new = speaker_rows.add(speaker.name, kind, link_key, article=article)
        else:
            new = link_key not in self._added
            if new:
                self._enter(speaker_rows.new(next(self._keys), speaker.name, kind, link_key, article))
            pk = self._added[link_key].pk
        if article is None:
            self._named.add(Record(pk, kind, name_key(speaker.name), link_key, speaker.name))
        return pk, new

    def complete_name(self, pk: int, name: str) -> None:
        """Shows the speaker by ``name`` if that spells the same name out further."""
        shown = self._named.name_of(pk)
        if shown is not None and len(shown) >= len(name):
            return
        unsent = self._unsent.get(pk)
        complete = partial(speaker_rows.complete_name, pk) if unsent is None else unsent.complete
        if complete(name):
            self._named.rename(pk, name)

    def ask(self, record: int, candidates: Collection[int]) -> None:
        """Asks editors whether the record is one of the candidates."""
        if record in self._unsent:
            self._asked.append((record, set(candidates)))
        else:
            ambiguities.ask(record, candidates)

    def hear(
        self, quotes: Collection[Quote], in_force: Linked, names: Mapping[int, Mapping[str, bool]]
    ) -> None:
        """Takes in what an article tells that was linked, and is not stored yet."""
        for quote in quotes:
            if quote.speaker is not None:
                pk = in_force[quote.speaker]
                self._unsettled.add(pk)
                if quote.role and pk in self._heard:
                    self._heard[pk].add(quote.role)
        self._called |= {name_key(name) for called in names.values() for name in called}

    def settle(self) -> None:
        """Stores what is not stored yet."""
        speaker_rows.add_new(self._unsent.values())
        self._unsent.clear()
        for record, candidates in self._asked:
            ambiguities.ask(record, candidates)
        self._asked.clear()
        self._store_linked()
        self._unsettled.clear()

    def _enter(self, new: NewSpeaker) -> None:
        self._added[new.link_key] = self._unsent[new.pk] = new
        self._survivors[new.pk] = new.pk
        # Whatever it is quoted with is heard here: nobody else knows of it before this transaction ends.
        self._heard[new.pk] = set()

    def _settle_quotes_of(self, *pks: int) -> None:
        if not self._unsettled.isdisjoint(pks):
            self.settle()

    def _mentioned(self, speaker: Speaker) -> list[int]:
        """The records that the name may mean."""
        kind = str(speaker.kind)
        own = self._named.by_own_name(speaker.name, kind)
        if own:
            return own
        aliases = [name for name in speaker.aliases if links(speaker, name)]
        if not self._called.isdisjoint(map(name_key, (speaker.name, *aliases))):
            self.settle()
            self._called.clear()
            self._named = self._looked_up()
        return self._named.by_full_names(speaker.name, aliases, kind)

    def _looked_up(self) -> NamedSpeakers:
        return NamedSpeakers(
            (name, str(speaker.kind))
            for speaker in self._speakers
            for name in (speaker.name, *speaker.aliases)
        )

    def _foresee(self, with_roles: Collection[Speaker | None]) -> None:
        """Looks up at once what most of the names will be asked about."""
        found = {speaker: self._mentioned(speaker) for speaker in self._speakers}
        self._look_up_survivors({pk for records in found.values() for pk in records})
        alone = {
            self._survivors[records[0]]
            for speaker, records in found.items()
            if len(records) == 1 and records[0] in self._survivors and speaker in with_roles
        }
        self._roles |= speaker_contexts.latest_roles(sorted(alone), besides=self._besides, most=A_FEW)

    def _look_up_survivors(self, records: Collection[int]) -> None:
        unknown = [record for record in records if record not in self._survivors]
        if unknown:
            self._survivors |= speaker_rows.survivors(unknown)


def links(speaker: Speaker, name: str) -> bool:
    """Whether ``name`` alone tells who the speaker is in any article."""
    if speaker.kind is SpeakerKind.PERSON:
        return is_full(name)
    # Of an organisation's names, a short form ("the CSTO", "the company") may be another's as well.
    return speaker.kind is SpeakerKind.ORGANIZATION and (name == speaker.name or is_full(name))
