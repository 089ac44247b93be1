"""Joins the parts of one name that the model took for several."""

import re
from dataclasses import replace

from spacy.tokens import Doc, Token

from service.extraction.lexicons import (
    demonyms,
    given_names,
    honorifics,
    name_words,
    organisation_nouns,
    outlets,
    parties,
    role_modifiers,
    role_nouns,
)
from service.extraction.naming.leading import follows_title
from service.extraction.naming.name import Name, NameKind
from service.extraction.naming.spans import NameSpan
from service.extraction.naming.words import PARTICLES, fold, leading_titles

_NICKNAME = re.compile(r" [\"“”'‘’(]([A-Z][\w.’'-]*)[\"“”'‘’)] (?=[A-Z])")
#: A possessive between the parts of a body's name ("Lloyd’s Register", "Children's Commission").
_POSSESSIVES = ("’ ", "' ", "’s ", "'s ")
_MOST_TOKENS = 6
_FAMILY = name_words("family")
_COURTS = frozenset({"court", "appeals", "tribunal"})
_CIRCUITS = frozenset({"circuit", "district", "division"})
_PARTIES = frozenset(form for forms in parties().values() for form in forms)


def join_parts(doc: Doc, spans: list[NameSpan]) -> list[NameSpan]:
    """``spans`` with the parts of one name joined ("Beatriz" "Castellanos Roig")."""
    joined: list[NameSpan] = []
    for start, end, kind in _with_circuits(doc, spans):
        before = joined[-1] if joined else None
        if before is not None and _is_one(doc, before, (start, end, kind)):
            joined[-1] = (before[0], end, _kind_of_both(doc, before, end, kind))
        else:
            joined.append((start, end, kind))
    return joined


def _with_circuits(doc: Doc, spans: list[NameSpan]) -> list[NameSpan]:
    """``spans`` with a court's circuit in its name: "Court of Appeals" "for the" "Sixth Circuit"."""
    found: list[NameSpan] = []
    for start, end, kind in spans:
        if found and start < found[-1][1]:
            continue
        found.append(
            (start, _past_circuit(doc, end), kind) if doc[end - 1].lower_ in _COURTS else (start, end, kind)
        )
    return found


def _past_circuit(doc: Doc, end: int) -> int:
    """The end of "for the Sixth Circuit" where it stands at token ``end``; else ``end``."""
    if end + 2 >= len(doc) or doc[end].lower_ != "for" or doc[end + 1].lower_ != "the":
        return end
    at = end + 2
    while at < min(len(doc), end + 2 + _MOST_TOKENS) and (
        doc[at].text[:1].isupper() or doc[at].lower_ == "of"
    ):
        if doc[at].lower_ in _CIRCUITS:
            return _past_circuit_of(doc, at + 1)
        at += 1
    return end


def _past_circuit_of(doc: Doc, end: int) -> int:
    """The end of "of Ohio" behind "Northern District"; else ``end``."""
    if end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].text[:1].isupper():
        return end + 2
    return end


def _kind_of_both(doc: Doc, before: NameSpan, end: int, kind: NameKind) -> NameKind:
    """What two parts, up to ``end``, name together: a person where either part tells, and so on."""
    if "person" in (before[2], kind) or _is_given(doc, _past_titles(doc, before)):
        return "person"
    if before[2] == kind == "organization" or _is_outlet(doc, before[0], end):
        return "organization"
    return "other"


def _is_outlet(doc: Doc, start: int, end: int) -> bool:
    return doc[start:end].text.lower() in outlets()


def _is_given(doc: Doc, at: int) -> bool:
    return fold(doc[at].text) in given_names()


def _is_one(doc: Doc, before: NameSpan, after: NameSpan) -> bool:
    """Whether two spans are the parts of one name."""
    between = doc._.text[doc[before[1] - 1].idx + len(doc[before[1] - 1]) : doc[after[0]].idx]
    if between in _POSSESSIVES and doc[before[1] - 1].text[:1].isupper():
        return doc[after[1] - 1].lower_ in organisation_nouns() and before[2] == "organization" == after[2]
    titled = before
    before = (_past_titles(doc, before), before[1], before[2])
    if after[1] - before[0] > _MOST_TOKENS or not _is_name_like(doc, before, after):
        return False
    if _are_particles(between):
        return before[2] != "organization" and not doc[before[0]].text.isupper()
    if between not in (" ", "-"):
        return False
    if between == " " and _is_outlet(doc, titled[0], after[1]):
        return True
    if before[2] == "person" and after[2] in ("person", "other"):
        return True
    if _printed_words(doc, before) > 1:
        return False
    if _is_given(doc, before[0]) and _may_follow_given(doc, before, after):
        return True
    if follows_title(doc, before[0]) and _may_follow_title(doc, before, after):
        return True
    return _are_halves(doc, before, after)


