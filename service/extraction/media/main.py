"""The sitting that a whole article reports: a trial, a hearing, a council's meeting, told in its first lines.

In: the frames and the parse. Out: the medium with the words that tell it. Whoever is quoted in such a report
without another channel spoke there, until a sentence puts them outside (``leaving``).
"""

from collections.abc import Iterator
from datetime import timedelta

from spacy.tokens import Doc, Token

from service.extraction.annotations import Medium, Span
from service.extraction.attribution.frames import Frame, Frames
from service.extraction.lexicons import reporting_verb, sitting_words
from service.extraction.media.contrast import at_another_time
from service.extraction.media.reading import MediumReading
from service.extraction.times.finding import anchor_of
from service.extraction.times.placing import dates_phrase, verb_over
from service.extraction.times.telling import is_main

#: The sitting is told in the headline or these paragraphs, or it is not what the article reports.
_PARAGRAPHS = 6
_CLIMB = 8
_AT = frozenset({"at", "in", "before", "during", "on", "from", "to", "under"})
#: What is done at a sitting: "evidence to the inquiry", not "the chairman of the inquiry".
_LEADING = frozenset(
    {"questioning", "evidence", "testimony", "appearance", "remarks", "report", "opening", "speech", "day"}
)
#: Judges decide by a ruling, which is no sitting.
_JUDGES = frozenset({"judge", "judges", "justices", "court", "appeals", "circuit"})
_JURIES = frozenset({"jury", "juror"})
#: How many sentences tell what the article is about.
_LEDE = 3
_CLAUSES = frozenset({"relcl", "acl", "advcl"})
#: What was decided longer ago is background.
_RECENT = timedelta(days=10)
_NOT_YET = frozenset({"will", "would", "should", "could", "may", "might", "must", "can"})
_PRESENT = frozenset(
    {"be", "appear", "sit", "clash", "disagree", "sentence", "open", "close", "stand", "grill"}
)


def find_main(doc: Doc, frames: Frames) -> MediumReading | None:
    """The sitting and the words that tell it; None where the article reports none."""
    body, first = False, [frame for frame in frames.frames if frame.paragraph < _PARAGRAPHS]
    if any(_has_decided(token) for frame in first[:_LEDE] for token in _nouns(doc, frame)):
        return None
    decides = any(_is_body(token) for frame in first for token in _nouns(doc, frame))
    for number, frame in enumerate(first):
        body = body or any(doc[i].lower_ in sitting_words().bodies for i in frame.tokens)
        if at_another_time(doc, frame):
            continue
        voting = decides and not any(doc[i].lower_ in sitting_words().chambers for i in frame.tokens)
        for token in _nouns(doc, frame):
            words = _told(token, body) or (_votes(token) if voting else None)
            if words is not None and not _is_old(doc, number, *words):
                start, last = words
                span = Span.of(doc._.text, doc[start].idx, doc[last].idx + len(doc[last]))
                return MediumReading(Medium.TESTIMONY, span, "main")
    return None


def _is_old(doc: Doc, number: int, start: int, last: int) -> bool:
    """Whether the sentence dates the sitting to a month, a year or a day long before the article's."""
    anchor = anchor_of(doc)
    for one in doc._.times.get(number, ()):
        if one.value is not None and dates_phrase(doc, one, start, last):
            day = one.value.day
            if day is None or (anchor is not None and anchor - day > _RECENT):
                return True
    return False


def _has_decided(noun: Token) -> bool:
    """ "A jury on Friday awarded": the sitting is over, and who speaks of it does so elsewhere."""
    words, verb = sitting_words(), noun.head
    if noun.lemma_.lower() not in _JURIES or noun.dep_ != "nsubj" or not _happened(verb):
        return False
    return verb.lemma_.lower() in words.verdicts and verb.dep_ not in _CLAUSES


def _nouns(doc: Doc, frame: Frame) -> Iterator[Token]:
    return (doc[i] for i in frame.tokens if doc[i].pos_ in ("NOUN", "PROPN"))


def _told(noun: Token, body: bool) -> tuple[int, int] | None:
    """The first and last token of the words that make ``noun`` the sitting the sentence tells of."""
    return _decides(noun) or _hears(noun) or (_attended(noun) if _is_sitting(noun, body) else None)


