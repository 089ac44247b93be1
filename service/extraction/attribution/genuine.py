"""Quote or not: scare quotes, titles of works, nicknames, slogans and markup stand in marks too."""

from spacy.tokens import Doc

from service.extraction.attribution.cues import CueForm
from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.attribution.walk import Attribution
from service.extraction.lexicons import VerbClass, title_cues

_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "for",
        "in",
        "on",
        "at",
        "to",
        "with",
        "from",
        "by",
        "as",
        "is",
        "vs",
        "v",
        "it's",
        "you",
        "i",
        "my",
        "me",
        "your",
        "be",
    ]
)
_TERMS = frozenset(
    [
        "word",
        "words",
        "term",
        "terms",
        "phrase",
        "phrases",
        "label",
        "so-called",
        "called",
        "nicknamed",
        "dubbed",
        "known",
    ]
)
#: The least score at which a cue that neither governs nor adjoins a short fragment brings it in.
_REPORTED = 2.6
_LOOSE = frozenset({"clause", "none", "run-on", "paragraph"})
_JOINING = frozenset({"and", "or", "a", "an", "by", "but", "the", "who", "as"})
#: A fragment of at most so many words needs a cue that governs it or stands beside it.
_FRAGMENT = 4


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
    if after.segment != before.segment + 1 or before.score < 2.5:
        return False
    if frames.of_segment[before.segment] != frames.of_segment[after.segment]:
        return False
    low, high = frames.segment_tokens[before.segment][1], frames.segment_tokens[after.segment][0]
    words = [doc[i] for i in range(low, high) if doc[i].is_alpha]
    return len(words) <= 5 and bool(words) and words[0].lower_ in _JOINING and words[-1].lower_ != "called"


def is_genuine(doc: Doc, frames: Frames, attribution: Attribution, *, listed: bool = False) -> bool:
    """Whether the segment is a quote; ``listed``: it goes on a list whose fragment before it is one."""
    segment = doc._.segments[attribution.segment]
    text = doc._.text[segment.start : segment.end]
    if not segment.marked:
        return True
    if not any(c.isalpha() for c in text) or _is_markup(doc, segment.outer_start):
        return False
    size = len(text.split())
    if _is_nickname(doc, frames, attribution.segment, size):
        return False
    if size > 12:
        return True
    strong = attribution.score >= 4.0 and attribution.rule not in ("clause", "none")
    if _is_named_so(doc, frames, attribution.segment, size):
        return False
    if listed or attribution.rule in ("colon", "label", "signature") or _is_described(attribution):
        return True
    if _is_spoken(doc, attribution, text):
        return True
    if _is_title(doc, frames, attribution, text, size) or _is_term(doc, frames, attribution.segment, size):
        return False
    if size <= _FRAGMENT and not strong and not _ends_sentence(text):
        return _is_reported_fragment(attribution)
    if attribution.rule in ("none", "clause"):
        return size > 5 or _ends_sentence(text)
    return True


def _is_spoken(doc: Doc, attribution: Attribution, text: str) -> bool:
    """Punctuation tells: '"Thank Hollis," it read', 'He answered: "On Thursdays."'."""
    if attribution.rule == "verb-after" and text[-1:] in ",?!":
        return (
            not _title_case(text) or text[-1:] == "," and len(text.split()) <= 2 and attribution.score >= 5.5
        )
    start = doc._.segments[attribution.segment].outer_start
    before = doc._.text[max(0, start - 2) : start].strip()[-1:]
    return attribution.rule == "verb-before" and before in (":", ",") and attribution.score >= 5.0


def _is_term(doc: Doc, frames: Frames, segment: int, size: int) -> bool:
    """'the word "likely"', 'the phrases "A" and "B"': a term that is spoken of."""
    before, _ = _neighbours(doc, frames, segment)
    return size <= 3 and bool(before) and before[-1] in _TERMS - {"called", "known", "label"}