def _printed_words(doc: Doc, span: NameSpan) -> int:
    """How many words a reader sees in ``span``: the parts around a hyphen are one."""
    return sum(i == span[0] or bool(doc[i - 1].whitespace_) for i in range(span[0], span[1]))


def _may_follow_given(doc: Doc, before: NameSpan, after: NameSpan) -> bool:
    """Whether ``after`` may be the surname of whom the given name ``before`` opens.

    Where the model took the given name alone for a body ("Yolanda" "Prieto"), one plain word behind it that
    it took for nothing says that it was wrong.
    """
    if before[2] in ("person", "other"):
        return after[2] != "place"
    lone = _printed_words(doc, after) == 1 and after[2] in ("other", "person")
    return (
        before[2] == "organization" and lone and _is_plain(doc[after[0]]) and not doc[after[0]].text.isupper()
    )


def _may_follow_title(doc: Doc, before: NameSpan, after: NameSpan) -> bool:
    """Whether ``after`` is the surname of whom a title and a word that nobody knows open.

    In "Barrister Olu Tarn" the model may take either word for a place or a body; no place stands there.
    """
    lone = _printed_words(doc, after) == 1 and after[2] not in ("people", "person")
    plain = _is_plain(doc[before[0]]) and _is_plain(doc[after[0]])
    return lone and plain and not doc[after[0]].text.isupper()


def _past_titles(doc: Doc, span: NameSpan) -> int:
    """The first token of ``span`` behind its titles and posts ("CEO Ada")."""
    start = span[0] + leading_titles(tuple(doc[i].text for i in range(span[0], span[1])))
    while start < span[1] - 1 and doc[start].lower_ in role_nouns():
        start += 1
    return start


def _is_name_like(doc: Doc, before: NameSpan, after: NameSpan) -> bool:
    """Whether no word of two spans tells of a body or is a title between the two."""
    last = after[1] - 1
    single = after[1] - after[0] == 1
    for i in range(before[0], after[1]):
        # "Jo Church": behind a given name alone, a noun like that is a surname.
        if doc[i].lower_ in organisation_nouns() and not (
            i == last and single and before[1] - before[0] == 1 and _is_given(doc, before[0])
        ):
            return False
    first = doc[after[0]].lower_
    titled = first.rstrip(".") in honorifics() or first in role_nouns()
    # "Ransome Bishop": no title stands at the end.
    return not titled or (single and first in honorifics() and honorifics()[first].name)


def _are_particles(between: str) -> bool:
    """Whether all that stands between two capitalised words are particles ("João Batista dos Santos")."""
    found = between.replace("-", " ").split()
    return bool(found) and between[:1] == " " and all(word.lower() in PARTICLES for word in found)


def _are_halves(doc: Doc, before: NameSpan, after: NameSpan) -> bool:
    """Whether two single words side by side, which the model took for two things, are one person's name.

    No place, people, party or abbreviation stands before a name as its first word.
    """
    if after[1] - after[0] > 1 or "people" in (before[2], after[2]) or "person" in (before[2], after[2]):
        return _is_lost_given(doc, before, after)
    first, second = doc[before[0]], doc[after[0]]
    if first.text.isupper() or second.text.isupper() or not (_is_plain(first) and _may_be_surname(second)):
        return False
    return before[2] != "organization" and (before[2] != "place" or after[2] in ("place", "other"))


def _is_lost_given(doc: Doc, before: NameSpan, after: NameSpan) -> bool:
    """Whether the word before a lone surname is a given name that nobody listed ("Amelize Joseph")."""
    first = doc[before[0]]
    if after[2] == "person" and after[1] - after[0] == 2 and before[2] == "other":
        # "Siew Mei Ling": the family's name comes first.
        return fold(first.text) in _FAMILY
    alone = after[2] == "person" and after[1] - after[0] == 1
    return alone and before[2] == "other" and _is_plain(first) and not first.text.isupper()


def _may_be_surname(token: Token) -> bool:
    """Whether a word can end a name: a plain one, or a title that is a surname too ("Bishop")."""
    honorific = honorifics().get(token.lower_)
    return _is_plain(token) or (honorific is not None and honorific.name)


def _is_plain(token: Token) -> bool:
    """Whether a word is no word for a people, party, office or outlet."""
    lower = token.lower_
    known = lower in demonyms() or lower in role_nouns() or lower in outlets() or lower in _PARTIES
    return not known and lower not in role_modifiers() and token.tag_ in ("NNP", "NNPS")


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
