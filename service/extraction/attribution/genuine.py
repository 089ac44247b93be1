"""Quote or not: scare quotes, titles of works, nicknames, slogans and markup stand in marks too."""

from spacy.tokens import Doc

from service.extraction.attribution.cues import CueForm
from service.extraction.attribution.frames import Frames
from service.extraction.attribution.not_quotes import (
    is_defined,
    is_hoped,
    is_listed_word,
    is_markup,
    is_named_so,
    is_nickname,
    is_placed,
    is_term,
    is_title,
    title_case,
)
from service.extraction.attribution.state import Attribution
from service.extraction.lexicons import VerbClass
from service.extraction.phrases import Form

#: The least score at which a cue that neither governs nor adjoins a short fragment brings it in.
_REPORTED = 2.6
_LOOSE = frozenset({"clause", "none", "run-on", "paragraph"})
_JOINING = frozenset({"and", "or", "a", "an", "by", "but", "the", "who", "as"})
#: A fragment of at most so many words needs a cue that governs it or stands beside it.
_FRAGMENT = 4
#: A fragment goes on from a weaker one where no more words join them.
_LISTED = 2.5
_JOINT = 2
#: How far before the words "as" and its article stand.
_CAST = 4
#: No more words than this may be a term.
_TERM = 2
#: More words than this are no title, term or nickname.
_WHOLE = 12


def genuine(doc: Doc, frames: Frames, attributions: tuple[Attribution, ...]) -> list[Attribution]:
    """The attributions of quotes: of a source's own words, and no title, term or nickname."""
    kept: list[Attribution] = []
    for attribution in attributions:
        listed = bool(kept) and _is_listed_with(doc, frames, kept[-1], attribution)
        if is_genuine(doc, frames, attribution, listed=listed):
            kept.append(attribution)
    return kept


def _is_listed_with(doc: Doc, frames: Frames, before: Attribution, after: Attribution) -> bool:
    """'a "bully," a "con" and a "crank"': one more fragment under the same cue."""
    if after.segment != before.segment + 1:
        return False
    if frames.of_segment[before.segment] != frames.of_segment[after.segment]:
        return False
    low, high = frames.segment_tokens[before.segment][1], frames.segment_tokens[after.segment][0]
    words = [doc[i] for i in range(low, high) if doc[i].is_alpha]
    if before.score < _LISTED and len(words) > _JOINT:
        return False
    return len(words) <= 5 and bool(words) and words[0].lower_ in _JOINING and words[-1].lower_ != "called"


def is_genuine(doc: Doc, frames: Frames, attribution: Attribution, *, listed: bool = False) -> bool:
    """Whether the segment is a quote; ``listed``: it goes on a list whose fragment before it is one."""
    segment = doc._.segments[attribution.segment]
    text = doc._.text[segment.start : segment.end]
    if not segment.marked:
        return True
    size = len(text.split())
    if not any(c.isalpha() for c in text) or is_markup(doc, segment.outer_start):
        return False
    if is_nickname(doc, frames, attribution.segment, size) or is_hoped(doc, attribution):
        return False
    if is_defined(doc, frames, attribution.segment, size) or is_listed_word(
        doc, frames, attribution.segment, size
    ):
        return False
    return size > _WHOLE or _is_genuine_fragment(doc, frames, attribution, text, listed=listed)


def _is_genuine_fragment(
    doc: Doc, frames: Frames, attribution: Attribution, text: str, *, listed: bool
) -> bool:
    """Whether so few words are a quote: by what brings them in, then by what else they may be."""
    size = len(text.split())
    if is_named_so(doc, frames, attribution.segment, size):
        return False
    if listed or attribution.rule in ("colon", "label", "signature"):
        return True
    work = size > 1 and title_case(text) and is_placed(doc, frames, attribution.segment)
    if (_is_described(attribution) and not work) or _is_cast(doc, frames, attribution):
        return True
    if _is_spoken(doc, frames, attribution, text) or _is_reply(doc, frames, attribution, text):
        return True
    if is_title(doc, frames, attribution, text, size) or is_term(doc, frames, attribution.segment, size):
        return False
    unsourced = attribution.rule in ("clause", "none")
    strong = attribution.score >= 4.0 and not unsourced
    if size <= _FRAGMENT and not strong and not _ends_sentence(text):
        return _is_reported_fragment(doc, frames, attribution, size)
    return not unsourced or size > 5 or _ends_sentence(text)


