"""Mentions that name somebody: the name of a phrase, of two people as one, or of whom words are from."""

from dataclasses import replace

from spacy.tokens import Token

from service.extraction.annotations import SpeakerKind
from service.extraction.attribution.frames import OUTER, Frame, Frames
from service.extraction.attribution.mentions import Mention, span_of
from service.extraction.attribution.nominals import does_next
from service.extraction.discourse import Discourse, Source
from service.extraction.discourse.descriptions import calls_by_country
from service.extraction.lexicons import (
    cue_nouns,
    honorifics,
    name_words,
    organisation_nouns,
    role_modifiers,
    role_nouns,
)
from service.extraction.naming.entities import Entity
from service.extraction.naming.names import Name
from service.extraction.naming.words import fold
from service.extraction.phrases import Form, Phrase

#: How plausibly each kind of entity speaks.
_PLAUSIBLE = {"person": 1.0, "organization": 0.9, "other": 0.6, "place": 0.5}
#: "and" joins two names as long as no more different words than this stand between them.
_MOST_BETWEEN = 12
#: Titles that may stand one behind the other.
_TITLES = 4
#: Verbs that give somebody a name: "a fisherman called Jo Park".
_CALLED = frozenset({"called", "named"})
#: Tokens of somebody's own clause within which the name is looked for.
_CLAUSE = 10


