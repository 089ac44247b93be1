"""Mentions and who they stand for: reads each sentence into the discourse and resolves the subjects of its cues."""

import re
from dataclasses import replace

from spacy.tokens import Doc, Token

from service.extraction.annotations import Span, SpeakerKind
from service.extraction.attribution.frames import OUTER, Frame, Frames
from service.extraction.attribution.mentions import Mention
from service.extraction.discourse import Discourse, Source
from service.extraction.discourse.descriptions import description
from service.extraction.discourse.people import likeliest, other_person
from service.extraction.discourse.pronouns import pronoun
from service.extraction.lexicons import (
    cue_nouns,
    group_nouns,
    organisation_nouns,
    role_genders,
    role_nouns,
    unnamed_nouns,
)
from service.extraction.naming.entities import Entities
from service.extraction.naming.gender import pronoun_gender
from service.extraction.naming.names import Name
from service.extraction.naming.words import core, words
from service.extraction.phrases import Form, Phrase, phrase_of

_SEVERAL = frozenset({"some", "many", "several", "others", "both", "most", "all", "few", "none"})
_BY = re.compile(r"^\s*BY ((?:M[RS]S?\. )?[A-Z][A-Z' -]+):?\s*$", re.MULTILINE)
_NOBODY = Source("", SpeakerKind.UNNAMED, None, 0.0)
_FIRST_PERSON = frozenset({"i", "we", "you", "me", "us"})


