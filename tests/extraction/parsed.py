"""Docs made by hand, so that a rule is tested without a model: "Bell/NNP/nsubj/1 said/VBD/ROOT/1/say".

Each token is word/TAG/dep/head, with a lemma behind it where that is not the word in lower case; "¶" ends a
paragraph.
"""

import spacy
from spacy.tokens import Doc, Span

from service.extraction import components
from service.extraction.extractor import prepare

#: An empty pipeline's: it knows what is a word, a mark, a number, and no more.
_VOCAB = spacy.blank("en").vocab
_POS = {
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "NN": "NOUN",
    "NNS": "NOUN",
    "PRP": "PRON",
    "WP": "PRON",
    "PRP$": "PRON",
    "DT": "DET",
    "IN": "ADP",
    "JJ": "ADJ",
    "RB": "ADV",
    "CC": "CCONJ",
    "CD": "NUM",
    "MD": "AUX",
    "POS": "PART",
    "_SP": "SPACE",
}
_TIGHT_BEFORE = frozenset({",", ".", "?", "!", ":", ";", ")", "”", "’s", "¶"})
_TIGHT_AFTER = frozenset({"“", "(", "¶"})


def parsed(tokens: str, *, ents: dict[str, str] | None = None) -> Doc:
    """The Doc that ``tokens`` describe; ``ents`` maps printed names to the model's labels."""
    rows = [token.split("/") for token in tokens.split()]
    words = ["\n\n" if row[0] == "¶" else row[0] for row in rows]
    spaces = [
        row[0] not in _TIGHT_AFTER and i + 1 < len(rows) and rows[i + 1][0] not in _TIGHT_BEFORE
        for i, row in enumerate(rows)
    ]
    tags = ["_SP" if row[0] == "¶" else row[1] for row in rows]
    doc = Doc(
        _VOCAB,
        words=words,
        spaces=spaces,
        tags=tags,
        pos=[_POS.get(tag, "VERB" if tag.startswith("VB") else "PUNCT") for tag in tags],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
        lemmas=[row[4] if len(row) > 4 else word.lower() for row, word in zip(rows, words, strict=True)],
    )
    doc.ents = [span for name, label in (ents or {}).items() for span in _printed(doc, name, label)]
    prepare(doc, doc.text, None, None)
    return doc


def empty() -> Doc:
    """A Doc without a word."""
    doc = Doc(_VOCAB)
    prepare(doc, "", None, None)
    return doc


def _printed(doc: Doc, name: str, label: str) -> list[Span]:
    found, at = [], doc.text.find(name)
    while at >= 0:
        span = doc.char_span(at, at + len(name), label=label)
        found += [span] if span is not None else []
        at = doc.text.find(name, at + 1)
    return found


def framed(tokens: str, *, ents: dict[str, str] | None = None) -> Doc:
    """The Doc of ``parsed`` with its segments and frames."""
    return components.frames(components.quotation_marks(parsed(tokens, ents=ents)))


def cued(tokens: str, *, ents: dict[str, str] | None = None) -> Doc:
    """The Doc of ``framed`` with its cues too."""
    return components.cues(framed(tokens, ents=ents))


def named(tokens: str, *, ents: dict[str, str] | None = None) -> Doc:
    """The Doc of ``framed`` with its names and entities too."""
    return components.entities(components.names(framed(tokens, ents=ents)))
