"""Names that a title-case line made too long: "President Bell Speech at the Harbour Gala"."""

from collections import Counter
from dataclasses import replace

from spacy.tokens import Doc

from service.extraction.lexicons import given_names, name_words
from service.extraction.naming.name import Name
from service.extraction.naming.words import is_initial

_TRAILING = name_words("trailing")
_FAMILY = name_words("family")


def trim_trailing(doc: Doc, names: list[Name]) -> list[Name]:
    """``names`` with those of people cut before a word that headings put behind a name ("Speech").

    Only where the article uses what is left for a surname and never the word cut off, so that "Doris Day" and
    "Jo Street" keep theirs.
    """
    alone = Counter(name.words[0] for name in names if len(name.words) == 1)
    return [_trimmed(doc, name, alone) if _may_be_person(name) else name for name in names]


def _may_be_person(name: Name) -> bool:
    return name.kind == "person" or (name.kind == "other" and name.words[0] in given_names())


def _trimmed(doc: Doc, name: Name, alone: Counter[str]) -> Name:
    words = name.words
    cut = next((i for i, word in enumerate(words) if i and word in _TRAILING), None)
    if cut is None or name.end - name.start != len(words) or any(alone[word] for word in words[cut:]):
        return name
    left = words[:cut]
    if not alone[left[-1]] or left[-1] in _FAMILY or is_initial(left[-1]):
        return name
    if len(left) == 1 and left[0] in given_names() and name.title == name.start:
        return name
    end = name.start + cut
    char_end = doc[end - 1].idx + len(doc[end - 1])
    return replace(
        name, end=end, words=left, text=doc._.text[doc[name.start].idx : char_end], char_end=char_end
    )
