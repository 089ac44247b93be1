"""Joins the parts of one name that the model took for several."""

import re
from dataclasses import replace

from spacy.tokens import Doc

from service.extraction.lexicons import given_names, honorifics, organisation_nouns, role_nouns
from service.extraction.naming.name import Name, NameKind
from service.extraction.naming.spans import NameSpan
from service.extraction.naming.words import fold

_NICKNAME = re.compile(r" [\"“”'‘’(]([A-Z][\w.’'-]*)[\"“”'‘’)] (?=[A-Z])")
#: A possessive between the parts of a body's name ("Lloyd’s Register", "Children's Commission").
_POSSESSIVES = ("’ ", "' ", "’s ", "'s ")
_MOST_TOKENS = 6


def join_parts(doc: Doc, spans: list[NameSpan]) -> list[NameSpan]:
    """``spans`` with the parts of one name joined ("Beatriz" "Castellanos Roig")."""
    joined: list[NameSpan] = []
    for start, end, kind in spans:
        before = joined[-1] if joined else None
        if before is not None and _is_one(doc, before, (start, end, kind)):
            both: NameKind = (
                "person" if "person" in (before[2], kind) or _is_given(doc, before[0]) else "organization"
            )
            joined[-1] = (before[0], end, both)
        else:
            joined.append((start, end, kind))
    return joined


def _is_given(doc: Doc, at: int) -> bool:
    return fold(doc[at].text) in given_names()


def _is_one(doc: Doc, before: NameSpan, after: NameSpan) -> bool:
    """Whether two spans are the parts of one name."""
    between = doc._.text[doc[before[1] - 1].idx + len(doc[before[1] - 1]) : doc[after[0]].idx]
    if between in _POSSESSIVES and doc[before[1] - 1].text[:1].isupper():
        return doc[after[1] - 1].lower_ in organisation_nouns() and before[2] == "organization" == after[2]
    if between not in (" ", "-") or after[1] - before[0] > _MOST_TOKENS:
        return False
    if after[2] == "place" or any(doc[i].lower_ in organisation_nouns() for i in range(before[0], after[1])):
        return False
    if doc[after[0]].lower_.rstrip(".") in honorifics() or doc[after[0]].lower_ in role_nouns():
        return False
    if before[2] == "person" and after[2] in ("person", "other"):
        return True
    return _is_given(doc, before[0]) and before[2] in ("person", "other") and before[1] - before[0] == 1


def join_nicknames(doc: Doc, names: list[Name]) -> list[Name]:
    """Joins a name that a nickname parts: 'Robert C. "Bobby" Scott'."""
    joined: list[Name] = []
    for name in names:
        before = joined[-1] if joined else None
        nickname = _NICKNAME.match(doc._.text, before.char_end) if before else None
        if nickname and doc[name.start].idx < nickname.end():
            continue
        if before and nickname and nickname.end() == doc[name.start].idx and name.kind != "place":
            text = doc._.text[doc[before.start].idx : name.char_end]
            words = (*before.words, fold(nickname.group(1)), *name.words)
            joined[-1] = replace(
                before, end=name.end, kind="person", text=text, words=words, char_end=name.char_end
            )
        elif before is None or name.start >= before.end:
            joined.append(name)
    return _without_inner(joined)


def _without_inner(names: list[Name]) -> list[Name]:
    return [n for i, n in enumerate(names) if i == 0 or n.start >= names[i - 1].end]
