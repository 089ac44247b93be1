"""The nouns around a verb, by the order of words, where the parse finds no subject."""

from spacy.tokens import Doc, Token

from service.extraction.attribution.nominals import NOMINAL, RELATIVE, SUBJECT, may_speak
from service.extraction.attribution.outer import Outer

_INSIDE_NP = frozenset(
    {"compound", "amod", "poss", "nmod", "det", "nummod", "case", "flat", "advmod", "punct"}
)


def noun_after(doc: Doc, at: int, tokens: tuple[int, ...], reach: int = 8) -> Token | None:
    """The head of the noun phrase that starts right after position ``at`` of ``tokens``."""
    for position in range(at + 1, min(len(tokens), at + 1 + reach)):
        token = doc[tokens[position]]
        if not may_speak(token):
            continue
        if token.pos_ in NOMINAL:
            return _head_of_phrase(token, Outer(tokens))
        if token.pos_ in ("VERB", "ADJ") and token.dep_ == "amod":
            continue
        if _is_name(token):
            return token
        if token.is_punct or (
            token.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ") and token.lower_ != "former"
        ):
            return None
    return None


def _is_name(token: Token) -> bool:
    """Whether the token is a name that the tagger took for an adverb: "said Skelly,"."""
    return token.pos_ == "ADV" and token.text[:1].isupper() and not token.is_sent_start


def noun_before(doc: Doc, at: int, tokens: tuple[int, ...], reach: int = 25) -> Token | None:
    """The head of the nearest noun phrase before position ``at`` that can be a subject."""
    allowed = Outer(tokens)
    candidate = None
    for position in range(at - 1, max(-1, at - 1 - reach), -1):
        token = doc[tokens[position]]
        if token.text in (";", ":"):
            break
        if token.pos_ not in NOMINAL or token.lower_ in RELATIVE or not may_speak(token):
            continue
        head = _head_of_phrase(token, allowed)
        if head.dep_ in SUBJECT:
            return head
        if candidate is None and not _in_prepositional_phrase(head):
            candidate = head
    return candidate


def _in_prepositional_phrase(token: Token) -> bool:
    return token.dep_ in ("pobj", "dobj") and token.head.pos_ == "ADP"


def _head_of_phrase(token: Token, allowed: Outer) -> Token:
    while token.dep_ in _INSIDE_NP and token.head.pos_ in NOMINAL and token.head.i in allowed:
        if token.head.i < token.i:
            break
        token = token.head
    return token
