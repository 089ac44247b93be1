"""Writes what was settled about people's names back on the Doc, so that every later rule reads the same.

The model takes a rare surname for an adverb, a person for a body, and "posts" behind a name for a noun; rules
that ask for a token's tag or entity would go on believing it.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from service.extraction.columns import columns
from service.extraction.lexicons import reporting_verb
from service.extraction.naming.name import Name

#: How many tokens may stand between "posts" and the colon: "on X", "in a message to staff".
_TO_COLON = 8


def correct(doc: Doc, names: tuple[Name, ...]) -> None:
    """Makes every name of a person in ``names`` an entity of that kind, of proper nouns."""
    people = [name for name in names if name.kind == "person"]
    taken: set[int] = set()
    for name in people:
        taken.update(range(name.start, name.end))
        for i in range(name.start, name.end):
            if doc[i].pos_ != "PROPN" and doc[i].text[:1].isupper():
                doc[i].pos_, doc[i].tag_ = "PROPN", "NNP"
    for verb in _misread_verbs(doc):
        verb.pos_, verb.tag_ = "VERB", "VBZ"
    kept = [entity for entity in doc.ents if not any(i in taken for i in range(entity.start, entity.end))]
    doc._.columns = None  # They held the old tags.
    doc.ents = [*kept, *(Span(doc, name.start, name.end, label="PERSON") for name in people)]


def _misread_verbs(doc: Doc) -> Iterator[Token]:
    """Verbs taken for nouns where a name does them and a colon follows: "Bell posts on X: “…”"."""
    for i, tag in enumerate(columns(doc).tag):
        token = doc[i]
        if tag not in ("NNS", "NNPS") or not token.is_lower or i == 0:
            continue
        if reporting_verb(token.lemma_.lower()) is None or not _follows_subject(token.nbor(-1)):
            continue
        if _leads_to_quotation(doc, token.i + 1):
            yield token


def _follows_subject(before: Token) -> bool:
    return before.tag_ == "NNP" or (before.text == "," and before.sent[0].tag_ == "NNP")


def _leads_to_quotation(doc: Doc, at: int) -> bool:
    """Whether a colon comes soon, before anything that ends a clause, and a quotation behind it."""
    for i in range(at, min(at + _TO_COLON, len(doc) - 1)):
        if doc[i].text == ":":
            return bool(doc[i + 1].is_quote)
        if doc[i].is_punct or doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return False
    return False
