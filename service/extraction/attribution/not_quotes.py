"""What stands in quotation marks and is no quote: titles of works, terms, nicknames, names given, markup."""

from spacy.tokens import Doc, Token

from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.attribution.state import Attribution
from service.extraction.lexicons import title_cues, title_words

_US = frozenset({"we", "i", "you", "who", "which", "that"})
#: Before the title of a work: "on “Face the Nation”", "talked about “Bleak House”".
_PLACED = frozenset({"on", "in", "of", "from", "at", "about"})
_HOPING = frozenset({"hope", "wish", "imagine", "want", "wait", "dream", "picture"})
_HOPED = frozenset({"ccomp", "xcomp", "parataxis"})
_NAMING = frozenset({"called", "named", "nicknamed", "dubbed", "titled", "entitled"})


def is_markup(doc: Doc, at: int) -> bool:
    """Whether the mark at the character ``at`` holds an attribute's value: class="…"."""
    before: str = doc._.text[max(0, at - 2) : at].rstrip()
    return before.endswith("=")


def is_hoped(doc: Doc, attribution: Attribution) -> bool:
    """'I hope that one day he says, "Well done"': nobody has said it."""
    cue = attribution.cue
    hoping = doc[cue.at].head if cue is not None and doc[cue.at].dep_ in _HOPED else None
    if hoping is None or hoping.lemma_.lower() not in _HOPING:
        return False
    return any(child.dep_ == "nsubj" and child.lower_ in ("i", "we", "you") for child in hoping.lefts)


def is_nickname(doc: Doc, frames: Frames, segment: int, size: int) -> bool:
    """'Robert "Bobby" Scott': between two parts of a name."""
    first, last = frames.segment_tokens[segment]
    if size > 3 or first == 0 or last >= len(doc):
        return False
    before, after = doc[first - 1], doc[last]
    if before.tag_ != "NNP" or not after.text[:1].isupper() or after.tag_ not in ("NNP", "NNPS"):
        return False
    inside = [doc[i] for i in range(first, last) if doc[i].is_alpha]
    return bool(inside) and inside[0].text[:1].isupper()


def is_named_so(doc: Doc, frames: Frames, segment: int, size: int) -> bool:
    """'a storm called "Zelma"': the participle right before gives a name."""
    first = frames.segment_tokens[segment][0]
    before = doc[first - 1] if first > 0 else None
    if before is None or size > 5 or before.lower_ not in _NAMING or _is_said_by_somebody(before):
        return False
    return before.tag_ == "VBN" or before.dep_ in ("acl", "relcl")


def _is_said_by_somebody(verb: Token) -> bool:
    """Whether the verb has a speaker of its own: "which Bell called …", but "what we call …" is a name."""
    related = any(child.tag_ in ("WP", "WDT") for child in verb.lefts)
    return related and any(child.dep_ == "nsubj" and child.lower_ not in _US for child in verb.lefts)


def is_term(doc: Doc, frames: Frames, segment: int, size: int) -> bool:
    """'the word "likely"', 'the phrases "A" and "B"': a term that is spoken of."""
    before, _ = _neighbours(doc, frames, segment)
    return size <= 3 and bool(before) and before[-1] in title_words("terms") - {"called", "known", "label"}


def is_defined(doc: Doc, frames: Frames, segment: int, size: int) -> bool:
    """'Tarn Robotics, Inc. (“Tarn”)': what a text calls somebody from here on."""
    first, last = frames.segment_tokens[segment]
    if size > 4 or first < 1 or last >= len(doc):
        return False
    return (doc[first - 1].text, doc[last].text) == ("(", ")") and doc[first + 1].text[:1].isupper()


def is_listed_word(doc: Doc, frames: Frames, segment: int, size: int) -> bool:
    """'Words such as “expect,” “hope” and “intend” identify …': words that are spoken of."""
    first = frames.segment_tokens[segment][0]
    if size > 3:
        return False
    tokens = frames.frames[frames.of_segment[segment]].tokens
    before = [
        doc[i].lower_ for i in tokens if i < first and doc[i].is_alpha and doc[i].lower_ not in ("and", "or")
    ]
    return before[-2:] == ["such", "as"] and before[-3:-2] in (["words"], ["terms"], ["phrases"])


def is_title(doc: Doc, frames: Frames, attribution: Attribution, text: str, size: int) -> bool:
    """'the film "Jaws"', 'on "Face the Nation"': a work's title, by its capitals or the words beside it."""
    capitalised = title_case(text)
    before, after = _neighbours(doc, frames, attribution.segment)
    cued = bool((set(before[-2:]) | set(after[:1])) & title_cues()) or bool(
        set(before[-2:]) & title_words("terms")
    )
    beside = attribution.rule in ("verb-after", "verb-before") and attribution.score >= 6.0
    if capitalised and size > 1 and _is_sung(attribution):
        return True
    if capitalised and size > 1:
        return not beside or cued or is_placed(doc, frames, attribution.segment)
    if capitalised and size == 1:
        return cued or (attribution.score < 4.5)
    return cued and size <= 4 and attribution.score < 4.5


def _is_sung(attribution: Attribution) -> bool:
    """Whether the cue is "sang": what is sung in capitals is a song."""
    verb = attribution.cue.verb if attribution.cue is not None else None
    return verb is not None and verb.lemma == "sing"


def is_placed(doc: Doc, frames: Frames, segment: int) -> bool:
    """'on CBS's "Face the Nation"': where something was said, or whose work it is."""
    first = frames.segment_tokens[segment][0]
    before = doc[first - 1] if first > 0 else None
    return before is not None and (before.tag_ == "POS" or before.lower_ in _PLACED)


def title_case(text: str) -> bool:
    """Whether every word starts with a capital or figure, small ones aside."""
    words = [w.strip(".,;:!?…'’‘\"“”()[]") for w in text.split()]
    words = [w for w in words if w]
    if not words or not (words[0][:1].isupper() or words[0][:1].isdigit()):
        return False
    return all(w[:1].isupper() or w[:1].isdigit() or w.lower() in title_words("small") for w in words)


def _neighbours(doc: Doc, frames: Frames, segment: int) -> tuple[list[str], list[str]]:
    """The outer words of its sentence right before and after the segment."""
    first, last = frames.segment_tokens[segment]
    start = frames.frames[frames.of_segment[segment]].start
    before = [
        doc[i].lower_
        for i in range(max(start, first - 6), first)
        if frames.owner[i] == OUTER and doc[i].is_alpha
    ]
    after = [
        doc[i].lower_
        for i in range(last, min(len(doc), last + 4))
        if frames.owner[i] == OUTER and doc[i].is_alpha
    ]
    return before, after
