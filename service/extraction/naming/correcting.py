"""Writes what was settled about people's names back on the Doc, so that every later rule reads the same.

The model takes a rare surname for an adverb or a person for a body; rules that ask for a token's tag or
entity would go on believing it.
"""

from spacy.tokens import Doc, Span

from service.extraction.naming.name import Name


def correct(doc: Doc, names: tuple[Name, ...]) -> None:
    """Makes every name of a person in ``names`` an entity of that kind, of proper nouns."""
    people = [name for name in names if name.kind == "person"]
    taken: set[int] = set()
    for name in people:
        taken.update(range(name.start, name.end))
        for i in range(name.start, name.end):
            if doc[i].pos_ != "PROPN" and doc[i].text[:1].isupper():
                doc[i].pos_, doc[i].tag_ = "PROPN", "NNP"
    kept = [entity for entity in doc.ents if not any(i in taken for i in range(entity.start, entity.end))]
    doc._.columns = None  # They held the old tags.
    doc.ents = [*kept, *(Span(doc, name.start, name.end, label="PERSON") for name in people)]
