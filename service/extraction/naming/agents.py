"""Nouns for people that no list has, told by their endings: "modeller", "rate payer", "seventh-grader"."""

from spacy.tokens import Doc, Token

from service.extraction.lexicons import agent_nouns

#: Shorter words with such an ending are mostly something else ("beer", "fist").
_SHORTEST = 5
_STOPS = frozenset({"IN", "TO", "VBG", "WDT", "WP", "WRB"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


def is_agent(token: Token) -> bool:
    """Whether a noun in small letters is by its ending one for somebody who does something."""
    if token.tag_ not in ("NN", "NNS") or not token.is_lower:
        return False
    singular = token.lower_.removesuffix("s") if token.tag_ == "NNS" else token.lower_
    if len(singular) < _SHORTEST or singular in agent_nouns("things"):
        return False
    return singular.endswith(tuple(agent_nouns("endings")))


def agent_head(doc: Doc, start: int, end: int) -> int | None:
    """The last noun of tokens [start, end) before any preposition, where it names somebody by its ending."""
    last = None
    for i in range(start, end):
        if doc[i].tag_ in _STOPS and not hyphened(doc, i):
            break
        if doc[i].tag_ in _NOUNS:
            last = i
    return last if last is not None and is_agent(doc[last]) else None


def hyphened(doc: Doc, at: int) -> bool:
    """Whether a token is a part of a word with hyphens ("at" in "at-large")."""
    behind = at > 0 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_
    return behind or (at + 1 < len(doc) and doc[at + 1].text == "-" and not doc[at].whitespace_)
