"""The subject of a reporting verb by the order of words, where it stands right before the verb."""

from spacy.tokens import Doc, Token

from service.extraction.attribution.nominals import NOMINAL, RELATIVE, does_next, is_misread_name, may_speak
from service.extraction.attribution.outer import Outer
from service.extraction.lexicons import role_nouns

_NOMINATIVE = frozenset({"he", "she", "they", "it", "i", "we", "you", "who"})
#: How a name hangs on what it only says more about: "the dean of Ely, Maine", "a memo seen by Ely".
_WITHIN = frozenset({"compound", "nmod", "pobj", "prep", "agent", "acl", "appos"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
#: How far back the comma may be that opens an apposition or a relative clause.
_APPOSITION = 32
_OPENS_APPOSITION = frozenset({"DT", "WP", "WDT", "CD", "VBG", "VBN", "PRP$", "JJ", "NN", "NNS", "RB", "IN"})


def beside(doc: Doc, position: int, tokens: tuple[int, ...]) -> Token | None:
    """The subject that stands right before a finite verb: "Bell said", "he later added", "Bell, who said"."""
    verb = doc[tokens[position]]
    at = position - 1
    if at >= 0 and tokens[position] - tokens[at] == 1 and is_misread_name(doc[tokens[at]], verb):
        return doc[tokens[at]]
    while at >= 0 and tokens[at + 1] - tokens[at] == 1 and _passes(doc[tokens[at]]):
        at -= 1
    if at < 0 or tokens[at + 1] - tokens[at] > 1:
        return None
    token = doc[tokens[at]]
    if token.lower_ in RELATIVE and token.tag_ in ("WP", "WDT") and at > 0:
        return _before_relative(doc, at, tokens)
    if token.text == "," and verb.tag_ in _FINITE:
        return _before_apposition(doc, at, tokens)
    if verb.tag_ not in _FINITE:
        named = token.tag_ == "NNP" and at == position - 1 and verb.tag_ == "VBG" and may_speak(token)
        return token if named else None
    if token.lower_ in _NOMINATIVE:
        return token
    if token.dep_ == "appos" and token.pos_ == "NOUN" and does_next(token) and may_speak(token):
        return token
    if token.tag_ in ("NNP", "NNPS") and token.text[:1].isupper() and may_speak(token):
        return _out_of_preposition(_first_of_two(token, Outer(tokens)), Outer(tokens))
    return None


def _first_of_two(token: Token, outer: Outer) -> Token:
    """The name that another is joined to: "Lena Ortiz and Karl Weber said"."""
    head = token.head
    if token.dep_ == "conj" and head.i < token.i and head.i in outer and head.pos_ == "PROPN":
        return head
    return token


def _out_of_preposition(token: Token, outer: Outer) -> Token:
    """The name before the preposition: "Mr. Morgan of the Sierra Club said", "a memo seen by Ely says"."""
    head = token
    while head.dep_ in _WITHIN and head.head.i in outer and head.head.i < token.i:
        if head.head.pos_ in ("VERB", "AUX") and head.head.dep_ != "acl":
            break
        if head.dep_ == "appos" and not _explains(head):
            break
        head = head.head
    return head if head.pos_ in NOMINAL else token


def _explains(name: Token) -> bool:
    """Whether an appositive name only tells of which place or body: "a study in the journal Nature"."""
    if name.ent_type_ == name.head.ent_type_ == "GPE":
        return True
    return name.head.dep_ == "pobj" and name.head.i == name.i - 1 and name.ent_type_ != "PERSON"


def _before_apposition(doc: Doc, at: int, tokens: tuple[int, ...]) -> Token | None:
    """The name before the comma that the one at ``at`` matches: "Thackray, a crossbench peer, told"."""
    best: tuple[int, Token] | None = None
    for i in range(at - 1, max(0, at - _APPOSITION), -1):
        token = doc[tokens[i]]
        if token.text in (";", ":", "—", "–"):
            break
        if token.text != ",":
            continue
        before, behind = doc[tokens[i - 1]], doc[tokens[i + 1]]
        if not (_is_proper(before) and may_speak(before)):
            continue
        fit = 2 * (before.ent_type_ == "PERSON") + (behind.tag_ in _OPENS_APPOSITION)
        fit -= 2 * (before.ent_type_ in ("GPE", "LOC", "NORP"))
        if best is None or fit > best[0]:
            best = (fit, before)
    if best is None or best[0] <= 0:
        return None
    whole = _out_of_preposition(best[1], Outer(tokens))
    return whole if whole.ent_type_ == "PERSON" else best[1]


def _is_proper(token: Token) -> bool:
    """Whether the token ends a name; of "Seo-yeon" the parser sees a common noun."""
    if token.tag_ in ("NNP", "NNPS"):
        return True
    doc = token.doc
    return token.i > 1 and doc[token.i - 1].text == "-" and doc[token.i - 2].tag_ == "NNP"


def _passes(token: Token) -> bool:
    """Adverbs and auxiliaries between subject and verb."""
    return (
        token.pos_ in ("ADV", "AUX") and token.lower_ not in ("when", "where", "why", "how")
    ) or token.tag_ == "RB"


def _before_relative(doc: Doc, at: int, tokens: tuple[int, ...]) -> Token | None:
    before = doc[tokens[at - 1]]
    if before.text == "," and at > 1:
        before = doc[tokens[at - 2]]
    if before.pos_ not in NOMINAL:
        return None
    if not may_speak(before):
        return None
    if before.ent_type_ == "PERSON":
        return before
    if (
        before.ent_type_ in ("ORG", "GPE")
        and doc[tokens[at - 1]].text == ","
        and doc[tokens[at]].lower_ == "who"
    ):
        person = _before_apposition(doc, at - 1, tokens)
        if person is not None and person.ent_type_ == "PERSON":
            return person
    named = (
        _before_apposition(doc, at - 1, tokens)
        if before.tag_ == "NN" and doc[tokens[at - 1]].text == ","
        else None
    )
    if named is not None:
        return named
    person = _out_of_preposition(before, Outer(tokens)) if doc[tokens[at]].lower_ == "who" else before
    if person.ent_type_ == "PERSON":
        return person
    return _described_by(before, doc[at], Outer(tokens))


def _described_by(before: Token, relative: Token, outer: Outer) -> Token:
    """The noun that a relative clause behind ``before`` tells of: "a judge in Leeds who told him"."""
    head = found = before
    while head.dep_ in ("pobj", "prep", "appos") and head.head.i < head.i and head.head.i in outer:
        head = head.head
        if head.pos_ in NOMINAL:
            found = head
            if relative.lower_ == "who" and head.lemma_.lower() in role_nouns():
                break
    return found
