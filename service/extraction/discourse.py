"""The discourse so far: who has been named, who spoke last, and who a pronoun or description stands for.

A narrow resolver for the sources of quotes, after the salience factors of Lappin and Leass (1994): recency, the
subject before the object, the speaker before the spoken of. It reads on from the top of the article and never
looks ahead, but for names: a headline may print a surname before the full name is given.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from service.extraction.annotations import SpeakerKind
from service.extraction.lexicons import Gender, organisation_nouns, role_genders, role_nouns, unnamed_nouns
from service.extraction.naming.entities import Entities, Entity
from service.extraction.naming.gender import pronoun_gender
from service.extraction.phrases import Phrase


#: A reader looks no further back than so many sentences for whom a pronoun means.
_MEMORY = 40


@dataclass(frozen=True, slots=True)
class Source:
    """Who a mention stands for: an entity of the article, or somebody it only describes.

    ``sure`` (0..1) is how clear the reference is; ``rival`` the next best entity and its share.
    """

    name: str
    kind: SpeakerKind
    entity: int | None
    sure: float
    rival: str | None = None
    gender: Gender | None = None

    @property
    def key(self) -> str:
        """Equal for two sources that are the same."""
        return f"#{self.entity}" if self.entity is not None else self.name.lower()


@dataclass(slots=True)
class _Seen:
    """When an entity was last named."""

    token: int
    frame: int
    paragraph: int
    weight: float


@dataclass(slots=True)
class Discourse:
    """What a reader has in mind at one point of the article."""

    doc: Doc
    entities: Entities
    roles: dict[int, set[str]]
    frame: int = 0
    paragraph: int = 0
    seen: dict[int, _Seen] = field(default_factory=dict)
    described: dict[str, Source] = field(default_factory=dict)
    speaker: Source | None = None
    document: Source | None = None
    document_frame: int = -99
    speaker_frame: int = -99
    speaker_paragraph: int = -99
    bare: Counter[int] = field(default_factory=Counter)
    spoke: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def note_name(self, entity: int, token: Token, *, quoted: bool) -> None:
        """Takes in that ``entity`` is named at ``token``."""
        weight = _salience(token) - (1.5 if quoted else 0.0)
        known = self.seen.get(entity)
        if known is not None and known.frame == self.frame:
            weight = max(weight, known.weight)
        self._see(entity, _Seen(token.i, self.frame, self.paragraph, weight))

    def _see(self, entity: int, seen: _Seen) -> None:
        """Keeps ``seen`` in the order of the last naming, so that a look back can stop early."""
        self.seen.pop(entity, None)
        self.seen[entity] = seen

    def _recent(self) -> Iterator[tuple[int, _Seen]]:
        """Who has been named within reach of memory, the last first."""
        for index, seen in reversed(self.seen.items()):
            if self.frame - seen.frame > _MEMORY:
                return
            yield index, seen

    def note_speaker(self, source: Source) -> None:
        """Takes in that ``source`` speaks in the current frame."""
        self.speaker, self.speaker_frame, self.speaker_paragraph = source, self.frame, self.paragraph
        self.spoke[source.key] += 1
        if source.entity is not None:
            known = self.seen.get(source.entity)
            token = known.token if known else 0
            self._see(source.entity, _Seen(token, self.frame, self.paragraph, 2.0))
        else:
            self.described[_head_word(source.name)] = source

    def likeliest(self, namesakes: list[int], gender: Gender | None, default: int) -> int:
        """Whom a bare surname means that several people of the article share."""
        ranked = []
        for index in namesakes:
            entity, seen = self.entities.all[index], self.seen.get(index)
            if seen is None or (gender and entity.gender not in (None, gender)):
                continue
            score = seen.weight - 0.4 * min(self.frame - seen.frame, 12)
            if self.speaker is not None and self.speaker.entity == index:
                score += 1.5
            score += 0.3 * min(2, sum(1 for name in entity.names if len(name.words) > 1))
            # Whom the article has called by the bare surname before, it goes on calling so.
            score += 0.3 * min(6, self.bare[index])
            ranked.append((score, index))
        chosen = max(ranked)[1] if ranked else default
        self.bare[chosen] += 1
        return chosen

    def other_person(self, than: Source, reach: int = 3) -> Source | None:
        """Who else is in the talk: the person named last but for ``than``, in this or the last paragraphs."""
        others = [
            (seen.frame, seen.weight, index)
            for index, seen in self._recent()
            if index != than.entity
            and self.entities.all[index].kind == "person"
            and self.paragraph - seen.paragraph <= reach
        ]
        return self.source(max(others)[2], sure=0.6) if others else None

    def note_described(self, source: Source) -> None:
        """Takes in that the text speaks of somebody whom it only describes."""
        self.described[_head_word(source.name)] = source

    def pronoun(self, token: Token) -> Source | None:
        """Who "he", "she", "they" or "it" at ``token`` stands for, None where nobody fits."""
        word = token.lower_
        gender = pronoun_gender(word)
        if gender is not None:
            return self._person(token, gender)
        if word in ("it", "its"):
            return self._body(token)
        if word in ("they", "them", "their"):
            return self._plural(token)
        return None

    def _person(self, token: Token, gender: Gender) -> Source | None:
        ranked = self._ranked(token, lambda e: e.kind == "person" and e.gender in (None, gender), gender)
        unnamed = self._unnamed_speaker(gender)
        if unnamed is not None and (not ranked or ranked[0][0] < (2.5 if self._same_paragraph() else 1.0)):
            return unnamed
        return self._best(ranked)

    def _same_paragraph(self) -> bool:
        return self.paragraph == self.speaker_paragraph

    def _unnamed_speaker(self, gender: Gender) -> Source | None:
        """The unnamed source who spoke last, as long as nobody else has since."""
        last = self.speaker
        if last is None or last.entity is not None or self.paragraph - self.speaker_paragraph > 1:
            return None
        if last.kind is not SpeakerKind.UNNAMED or last.gender not in (None, gender):
            return None
        later = [s for _, s in self._recent() if s.frame > self.speaker_frame and s.weight >= 1.5]
        return None if later else last

    def _body(self, token: Token) -> Source | None:
        if self.document is not None and self.frame - self.document_frame <= 1:
            return self.document
        last = self.speaker
        fresh = self.paragraph - self.speaker_paragraph <= 1
        if last is not None and last.kind is SpeakerKind.ORGANIZATION and fresh:
            if not self._superseded(token, lambda e: e.kind == "organization"):
                return last
        ranked = self._ranked(token, lambda e: e.kind in ("organization", "other"), None)
        ranked = [
            r
            for r in ranked
            if self.entities.all[r[1]].kind == "organization" or self.seen[r[1]].weight >= 1.5
        ]
        return self._best(ranked)

    def note_document(self, source: Source) -> None:
        """Takes in that the current sentence is about a document of ``source``'s: "it said" will be theirs."""
        self.document, self.document_frame = source, self.frame

    def _plural(self, token: Token) -> Source | None:
        last = self.speaker
        if last is not None and last.kind in (SpeakerKind.GROUP, SpeakerKind.UNNAMED):
            return last
        return self._body(token)

    def _ranked(
        self, token: Token, fits: Callable[[Entity], bool], gender: Gender | None
    ) -> list[tuple[float, int]]:
        ranked = []
        superseded = self._superseded(token, fits)
        for index, seen in self._recent():
            entity = self.entities.all[index]
            distance = self.frame - seen.frame
            if not fits(entity) or seen.token > token.i:
                continue
            score = seen.weight - 0.45 * min(distance, 12) - 0.35 * (self.paragraph - seen.paragraph)
            if gender is not None and entity.gender == gender:
                score += 1.0
            if self.speaker is not None and self.speaker.entity == index:
                score += (
                    0.3 if superseded else max(0.0, 2.4 - 0.6 * (self.paragraph - self.speaker_paragraph))
                )
            if seen.frame == self.frame and seen.token < token.i and seen.weight < 1.5:
                score -= 1.2
            ranked.append((score, index))
        return sorted(ranked, reverse=True)

    def _superseded(self, token: Token, fits: Callable[[Entity], bool]) -> bool:
        """Whether somebody else who fits has been the subject of a sentence since the last speech."""
        return any(
            seen.frame > self.speaker_frame
            and seen.weight >= 1.5
            and seen.token <= token.i
            and (self.speaker is None or index != self.speaker.entity)
            and fits(self.entities.all[index])
            for index, seen in self._recent()
        )

    def _best(self, ranked: list[tuple[float, int]]) -> Source | None:
        if not ranked:
            return None
        lead = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 3.0
        rival = self.entities.all[ranked[1][1]].name if len(ranked) > 1 and lead < 2.5 else None
        return self.source(ranked[0][1], sure=max(0.4, min(0.95, 0.6 + 0.15 * lead)), rival=rival)

    def description(self, phrase: Phrase, printed: str) -> Source | None:
        """Who a definite description stands for ("the senator"): by role, or somebody described before."""
        doc = self.doc
        head = doc[phrase.head].lemma_.lower()
        known = self.described.get(head)
        fitting = self._by_role(phrase, head)
        if fitting is not None:
            return fitting
        if head in organisation_nouns() and not _modified(doc, phrase):
            body = self._ranked(doc[phrase.head], lambda e: e.kind == "organization", None)
            bodies = [(s, i) for s, i in body if head in self.entities.all[i].longest]
            if bodies:
                return self._best(bodies)
            if self.speaker is not None and self.speaker.kind is SpeakerKind.ORGANIZATION:
                return self.speaker
            if known is None and body:
                return self._best(body)
        if known is not None:
            return known
        return self._salient_person(phrase, head)

    def _salient_person(self, phrase: Phrase, head: str) -> Source | None:
        """ "the New York businessman" whom no sentence has introduced so: the person the text speaks of."""
        doc = self.doc
        if head not in role_nouns() or doc[phrase.start].lower_ not in ("the", "this"):
            return None
        if doc[phrase.head].tag_ in ("NNS", "NNPS") or phrase.end > phrase.head + 1:
            return None
        if head in unnamed_nouns() and (phrase.head - phrase.start < 2 or head.startswith("spokes")):
            return None
        gender = role_genders().get(head)
        ranked = self._ranked(
            doc[phrase.head],
            lambda e: e.kind == "person" and (gender is None or e.gender in (None, gender)),
            gender,
        )
        near = [(s, i) for s, i in ranked if self.paragraph - self.seen[i].paragraph <= 2]
        best = self._best(near)
        return replace(best, sure=0.8 * best.sure) if best is not None else None

    def _by_role(self, phrase: Phrase, head: str) -> Source | None:
        """The person whose role has this head; with modifiers, the one whose role shares most of them."""
        doc = self.doc
        modifiers = {
            doc[i].lower_ for i in range(phrase.start, phrase.head) if doc[i].pos_ in ("ADJ", "NOUN", "PROPN")
        }
        gender = role_genders().get(head)
        ranked = []
        for index, words in self.roles.items():
            seen = self.seen.get(index)
            entity = self.entities.all[index]
            if head not in words or seen is None or (gender and entity.gender not in (None, gender)):
                continue
            missing = len(modifiers - words)
            score = (
                seen.weight
                - 0.4 * min(self.frame - seen.frame, 12)
                + 1.0 * len(modifiers & words)
                - 0.7 * missing
            )
            ranked.append((score + 1.5, index))
        if ranked:
            return self._best(sorted(ranked, reverse=True))
        if (
            head in role_nouns()
            and not (modifiers - {"former"})
            and doc[phrase.start].lower_ in ("the", "this", "that")
        ):
            return None
        return None

    def source(self, entity: int, *, sure: float = 1.0, rival: str | None = None) -> Source:
        """The source that is an entity of the article."""
        found: Entity = self.entities.all[entity]
        return Source(found.name, found.speaker_kind, entity, sure, rival, found.gender)


def _salience(token: Token) -> float:
    """How much a mention stays in mind: subject, then object, then the rest."""
    head = token
    while head.dep_ in ("compound", "flat") and head.head.i != head.i:
        head = head.head
    if head.dep_ in ("nsubj", "nsubjpass"):
        return 2.0 if head.head.dep_ in ("ROOT", "conj", "ccomp", "parataxis") else 1.5
    if head.dep_ in ("dobj", "dative", "ROOT", "appos", "attr", "agent"):
        return 1.2
    return 0.5 if head.dep_ == "poss" else 0.9


def _modified(doc: Doc, phrase: Phrase) -> bool:
    return any(doc[i].dep_ in ("compound", "poss", "nmod") for i in range(phrase.start, phrase.head))


def _head_word(name: str) -> str:
    """The folded head of a description: the last word before a preposition."""
    for part in (" for ", " of ", " at ", " from ", " with ", " in ", " who ", " on ", ","):
        name = name.split(part)[0]
    return (name.split() or [""])[-1].lower()
