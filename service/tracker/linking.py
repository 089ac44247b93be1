"""Whom an article's speakers are across articles: by a full name that agrees, never by a guess.

A surname alone, a group and an unnamed source are records of their one article: two articles' "residents"
are other people, and so may be two articles' "Smith". And so may be two of one full name: where what is known
of them shares nothing, the article gets a record of its own, and an editor is asked.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from service.errors import Conflict, InvalidDecision
from service.extraction.annotations import Quote, Speaker, SpeakerKind
from service.storage import ambiguities, speaker_contexts, speaker_rows
from service.storage.article_rows import Row
from service.storage.database import Vanished
from service.storage.named_speakers import NamedSpeakers, Record
from service.storage.names import is_full, name_key
from service.storage.speaker_contexts import Context
from service.tracker import namesakes

Linked = dict[Speaker, int]
"""The key of the record of each speaker."""

LONGEST_ACRONYM = 8

A_FEW = 8
"""How many of a speaker's quotes are looked at first for a role that agrees."""


@dataclass(frozen=True, slots=True)
class _Article:
    """The article whose speakers are linked: its id, its key, what it tells of each speaker, and the records
    that its names may mean. A ``new`` one was never linked before.

    ``survivors`` is what records stand for now, which nobody merges until the transaction ends; ``roles`` are
    the latest of speakers (by key). Both are looked up together as far as they are foreseen.
    """

    id: str
    pk: int
    contexts: Mapping[Speaker, Context]
    named: NamedSpeakers
    new: bool = False
    survivors: dict[int, int] = field(default_factory=dict)
    roles: dict[int, frozenset[str]] = field(default_factory=dict)


def link(article: Row, quotes: Collection[Quote], *, new: bool = False) -> Linked:
    """The record of each speaker of ``quotes``, stored where it is new; within a transaction.

    ``new``: the article was stored in it. They are taken in the order of their names, so that two articles
    that share speakers can't lock each other out.
    """
    speakers = {quote.speaker for quote in quotes if quote.speaker is not None}
    contexts = _contexts(article, quotes, speakers)
    known = _Article(article.id, article.pk, contexts, _named(speakers), new)
    _foresee(known, speakers)
    distinct = sorted(speakers, key=lambda speaker: (speaker.kind, name_key(speaker.name), speaker.name))
    return {speaker: _record(known, speaker) for speaker in distinct}


def in_force(linked: Linked) -> Linked:
    """The record that each speaker's stands for now, which nobody merges until the transaction ends.

    Raises Vanished where one was deleted meanwhile, with the last article that named it.
    """
    if not linked:
        return linked
    survivors = speaker_rows.survivors(linked.values())
    if not survivors.keys() >= set(linked.values()):
        raise Vanished("a speaker was deleted while an article was linked to it")
    return {speaker: survivors[record] for speaker, record in linked.items()}


def names(linked: Linked) -> dict[int, dict[str, bool]]:
    """The names that the article calls each record by, and whether each is full enough to link by."""
    called: dict[int, dict[str, bool]] = {}
    for speaker, record in linked.items():
        known = called.setdefault(record, {})
        for name in (speaker.name, *speaker.aliases):
            if name.strip():
                known[name] = known.get(name, False) or _links(speaker, name)
    return called


def named(article_id: str, article: int, name: str, kind: SpeakerKind | None) -> str:
    """The id of the speaker whom an editor means by ``name`` in this article; within a transaction.

    Whom the article itself calls so; else whom the name links to anywhere; else a new record, which stays
    whatever articles say. Raises Conflict where it may be one of several.
    """
    if not name_key(name):
        raise InvalidDecision(f"{name!r} is no name: it has neither a letter nor a digit.", field="speaker")
    speaker = Speaker(name=name, kind=kind or SpeakerKind.PERSON)
    full = _links(speaker, name)
    known = _Article(article_id, article, {}, _named([speaker]))
    candidates = sorted(_by_survivor(known, speaker_rows.called(article, name, kind and str(kind))))
    if not candidates and full:
        candidates = sorted(_candidates(known, speaker))
    if len(candidates) > 1:
        raise Conflict(
            f"{name!r} may be any of the speakers {', '.join(speaker_rows.ids_of(candidates))}; "
            "send the right one's id as speaker_id.",
            field="speaker",
        )
    if not candidates:
        candidates = [_record(known, speaker)]
        speaker_rows.curate(candidates[0], name, full=full)
    return speaker_rows.ids_of(candidates)[0]


