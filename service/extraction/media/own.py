"""The medium that a quote's own sentence names: its verb, addressee and phrases, or a document."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from service.extraction.annotations import Medium, Span
from service.extraction.attribution.cues import Cue, CueForm
from service.extraction.attribution.frames import OUTER, Frame, Frames
from service.extraction.attribution.walk import Attribution
from service.extraction.lexicons import VerbClass, outlets
from service.extraction.media.marks import Mark
from service.extraction.media.nouns import document_medium, noun_medium
from service.extraction.media.reading import MediumReading
from service.extraction.phrases import Form

_RANK = {"channel": 4.0, "fixed": 4.0, "addressee": 2.0, "occasion": 1.0}
_BETWEEN = frozenset({"ADV", "PROPN", "NUM", "DET", "ADJ", "PRON", "NOUN", "PUNCT", "PART", "SPACE"})
_REACH = 14
#: A phrase further from its verb opens the sentence or belongs to something else.
_FAR = 80


def own_reading(
    doc: Doc, frames: Frames, frame: Frame, marks: list[Mark], said: Attribution
) -> MediumReading | None:
    """What the sentence of segment ``said.segment`` itself tells of its medium."""
    cue = said.cue
    if cue is not None and cue.verb is not None and cue.verb.medium is not None:
        verb = doc[cue.at]
        span = Span.of(doc._.text, verb.idx, verb.idx + len(verb))
        where = best_mark(doc, frames, frame, marks, cue)
        if cue.verb.medium is not Medium.SOCIAL_MEDIA or where is None:
            return MediumReading(cue.verb.medium, span, "verb")
        return MediumReading(where.medium, where.span, "phrase")
    if cue is not None and (mark := best_mark(doc, frames, frame, marks, cue)) is not None:
        return MediumReading(mark.medium, mark.span, mark.kind)
    if (heard := _overheard(doc, frame, cue)) is not None:
        return heard
    if cue is not None and cue.form is CueForm.NOUN and (named := noun_medium(doc, doc[cue.at])) is not None:
        return MediumReading(named[0], named[1], "noun")
    return by_source(doc, said)


def _overheard(doc: Doc, frame: Frame, cue: Cue | None) -> MediumReading | None:
    """Words that were not meant for the reporter: "was overheard telling a friend"."""
    if cue is None:
        return None
    for i in range(max(frame.start, cue.at - _REACH), cue.at + 1):
        token = doc[i]
        if token.lower_ == "overheard" and cue.at in (i, *(t.i for t in token.subtree)):
            span = Span.of(doc._.text, token.idx, token.idx + len(token))
            return MediumReading(Medium.CONVERSATION, span, "overheard")
    return None


def best_mark(doc: Doc, frames: Frames, frame: Frame, marks: list[Mark], cue: Cue) -> Mark | None:
    """The mark that tells most of those that hang on the cue."""
    if not marks:
        return None
    for at in _chain(doc, frames, cue):
        attached = [mark for mark in marks if hangs_on(doc, frames, frame, mark, at)]
        if attached:
            return max(attached, key=_weight)
    return None


def _chain(doc: Doc, frames: Frames, cue: Cue) -> Iterator[Cue]:
    """The cue, then the verbs of the same speaker that it goes on from: "said in a note …, adding"."""
    yield cue
    token = doc[cue.at]
    inner = cue.verb is not None and (cue.verb.weak or cue.verb.verb_class is VerbClass.THINK)
    for _ in range(3):
        goes_on = token.tag_ == "VBG" and token.dep_ in ("advcl", "xcomp", "conj", "pcomp", "prep")
        if (not goes_on and not (inner and token.dep_ == "ccomp")) or frames.owner[token.head.i] != OUTER:
            return
        token = token.head
        inner = False
        if token.pos_ in ("VERB", "AUX"):
            yield replace(cue, at=token.i, last=token.i, form=CueForm.VERB)


def _weight(mark: Mark) -> float:
    if mark.medium is Medium.INTERVIEW and mark.kind == "occasion":
        return 3.0
    return _RANK[mark.kind]


def hangs_on(doc: Doc, frames: Frames, frame: Frame, mark: Mark, cue: Cue) -> bool:
    """Whether the phrase belongs to the cue: by the parse, or by where it stands."""
    if cue.at <= mark.first <= cue.last:
        return True
    if abs(mark.first - cue.at) > _FAR and mark.first - frame.start > _REACH:
        return False
    if cue.form is CueForm.NOUN or _describes_subject(doc, mark, cue):
        return False
    return (
        _by_parse(doc, frames, mark, cue)
        or _beside(doc, frames, mark, cue)
        or _opens(doc, frame, mark, cue)
        or _closes(doc, frames, mark, cue)
    )


def _describes_subject(doc: Doc, mark: Mark, cue: Cue) -> bool:
    """Whether the phrase belongs to who speaks: "a source close to the board", "a report to the meeting"."""
    if cue.subject is None or doc[cue.subject].pos_ == "PROPN":
        return False
    token = doc[mark.first]
    for _ in range(6):
        if token.i == cue.subject:
            return True
        if token.head.i == token.i or token.i == cue.at:
            return False
        token = token.head
    return False


def _closes(doc: Doc, frames: Frames, mark: Mark, cue: Cue) -> bool:
    """Right behind a quotation, with nothing but a day between: 'called it a “sham” Friday on CNN'."""
    days = {one.root for one in doc._.times.get(cue.frame, ())}
    i = mark.first - 1
    while i > cue.last and frames.owner[i] == OUTER:
        timed = i in days or doc[i].ent_type_ in ("DATE", "TIME")
        if not (doc[i].is_punct or timed or doc[i].is_space):
            return False
        i -= 1
    return i > cue.last


def _by_parse(doc: Doc, frames: Frames, mark: Mark, cue: Cue) -> bool:
    token = doc[mark.first]
    if token.pos_ == "VERB":
        return token.head.i == cue.at and token.dep_ in ("advcl", "conj")
    for _ in range(_REACH):
        if token.i == cue.at:
            return True
        if token.head.i == token.i or frames.owner[token.head.i] != OUTER:
            return False
        token = token.head
        if token.pos_ in ("VERB", "AUX") and token.i != cue.at and not _passes(token):
            return False
    return False


def _passes(verb: Token) -> bool:
    """Participles that only lead on to the phrase: "speaking at a rally", "during an appearance"."""
    return verb.lower_ in _LEADING


_LEADING = frozenset(
    {
        "speaking",
        "appearing",
        "talking",
        "writing",
        "posting",
        "testifying",
        "addressing",
        "using",
        "responding",
    }
)


def _beside(doc: Doc, frames: Frames, mark: Mark, cue: Cue) -> bool:
    """Right after the cue, but for its subject, an adverb or a day: "said Bell Friday on CNN"."""
    if not cue.last < mark.first <= cue.last + _REACH:
        return False
    for i in range(cue.last + 1, mark.first):
        token = doc[i]
        if frames.owner[i] != OUTER or token.text in (";", ":", "—", "–"):
            return False
        if token.lower_ in ("that", "about", "for", "against", "if", "whether") or token.tag_ in (
            "VBD",
            "VBZ",
            "VBP",
            "MD",
        ):
            return False
        if token.pos_ not in _BETWEEN and token.lower_ not in (
            "of",
            "in",
            "on",
            "at",
            "during",
            "to",
            "and",
            "from",
            "with",
        ):
            return False
    return True


def _opens(doc: Doc, frame: Frame, mark: Mark, cue: Cue) -> bool:
    """At the start of the sentence, the cue's clause after it: "In a statement, the club said"."""
    if mark.first > cue.at or mark.first - frame.start > _REACH:
        return False
    before = [i for i in range(frame.start, mark.first) if doc[i].is_alpha]
    if any(doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD") for i in before) or len(before) > 4:
        return False
    outer = frame.tokens
    between = outer[bisect_right(outer, mark.last) : bisect_left(outer, cue.at)]
    finite = [
        i
        for i in between
        if doc[i].tag_ in ("VBD", "VBZ", "VBP") and doc[i].dep_ not in ("relcl", "aux", "auxpass")
    ]
    return not finite or any(doc[i].text == "," for i in between if i < finite[0])


def by_source(doc: Doc, said: Attribution) -> MediumReading | None:
    """Documents that speak for themselves, whoever reads them out, and newspapers quoted as text."""
    mention = said.mention
    if mention is None:
        return None
    if mention.form is Form.DOCUMENT:
        medium = document_medium(doc, doc[mention.head])
        return MediumReading(medium, mention.span, "document") if medium else None
    if doc[mention.head].lemma_.lower() == "narrator":
        return MediumReading(Medium.PUBLICATION, mention.span, "document")
    name = mention.source.name if mention.source else mention.span.text
    if name.lower().replace("’", "'").removeprefix("the ") in outlets() and mention.form is Form.NAME:
        return MediumReading(Medium.PUBLICATION, mention.span, "outlet")
    return None
