"""Mentions that describe somebody: whom they stand for, and how plausibly such a thing speaks."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from service.extraction.annotations import SpeakerKind
from service.extraction.attribution.mentions import span_of
from service.extraction.attribution.named import NamedMentions
from service.extraction.attribution.nominals import is_age, is_pair, is_share
from service.extraction.discourse import Discourse, Source
from service.extraction.lexicons import (
    cue_nouns,
    group_nouns,
    organisation_nouns,
    role_genders,
    role_nouns,
    unnamed_nouns,
)
from service.extraction.phrases import Form, Phrase

_SEVERAL = frozenset({"some", "many", "several", "others", "both", "most", "all", "few", "none"})

#: What somebody writes to somebody.
_LETTERS = frozenset({"letter", "email", "e-mail", "message", "note"})
#: Works of many hands that speak for themselves, whoever of their authors was quoted before.
_WORKS = frozenset({"study", "paper", "survey", "poll", "law", "bill", "act"})


def described(discourse: Discourse, named: NamedMentions, phrase: Phrase) -> Source:
    """The source that a phrase which is no document makes, where nobody is known by it."""
    head = discourse.doc[phrase.head]
    printed = span_of(discourse.doc, phrase.start, phrase.end).text
    if phrase.form is Form.DEFINITE:
        return _definite(discourse, named, phrase, printed)
    if phrase.form is Form.GROUP:
        several = head.lower_ in group_nouns() or head.tag_ == "NNS"
        return Source(printed, SpeakerKind.GROUP if several else SpeakerKind.UNNAMED, None, 0.8)
    if phrase.form is Form.INDEFINITE:
        several = head.tag_ in ("NNS", "NNPS") or head.lower_ in _SEVERAL
        kind = SpeakerKind.GROUP if several else SpeakerKind.UNNAMED
        return Source(printed, kind, None, 0.85, None, role_genders().get(head.lower_))
    if head.pos_ == "PROPN" or head.text[:1].isupper():
        return Source(printed, SpeakerKind.ORGANIZATION, None, 0.5)
    return Source(printed, SpeakerKind.UNNAMED, None, 0.3)


def _definite(discourse: Discourse, named: NamedMentions, phrase: Phrase, printed: str) -> Source:
    """The source of a definite description: a team is its owner's or speaks for itself."""
    head = discourse.doc[phrase.head]
    if head.lemma_.lower() in organisation_nouns() and not _is_post(head):
        team = _team(discourse, named, phrase)
        return team or Source(printed, SpeakerKind.ORGANIZATION, None, 0.5)
    return Source(printed, SpeakerKind.UNNAMED, None, 0.6, None, role_genders().get(head.lower_))


def _is_post(head: Token) -> bool:
    """Whether a noun that bodies have too is a person's post: "the company's chief executive"."""
    return head.i > 0 and f"{head.nbor(-1).lower_} {head.lemma_.lower()}" in role_nouns()


def _team(discourse: Discourse, named: NamedMentions, phrase: Phrase) -> Source | None:
    """The body that a team is: "the Trump campaign" is no person, "the BBC's newsroom" is the BBC."""
    owner = owning_body(discourse, named, phrase)
    if owner is None or owner.kind is not SpeakerKind.PERSON:
        return owner
    name = bare(span_of(discourse.doc, phrase.start, phrase.end).text)
    return Source(name, SpeakerKind.ORGANIZATION, None, 0.8)


#: Bodies that are called after who leads them.
_OF_SOMEBODY = frozenset({"campaign", "administration", "foundation", "government", "camp", "team"})


def owning_body(discourse: Discourse, named: NamedMentions, phrase: Phrase) -> Source | None:
    """Whose a thing is: "the ministry's letter", "the CSTO statement", "a report by Amnesty"."""
    for i in range(phrase.end - 1, phrase.start - 1, -1):
        name = named.name_at.get(i)
        if name is None or i == phrase.head:
            continue
        following = discourse.doc[name.end].text if phrase.head != name.end < phrase.end else ""
        if following in _OF_SOMEBODY:
            # "The Bell campaign's web site" is the campaign's, not Bell's.
            return Source(f"{name.text} {following}", SpeakerKind.ORGANIZATION, None, 0.6)
        if named.entity(name).kind in ("organization", "person", "other"):
            return discourse.source(discourse.entities.of_name[name.start], sure=0.8)
    return None