def _record(article: _Article, speaker: Speaker) -> int:
    kind, key = str(speaker.kind), name_key(speaker.name)
    if not _links(speaker, speaker.name):
        return speaker_rows.add(speaker.name, kind, f"{kind}:{article.id}:{key}", article=article.pk)[0]
    before = [] if article.new else speaker_rows.linked_before(article.pk, speaker.name, kind)
    if len(before) == 1:
        return before[0]
    candidates = _candidates(article, speaker)
    survivor = _chosen(article, speaker, candidates)
    if survivor is not None:
        shown = article.named.name_of(candidates[survivor])
        if shown is None or len(shown) < len(speaker.name):
            speaker_rows.complete_name(candidates[survivor], speaker.name)
        return candidates[survivor]
    if candidates:
        return _apart(article, speaker, candidates)
    survivor = _chosen_by_acronym(article, speaker)
    if survivor is not None:
        return survivor
    record, new = _added(article, speaker, f"{kind}:{key}")
    if new:
        return record
    # Another article was first with the name, just now: is it the same person's?
    there = _by_survivor(article, [record])
    return record if _chosen(article, speaker, there) is not None else _apart(article, speaker, there)


def _apart(article: _Article, speaker: Speaker, candidates: Collection[int]) -> int:
    """A record of the article's own, and the question whose it is."""
    record, _ = _added(article, speaker, f"{speaker.kind}:{article.id}:{name_key(speaker.name)}")
    ambiguities.ask(record, set(candidates) - {record})
    return record


def _added(article: _Article, speaker: Speaker, link_key: str) -> tuple[int, bool]:
    """The key of the record with ``link_key``, and whether it was stored now."""
    kind, key = str(speaker.kind), name_key(speaker.name)
    record, new = speaker_rows.add(speaker.name, kind, link_key, article=None)
    article.named.add(Record(record, kind, key, link_key, speaker.name))
    return record, new


def _named(speakers: Iterable[Speaker]) -> NamedSpeakers:
    """The records that the names of these speakers may mean, of those that link at all."""
    linking = [speaker for speaker in speakers if _links(speaker, speaker.name)]
    names = {name for speaker in linking for name in (speaker.name, *speaker.aliases)}
    return NamedSpeakers(names, {str(speaker.kind) for speaker in linking})


def _foresee(article: _Article, speakers: Iterable[Speaker]) -> None:
    """Looks up at once what most of the article's names will be asked about."""
    found = {speaker: _mentioned(article, speaker) for speaker in speakers if _links(speaker, speaker.name)}
    article.survivors.update(speaker_rows.survivors({pk for records in found.values() for pk in records}))
    alone = {
        article.survivors[records[0]]
        for speaker, records in found.items()
        if len(records) == 1 and records[0] in article.survivors and article.contexts[speaker].roles
    }
    article.roles.update(speaker_contexts.latest_roles(sorted(alone), besides=article.pk, most=A_FEW))


def _candidates(article: _Article, speaker: Speaker) -> dict[int, int]:
    """The speakers that the name may mean, each with its record that has the name: those whose own it is,
    else those whom articles also call so."""
    return _by_survivor(article, _mentioned(article, speaker))


def _mentioned(article: _Article, speaker: Speaker) -> list[int]:
    """The records that the name may mean."""
    kind = str(speaker.kind)
    aliases = [name for name in speaker.aliases if _links(speaker, name)]
    own = article.named.by_own_name(speaker.name, kind)
    return own or article.named.by_full_names(speaker.name, aliases, kind)


