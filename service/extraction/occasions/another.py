"""Whether a sentence tells of another time than the occasion whose day is at hand.

"has called him a fool", "had warned", "said last week that …, adding": what no day of its own can be told of,
and what was surely not said there and then.
"""

import re

from spacy.tokens import Doc, Token

from service.extraction.attribution.walk import Attribution
from service.extraction.dates import Kind, Relation
from service.extraction.times.nouns import is_occasion
from service.extraction.times.ties import joined
from service.extraction.times.timing import Timed, is_hours, refers_back

_HAVE = frozenset({"has", "have", "had", "'d", "’d", "'ve", "’ve"})
#: A time that can't be told, and is over.
_PAST = re.compile(r"\b(?:last|past|previous(?:ly)?|ago|earlier|before|recent(?:ly)?)\b", re.I)
_CLIMB = 12
#: What lasts or lies ahead sets no time apart.
_NO_TIME = frozenset({Kind.DURATION, Kind.RANGE})


def is_another_time(doc: Doc, said: Attribution, number: int, day: str, *, far: bool) -> bool:
    """Whether the sentence ``number``, or that of the cue, tells of another time than ``day`` (ISO 8601).

    ``far``: the day is told elsewhere; then any other time before the cue counts, whatever it hangs on.
    """
    cue = said.cue
    if cue is None:
        return False
    return _is_perfect(doc[cue.at]) or any(
        _tells_another(doc, one, doc[cue.at], day, far=far)
        for frame in {number, cue.frame}
        for one in doc._.times.get(frame, ())
    )


def _is_perfect(verb: Token) -> bool:
    """ "has said", "had said": some time before. Not what was said to have been done ("said she had …")."""
    return (
        verb.dep_ != "ccomp"
        and verb.tag_ == "VBN"
        and any(c.dep_ == "aux" and c.lower_ in _HAVE for c in verb.lefts)
    )


def _tells_another(doc: Doc, one: Timed, cue: Token, day: str, *, far: bool) -> bool:
    """Whether ``one`` dates what the cue's clause, or one joined to it, tells, and is not ``day``."""
    expression = one.expression
    if one.on_noun or expression.relation is not Relation.ON or expression.kind in _NO_TIME:
        return False
    if one.verb is None or refers_back(expression) or is_hours(doc, one):
        return False
    if one.value is None and not _PAST.search(doc._.text, expression.start, expression.end):
        return False
    if one.value is not None and (one.value.value == day or day.startswith(one.value.value)):
        return False
    verb = doc[one.verb]
    if joined(verb, cue):
        return True
    return far and one.root < cue.i and not _describes(doc, one) and not _is_reported(verb, cue)


def _is_reported(verb: Token, cue: Token) -> bool:
    """Whether ``verb`` is of what the cue says ("In 2008, she said, the ferry was sold")."""
    if cue.dep_ == "parataxis" and cue.is_ancestor(verb) is False and verb.is_ancestor(cue):
        return True
    return cue.is_ancestor(verb) and any(
        token.dep_ in ("ccomp", "xcomp") for token in (verb, *verb.ancestors) if cue.is_ancestor(token)
    )


def _describes(doc: Doc, one: Timed) -> bool:
    """Whether it stands in a clause that tells who somebody is ("Bell, who took office in 2020, said")."""
    token = doc[one.root]
    for _ in range(_CLIMB):
        if token.dep_ == "appos" or (token.dep_ in ("relcl", "acl") and not is_occasion(token.head)):
            return True
        if token.head.i == token.i:
            return False
        token = token.head
    return False
