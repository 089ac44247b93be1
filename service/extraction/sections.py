"""Sections: what a separator line or the time stamp of a live blog parts tells of occasions of its own."""

import re

from spacy.tokens import Doc

_SEPARATOR = re.compile(r"[\W_]*(?:[_*=~#•—–-][\W_]*){3,}")
_STAMP = re.compile(
    r"(?:updated?:? *)?(?:at )?\d{1,2}(?:[:.]\d\d)? *(?:[ap]\.?m\.?|noon|GMT|BST|ET|E\.T\.)?"
    r"[\s\W]*(?:$|[—–:|-])",
    re.IGNORECASE,
)


def sections(doc: Doc) -> list[int]:
    """For every paragraph the number of its section, from 0."""
    found: list[int] = []
    number = 0
    for paragraph in doc._.paragraphs:
        line = doc._.text[paragraph.start : min(paragraph.end, paragraph.start + 60)]
        if _SEPARATOR.fullmatch(line) or _STAMP.match(line):
            number += 1
        found.append(number)
    return found


def stamps(doc: Doc) -> int:
    """How many paragraphs are time stamps."""
    text = doc._.text
    return sum(bool(_STAMP.match(text[p.start : min(p.end, p.start + 60)])) for p in doc._.paragraphs)