class Resolver:
    """Resolves mentions while the article is read from the top."""

    def __init__(
        self,
        doc: Doc,
        frames: Frames,
        names: tuple[Name, ...],
        entities: Entities,
        roles: dict[int, set[str]],
    ) -> None:
        self.doc, self.frames, self.entities = doc, frames, entities
        self.discourse = Discourse(doc, entities, roles)
        self._told = False
        self.labels: dict[tuple[str, ...], Source] = {}
        self.descriptions: list[tuple[int, Span]] = []
        self.name_at = {i: name for name in names for i in range(name.start, name.end)}

    def read(self, frame: Frame, number: int, subjects: list[int]) -> dict[int, Mention]:
        """Takes in the names of one sentence, in order, and resolves each of ``subjects`` (tokens) on its way."""
        self.discourse.frame, self.discourse.paragraph = number, frame.paragraph
        wanted = set(subjects)
        found: dict[int, Mention] = {}
        for i in range(frame.start, frame.end):
            entity = self.entities.at(i)
            if entity is not None:
                name = self.name_at[i]
                entity = self._settle(name, entity)
                quoted = self.frames.owner[i] != OUTER
                self.discourse.note_name(entity, self.doc[name.end - 1], quoted=quoted)
            if i in wanted:
                self._told = bool(frame.segments)
                mention = self.mention(self.doc[i])
                self._told = False
                if mention is not None:
                    found[i] = mention
        return found

    def _settle(self, name: Name, entity: int) -> int:
        """Which of several people of one surname a bare surname means: whom the text has been speaking of."""
        namesakes = self.entities.namesakes(name)
        if namesakes and entity in namesakes:
            entity = likeliest(self.discourse, namesakes, name.gender, entity)
            self.entities.of_name[name.start] = entity
        return entity

    def label(self, start: int, end: int) -> Mention | None:
        """Who a transcript's label at tokens [start, end) names: "OKONJO-REYES", "MR. OKAFOR", "Abel Lindgren"."""
        span = self._span(start, end)
        folded = core(words(span.text.split(",")[0].split("(")[0]))
        if not folded:
            return None
        source = self.labels.get(folded) or self._labelled(folded)
        if source is None:
            printed = span.text.split(",")[0].split("(")[0].strip()
            kind = SpeakerKind.UNNAMED if folded[0] == "the" else SpeakerKind.PERSON
            source = Source(printed.title() if printed.isupper() else printed, kind, None, 0.9)
        self.labels[folded] = source
        return Mention(span, Form.NAME, end - 1, source)

    def _labelled(self, folded: tuple[str, ...]) -> Source | None:
        for index, entity in enumerate(self.entities.all):
            if (
                entity.kind == "person"
                and entity.longest[-len(folded) :] == folded
                and not entity.name.isupper()
            ):
                return self.discourse.source(index)
        for known, source in self.labels.items():
            if known[-len(folded) :] == folded:
                return source
        return None

    def examiner(self, segment_start: int) -> Mention | None:
        """Who asks the questions of a "Q." and "A." record: named in "BY MR. OKAFOR:" above it."""
        text = self.doc._.text
        found = list(_BY.finditer(text, max(0, segment_start - 6000), segment_start))
        if not found:
            return None
        span = self.doc.char_span(found[-1].start(1), found[-1].end(1), alignment_mode="expand")
        return self.label(span.start, span.end) if span is not None else None

    def witness(self, examiner: Mention | None) -> Mention | None:
        """Who answers: the person the text spoke of last, but for the examiner."""
        than = examiner.source if examiner is not None and examiner.source is not None else _NOBODY
        source = other_person(self.discourse, than, reach=8)
        return self.mention_of(source) if source is not None else None

    def only_person(self, frame: Frame) -> Mention | None:
        """The person that a sentence names, where it names no other: "The last word was Rosa Hutchins's."."""
        found = {}
        for i in frame.tokens:
            name = self.name_at.get(i)
            if name is not None and self._is_person(name):
                found[self.entities.of_name[name.start]] = name
        return self._named(found.popitem()[1]) if len(found) == 1 else None

    def mention_of(self, source: Source) -> Mention | None:
        """The last mention of an entity before this point."""
        seen = self.discourse.seen.get(source.entity) if source.entity is not None else None
        name = self.name_at.get(seen.token) if seen is not None else None
        return replace(self._named(name), source=source) if name is not None else None

    def spoke(self, mention: Mention) -> None:
        """Takes in that the mention's source speaks in the current sentence."""
        if mention.source is not None:
            self.discourse.note_speaker(mention.source)

    def mention(self, head: Token) -> Mention | None:
        """The mention headed by ``head`` and its source; None for the reporter's "I" and the like."""
        if head.lower_ in _FIRST_PERSON:
            return None
        phrase = phrase_of(self.doc, head, self.frames.owner)
        name = self._name(head, phrase)
        if name is not None:
            return self._joint(head, name) or self._named(name)
        written = self._written_by(head)
        if written is not None:
            return written
        span = self._span(phrase.start, phrase.end)
        if phrase.form is Form.PRONOUN:
            source = pronoun(self.discourse, head)
            sure = 1.0 if pronoun_gender(head.lower_) else 0.6 if source else 0.3
            return Mention(self._span(head.i, head.i + 1), Form.PRONOUN, head.i, source, sure)
        source = self._described(phrase, span)
        return Mention(span, phrase.form, head.i, source, self._plausible(phrase))

    def _written_by(self, head: Token) -> Mention | None:
        """ "a statement from Priya Raman", "The message from chief executive Ada Bell": the person it is from."""
        if head.lower_ not in cue_nouns():
            return None
        for child in head.children:
            if child.dep_ in ("prep", "agent") and child.lower_ in ("from", "by"):
                for inner in child.children:
                    name = self.name_at.get(inner.i)
                    if inner.dep_ == "pobj" and name is not None and self.frames.owner[inner.i] == OUTER:
                        return self._named(name)
        return None

    def _plausible(self, phrase: Phrase) -> float:
        head = self.doc[phrase.head]
        lemma = head.lemma_.lower()
        if lemma in unnamed_nouns() or lemma in role_nouns() or head.lower_ in group_nouns():
            return 0.95
        if lemma in organisation_nouns():
            return 0.9
        if phrase.form is Form.DOCUMENT:
            return 0.75
        if head.pos_ == "PROPN" or phrase.form is Form.INDEFINITE and head.pos_ != "NOUN":
            return 0.6
        return 0.35 if head.tag_ == "NNS" else 0.1

    def _span(self, start: int, end: int) -> Span:
        doc = self.doc
        return Span.of(doc._.text, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))

    def _named(self, name: Name) -> Mention:
        entity = self.entities.of_name[name.start]
        found = self.entities.all[entity]
        if found.kind == "people":
            source = Source(name.text, SpeakerKind.GROUP, None, 0.8)
            return Mention(self._span(name.start, name.end), Form.GROUP, name.end - 1, source)
        plausible = {"person": 1.0, "organization": 0.9, "other": 0.6, "place": 0.5}[found.kind]
        span = self._span(name.start, name.end)
        return Mention(span, Form.NAME, name.end - 1, self.discourse.source(entity), plausible)

    def _joint(self, head: Token, name: Name) -> Mention | None:
        """ "Bell and Ortiz said": two people who speak as one."""
        for child in head.children:
            other = self.name_at.get(child.i) if child.dep_ == "conj" and child.i > head.i else None
            if other is None or other is name or self._is_place(name) or self._is_place(other):
                continue
            between = {self.doc[i].lower_ for i in range(name.end, other.title)}
            if "and" not in between or len(between) > 12:
                continue
            pair = [self.entities.all[self.entities.of_name[n.start]].name for n in (name, other)]
            if pair[0] != pair[1]:
                source = Source(" and ".join(pair), SpeakerKind.GROUP, None, 0.8)
                return Mention(self._span(name.start, other.end), Form.GROUP, head.i, source)
        return None

    def _name(self, head: Token, phrase: Phrase) -> Name | None:
        """The name that ``head`` is part of, or that stands in apposition to it."""
        name = self.name_at.get(head.i)
        if name is not None:
            return name
        for child in head.children:
            if child.dep_ == "appos" and child.i in self.name_at and self.frames.owner[child.i] == OUTER:
                if child.i > head.i and self._is_person(self.name_at[child.i]):
                    return self.name_at[child.i]
        if (
            head.dep_ == "appos"
            and head.head.i in self.name_at
            and self._is_person(self.name_at[head.head.i])
        ):
            return self.name_at[head.head.i]
        return self._name_right_after(head, phrase)

    def _name_right_after(self, head: Token, phrase: Phrase) -> Name | None:
        """ "the union's leader, Jo Park, said", where the parser saw no apposition."""
        at = head.i + 1
        if at < len(self.doc) and self.doc[at].text == ",":
            at += 1
        name = self.name_at.get(at)
        while name is None and at < len(self.doc) and self.doc[at].text[:1].isupper() and at - phrase.end < 4:
            at += 1
            name = self.name_at.get(at)
        if name is None or not self._is_person(name) or phrase.form not in (Form.DEFINITE, Form.INDEFINITE):
            return None
        follows = self.doc[name.end].text if name.end < len(self.doc) else "."
        return name if at == phrase.end or follows in (",", ".", "—", "–") else None

    def _is_place(self, name: Name) -> bool:
        return self.entities.all[self.entities.of_name[name.start]].kind in ("place", "people")

    def _is_person(self, name: Name) -> bool:
        return self.entities.all[self.entities.of_name[name.start]].kind == "person"

    def _described(self, phrase: Phrase, span: Span) -> Source | None:
        doc = self.doc
        head = doc[phrase.head]
        if phrase.form is Form.DEFINITE:
            known = description(self.discourse, phrase)
            if known is not None:
                if self._told and known.entity is not None and head.lemma_.lower() in role_nouns():
                    self._note_description(known.entity, phrase)
                return known
            if head.lemma_.lower() in organisation_nouns():
                return self._team(phrase) or Source(span.text, SpeakerKind.ORGANIZATION, None, 0.5)
            return Source(span.text, SpeakerKind.UNNAMED, None, 0.6, None, role_genders().get(head.lower_))
        if phrase.form is Form.DOCUMENT:
            return self._author(phrase) or Source(_bare(span.text), SpeakerKind.ORGANIZATION, None, 0.4)
        if phrase.form is Form.GROUP:
            kind = (
                SpeakerKind.GROUP
                if head.lower_ in group_nouns() or head.tag_ == "NNS"
                else SpeakerKind.UNNAMED
            )
            return Source(span.text, kind, None, 0.8)
        if phrase.form is Form.INDEFINITE:
            several = head.tag_ in ("NNS", "NNPS") or head.lower_ in _SEVERAL
            kind = SpeakerKind.GROUP if several else SpeakerKind.UNNAMED
            return Source(span.text, kind, None, 0.85, None, role_genders().get(head.lower_))
        if head.pos_ == "PROPN" or head.text[:1].isupper():
            return Source(span.text, SpeakerKind.ORGANIZATION, None, 0.5)
        return Source(span.text, SpeakerKind.UNNAMED, None, 0.3)

    def _note_description(self, entity: int, phrase: Phrase) -> None:
        """Keeps "the Vermont senator" as a role of the person it stands for."""
        start = phrase.start
        while start < phrase.head and self.doc[start].tag_ in ("DT", "PRP$"):
            start += 1
        self.descriptions.append((entity, self._span(start, phrase.end)))

    def _team(self, phrase: Phrase) -> Source | None:
        """ "the Trump campaign" is no person, "the BBC's newsroom" is the BBC."""
        owner = self._owning_body(phrase)
        if owner is None or owner.kind is not SpeakerKind.PERSON:
            return owner
        name = _bare(self._span(phrase.start, phrase.end).text)
        return Source(name, SpeakerKind.ORGANIZATION, None, 0.8)

    def _author(self, phrase: Phrase) -> Source | None:
        """Whose words a document prints: its owner, who issued it in this sentence, or who spoke just before."""
        owner = self._owning_body(phrase)
        if owner is not None:
            return owner
        head = self.doc[phrase.head]
        if head.dep_ == "dobj" and head.head.pos_ == "VERB":
            subject = next((c for c in head.head.children if c.dep_ == "nsubj"), None)
            issuer = self.mention(subject) if subject is not None and subject.i != head.i else None
            if issuer is not None and issuer.form is not Form.DOCUMENT:
                return issuer.source
        last = self.discourse.speaker
        definite = self.doc[phrase.start].lower_ in ("the", "its", "his", "her", "their")
        if definite and last is not None and self.discourse.frame - self.discourse.speaker_frame <= 2:
            return replace(last, sure=0.6) if head.lemma_.lower() in cue_nouns() else None
        return None

    def _owning_body(self, phrase: Phrase) -> Source | None:
        """Whose document it is: "the ministry's letter", "the CSTO statement", "a report by Amnesty"."""
        for i in range(phrase.end - 1, phrase.start - 1, -1):
            name = self.name_at.get(i)
            if name is None or i == phrase.head:
                continue
            entity = self.entities.of_name[name.start]
            if self.entities.all[entity].kind in ("organization", "person", "other"):
                return self.discourse.source(entity, sure=0.8)
        return None


def _bare(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an", "this", "that") and rest else text
