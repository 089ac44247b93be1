"""Echoes: a fragment in an article's first lines that stands in full further down, from the same source."""

import re

from spacy.tokens import Doc

from service.extraction.attribution.state import Attribution

_PARAGRAPHS = 4
_LEAST = 4
#: How many fragments are looked for, and in how many quotations: an article has few, and time is linear.
_FRAGMENTS, _QUOTATIONS = 20, 200
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def echoes(doc: Doc) -> dict[int, int]:
    """For segments of the first paragraphs: the later segment of the same source that holds their words.

    Needs ``doc._.segments`` and ``doc._.attributions``. A fragment of fewer than four letters tells nothing.
    """
    attributions: tuple[Attribution, ...] = doc._.attributions
    later: dict[str, list[int]] = {}
    for said in attributions:
        if said.source is not None:
            later.setdefault(said.source.key, []).append(said.segment)
    found = {}
    for said in attributions[:_FRAGMENTS]:
        if doc._.segments[said.segment].paragraph >= _PARAGRAPHS:
            break
        words = _words(doc, said.segment)
        if said.source is None or len(words) < _LEAST:
            continue
        for other in later[said.source.key][:_QUOTATIONS]:
            if other > said.segment and f" {words} " in f" {_words(doc, other)} ":
                found[said.segment] = other
                break
    return found


def _words(doc: Doc, segment: int) -> str:
    span = doc._.segments[segment]
    return " ".join(_WORD.findall(doc._.text[span.start : span.end].lower()))
