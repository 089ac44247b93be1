"""Where names may stand: the model's entities, trimmed, and the capitalised runs that the model left out."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from service.extraction.columns import columns
from service.extraction.lexicons import cue_nouns, demonyms, given_names, honorifics, name_words, role_nouns
from service.extraction.naming.name import NameKind
from service.extraction.naming.words import PARTICLES, SUFFIXES, fold

#: A run of tokens [start, end) that may be a name, and the kind that the model gives it.
NameSpan = tuple[int, int, NameKind]

_NEVER = name_words("never")
_LETTERS = name_words("credentials")
#: A surname whose first letter is a particle's ("d’Aubigny").
_ELIDED = re.compile(r"[a-z]{1,2}['’][^\W\d_a-z]")
#: No name: "Said Ellis", "Will Bell win?".
_FINITE = frozenset({"MD", "VBD"})
#: What stands in no person's name, in small letters.
_CLAUSE = frozenset({"VBD", "VBZ", "VBP", "MD", "DT", "IN", "TO", "WP", "PRP"})
#: What the tagger takes a rare surname for, where it follows a name ("Niamh O’Leary").
_MISTAKEN = frozenset({"JJ", "NN", "NNS", "RB", "FW", "UH", "VB", "VBN", "VBG", "NNP", "NNPS"})
#: What ends a name within the model's span.
_CUTS = frozenset({"’s", "'s", "(", ")", "—", "–", ":", "’"})
_KINDS: dict[str, NameKind] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "people",
    "PRODUCT": "other",
    "EVENT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
}


def find_spans(doc: Doc) -> list[NameSpan]:
    """What may be names, in order, none overlapping another."""
    taken = [False] * len(doc)
    found: list[NameSpan] = []
    for start, end, kind in _entities(doc):
        if not any(taken[start:end]):
            found.append((start, end, kind))
            taken[start:end] = [True] * (end - start)
    found += [(start, end, "other") for start, end in _runs(doc, taken)]
    return _without_letters(doc, sorted(found))


def _without_letters(doc: Doc, spans: list[NameSpan]) -> list[NameSpan]:
    """``spans`` without those that are only letters behind somebody's name ("Tunde Bakare KC")."""
    ends = {end for _, end, _ in spans}
    return [
        (start, end, kind)
        for start, end, kind in spans
        if not (ends & {start, start - 1} and all(doc[i].lower_ in _LETTERS for i in range(start, end)))
    ]


def _entities(doc: Doc) -> Iterator[NameSpan]:
    for entity in doc.ents:
        kind = _KINDS.get(entity.label_)
        if kind is None:
            continue
        if kind == "people" and _opens_full_name(doc, entity.start, entity.end):
            kind = "other"
        for start, end in _split(doc, entity.start, entity.end, kind):
            start, end = _trim(doc, start, end)
            end = _before_clause(doc, start, end) if kind == "person" else end
            if start < end:
                yield start, end, kind


def _opens_full_name(doc: Doc, start: int, end: int) -> bool:
    """Whether what the model takes for a people is a given name before a surname ("Anneliese Boll")."""
    if end - start > 1 or end >= len(doc) or doc[start].lower_ in demonyms():
        return False
    surname = doc[end].tag_ == "NNP" and is_capital(doc[end]) and not doc[end].ent_type_
    return surname and fold(doc[start].text) in given_names()


def _split(doc: Doc, start: int, end: int, kind: NameKind) -> Iterator[tuple[int, int]]:
    """The model's span, cut at a line's end, a mark, or a possessor's end ("Fox News’s Bret Baier").

    A comma parts two people ("To Abara, Song wrote"), but not the partners of a body or the parts of a place.
    """
    first = start
    cuts = _CUTS | {","} if kind in ("person", "other") and doc[end - 1].lower_ not in SUFFIXES else _CUTS
    for i in range(start, end):
        if doc[i].is_space or doc[i].is_quote or doc[i].text in cuts:
            if first < i:
                yield first, i
            first = i + 1
    if first < end:
        yield first, end


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].lower_ in ("the", "a", "an") or not doc[start].text[:1].isalnum()):
        start += 1
    while end > start and (not doc[end - 1].text[-1:].isalnum() and doc[end - 1].text[-1:] != "."):
        end -= 1
    while end - start > 1 and (doc[end - 1].lower_ in cue_nouns() or _trails(doc[end - 1])):
        end -= 1
    # "Tunde Bakare KC": the letters are no part of the name.
    if end - start > 2 and doc[end - 1].lower_ in _LETTERS and doc[end - 1].text.isupper():
        end -= 1
    while start < end and not is_capital(doc[start]) and not doc[start].text[:1].isdigit():
        start += 1
    return start, end


