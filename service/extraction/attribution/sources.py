"""Mentions and who they stand for: reads each sentence into the discourse and resolves its cues' subjects."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from service.extraction.annotations import Span, SpeakerKind
from service.extraction.attribution import described
from service.extraction.attribution.casting import Cast, tells_of
from service.extraction.attribution.counted import counted
from service.extraction.attribution.frames import OUTER, Frame, Frames
from service.extraction.attribution.mentions import Mention, span_of
from service.extraction.attribution.named import NamedMentions
from service.extraction.attribution.transcripts import Labels
from service.extraction.columns import columns
from service.extraction.discourse import Discourse, Source
from service.extraction.discourse.again import described_document
from service.extraction.discourse.descriptions import description
from service.extraction.discourse.people import likeliest
from service.extraction.discourse.pronouns import pronoun
from service.extraction.lexicons import role_nouns, role_standing
from service.extraction.naming.entities import Entities
from service.extraction.naming.gender import foretold_gender, pronoun_gender
from service.extraction.naming.names import Name
from service.extraction.phrases import Form, Phrase, phrase_of

__all__ = ["Mention", "Resolver"]

_TOPIC = frozenset({"he", "she"})
_OWNERS = frozenset({"his", "her", "him"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_FIRST_PERSON = frozenset({"i", "we", "you", "me", "us"})
#: How many paragraphs back a witness may have been named.
_WITNESS = 8


class Resolver:
    """Resolves mentions while the article is read from the top.

    ``descriptions`` collects what the article calls people where it quotes them, as entity and span.
    """

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
        self.descriptions: list[tuple[int, Span]] = []
        self._named = NamedMentions(self.discourse, frames, names)
        self._labels = Labels(self.discourse)
        self._told = False
        self._cast = Cast(self.discourse)

    def read(self, frame: Frame, number: int, subjects: list[int]) -> dict[int, Mention]:
        """Takes in the names of one sentence, in order, and resolves each of ``subjects`` (tokens)."""
        self.discourse.frame, self.discourse.paragraph = number, frame.paragraph
        wanted, known = set(subjects), columns(self.doc)
        found: dict[int, Mention] = {}
        for i in range(frame.start, frame.end):
            entity = self.entities.at(i)
            if entity is not None:
                self._take_in(i, entity)
            elif known.lower[i] in _TOPIC:
                self._go_on(self.doc[i])
            elif known.lower[i] in _OWNERS:
                self._keep_in_mind(self.doc[i])
            tells = self.frames.owner[i] == OUTER and tells_of(self.doc, known, i)
            if i in wanted or tells:
                self._told = bool(frame.segments) and i in wanted
                mention = self.mention(self.doc[i])
                self._told = False
                if mention is not None and tells:
                    mention = self._cast.bring_in(self.doc[i], mention)
                if mention is not None and i in wanted:
                    found[i] = mention
        return found

    def _take_in(self, token: int, entity: int) -> None:
        """Notes the ``entity`` whose name starts at ``token``."""
        name = self._named.name_at[token]
        entity = self._settle(name, entity)
        quoted = self.frames.owner[token] != OUTER
        self.discourse.note_name(entity, self.doc[name.end - 1], quoted=quoted)

    def _go_on(self, token: Token) -> None:
        """Notes whom a sentence goes on about whose subject ``token`` is."""
        if self.frames.owner[token.i] == OUTER and token.dep_ in _SUBJECT and token.head.dep_ == "ROOT":
            source = pronoun(self.discourse, token)
            if source is not None and source.entity is not None:
                self.discourse.note_pronoun(source.entity, token)

    def _keep_in_mind(self, token: Token) -> None:
        """Notes whose it is that a sentence is about which has named nobody yet: "Her first film …"."""
        if self.frames.owner[token.i] != OUTER or self.discourse.has_named:
            return
        # "In her memoir, Bell noted": what opens a sentence may mean whom it names then. "Her brother said".
        if token.dep_ == "poss" and (token.head.dep_ not in _SUBJECT or token.head.lower_ in role_nouns()):
            return
        source = pronoun(self.discourse, token)
        if source is not None and source.entity is not None:
            self.discourse.note_pronoun(source.entity, token)

    def _settle(self, name: Name, entity: int) -> int:
        """Whom of several people a bare surname means: whom the text has been speaking of."""
        namesakes = self.entities.namesakes(name)
        if namesakes and entity in namesakes:
            gender = name.gender or foretold_gender(self.doc, name.start)
            entity = likeliest(self.discourse, namesakes, gender, entity)
            self.entities.of_name[name.start] = entity
        return entity

    def label(self, start: int, end: int) -> Mention | None:
        """Who a transcript's label at tokens [start, end) names."""
        return self._labels.label(start, end)

    def examiner(self, segment_start: int) -> Mention | None:
        """Who asks the questions of a "Q." and "A." record."""
        return self._labels.examiner(segment_start)

    def witness(self, examiner: Mention | None, labelled: Iterable[Mention]) -> Mention | None:
        """Who answers: the person the text spoke of last, but for those who speak under another label."""
        source = self._labels.witness(examiner, labelled, _WITNESS)
        return self.mention_of(source) if source is not None else None

    def only_person(self, frame: Frame) -> Mention | None:
        """The person that a sentence names, where it names no other."""
        return self._named.only_person(frame)

    def mention_of(self, source: Source) -> Mention | None:
        """The last mention of an entity before this point."""
        seen = self.discourse.seen.get(source.entity) if source.entity is not None else None
        name = self._named.name_at.get(seen.token) if seen is not None else None
        return replace(self._named.mention(name), source=source) if name is not None else None

    def settled(self, mention: Mention) -> Mention:
        """The mention once the article is read: whom it describes may have been named since."""
        return self._cast.settled(mention)

    def spoke(self, mention: Mention) -> None:
        """Takes in that the mention's source speaks in the current sentence."""
        if mention.source is not None:
            self.discourse.note_speaker(mention.source)

    def mention(self, head: Token) -> Mention | None:
        """The mention headed by ``head`` and its source; None for the reporter's "I" and the like."""
        if head.lower_ in _FIRST_PERSON:
            return None
        if head.i in self._cast.brought_in:
            return self._cast.brought_in[head.i]
        phrase = phrase_of(self.doc, head, self.frames.owner)
        named = self._named.of_phrase(head, phrase) or self._named.written_by(head)
        if named is not None:
            self._cast.name(phrase, named)
            return named
        if phrase.form is Form.PRONOUN:
            source = pronoun(self.discourse, head)
            sure = 1.0 if pronoun_gender(head.lower_) else 0.6 if source else 0.3
            return Mention(span_of(self.doc, head.i, head.i + 1), Form.PRONOUN, head.i, source, sure)
        span = span_of(self.doc, phrase.start, phrase.end)
        source = self._described(phrase, span)
        return Mention(span, phrase.form, head.i, source, described.plausible(self.doc, phrase))

    def _described(self, phrase: Phrase, span: Span) -> Source:
        if phrase.form is Form.DOCUMENT:
            author = self._author(phrase)
            return author or Source(described.bare(span.text), SpeakerKind.ORGANIZATION, None, 0.4)
        known = counted(self.discourse, self._named.name_at, phrase)
        if known is None and phrase.form is Form.DEFINITE:
            known = description(self.discourse, phrase)
            if known is not None and known.entity is not None:
                self._learn_post(known.entity, phrase)
        if known is None:
            return described.described(self.discourse, self._named, phrase)
        if self._told and known.entity is not None:
            self._note_description(known.entity, phrase)
        return known

    def _writer(self, phrase: Phrase) -> Source | None:
        """Who wrote to somebody in the sentence before: "They wrote to the club. The letter says"."""
        number = self.discourse.frame
        if number == 0 or self.frames.frames[number - 1].paragraph != self.discourse.paragraph:
            return None
        subject = described.wrote(self.doc, phrase, self.frames.frames[number - 1].tokens)
        found = self.mention(subject) if subject is not None else None
        return found.source if found is not None else None

    def _learn_post(self, entity: int, phrase: Phrase) -> None:
        """Takes in that somebody without a post is "the environment secretary": "the secretary" later on."""
        post = self.doc[phrase.head].lemma_.lower()
        person = self.entities.all[entity].kind == "person" and entity not in self.discourse.roles
        if person and phrase.head - phrase.start > 1 and post in role_standing("office"):
            words = (self.doc[i].lower_ for i in range(phrase.start + 1, phrase.head))
            self.discourse.roles[entity] = {post, *words}

    def _note_description(self, entity: int, phrase: Phrase) -> None:
        """Keeps "the Vermont senator" as a role of the person it stands for."""
        if self.doc[phrase.head].lemma_.lower() not in role_nouns():
            return
        start = phrase.start
        while start < phrase.head and self.doc[start].tag_ in ("DT", "PRP$"):
            start += 1
        self.descriptions.append((entity, span_of(self.doc, start, phrase.end)))

    def _author(self, phrase: Phrase) -> Source | None:
        """Whose words a document prints: its owner, who issued it in this sentence, or who spoke last."""
        owner = described.owning_body(self.discourse, self._named, phrase)
        if owner is not None:
            return owner
        first = self.doc[phrase.start]
        if first.lower_ == "its" and (body := pronoun(self.discourse, first)) is not None:
            return body
        known = described_document(self.discourse, phrase)
        if known is not None:
            return known
        if first.tag_ == "PRP$" and pronoun_gender(first.lower_) is not None:
            return pronoun(self.discourse, first)
        keeper = described.keeper(self.doc, phrase)
        if keeper is not None and (known := pronoun(self.discourse, keeper)) is not None:
            return known
        writer = self._writer(phrase)
        if writer is not None:
            return writer
        subject = described.sender(self.doc, phrase) or described.issuer(self.doc, phrase)
        issuer = self.mention(subject) if subject is not None else None
        if issuer is not None and issuer.form is not Form.DOCUMENT:
            return issuer.source
        return described.last_author(self.discourse, phrase)
