"""Whom an article's speakers are across articles: by a full name that agrees, never by a guess.

A surname alone, a group and an unnamed source are records of their one article: two articles' "residents"
are other people, and so may be two articles' "Smith". And so may be two of one full name: where what is known
of them shares nothing, the article gets a record of its own, and an editor is asked.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from service.errors import Conflict, InvalidDecision
from service.extraction.annotations import Quote, Speaker, SpeakerKind
from service.storage import speaker_rows
from service.storage.article_rows import Row
from service.storage.names import name_key
from service.storage.speaker_contexts import Context
from service.tracker import namesakes
from service.tracker.directory import Directory, Linked, links

LONGEST_ACRONYM = 8


@dataclass(frozen=True, slots=True)
class _Article:
    """The article whose speakers are linked: its id, its key, what it tells of each, whom names may mean."""

    id: str
    pk: int
    contexts: Mapping[Speaker, Context]
    directory: Directory


def link(article: Row, quotes: Collection[Quote], directory: Directory) -> Linked:
    """The record of each speaker of ``quotes``, added to ``directory`` where it is new; within a transaction.

    They are taken in the order of their names, so that two articles that share speakers can't lock each other
    out.
    """
    speakers = {quote.speaker for quote in quotes if quote.speaker is not None}
    known = _Article(article.id, article.pk, _contexts(article, quotes, speakers), directory)
    distinct = sorted(speakers, key=lambda speaker: (speaker.kind, name_key(speaker.name), speaker.name))
    return {speaker: _record(known, speaker) for speaker in distinct}


def names(linked: Linked) -> dict[int, dict[str, bool]]:
    """The names that the article calls each record by, and whether each is full enough to link by."""
    called: dict[int, dict[str, bool]] = {}
    for speaker, record in linked.items():
        known = called.setdefault(record, {})
        for name in (speaker.name, *speaker.aliases):
            if name.strip():
                known[name] = known.get(name, False) or links(speaker, name)
    return called


def named(article_id: str, article: int, name: str, kind: SpeakerKind | None) -> str:
    """The id of the speaker whom an editor means by ``name`` in this article; within a transaction.

    Whom the article itself calls so; else whom the name links to anywhere; else a new record, which stays
    whatever articles say. Raises Conflict where it may be one of several.
    """
    if not name_key(name):
        raise InvalidDecision(f"{name!r} is no name: it has neither a letter nor a digit.", field="speaker")
    speaker = Speaker(name=name, kind=kind or SpeakerKind.PERSON)
    full = links(speaker, name)
    directory = Directory([], also=[speaker], besides=article)
    called = speaker_rows.called(article, name, kind and str(kind))
    candidates = sorted(directory.by_survivor(called))
    if not candidates and full:
        candidates = sorted(directory.candidates(speaker))
    if len(candidates) > 1:
        raise Conflict(
            f"{name!r} may be any of the speakers {', '.join(speaker_rows.ids_of(candidates))}; "
            "send the right one's id as speaker_id.",
            field="speaker",
        )
    if not candidates:
        candidates = [_record(_Article(article_id, article, {}, directory), speaker)]
        speaker_rows.curate(candidates[0], name, full=full)
    return speaker_rows.ids_of(candidates)[0]


def _record(article: _Article, speaker: Speaker) -> int:
    kind, key, directory = str(speaker.kind), name_key(speaker.name), article.directory
    if not links(speaker, speaker.name):
        return directory.add(speaker, f"{kind}:{article.id}:{key}", article=article.pk)[0]
    before = [] if directory.new else speaker_rows.linked_before(article.pk, speaker.name, kind)
    if len(before) == 1:
        return before[0]
    candidates = directory.candidates(speaker)
    survivor = _chosen(article, speaker, candidates)
    if survivor is not None:
        directory.complete_name(candidates[survivor], speaker.name)
        return candidates[survivor]
    if candidates:
        return _apart(article, speaker, candidates)
    survivor = _chosen_by_acronym(article, speaker)
    if survivor is not None:
        return survivor
    record, new = directory.add(speaker, f"{kind}:{key}")
    if new:
        return record
    # Another article was first with the name, just now: is it the same person's?
    there = directory.by_survivor([record])
    return record if _chosen(article, speaker, there) is not None else _apart(article, speaker, there)


def _apart(article: _Article, speaker: Speaker, candidates: Collection[int]) -> int:
    """A record of the article's own, and the question whose it is."""
    link_key = f"{speaker.kind}:{article.id}:{name_key(speaker.name)}"
    record, _ = article.directory.add(speaker, link_key)
    article.directory.ask(record, set(candidates) - {record})
    return record


def _chosen(article: _Article, speaker: Speaker, candidates: Collection[int]) -> int | None:
    """The candidate that the article means; None where that can't be told, or there is none."""
    mention = article.contexts.get(speaker, Context())
    if len(candidates) == 1:
        (only,) = candidates
        if _roles_agree(article, mention, only):
            return only
    return namesakes.choose(mention, article.directory.contexts(candidates)) if candidates else None


def _roles_agree(article: _Article, mention: Context, candidate: int) -> bool:
    """Whether the roles alone say so: most often they do, and nothing else need be looked up."""
    mine = Context(roles=mention.roles)
    if not mine.roles:
        return namesakes.evidence(mine, Context()).agrees
    # What agrees with some of the roles agrees with all of them: a few quotes are mostly enough.
    few = Context(roles=article.directory.few_roles(candidate))
    if few.roles and namesakes.evidence(mine, few).agrees:
        return True
    every = Context(roles=article.directory.every_role(candidate))
    return namesakes.evidence(mine, every).agrees


def _chosen_by_acronym(article: _Article, speaker: Speaker) -> int | None:
    """The one body that is known by the acronym that this one is called by, or whose acronym this one is; an
    acronym alone may be another body's, so something else must be shared."""
    if speaker.kind is not SpeakerKind.ORGANIZATION:
        return None
    directory = article.directory
    if _acronym(speaker.name):
        records = directory.by_short_name(speaker.name, speaker.kind)
    else:
        short = [name for name in speaker.aliases if _acronym(name)]
        records = [pk for name in short for pk in directory.by_own_name(name, speaker.kind)]
    mention, candidates = article.contexts.get(speaker, Context()), directory.by_survivor(records)
    known = directory.contexts(candidates)
    shared = [pk for pk, context in known.items() if namesakes.evidence(mention, context).shared]
    return shared[0] if len(shared) == len(candidates) == 1 else None


def _contexts(article: Row, quotes: Collection[Quote], speakers: Iterable[Speaker]) -> dict[Speaker, Context]:
    papers = frozenset({article.publication_key} if article.publication_key else ())
    keys = {speaker: name_key(speaker.name) for speaker in speakers if links(speaker, speaker.name)}
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


def _acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return 2 <= len(letters) <= LONGEST_ACRONYM and letters.isupper() and letters.isalpha()
