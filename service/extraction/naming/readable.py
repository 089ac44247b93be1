"""Names as a reader sees them, where the article's bytes were read in a wrong encoding or markup was left."""

import re
import unicodedata

#: What UTF-8 turns into that was read as Windows-1252 or Latin-1: "FranÃ§ois" for "François".
_BROKEN = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u017d\u017e\u0178\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
#: Such a text may have been read wrongly more than once.
_MOST = 3


def readable(name: str) -> str:
    """``name`` without marks before its first letter, its letters put right where they were read wrongly."""
    at = next((i for i, character in enumerate(name) if character.isalnum()), 0)
    name = name[at:]
    for _ in range(_MOST):
        composed = unicodedata.normalize("NFC", name)
        mended = _mended(composed) if _BROKEN.search(composed) else None
        if mended is None:
            break
        name = mended
    return name


def _mended(text: str) -> str | None:
    """``text`` read again as UTF-8; None where it never was."""
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return None
