"""Whom the mention stands for: how it stands for somebody, and how far the reference is to be relied on."""

from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Doc

from service.extraction.attribution.frames import OUTER
from service.extraction.attribution.mentions import Mention
from service.extraction.attribution.state import Attribution
from service.extraction.confidence.model import Signs
from service.extraction.discourse import Source
from service.extraction.lexicons import Gender, role_genders, role_nouns
from service.extraction.naming.gender import pronoun_gender
from service.extraction.phrases import Form

#: Names looked back at for whom a pronoun may mean, and how many words back.
_NAMES = 40
_WORDS = 250
_FAR = 100
_RIVALS = 3
#: Where a noun stands for somebody, not for what somebody named is.
_STANDING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss"})
#: Quotations looked back at for whether the source spoke there.
_QUOTATIONS = 4


def whom(doc: Doc, attribution: Attribution, mention: Mention, source: Source) -> Signs:
    """The signs of the mention's form and of what it refers to."""
    named = source.entity is not None
    match mention.form:
        case Form.NAME:
            return _bare(doc, mention, source)
        case Form.PRONOUN:
            return _pronoun(doc, attribution, mention, source)
        case Form.DEFINITE:
            known = {"description": 1.0, "description_unclear": 1.0 - source.sure}
            return known if named else {"unknown_description": 1.0}
        case Form.DOCUMENT:
            return {"document": 1.0}
        case Form.GROUP:
            return {"group": 1.0}
    return {}


def _bare(doc: Doc, mention: Mention, source: Source) -> Signs:
    """A surname alone tells less where several people have it."""
    if source.entity is None or len(mention.span.text.split()) > 1:
        return {}
    return {"bare_shared": float(doc._.entities.all[source.entity].surname in doc._.entities.surnames)}


def _pronoun(doc: Doc, attribution: Attribution, mention: Mention, source: Source) -> Signs:
    """How many others "he" or "she" may mean, and how long ago its source was named or spoke."""
    gender = pronoun_gender(doc[mention.head].lower_)
    if gender is None:
        return {"they_or_it": 1.0}
    entities = doc._.entities.all
    mine = _last_trace(doc, attribution, mention.head, source)
    rivals: dict[int, int] = {}
    for index, end in _named_before(doc, mention.head):
        found = entities[index]
        if index != source.entity and found.kind == "person" and found.gender in (None, gender):
            rivals.setdefault(index, end)
    agreed = source.gender == gender
    return {
        "pronoun_described": _described_since(doc, mine, mention.head, gender),
        "pronoun_unclear": 1.0 - source.sure,
        "pronoun_rivals": min(len(rivals), _RIVALS) / _RIVALS,
        "pronoun_nearer": float(any(end > mine for end in rivals.values())),
        "pronoun_far": min(max(0, mention.head - mine), _FAR) / _FAR,
        "pronoun_gender_unknown": float(not agreed),
    }


def _described_since(doc: Doc, start: int, end: int, gender: Gender) -> float:
    """How far the reporter's words at tokens [start, end) tell of somebody without a name: "his grandmother".

    Wholly where the noun tells the pronoun's gender, half where it tells none and is a subject.
    """
    owner, found = doc._.frames.owner, 0.0
    for i in range(max(start, end - _FAR), end):
        token = doc[i]
        person = token.tag_ == "NN" and token.dep_ in _STANDING and token.lower_ in role_nouns()
        if owner[i] != OUTER or not person or any(child.dep_ == "appos" for child in token.children):
            continue
        told = role_genders().get(token.lower_)
        if told == gender:
            return 1.0
        if told is None and token.dep_ in ("nsubj", "nsubjpass"):
            found = 0.5
    return found


def _last_trace(doc: Doc, attribution: Attribution, head: int, source: Source) -> int:
    """The token where the source was last named, or last spoke, before ``head``."""
    last = max(0, head - _WORDS, source.at or 0)
    for index, end in _named_before(doc, head):
        if index == source.entity:
            last = max(last, end)
            break
    at = attribution.segment
    for before in doc._.attributions[max(0, at - _QUOTATIONS) : at]:
        mention = before.mention
        spoke = mention is not None and mention.source is not None and mention.source.key == source.key
        if mention is not None and spoke and mention.head < head:
            last = max(last, mention.head)
    return last


def _named_before(doc: Doc, token: int) -> Iterator[tuple[int, int]]:
    """The entities named in the words before ``token``, the last first, each with where its name ends."""
    names = doc._.names
    at = bisect_left(names, token, key=lambda name: name.start)
    for name in reversed(names[max(0, at - _NAMES) : at]):
        if token - name.end > _WORDS:
            return
        yield doc._.entities.of_name[name.start], name.end