def _decides(noun: Token) -> tuple[int, int] | None:
    """ "The City Council voted"."""
    verb, words = noun.head, sitting_words()
    if not _is_body(noun) or noun.dep_ != "nsubj" or not _is_news(verb):
        return None
    if verb.lemma_.lower() == "put" and not any(c.dep_ == "prt" for c in verb.children):
        return None
    if verb.lemma_.lower() not in words.decisions or noun.i > verb.i:
        return None
    # The whole sentence is looked at last: it may be as long as somebody likes.
    return None if any(token.lower_ in _JUDGES for token in noun.sent) else (noun.i, verb.i)


def _is_body(noun: Token) -> bool:
    words = sitting_words()
    before = noun.nbor(-1).lower_ if noun.i > 0 else ""
    return noun.lower_ in words.bodies and (
        noun.lower_ not in words.beside or before in words.beside[noun.lower_]
    )


def _votes(noun: Token) -> tuple[int, int] | None:
    """ "The 5-4 vote came after …", "broke a tie"."""
    verb = noun.head
    if noun.lower_ == "tie" and noun.dep_ == "dobj" and verb.lemma_.lower() == "break" and _is_news(verb):
        return (verb.i, noun.i) if verb.i < noun.i else None
    if noun.lower_ != "vote" or noun.dep_ not in ("nsubj", "nsubjpass") or not _is_news(verb):
        return None
    return (noun.i, verb.i) if verb.lemma_.lower() in sitting_words().votes and noun.i < verb.i else None


def _is_news(verb: Token) -> bool:
    """Whether a main clause tells what happened these days, unlike "approved in March"."""
    if not _happened(verb) or verb.dep_ in _CLAUSES:
        return False
    times = (
        t for found in verb.doc._.times.values() for t in found if t.verb == verb.i and t.value is not None
    )
    anchor = anchor_of(verb.doc)
    return all(
        t.value.day is not None and anchor is not None and anchor - t.value.day <= _RECENT for t in times
    )


def _hears(noun: Token) -> tuple[int, int] | None:
    """ "An inquest heard", "jurors have been told"."""
    if noun.lemma_.lower() not in sitting_words().hearers or noun.dep_ not in ("nsubj", "nsubjpass"):
        return None
    verb = noun.head
    heard = verb.lemma_.lower() == ("hear" if noun.dep_ == "nsubj" else "tell") and verb.dep_ not in _CLAUSES
    return (noun.i, verb.i) if heard and noun.i < verb.i and not _is_modal(verb) else None


def _is_sitting(noun: Token, body: bool) -> bool:
    words, word = sitting_words(), noun.lower_
    before = noun.nbor(-1).lower_ if noun.i > 0 else ""
    if word in words.beside:
        return before in words.beside[word] or (body and word in words.meetings)
    return word in words.sittings or (body and word in words.meetings)


def _attended(noun: Token) -> tuple[int, int] | None:
    """ "told the jury", "said at the hearing", "disagreed under oath"."""
    if noun.dep_ in ("dobj", "dative"):
        verb, first = noun.head, noun.head
        fits = verb.lemma_.lower() == "tell"
    elif noun.dep_ == "pobj" and noun.head.lower_ in _AT:
        first = noun.head
        over = verb_over(first, _CLIMB)
        if over is None or not _leads(first.head):
            return None
        verb, fits = over, _speaks(over)
    else:
        return None
    return (first.i, noun.i) if fits and first.i < noun.i and _happened(verb) else None


def _leads(head: Token) -> bool:
    """Whether a phrase on ``head`` tells of the verb: "under questioning from the committee"."""
    return head.pos_ in ("VERB", "AUX") or head.lower_ in _LEADING


def _speaks(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return reporting_verb(lemma) is not None or lemma in _PRESENT


def _happened(verb: Token) -> bool:
    """Whether the verb tells what took place: in the past, or under such a verb; no "will", no "not"."""
    if _is_modal(verb) or any(c.dep_ == "neg" for c in verb.children):
        return False
    return verb.tag_ in ("VBD", "VBN", "VBG") and is_main(verb)


def _is_modal(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in _NOT_YET for c in verb.children)
