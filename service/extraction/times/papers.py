"""Documents that are dated where they are named: "a memo, sent to staff in January, which advised …"."""

from spacy.tokens import Doc

from service.extraction.attribution.frames import OUTER
from service.extraction.lexicons import document_nouns
from service.extraction.times.timing import Timed

#: How many words after its noun the day of a document may stand.
_NEAR = 10
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
PUT_OUT = frozenset(
    ["publish", "release", "send", "issue", "date", "write", "post", "file", "sign", "circulate", "email",
     "deliver", "draft", "unveil", "leak", "submit", "print", "mail"]
)  # fmt: skip


def dates_document(doc: Doc, found: Timed, cue: int) -> bool:
    """Whether ``found`` dates the document whose words the token ``cue`` brings in.

    A noun of a document, its day, then the cue, with no other clause between: "a paper published in
    September by … described", "a message, from June 2024, in which an engineer warned".
    """
    if found.on_noun or found.root > cue:
        return False
    noun = _document_before(doc, found)
    return noun is not None and not _clause_between(doc, found.root, cue, noun)


def _clause_between(doc: Doc, first: int, last: int, noun: int) -> bool:
    """Whether a clause stands between that is none of the document's own."""
    return any(
        token.tag_ in _FINITE
        and token.pos_ in ("VERB", "AUX")
        and token.dep_ not in ("aux", "auxpass")
        and not any(c.i == noun for c in token.children)
        for token in doc[first:last]
        if doc._.frames.owner[token.i] == OUTER
    )


def _document_before(doc: Doc, found: Timed) -> int | None:
    """The noun that stands before the day; between the two is a participle ("sent"), or "from" alone."""
    number, owner = found.frame, doc._.frames.owner
    start = doc._.frames.frames[number].start
    participle = None
    for i in range(found.root - 1, max(start, found.root - _NEAR) - 1, -1):
        token = doc[i]
        if owner[i] != OUTER or token.tag_ in _FINITE:
            return None
        if token.pos_ == "VERB":
            if participle is not None or token.tag_ != "VBN" or token.lemma_.lower() not in PUT_OUT:
                return None
            participle = token
        elif token.lemma_.lower() in document_nouns() and token.pos_ in ("NOUN", "PROPN"):
            if participle is not None:
                return i if all(doc[k].text == "," for k in range(i + 1, participle.i)) else None
            between = [doc[k].lower_ for k in range(i + 1, found.root) if doc[k].text != ","]
            return i if between[:1] in (["from"], ["of"], ["dated"]) else None
    return None
