"""Who does what on which day in an article's first paragraphs: "Ada Bell resigned on Friday".

What such a person is quoted with in the article, and nothing dates, was said on the occasion of it.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from service.extraction.annotations import Medium, Span
from service.extraction.dates import Precision, Resolved
from service.extraction.lexicons import reporting_verb, role_nouns
from service.extraction.media.reading import MediumReading
from service.extraction.occasions.befalling import BEFALLS
from service.extraction.occasions.reading import DateReading
from service.extraction.times import Timed, anchor_of
from service.extraction.times.doing import actor_of
from service.extraction.times.telling import entities_of, subjects, tells

_PARAGRAPHS = 4
#: Farther down, what somebody did and what they are quoted with belong together only side by side.
_NEAR = 1
#: What happened longer ago is background, no news.
_RECENT = timedelta(days=10)
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
#: Private talk, and what somebody wrote long before, the article only recalls.
_APART = frozenset({Medium.CONVERSATION})


@dataclass(frozen=True, slots=True)
class Acts:
    """By entity: the day on which the first paragraphs tell it to act, and what later ones tell."""

    leading: dict[int, DateReading]
    later: dict[int, list[tuple[int, DateReading]]]
    #: That of the only person who acts in the first paragraphs.
    lone: DateReading | None = None

    def day(self, entity: int, paragraph: int) -> DateReading | None:
        """The day of what ``entity`` does, for a quotation in ``paragraph``: told right before, or first."""
        for told, reading in reversed(self.later.get(entity, [])):
            if told <= paragraph <= told + _NEAR:
                return reading
        return self.leading.get(entity)


def find_actors(doc: Doc) -> Acts:
    """For each entity that does something on a day: that day."""
    acts, anchor = Acts({}, {}), anchor_of(doc)
    for number in sorted(doc._.times):
        for one in doc._.times[number]:
            if one.value is None or not _acts(doc, one) or not _is_recent(one.value, anchor):
                continue
            span = Span.of(doc._.text, one.expression.start, one.expression.end)
            reading = DateReading(one.value.value, span, "actor")
            for entity in _doers(doc, one):
                if one.paragraph < _PARAGRAPHS:
                    acts.leading.setdefault(entity, reading)
                else:
                    acts.later.setdefault(entity, []).append((one.paragraph, reading))
    people = [e for e in acts.leading if doc._.entities.all[e].kind == "person"]
    return replace(acts, lone=acts.leading[people[0]]) if len(people) == 1 else acts


def _doers(doc: Doc, one: Timed) -> list[int]:
    """The entities that do it, by name, or by a pronoun farther down ("On Friday he sounded chastened")."""
    found = list(entities_of(doc, subjects(doc, one)))
    if not found and one.verb is not None and one.paragraph >= _PARAGRAPHS:
        pronouns = (s for s in subjects(doc, one) if s.pos_ == "PRON")
        keys = [actor_of(doc, subject, one.verb) for subject in pronouns]
        found = [int(key[1:]) for key in keys if key is not None and key.startswith("#")]
    return found


def is_known_by(doc: Doc, description: str, end: int, told: dict[str, int]) -> bool:
    """Whether a description stands for somebody named ("the candidate"), not for "a farmer" told of before.

    The parse could not tell for whom: its last noun stands nowhere behind "a" before the character ``end``.
    ``told`` keeps where each noun stands so first, -1 for nowhere: a long text is searched once for each.
    """
    words = description.lower().split()
    definite = words[:1] == ["the"] or any(word.endswith(("’s", "'s")) for word in words)
    if not definite or words[-1] not in role_nouns():
        return False
    if words[-1] not in told:
        first = re.compile(rf"\b(?:an?|one|another)\b[^.\n]{{0,40}}\b{re.escape(words[-1])}\b", re.I)
        found = first.search(doc._.text)
        told[words[-1]] = found.start() if found is not None else -1
    return not 0 <= told[words[-1]] < end


def body_of(doc: Doc, entity: int, acts: Acts) -> int | None:
    """The acting body that a role of ``entity`` names: "IMF chief economist", where the IMF acts."""
    for role in doc._.roles.get(entity, ()):
        span = doc.char_span(role.span.start, role.span.end, alignment_mode="expand")
        for token in span if span is not None else ():
            body: int | None = doc._.entities.at(token.i)
            if body is not None and body in acts.leading and doc._.entities.all[body].kind != "person":
                return body
    return None


def speaks_for_body(reading: MediumReading | None) -> bool:
    """Whether words of this medium can be what a body put out through the person."""
    return reading is None or reading.medium in (Medium.STATEMENT, Medium.BRIEFING)


def covers(reading: MediumReading | None) -> bool:
    """Whether words that went out by this medium belong to what their source did that day."""
    if reading is None:
        return True
    if reading.medium is Medium.PUBLICATION:
        return reading.rule == "document"
    return reading.medium not in _APART


def _is_recent(value: Resolved, anchor: date | None) -> bool:
    return anchor is not None and value.day is not None and anchor - value.day <= _RECENT


def _acts(doc: Doc, one: Timed) -> bool:
    if one.value is None or one.value.precision is not Precision.DAY or one.on_noun or one.verb is None:
        return False
    verb = doc[one.verb]
    if one.nouns and reporting_verb(verb.lemma_.lower()) is not None and not tells(doc, one):
        return False
    if verb.tag_ != "VBD" and not _is_bare(verb):
        return False
    return verb.dep_ in _MAIN and verb.lemma_.lower() not in BEFALLS


def _is_bare(verb: Token) -> bool:
    """A main verb that parsers take for a participle: "Bell on Friday called on him"."""
    return verb.tag_ == "VBN" and verb.dep_ == "ROOT" and not any("aux" in c.dep_ for c in verb.children)
