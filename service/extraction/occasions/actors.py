"""Who does what on which day in an article's first paragraphs: "Ada Bell resigned on Friday".

What such a person is quoted with in the article, and nothing dates, was said on the occasion of it.
"""

from spacy.tokens import Doc

from service.extraction.annotations import Medium, Span
from service.extraction.dates import Precision
from service.extraction.lexicons import reporting_verb
from service.extraction.media.reading import MediumReading
from service.extraction.occasions.reading import DateReading
from service.extraction.times import Timed
from service.extraction.times.telling import entities_of, subjects, tells

_PARAGRAPHS = 4
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
#: What befalls people is no occasion of speaking.
_BEFALLS = frozenset(
    ["die", "bear", "kill", "injure", "collapse", "disappear", "turn", "suffer", "fall", "drown", "vanish",
     "age", "become", "remain", "lose", "own", "live", "have"]
)  # fmt: skip
#: Private talk, and what somebody wrote long before, the article only recalls.
_APART = frozenset({Medium.CONVERSATION})


def find_actors(doc: Doc) -> dict[int, DateReading]:
    """For each entity that does something on a day told in the first paragraphs: that day, the first told."""
    found: dict[int, DateReading] = {}
    for number in sorted(doc._.times):
        for one in doc._.times[number]:
            if one.paragraph >= _PARAGRAPHS:
                return found
            if one.value is None or not _acts(doc, one):
                continue
            span = Span.of(doc._.text, one.expression.start, one.expression.end)
            for entity in entities_of(doc, subjects(doc, one)):
                found.setdefault(entity, DateReading(one.value.value, span, "actor"))
    return found


def covers(reading: MediumReading | None) -> bool:
    """Whether words that went out by this medium belong to what their source did that day."""
    if reading is None:
        return True
    if reading.medium is Medium.PUBLICATION:
        return reading.rule == "document"
    return reading.medium not in _APART


def _acts(doc: Doc, one: Timed) -> bool:
    if one.value is None or one.value.precision is not Precision.DAY or one.on_noun or one.verb is None:
        return False
    verb = doc[one.verb]
    if one.nouns and reporting_verb(verb.lemma_.lower()) is not None and not tells(doc, one):
        return False
    return verb.tag_ == "VBD" and verb.dep_ in _MAIN and verb.lemma_.lower() not in _BEFALLS