def _chosen(article: _Article, speaker: Speaker, candidates: Collection[int]) -> int | None:
    """The candidate that the article means; None where that can't be told, or there is none."""
    mention = article.contexts.get(speaker, Context())
    if len(candidates) == 1:
        (only,) = candidates
        if _roles_agree(article, mention, only):
            return only
    known = {pk: speaker_contexts.of_speaker(pk, besides=article.pk) for pk in candidates}
    return namesakes.choose(mention, known) if known else None


def _roles_agree(article: _Article, mention: Context, candidate: int) -> bool:
    """Whether the roles alone say so: most often they do, and nothing else need be looked up."""
    mine = Context(roles=mention.roles)
    if not mine.roles:
        return namesakes.evidence(mine, Context()).agrees
    # What agrees with some of the roles agrees with all of them: a few quotes are mostly enough.
    if candidate not in article.roles:
        article.roles.update(speaker_contexts.latest_roles([candidate], besides=article.pk, most=A_FEW))
    few = Context(roles=article.roles[candidate])
    if few.roles and namesakes.evidence(mine, few).agrees:
        return True
    every = Context(roles=speaker_contexts.roles_of(candidate, besides=article.pk))
    return namesakes.evidence(mine, every).agrees


def _chosen_by_acronym(article: _Article, speaker: Speaker) -> int | None:
    """The one body that is known by the acronym that this one is called by, or whose acronym this one is; an
    acronym alone may be another body's, so something else must be shared."""
    if speaker.kind is not SpeakerKind.ORGANIZATION:
        return None
    if _acronym(speaker.name):
        records = speaker_rows.by_short_name(speaker.name, str(speaker.kind))
    else:
        short = [name for name in speaker.aliases if _acronym(name)]
        records = [pk for name in short for pk in article.named.by_own_name(name, str(speaker.kind))]
    mention, candidates = article.contexts.get(speaker, Context()), _by_survivor(article, records)
    known = {pk: speaker_contexts.of_speaker(pk, besides=article.pk) for pk in candidates}
    shared = [pk for pk, context in known.items() if namesakes.evidence(mention, context).shared]
    return shared[0] if len(shared) == len(candidates) == 1 else None


def _contexts(article: Row, quotes: Collection[Quote], speakers: Iterable[Speaker]) -> dict[Speaker, Context]:
    papers = frozenset({article.publication_key} if article.publication_key else ())
    keys = {speaker: name_key(speaker.name) for speaker in speakers if _links(speaker, speaker.name)}
    contexts = {}
    for speaker in keys:
        said = [quote for quote in quotes if quote.speaker == speaker]
        contexts[speaker] = Context(
            roles=frozenset(quote.role for quote in said if quote.role),
            topics=frozenset(topic.slug for quote in said for topic in quote.topics),
            company=frozenset(key for other, key in keys.items() if other != speaker),
            publications=papers,
        )
    return contexts


def _by_survivor(article: _Article, records: Collection[int]) -> dict[int, int]:
    """What the records stand for now, each with its nearest record: the survivor itself, else the first."""
    found: dict[int, int] = {}
    unknown = [record for record in records if record not in article.survivors]
    if unknown:
        article.survivors.update(speaker_rows.survivors(unknown))
    for record in sorted(records):
        survivor = article.survivors.get(record)  # None: its last article was deleted meanwhile
        if survivor is not None and (survivor not in found or record == survivor):
            found[survivor] = record
    return found


def _acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return 2 <= len(letters) <= LONGEST_ACRONYM and letters.isupper() and letters.isalpha()


def _links(speaker: Speaker, name: str) -> bool:
    """Whether ``name`` alone tells who the speaker is in any article."""
    if speaker.kind is SpeakerKind.PERSON:
        return is_full(name)
    # Of an organisation's names, a short form ("the CSTO", "the company") may be another's as well.
    return speaker.kind is SpeakerKind.ORGANIZATION and (name == speaker.name or is_full(name))
