"""Mentions and who they stand for: reads each sentence into the discourse and resolves the subjects of its cues."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from service.extraction.annotations import Span, SpeakerKind
from service.extraction.attribution.frames import OUTER, Frame, Frames
from service.extraction.discourse import Discourse, Source
from service.extraction.lexicons import group_nouns, organisation_nouns, role_genders
from service.extraction.naming.entities import Entities
from service.extraction.naming.names import Name
from service.extraction.phrases import Form, Phrase, phrase_of

_FIRST_PERSON = frozenset({"i", "we", "you", "me", "us"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names or stands for somebody, and the source that it stands for."""

    span: Span
    form: Form
    head: int
    source: Source | None


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
                quoted = self.frames.owner[i] != OUTER
                self.discourse.note_name(entity, self.doc[name.end - 1], quoted=quoted)
            if i in wanted:
                mention = self.mention(self.doc[i])
                if mention is not None:
                    found[i] = mention
        return found

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
            return self._named(name)
        span = self._span(phrase.start, phrase.end)
        if phrase.form is Form.PRONOUN:
            return Mention(self._span(head.i, head.i + 1), Form.PRONOUN, head.i, self.discourse.pronoun(head))
        source = self._described(phrase, span)
        return Mention(span, phrase.form, head.i, source)

    def _span(self, start: int, end: int) -> Span:
        doc = self.doc
        return Span.of(doc._.text, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))

    def _named(self, name: Name) -> Mention:
        entity = self.entities.of_name[name.start]
        found = self.entities.all[entity]
        if found.kind == "people":
            source = Source(name.text, SpeakerKind.GROUP, None, 0.8)
            return Mention(self._span(name.start, name.end), Form.GROUP, name.end - 1, source)
        mention = self._span(name.start, name.end)
        return Mention(mention, Form.NAME, name.end - 1, self.discourse.source(entity))

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
        while name is None and at < len(self.doc) and self.doc[at].text[:1].isupper() and at - head.i < 4:
            at += 1
            name = self.name_at.get(at)
        if name is None or not self._is_person(name) or phrase.form not in (Form.DEFINITE, Form.INDEFINITE):
            return None
        follows = self.doc[name.end].text if name.end < len(self.doc) else "."
        return name if at == head.i + 1 or follows in (",", ".", "—", "–") else None

    def _is_person(self, name: Name) -> bool:
        return self.entities.all[self.entities.of_name[name.start]].kind == "person"

    def _described(self, phrase: Phrase, span: Span) -> Source | None:
        doc = self.doc
        head = doc[phrase.head]
        if phrase.form is Form.DEFINITE:
            known = self.discourse.description(phrase, span.text)
            if known is not None:
                return known
            owner = self._owning_body(phrase)
            if head.lemma_.lower() in organisation_nouns():
                return owner or Source(span.text, SpeakerKind.ORGANIZATION, None, 0.5)
            return Source(span.text, SpeakerKind.UNNAMED, None, 0.6, None, role_genders().get(head.lower_))
        if phrase.form is Form.DOCUMENT:
            return self._owning_body(phrase) or Source(_bare(span.text), SpeakerKind.ORGANIZATION, None, 0.4)
        if phrase.form is Form.GROUP:
            kind = (
                SpeakerKind.GROUP
                if head.lower_ in group_nouns() or head.tag_ == "NNS"
                else SpeakerKind.UNNAMED
            )
            return Source(span.text, kind, None, 0.8)
        if phrase.form is Form.INDEFINITE:
            return Source(span.text, SpeakerKind.UNNAMED, None, 0.85, None, role_genders().get(head.lower_))
        if head.pos_ == "PROPN" or head.text[:1].isupper():
            return Source(span.text, SpeakerKind.ORGANIZATION, None, 0.5)
        return Source(span.text, SpeakerKind.UNNAMED, None, 0.3)

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