class NamedMentions:
    """Finds the names in and around phrases. ``name_at`` holds the name that each token is part of."""

    def __init__(self, discourse: Discourse, frames: Frames, names: tuple[Name, ...]) -> None:
        self._discourse, self._doc, self._owner = discourse, discourse.doc, frames.owner
        self.name_at = {i: name for name in names for i in range(name.start, name.end)}

    def entity(self, name: Name) -> Entity:
        """The entity that ``name`` names."""
        entities = self._discourse.entities
        return entities.all[entities.of_name[name.start]]

    def mention(self, name: Name) -> Mention:
        """The mention that ``name`` alone is."""
        found = self.entity(name)
        span = span_of(self._doc, name.start, name.end)
        if found.kind == "people":
            return Mention(span, Form.GROUP, name.end - 1, Source(name.text, SpeakerKind.GROUP, None, 0.8))
        source = self._discourse.source(self._discourse.entities.of_name[name.start])
        return Mention(span, Form.NAME, name.end - 1, source, _PLAUSIBLE[found.kind])

    def of_phrase(self, head: Token, phrase: Phrase) -> Mention | None:
        """The mention by the name that ``head`` is part of or in apposition to."""
        if self._is_nationality(head, phrase):
            return None
        name = (
            self.name_at.get(head.i)
            or self._lettered(head)
            or self._in_apposition(head)
            or self._titled(head)
        )
        name = name or self._right_after(phrase) or self._one_of_them(head, phrase)
        if name is None and (called := self._called(head)) is not None:
            return replace(
                self.mention(called), span=span_of(self._doc, phrase.start, phrase.end), head=head.i
            )
        if name is None:
            return self._by_surname(head)
        return self._joint(head, name) or self.mention(name)

    def _is_nationality(self, head: Token, phrase: Phrase) -> bool:
        """Whether the phrase calls one person by country: "the Italian said", "the Dutchman"."""
        if phrase.end - phrase.start != 2 or self._doc[phrase.start].lower_ != "the":
            return False
        name = self.name_at.get(head.i)
        return name is not None and name.end - name.start == 1 and calls_by_country(head)

    def written_by(self, head: Token) -> Mention | None:
        """The person that words are from: "a statement from Priya Raman"."""
        if head.lower_ not in cue_nouns():
            return None
        for child in head.children:
            if child.dep_ in ("prep", "agent") and child.lower_ in ("from", "by"):
                for inner in child.children:
                    name = self.name_at.get(inner.i) or self._in_apposition(inner)
                    if inner.dep_ == "pobj" and name is not None and self._owner[inner.i] == OUTER:
                        return self.mention(name)
        return None

    def only_person(self, frame: Frame) -> Mention | None:
        """The person that a sentence names, where it names no other: "The last word was Rosa Hutchins's."."""
        found = {}
        for i in frame.tokens:
            name = self.name_at.get(i)
            if name is not None and self._is_person(name):
                found[self._discourse.entities.of_name[name.start]] = name
        return self.mention(found.popitem()[1]) if len(found) == 1 else None

    def _by_surname(self, head: Token) -> Mention | None:
        """The person whose surname a capitalised word is that was not seen as a name: "Hope said"."""
        if not head.text[:1].isupper() or head.pos_ == "PRON":
            return None
        found = [
            i
            for i, seen in self._discourse.seen.items()
            if isinstance(entity := self._discourse.who(i), Entity)
            and entity.kind == "person"
            and entity.surname == fold(head.text)
            and seen.token < head.i
        ]
        if len(found) != 1:
            return None
        source = self._discourse.source(found[0], sure=0.95)
        return Mention(span_of(self._doc, head.i, head.i + 1), Form.NAME, head.i, source)

    def _in_apposition(self, head: Token) -> Name | None:
        """The name that the parse hangs on ``head``, or a person's that ``head`` hangs on.

        "The minister, Jo Park, said"; a body's only on a noun for one: "the airline, Nordhav, said".
        """
        body = head.lemma_.lower() in organisation_nouns()
        for child in head.children:
            at = child.i if child.dep_ == "appos" and child.i > head.i else None
            name = self.name_at.get(child.left_edge.i, self.name_at.get(child.i)) if at is not None else None
            if name is None or self._owner[child.i] != OUTER:
                continue
            if self._is_person(name) or (body and self.entity(name).kind == "organization"):
                return name
        name = self.name_at.get(head.head.i) if head.dep_ == "appos" and not does_next(head) else None
        return name if name is not None and self._is_person(name) else None

    def _lettered(self, head: Token) -> Name | None:
        """The name before letters that the parser took for a subject: "Tunde Bakare KC said"."""
        if head.i == 0 or head.lower_ not in name_words("credentials"):
            return None
        return self.name_at.get(head.i - 1) or self.name_at.get(head.i - 2)

    def _titled(self, head: Token) -> Name | None:
        """The name behind a title that the parser took for a subject: "Lt. Jo Park", "Head coach Bell"."""
        at = head.i
        if not head.text[:1].isupper():
            return None
        while at < len(self._doc) and at - head.i < _TITLES:
            if at in self.name_at:
                return self.name_at[at]
            if not _is_of_title(self._doc[at]):
                return None
            at += 1
        return None

    def _right_after(self, phrase: Phrase) -> Name | None:
        """The name that follows, where the parser saw no apposition: "the union's leader, Jo Park, said"."""
        doc = self._doc
        at = phrase.end
        if at < len(doc) and doc[at].text == ",":
            at += 1
        name = self.name_at.get(at)
        while name is None and at < len(doc) and doc[at].text[:1].isupper() and at - phrase.end < 4:
            at += 1
            name = self.name_at.get(at)
        if name is None or not self._is_person(name) or phrase.form not in (Form.DEFINITE, Form.INDEFINITE):
            return None
        follows = doc[name.end].text if name.end < len(doc) else "."
        return name if at == phrase.end or follows in (",", ".", "—", "–") else None

    def _one_of_them(self, head: Token, phrase: Phrase) -> Name | None:
        """The name behind "One of them, Tarn Academy, said", whatever it names."""
        at = phrase.end + 1
        if head.lower_ not in ("one", "another") or at >= len(self._doc) or self._doc[at - 1].text != ",":
            return None
        at += self._doc[at].lower_ == "the"
        name = self.name_at.get(at)
        closed = name is not None and name.end < len(self._doc) and self._doc[name.end].text == ","
        return name if closed and name is not None and not self._is_place(name) else None

    def _called(self, head: Token) -> Name | None:
        """The name that somebody's own clause gives: "called Jo Park", "who gave her name as Jo"."""
        for clause in head.rights:
            if clause.dep_ not in ("acl", "relcl") or self._owner[clause.i] != OUTER:
                continue
            end = min(clause.right_edge.i + 1, head.i + _CLAUSE)
            words = [self._doc[i].lower_ for i in range(head.i + 1, end)]
            for at, word in enumerate(words):
                named = word in _CALLED and self._doc[head.i + at].dep_ != "aux"
                if named or (word == "as" and "name" in words[max(0, at - 2) : at]):
                    name = self.name_at.get(head.i + at + 2)
                    if name is not None and not self._is_place(name):
                        return name
        return None

    def _joint(self, head: Token, name: Name) -> Mention | None:
        """Two people who speak as one: "Bell and Ortiz said"."""
        for child in head.children:
            other = self.name_at.get(child.i) if child.dep_ == "conj" and child.i > head.i else None
            if other is None or other is name or self._is_place(name) or self._is_place(other):
                continue
            between = {self._doc[i].lower_ for i in range(name.end, other.title)}
            if "and" not in between or len(between) > _MOST_BETWEEN:
                continue
            pair = [self.entity(one).name for one in (name, other)]
            if pair[0] != pair[1]:
                source = Source(" and ".join(pair), SpeakerKind.GROUP, None, 0.8)
                return Mention(span_of(self._doc, name.start, other.end), Form.GROUP, head.i, source)
        return None

    def _is_place(self, name: Name) -> bool:
        return self.entity(name).kind in ("place", "people")

    def _is_person(self, name: Name) -> bool:
        return self.entity(name).kind == "person"


def _is_of_title(token: Token) -> bool:
    """Whether a word may be part of what somebody is called before the name ("Co-founder", "Head coach")."""
    lower = token.lower_.rstrip(".")
    return lower in honorifics() or lower in role_nouns() or lower in role_modifiers() or lower == "-"
