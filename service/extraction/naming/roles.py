"""Roles: the title, office or description that the article prints for a person, in its own words.

Four places are read: before the name ("Clinton spokesman Jesse Hale"), after it between commas ("Ada Bell, a
hydrologist at Leeds,"), a description that the name explains ("the union's leader, Jo Park"), and "is" or "was".
"""

from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from service.extraction.annotations import Span
from service.extraction.attribution.frames import Frames
from service.extraction.lexicons import honorifics, role_modifiers, role_nouns
from service.extraction.naming.entities import Entities
from service.extraction.naming.names import Name

_MOST_WORDS = 16
#: An apposition longer than this is cut; no reader takes so much for a role.
_LONGEST_PHRASE = 32
_FUNCTION = frozenset({"ADP", "DET", "CCONJ", "PART", "PUNCT", "SCONJ", "AUX"})
#: Where somebody stands to somebody else in a story, and no role of theirs.
_RELATIONS = frozenset(
    {"rival", "opponent", "foe", "counterpart", "critic", "ally", "mate", "challenger", "friend"}
)
_ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "my", "this", "that", "then"})
_COPULAS = frozenset({"is", "was", "serves", "served", "works", "worked", "became"})
_AS_ONLY = frozenset({"serves", "served", "works", "worked"})
_LINKS = frozenset({"of", "for", "the", "and", "&", "-"})
_SMALL = frozenset({"a", "an", "the", "of", "for", "in", "at", "and", "on", "to", "who", "with", "from"})
_LEFT = frozenset(
    {
        "compound",
        "amod",
        "poss",
        "nmod",
        "det",
        "nummod",
        "case",
        "punct",
        "advmod",
        "npadvmod",
        "dep",
        "appos",
        "quantmod",
    }
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role as printed at ``span``, for entity ``entity``; ``at`` is the token of its head noun."""

    entity: int
    span: Span
    at: int
    worth: float


def find_roles(
    doc: Doc, frames: Frames, names: tuple[Name, ...], entities: Entities
) -> dict[int, list[Role]]:
    """Every role printed for each person, the most informative first."""
    found: dict[int, list[Role]] = defaultdict(list)
    finder = _Finder(doc, frames)
    for name in names:
        entity = entities.of_name[name.start]
        if entities.all[entity].kind != "person":
            continue
        for start, end, head, source in finder.around(name):
            role = finder.role(entity, start, end, head, source)
            if role is not None:
                found[entity].append(role)
    for roles in found.values():
        roles.sort(key=lambda role: (-role.worth, role.span.start))
    return dict(found)


def add_descriptions(roles: dict[int, list[Role]], descriptions: list[tuple[int, Span]]) -> None:
    """Adds what the article calls a person further on ("the Vermont senator"), and ranks again."""
    for entity, span in descriptions:
        content = sum(1 for word in span.text.replace("-", " ").split() if word.lower() not in _SMALL)
        found = roles.setdefault(entity, [])
        found.append(Role(entity, span, -1, min(content, 4) - 0.4))
        found.sort(key=lambda role: (-role.worth, role.span.start))


class _Finder:
    """Reads the surroundings of one name."""

    def __init__(self, doc: Doc, frames: Frames) -> None:
        self.doc = doc
        self.owner = frames.owner

    def around(self, name: Name) -> list[tuple[int, int, int, float]]:
        """Token ranges [start, end) with their head and a bonus, of what may be a role of ``name``."""
        places = [self._before(name), self._after(name), self._explained(name), self._predicate(name)]
        return [place for place in places if place is not None]

    def _before(self, name: Name) -> tuple[int, int, int, float] | None:
        doc = self.doc
        end = name.start
        last = end - 1
        while last >= 0 and doc[last].text == ",":
            last -= 1
        if last < 0 or last < end - 1 or doc[last].is_space or self.owner[last] != self.owner[name.start]:
            return None
        head = last if _is_role_word(doc[last]) else self._titular_head(last)
        if head is None:
            return None
        start = self._left_edge(head, doc[name.end - 1])
        return start, end, head, 0.5

    def _titular_head(self, last: int) -> int | None:
        """The role in "Secretary of State", "Minister for the Armed Forces": before a capitalised "of" phrase."""
        doc = self.doc
        at = last
        while at > 0 and last - at < 7 and self.owner[at - 1] == self.owner[last]:
            token, before = doc[at], doc[at - 1]
            if not (token.text[:1].isupper() or token.lower_ in _LINKS):
                return None
            if token.lower_ in ("of", "for") and _is_role_word(before):
                return before.i
            at -= 1
        return None

    def _left_edge(self, last: int, anchor: Token) -> int:
        """The first token of the capitalised or modifying run that ends with ``last``."""
        doc = self.doc
        start = last
        while start > 0 and last - start < _MOST_WORDS:
            before = doc[start - 1]
            if (
                before.is_space
                or self.owner[start - 1] != self.owner[last]
                or before.text in (",", ";", ":", "—", "–")
            ):
                break
            if before.lower_ in _ARTICLES or not _modifies(before, doc[last], anchor):
                break
            start -= 1
        return start

    def _after(self, name: Name) -> tuple[int, int, int, float] | None:
        """ ", a hydrologist at Leeds," right behind the name or its age or tag."""
        doc = self.doc
        at = self._skip_tags(name.end)
        if at >= len(doc) or doc[at].text not in (",", "—", "–", "(") or at + 1 >= len(doc):
            return None
        start = at + 1
        if doc[start].text[:1].isdigit() and start + 1 < len(doc) and doc[start + 1].text == ",":
            start += 2
        end = self._phrase_end(start)
        if end <= start:
            return None
        while start < end and doc[start].lower_ in _ARTICLES:
            start += 1
        head = self._head(start, end)
        return (start, end, head, 1.0) if head is not None else None

    def _skip_tags(self, at: int) -> int:
        """Past "(D-Md.)" and the like."""
        doc = self.doc
        if at < len(doc) and doc[at].text == "(":
            for i in range(at + 1, min(at + 7, len(doc))):
                if doc[i].text == ")":
                    return i + 1
        return at

    def _phrase_end(self, start: int) -> int:
        """Where an apposition ends: at the comma, dash or bracket, the quotation, or the verb that resumes."""
        doc = self.doc
        furthest = min(len(doc), start + _LONGEST_PHRASE)
        for i in range(start, furthest):
            token = doc[i]
            if (
                self.owner[i] != self.owner[start]
                or token.is_space
                or token.text in (";", ":", "—", "–", ")", "(", ".", "?")
            ):
                return i
            if token.text == "," and not _in_list(doc, i):
                return i
            if token.tag_ in ("VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB") or token.lower_ in (
                "who",
                "whose",
                "which",
            ):
                return i
        return furthest

    def _head(self, start: int, end: int) -> int | None:
        """The first role noun before any preposition; None where the phrase names no role."""
        doc = self.doc
        found = None
        for i in range(start, end):
            token = doc[i]
            if token.tag_ == "IN" or token.lower_ == "of":
                break
            if _is_role_word(token) and token.tag_ in ("NN", "NNP", "NNS", "NNPS"):
                found = i
        if found is None and start < end and doc[start].lower_ in ("chief", "head", "president", "chair"):
            found = start
        return found

    def _explained(self, name: Name) -> tuple[int, int, int, float] | None:
        """ "the European body's top diplomat, Ann Sorel": the name explains the description before it."""
        doc = self.doc
        at = name.title - 1
        if at < 1 or doc[at].text != "," or self.owner[at] != self.owner[name.start]:
            return None
        last = at - 1
        if doc[last].is_space or doc[last].tag_ not in ("NN", "NNP", "NNS"):
            return None
        start, head = self._description(last)
        if head is None:
            return None
        determiner = doc[start - 1].lower_ if start > 0 else ""
        if determiner not in _ARTICLES and not any(doc[i].tag_ == "POS" for i in range(start, head)):
            return None
        if (
            name.end < len(doc)
            and doc[name.end].text not in (",", ".", "—", "–", ")", ":")
            and not doc[name.end].is_space
        ):
            return None
        return start, at, head, 0.8

    def _description(self, last: int) -> tuple[int, int | None]:
        """A description that ends with ``last``: its start and its head, across one "of" or "for"."""
        doc = self.doc
        start, head = last, last if _is_role_word(doc[last]) else None
        steps = 0
        while start > 0 and steps < _MOST_WORDS:
            before = doc[start - 1]
            if (
                before.is_space
                or (before.is_punct and before.text != "-")
                or self.owner[start - 1] != self.owner[last]
            ):
                break
            if before.lower_ in _ARTICLES and (head is not None or before.lower_ not in ("the",)):
                break
            if before.pos_ in ("VERB", "AUX", "SCONJ", "PRON") or before.lower_ in (
                "said",
                "and",
                "but",
                "as",
                "by",
                "with",
            ):
                break
            start -= 1
            steps += 1
            if head is None and _is_role_word(before):
                head = start
        if head is not None and doc[start].tag_ == "IN":
            return head, None
        return start, head

    def _predicate(self, name: Name) -> tuple[int, int, int, float] | None:
        """ "Bell is a hydrologist at Leeds", "Bell, who is the mayor of Ely,"."""
        doc = self.doc
        at = self._skip_tags(name.end)
        if at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].lower_ == "who":
            at += 2
        if at + 2 >= len(doc) or doc[at].lower_ not in _COPULAS or self.owner[at] != self.owner[name.start]:
            return None
        start = at + 1
        if doc[start].lower_ == "as":
            start += 1
        elif doc[at].lower_ in _AS_ONLY or doc[start].lower_ not in ("a", "an", "the", "now", "also", "one"):
            return None
        end = self._phrase_end(start)
        while start < end and doc[start].lower_ in _ARTICLES | {"now", "also"}:
            start += 1
        head = self._head(start, end)
        return (start, end, head, 0.2) if head is not None else None

    def role(self, entity: int, start: int, end: int, head: int, bonus: float) -> Role | None:
        """The role at tokens [start, end), None where nothing is left of it."""
        doc = self.doc
        while start < end and (doc[start].is_punct or doc[start].is_space):
            start += 1
        while end > start and (doc[end - 1].is_space or (doc[end - 1].is_punct and doc[end - 1].text != ".")):
            end -= 1
        if start >= end or doc[head].lemma_.lower() in _RELATIONS:
            return None
        span = Span.of(doc._.text, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
        content = sum(1 for i in range(start, end) if doc[i].is_alpha and doc[i].pos_ not in _FUNCTION)
        quoted = self.owner[start] >= 0
        return Role(entity, span, head, min(content, 7) + bonus - (2.0 if quoted else 0.0))


def _is_role_word(token: Token) -> bool:
    lower = token.lower_
    if lower in role_nouns() or token.lemma_.lower() in role_nouns():
        return True
    honorific = honorifics().get(lower) or honorifics().get(lower.rstrip("."))
    return honorific is not None and honorific.rank and token.text[:1].isupper()


def _modifies(before: Token, head: Token, anchor: Token) -> bool:
    if before.lower_ in role_modifiers() or before.text == "-" or before.tag_ == "POS":
        return True
    if before.tag_ in (
        "NNP",
        "NNPS",
        "NN",
        "JJ",
        "CD",
        "HYPH",
        "VBG",
        "VBN",
        "NNS",
        "JJS",
        "JJR",
        "FW",
        "AFX",
    ):
        return before.dep_ in _LEFT or before.head.i in (head.i, anchor.i)
    return (
        before.lower_ in ("of", "for", "and", "&")
        and before.i + 1 < head.i
        and head.doc[before.i + 1].text[:1].isupper()
        and before.i > 0
        and head.doc[before.i - 1].text[:1].isupper()
    )


def _in_list(doc: Doc, at: int) -> bool:
    """Whether a comma stands within a name or list ("Nature, Food and Rural Affairs")."""
    if at + 2 >= len(doc) or at == 0:
        return False
    following = doc[at + 1]
    if not (following.text[:1].isupper() and doc[at - 1].text[:1].isupper()):
        return False
    return any(doc[i].lower_ in ("and", "&") for i in range(at + 1, min(at + 4, len(doc))))