def _before_clause(doc: Doc, start: int, end: int) -> int:
    """Where somebody's name ends of which the model made a clause ("Lake told the committee")."""
    for i in range(start + 1, end):
        if doc[i].is_lower and doc[i].tag_ in _CLAUSE and doc[i].lower_ not in PARTICLES:
            return i
    return end


def _trails(token: Token) -> bool:
    """Whether a word at the end of the model's span is none of the name ("Ada Bell of")."""
    return token.is_lower and token.tag_ in ("IN", "CC", "DT", "TO")


def is_capital(token: Token) -> bool:
    """Whether the token starts with a capital, a particle's elided letter before it aside."""
    return token.text[:1].isupper() or _ELIDED.match(token.text) is not None


def _runs(doc: Doc, taken: list[bool]) -> Iterator[tuple[int, int]]:
    """Capitalised runs that the model left out and that look like names."""
    printed = columns(doc).text
    at = 0
    while at < len(printed):
        if taken[at] or not printed[at][:1].isupper() or not _starts_run(doc, at):
            at += 1
            continue
        end = at + 1
        while end < len(doc) and not taken[end] and _continues_run(doc, end):
            end += 1
        while end > at and not is_capital(doc[end - 1]) and doc[end - 1].lower_ not in SUFFIXES:
            end -= 1
        yield at, end
        at = max(end, at + 1)


def _starts_run(doc: Doc, at: int) -> bool:
    token = doc[at]
    if token.lower_ in _NEVER or token.is_digit:
        return False
    if token.ent_type_ in ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "LANGUAGE"):
        return False
    if token.tag_ in ("NNP", "NNPS") or _follows_name(doc, at):
        return True
    # A sentence's first word is capitalised anyway; one amid capitals is a name whatever its tag.
    amid = at + 1 < len(doc) and doc[at + 1].tag_ == "NNP"
    if _before_particle(doc, at):
        return True
    if amid and token.tag_ not in _FINITE and fold(token.text) in given_names():
        return True
    return bool(amid and token.tag_ in ("NN", "JJ") and not token.is_stop)


def _is_surname_taken_for_time(doc: Doc, at: int) -> bool:
    """Whether what the model takes for a day by itself ends a name that a given name opens ("Ada Harrow")."""
    lone = doc[at].ent_iob_ == "B" and (at + 1 == len(doc) or doc[at + 1].ent_iob_ != "I")
    return lone and doc[at].tag_ == "NNP" and fold(doc[at - 1].text) in given_names()


def _before_particle(doc: Doc, at: int) -> bool:
    """Whether a particle of a surname follows: "Annelies de Vries", the first taken for a verb."""
    end = at + 1
    while end < len(doc) and doc[end].is_lower and doc[end].lower_ in PARTICLES:
        end += 1
    if end == at + 1 or end >= len(doc) or doc[at].is_stop:
        return False
    return doc[end].tag_ == "NNP" and is_capital(doc[end])


def _follows_name(doc: Doc, at: int) -> bool:
    """Whether the token can only be the rest of a name: capitalised behind a person's given name."""
    if at == 0 or doc[at].tag_ not in _MISTAKEN or doc[at].text.isupper():
        return False
    before = doc[at - 1]
    if before.ent_type_ != "PERSON" and fold(before.text) not in given_names():
        return False
    lower = doc[at].lower_
    title = lower in role_nouns() or lower in honorifics()
    return is_capital(before) and before.whitespace_ == " " and not title


def _continues_run(doc: Doc, at: int) -> bool:
    token = doc[at]
    if is_capital(token) and token.lower_ not in _NEVER:
        timed = token.ent_type_ in ("DATE", "TIME") and not _is_surname_taken_for_time(doc, at)
        return token.tag_ in ("NNP", "NNPS", "NN", "JJ") and not timed
    if token.lower_ in PARTICLES or token.text == "-":
        return at + 1 < len(doc) and is_capital(doc[at + 1])
    return token.lower_ in SUFFIXES