def _is_named_so(doc: Doc, frames: Frames, segment: int, size: int) -> bool:
    """'a storm called "Zelma"': the participle right before gives a name."""
    first = frames.segment_tokens[segment][0]
    before = doc[first - 1] if first > 0 else None
    if (
        before is None
        or size > 5
        or before.lower_ not in ("called", "named", "nicknamed", "dubbed", "titled", "entitled")
    ):
        return False
    return before.tag_ == "VBN" or before.dep_ in ("acl", "relcl")


def _is_described(attribution: Attribution) -> bool:
    """'Bell called the plan "a farce"': a verb of description with somebody to do it."""
    cue, mention = attribution.cue, attribution.mention
    if cue is None or cue.verb is None or mention is None or cue.verb.verb_class is not VerbClass.EXPRESS:
        return False
    return attribution.rule in ("governs", "verb-before", "clause-of") and mention.plausible >= 0.9


def _is_markup(doc: Doc, at: int) -> bool:
    before = doc._.text[max(0, at - 2) : at].rstrip()
    return before.endswith("=")


def _is_nickname(doc: Doc, frames: Frames, segment: int, size: int) -> bool:
    """'Robert "Bobby" Scott': between two parts of a name."""
    first, last = frames.segment_tokens[segment]
    if size > 3 or first == 0 or last >= len(doc):
        return False
    before, after = doc[first - 1], doc[last]
    if (before.tag_ != "NNP" and not before.text.istitle()) or not after.text[:1].isupper():
        return False
    inside = [doc[i] for i in range(first, last) if doc[i].is_alpha]
    return (
        bool(inside)
        and inside[0].text[:1].isupper()
        and after.tag_ in ("NNP", "NNPS")
        and before.tag_ == "NNP"
    )


def _is_title(doc: Doc, frames: Frames, attribution: Attribution, text: str, size: int) -> bool:
    capitalised = _title_case(text)
    before, after = _neighbours(doc, frames, attribution.segment)
    cued = bool((set(before[-2:]) | set(after[:1])) & title_cues()) or bool(set(before[-2:]) & _TERMS)
    beside = attribution.rule in ("verb-after", "verb-before") and attribution.score >= 6.0
    if capitalised and size > 1:
        return not beside or cued or _placed(doc, frames, attribution.segment)
    if capitalised and size == 1:
        return cued or (attribution.score < 4.5)
    return cued and size <= 4 and attribution.score < 4.5


def _placed(doc: Doc, frames: Frames, segment: int) -> bool:
    """'on CBS's "Face the Nation"': where something was said, or whose work it is."""
    first = frames.segment_tokens[segment][0]
    before = doc[first - 1] if first > 0 else None
    return before is not None and (before.tag_ == "POS" or before.lower_ in ("on", "in", "of", "from", "at"))


def _title_case(text: str) -> bool:
    words = [w.strip(".,;:!?…'’‘\"“”()[]") for w in text.split()]
    words = [w for w in words if w]
    if not words or not (words[0][:1].isupper() or words[0][:1].isdigit()):
        return False
    return all(w[:1].isupper() or w[:1].isdigit() or w.lower() in _SMALL for w in words)


def _neighbours(doc: Doc, frames: Frames, segment: int) -> tuple[list[str], list[str]]:
    """The outer words right before and after the segment."""
    first, last = frames.segment_tokens[segment]
    before = [
        doc[i].lower_ for i in range(max(0, first - 6), first) if frames.owner[i] == OUTER and doc[i].is_alpha
    ]
    after = [
        doc[i].lower_
        for i in range(last, min(len(doc), last + 4))
        if frames.owner[i] == OUTER and doc[i].is_alpha
    ]
    return before, after


def _ends_sentence(text: str) -> bool:
    return text.rstrip("'’”\"")[-1:] in ".?!" and len(text.split()) > 2


def _is_reported_fragment(attribution: Attribution) -> bool:
    if attribution.cue is not None and attribution.cue.form is CueForm.NOUN:
        return False
    return attribution.score >= _REPORTED and attribution.rule not in _LOOSE
