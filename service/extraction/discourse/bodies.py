"""Which organisation "the ministry" or "the church" stands for."""

import re

from spacy.tokens import Doc

from service.extraction.annotations import SpeakerKind
from service.extraction.discourse.cast import Described
from service.extraction.discourse.memory import Discourse
from service.extraction.discourse.ranking import best, rank
from service.extraction.discourse.source import Source
from service.extraction.lexicons import body_kinds, organisation_nouns, outlet_words, outlets, platforms
from service.extraction.naming.entity import Entity
from service.extraction.phrases import Phrase

#: What an article calls a newspaper, a station or a platform.
_OUTLETS = outlet_words("common")
#: The name of an American station.
_CALL_SIGN = re.compile(r"[KW][A-Z]{2,3}(?:-(?:TV|FM|AM))?")


def body(discourse: Discourse, phrase: Phrase, head: str) -> Source | None:
    """The organisation that "the ministry" is: one so named, the last speaker, or the most salient one."""
    doc = discourse.doc
    if head not in organisation_nouns() or _modified(doc, phrase):
        return None
    bodies = rank(discourse, doc[phrase.head], lambda e: _may_be_called(e, head), None)
    named = [(score, index) for score, index in bodies if head in discourse.entities.all[index].longest]
    if named:
        return best(discourse, named)
    last = discourse.speaker
    spoke = last is not None and last.kind is SpeakerKind.ORGANIZATION
    if last is not None and spoke and (last.index is None or _may_be_called(discourse.who(last.index), head)):
        return last
    return best(discourse, bodies) if doc[phrase.head].lower_ not in discourse.by_head else None


def _may_be_called(entity: Entity | Described, head: str) -> bool:
    """Whether a body may be "the HEAD": one named Tarn Radio is no church, and no newspaper is a company."""
    if isinstance(entity, Described) or entity.kind != "organization":
        return False
    told = body_kinds().get(head)
    if told is not None:
        return not told.isdisjoint(word for name in entity.names for word in name.words)
    return head in _OUTLETS or not _is_outlet(entity)


def _is_outlet(entity: Entity) -> bool:
    name = entity.name.lower()
    return name in outlets() or name in platforms() or _CALL_SIGN.fullmatch(entity.name) is not None


def _modified(doc: Doc, phrase: Phrase) -> bool:
    return any(doc[i].dep_ in ("compound", "poss", "nmod") for i in range(phrase.start, phrase.head))