def issuer(doc: Doc, phrase: Phrase) -> Token | None:
    """Who does the verb whose object a document is: "The club issued a statement"."""
    head = doc[phrase.head]
    if head.dep_ != "dobj" or head.head.pos_ != "VERB":
        return None
    subject = next((c for c in head.head.children if c.dep_ == "nsubj"), None)
    return subject if subject is not None and subject.i != head.i else None


def sender(doc: Doc, phrase: Phrase) -> Token | None:
    """From whom a document is that its phrase names: "a statement from the family".

    "A report by officers" speaks for itself.
    """
    for child in doc[phrase.head].children:
        if child.dep_ == "prep" and child.lower_ == "from" and child.i < phrase.end:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def keeper(doc: Doc, phrase: Phrase) -> Token | None:
    """The pronoun for whose papers somebody's words stand in: "the entry in her logbook"."""
    for i in range(phrase.head + 1, phrase.end):
        if (
            doc[i].lower_ in ("his", "her")
            and doc[i].dep_ == "poss"
            and doc[i].head.head.lower_ in ("in", "of")
        ):
            return doc[i] if doc[i].head.head.head.i == phrase.head else None
    return None


def wrote(doc: Doc, phrase: Phrase, before: Iterable[int]) -> Token | None:
    """Who writes to somebody in the sentence of tokens ``before``, where the phrase is "the letter"."""
    if doc[phrase.start].lower_ != "the" or doc[phrase.head].lemma_.lower() not in _LETTERS:
        return None
    for i in before:
        if doc[i].lemma_.lower() != "write" or doc[i].tag_ not in ("VBD", "VBN", "VBZ"):
            continue
        if any(child.lower_ == "to" and child.dep_ in ("prep", "dative") for child in doc[i].rights):
            return next((child for child in doc[i].lefts if child.dep_ == "nsubj"), None)
    return None


def last_author(discourse: Discourse, phrase: Phrase) -> Source | None:
    """Who spoke just before, where the words go on with "the statement" or "his letter"."""
    if discourse.doc[phrase.head].lemma_.lower() in _WORKS:
        return None
    last = discourse.speaker
    definite = discourse.doc[phrase.start].lower_ in ("the", "its", "his", "her", "their")
    if not definite or last is None or discourse.frame - discourse.speaker_frame > 2:
        return None
    return replace(last, sure=0.6) if discourse.doc[phrase.head].lemma_.lower() in cue_nouns() else None


def plausible(doc: Doc, phrase: Phrase) -> float:
    """How likely (0..1) what the phrase describes speaks at all."""
    head = doc[phrase.head]
    lemma = head.lemma_.lower()
    if is_age(head) or _are_some_of(head) or is_pair(head) or is_share(head):
        return 0.95
    if lemma in unnamed_nouns() or lemma in role_nouns() or head.lower_ in group_nouns():
        return 0.95
    if lemma in organisation_nouns():
        return 0.9
    if phrase.form is Form.DOCUMENT:
        return 0.75
    if head.pos_ == "PROPN" or (phrase.form is Form.INDEFINITE and head.pos_ != "NOUN"):
        return 0.6
    return 0.35 if head.tag_ == "NNS" else 0.1


def _are_some_of(head: Token) -> bool:
    """Whether the phrase is some of a group of people: "some of the miners", "one of them"."""
    if head.pos_ == "NOUN" or head.lower_ not in _SEVERAL | {"one", "another"}:
        return False
    whole = [c for of in head.rights if of.lower_ == "of" for c in of.children if c.dep_ == "pobj"]
    return any(
        c.lower_ in group_nouns() or c.lower_ == "them" or c.lemma_.lower() in unnamed_nouns() | role_nouns()
        for c in whole
    )


def bare(text: str) -> str:
    """``text`` without its article."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an", "this", "that") and rest else text
