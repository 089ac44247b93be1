"""Whom an article's speakers are across articles: by a full name that agrees, never by a guess.

A surname alone, a group and an unnamed source are records of their one article: two articles' "residents"
are other people, and so may be two articles' "Smith".
"""

from collections.abc import Iterable

from service.errors import Conflict, InvalidDecision
from service.extraction.annotations import Speaker, SpeakerKind
from service.storage import speaker_rows
from service.storage.names import is_full, name_key

Linked = dict[Speaker, int]
"""The key of the record of each speaker."""


def link(article_id: str, article: int, speakers: Iterable[Speaker]) -> Linked:
    """The record of each of ``speakers``, stored where it is new; within a transaction.

    Taken in the order of their names, so that two articles that share speakers can't lock each other out.
    """
    distinct = sorted(set(speakers), key=lambda speaker: (speaker.kind, name_key(speaker.name), speaker.name))
    return {speaker: _record(article_id, article, speaker) for speaker in distinct}


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
    full, link_key = _links(speaker, name), f"{speaker.kind}:{name_key(name)}"
    candidates = speaker_rows.called(article, name, kind and str(kind))
    if not candidates and full:
        known = speaker_rows.by_link_key(link_key)
        candidates = [known] if known is not None else speaker_rows.by_full_names(name, [], speaker.kind)
    if len(candidates) > 1:
        raise Conflict(
            f"{name!r} may be any of the speakers {', '.join(speaker_rows.ids_of(candidates))}; "
            "send the right one's id as speaker_id.",
            field="speaker",
        )
    if not candidates:
        candidates = [_record(article_id, article, speaker)]
        speaker_rows.curate(candidates[0], name, full=full)
    return speaker_rows.ids_of(candidates)[0]


def _record(article_id: str, article: int, speaker: Speaker) -> int:
    kind, key = str(speaker.kind), name_key(speaker.name)
    if not _links(speaker, speaker.name):
        return speaker_rows.add(speaker.name, kind, f"{kind}:{article_id}:{key}", article=article)
    link_key = f"{kind}:{key}"
    known = speaker_rows.by_link_key(link_key)
    if known is None:
        aliases = [name for name in speaker.aliases if _links(speaker, name)]
        candidates = speaker_rows.by_full_names(speaker.name, aliases, kind)
        # Two records with such a name: whose it is here, only an editor can tell.
        known = candidates[0] if len(candidates) == 1 else None
    if known is None:
        return speaker_rows.add(speaker.name, kind, link_key, article=None)
    speaker_rows.complete_name(known, speaker.name)
    return known


def _links(speaker: Speaker, name: str) -> bool:
    """Whether ``name`` alone tells who the speaker is in any article."""
    if speaker.kind is SpeakerKind.PERSON:
        return is_full(name)
    # Of an organisation's names, a short form ("the CSTO", "the company") may be another's as well.
    return speaker.kind is SpeakerKind.ORGANIZATION and (name == speaker.name or is_full(name))
