"""Who a definite description stands for ("the senator")."""

from dataclasses import replace

from spacy.tokens import Doc

from service.extraction.annotations import SpeakerKind
from service.extraction.discourse.memory import Discourse
from service.extraction.discourse.ranking import best, rank
from service.extraction.discourse.source import Source
from service.extraction.lexicons import organisation_nouns, role_genders, role_nouns, unnamed_nouns
from service.extraction.phrases import Phrase


def description(discourse: Discourse, phrase: Phrase) -> Source | None:
    """The source that a definite description means: by role, a body, or somebody described before."""
    head = discourse.doc[phrase.head].lemma_.lower()
    return (
        _by_role(discourse, phrase, head)
        or _body(discourse, phrase, head)
        or discourse.described.get(head)
        or _salient_person(discourse, phrase, head)
    )


def _body(discourse: Discourse, phrase: Phrase, head: str) -> Source | None:
    """The organisation that "the ministry" is: one so named, the last speaker, or the most salient one."""
    doc = discourse.doc
    if head not in organisation_nouns() or _modified(doc, phrase):
        return None
    bodies = rank(discourse, doc[phrase.head], lambda e: e.kind == "organization", None)
    named = [(score, index) for score, index in bodies if head in discourse.entities.all[index].longest]
    if named:
        return best(discourse, named)
    if discourse.speaker is not None and discourse.speaker.kind is SpeakerKind.ORGANIZATION:
        return discourse.speaker
    return best(discourse, bodies) if head not in discourse.described else None


def _salient_person(discourse: Discourse, phrase: Phrase, head: str) -> Source | None:
    """The person the text speaks of, where nobody was introduced so: "the New York businessman"."""
    doc = discourse.doc
    if head not in role_nouns() or doc[phrase.start].lower_ not in ("the", "this"):
        return None
    if doc[phrase.head].tag_ in ("NNS", "NNPS") or phrase.end > phrase.head + 1:
        return None
    if head in unnamed_nouns() and (phrase.head - phrase.start < 2 or head.startswith("spokes")):
        return None
    gender = role_genders().get(head)
    ranked = rank(
        discourse,
        doc[phrase.head],
        lambda e: e.kind == "person" and (gender is None or e.gender in (None, gender)),
        gender,
    )
    near = [(s, i) for s, i in ranked if discourse.paragraph - discourse.seen[i].paragraph <= 2]
    chosen = best(discourse, near)
    return replace(chosen, sure=0.8 * chosen.sure) if chosen is not None else None


def _by_role(discourse: Discourse, phrase: Phrase, head: str) -> Source | None:
    """The person whose role has this head; with modifiers, the one whose role shares most of them."""
    doc = discourse.doc
    modifiers = {
        doc[i].lower_ for i in range(phrase.start, phrase.head) if doc[i].pos_ in ("ADJ", "NOUN", "PROPN")
    }
    gender = role_genders().get(head)
    ranked = []
    for index, words in discourse.roles.items():
        seen = discourse.seen.get(index)
        entity = discourse.entities.all[index]
        if head not in words or seen is None or (gender and entity.gender not in (None, gender)):
            continue
        missing = len(modifiers - words)
        score = (
            seen.weight
            - 0.4 * min(discourse.frame - seen.frame, 12)
            + 1.0 * len(modifiers & words)
            - 0.7 * missing
        )
        ranked.append((score + 1.5, index))
    return best(discourse, sorted(ranked, reverse=True))


def _modified(doc: Doc, phrase: Phrase) -> bool:
    return any(doc[i].dep_ in ("compound", "poss", "nmod") for i in range(phrase.start, phrase.head))
