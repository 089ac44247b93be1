"""Descriptions of people where no name stands beside them: "the Vermont senator", "a former minister".

Only what a sentence tells of is read: its subject. Descriptions in other places mean somebody else as often
as not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.lexicons import reporting_verb, role_nouns, role_standing, unnamed_nouns
from service.extraction.naming.role_words import Page
from service.extraction.phrases import Phrase, phrase_of

#: So many paragraphs from the top somebody may be described first and named after.
LEDE = 2
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_MAIN = frozenset({"ROOT", "conj", "parataxis"})
_DEFINITE = frozenset({"the", "this"})
_INDEFINITE = frozenset({"a", "an"})
_MODIFYING = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "VERB"})
#: Words that set somebody apart from others of the kind: whoever is meant is not who was spoken of.
_APART = frozenset(
    {
        "first",
        "second",
        "third",
        "fourth",
        "next",
        "last",
        "other",
        "another",
        "same",
        "only",
        "unnamed",
        "two",
    }
)


@dataclass(frozen=True, slots=True)
class Description:
    """A description at tokens [start, end), its determiner left out, with its ``head``, in a frame.

    ``words`` are its lower-case content words. ``new``: it brings somebody in ("a former minister").
    ``possessed``: it tells whose ("the museum's director"), ``owned``: it tells whose or of what ("the head
    of the police"), and so may be new too. ``clause``: "who …" goes on to tell which one is meant.
    ``related``: it tells whose by a pronoun ("his lawyer"), and is mostly new.
    """

    frame: int
    start: int
    end: int
    head: int
    words: frozenset[str]
    new: bool
    possessed: bool
    owned: bool
    clause: bool
    related: bool = False


def find_descriptions(page: Page, frames: Frames, taken: frozenset[int]) -> Iterator[Description]:
    """The descriptions outside of quotations, in order; ``taken`` are the heads of roles beside names."""
    doc = page.doc
    for number, frame in enumerate(frames.frames):
        for i in frame.tokens:
            token = doc[i]
            if token.dep_ not in _SUBJECT or token.tag_ not in ("NN", "NNP") or i in taken:
                continue
            if token.lower_ not in role_nouns() or not _is_told_of(token):
                continue
            found = _description(page, token, number, early=frame.paragraph <= LEDE)
            if found is not None:
                yield found


def _is_told_of(head: Token) -> bool:
    """Whether the sentence tells of the noun: it is the subject of its main verb, or of the quotation's."""
    if head.ent_type_ and head.text[:1].isupper():
        return False
    verb = head.head
    return verb.dep_ in _MAIN or (
        verb.dep_ in ("ccomp", "advcl") and reporting_verb(verb.lemma_.lower()) is not None
    )


def _description(page: Page, head: Token, frame: int, *, early: bool) -> Description | None:
    """The description headed by ``head``; None where it is no description, or stands beside a name."""
    doc = page.doc
    phrase = phrase_of(doc, head, page.owner)
    first = doc[phrase.start].lower_
    possessed = any(doc[i].tag_ == "POS" for i in range(phrase.start, head.i))
    related = doc[phrase.start].tag_ == "PRP$"
    new = first in _INDEFINITE or related
    if not (first in _DEFINITE or possessed or (early and new) or related):
        return None
    start, end = phrase.start + (first in _DEFINITE or new), _end(page, phrase)
    if start > head.i or _beside_name(page, end) or (not related and _is_generic(head) and end - start < 2):
        return None
    content = [doc[i].lower_ for i in range(start, end) if doc[i].pos_ in _MODIFYING and doc[i].is_alpha]
    if _APART.intersection(content):
        return None
    owned = possessed or any(doc[i].lower_ == "of" for i in range(head.i, end))
    return Description(
        frame, start, end, head.i, frozenset(content), new, possessed, owned, _has_clause(doc, end), related
    )


def _has_clause(doc: Doc, end: int) -> bool:
    return end < len(doc) and doc[end].lower_ in ("who", "whose", "that")


def _is_generic(head: Token) -> bool:
    """Whether a noun alone hides a name ("the official") and is no post."""
    return head.lower_ in unnamed_nouns() and head.lower_ not in role_standing("office")


def _end(page: Page, phrase: Phrase) -> int:
    """The end of the phrase, before any verb or white space."""
    for i in range(phrase.head + 1, phrase.end):
        if page.doc[i].is_space or page.doc[i].pos_ in ("VERB", "AUX") or page.owner[i] != OUTER:
            return i
    return phrase.end


def _beside_name(page: Page, end: int) -> bool:
    """Whether a name follows that the description explains."""
    doc: Doc = page.doc
    after = end + 1 if end < len(doc) and doc[end].text in (",", "(", "—", "–", "-") else end
    following = page.names.get(after)
    return following is not None and following.kind == "person"