def _is_reply(doc: Doc, frames: Frames, attribution: Attribution, text: str) -> bool:
    """A sentence of its own, however short, behind its speaker's words: '"Gone," she said. "Sold."'."""
    frame = frames.frames[frames.of_segment[attribution.segment]]
    alone = not any(doc[i].is_alpha for i in frame.tokens)
    follows = attribution.rule in ("run-on", "dialogue") and attribution.mention is not None
    return alone and follows and text[-1:] in ".?!"


def _is_spoken(doc: Doc, frames: Frames, attribution: Attribution, text: str) -> bool:
    """Punctuation tells: '"Thank Hollis," it read', 'He answered: "On Thursdays."'."""
    if attribution.rule == "verb-after" and text[-1:] in ",?!":
        beside = text[-1:] == "," and len(text.split()) <= 2 and attribution.score >= 5.5
        named = is_placed(doc, frames, attribution.segment)
        return (beside and not named) or not title_case(text)
    start = doc._.segments[attribution.segment].outer_start
    before = doc._.text[max(0, start - 2) : start].strip()[-1:]
    return attribution.rule == "verb-before" and before in (":", ",") and attribution.score >= 5.0


def _is_described(attribution: Attribution) -> bool:
    """'Bell called the plan "a farce"': a verb of description with somebody to do it."""
    cue, mention = attribution.cue, attribution.mention
    if cue is None or cue.verb is None or mention is None or cue.verb.verb_class is not VerbClass.EXPRESS:
        return False
    return attribution.rule in ("governs", "verb-before", "clause-of") and mention.plausible >= 0.9


def _is_cast(doc: Doc, frames: Frames, attribution: Attribution) -> bool:
    """'Reid has been pounding Bell as a “con artist”': what somebody named makes another out to be."""
    mention, first = attribution.mention, frames.segment_tokens[attribution.segment][0]
    if attribution.rule != "clause" or mention is None or mention.form is not Form.NAME or first < _CAST:
        return False
    before = [t for t in doc[first - _CAST : first + 1] if not (t.is_quote or t.is_space or t.tag_ == "DT")]
    before = [t for t in before if t.i < first]
    if not before or before[-1].lower_ != "as":
        return False
    verb = next((t for t in reversed(doc[max(0, first - 2 * _CAST) : first]) if t.pos_ == "VERB"), None)
    objects = (
        {t.i for t in verb.subtree if t.ent_type_ == "PERSON" and verb.i < t.i < first} if verb else set()
    )
    return bool(objects) and mention.head not in objects


def _ends_sentence(text: str) -> bool:
    return text.rstrip("'’”\"")[-1:] in ".?!" and len(text.split()) > 2


def _is_reported_fragment(doc: Doc, frames: Frames, attribution: Attribution, size: int) -> bool:
    """Whether a cue that is neither beside a short fragment nor over it brings it in.

    A word or two far before "according to" are a term: 'joined a “walk-in” at 2,000 schools, according to …'.
    """
    cue = attribution.cue
    if cue is not None and cue.form is CueForm.NOUN:
        return doc[cue.at + 1].lower_ == "that" and attribution.score >= _REPORTED
    if attribution.rule == "according-to" and cue is not None:
        return size > _TERM or cue.at - frames.segment_tokens[attribution.segment][1] <= _CAST
    return attribution.score >= _REPORTED and attribution.rule not in _LOOSE
