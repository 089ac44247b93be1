"""How a word of a name sounds, roughly: what transliterations of one name have in common."""

import re
from functools import lru_cache

SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"kh|gh", "h"),
        (r"[cq]h?(?![eiy])|ck", "k"),
        (r"ph", "f"),
        (r"sch|shch|sh|ch|cz|sz|zh", "x"),
        (r"tz|ts", "c"),
        (r"dzh|dj|j(?=[aou])", "y"),
        (r"w|ff$|f$", "v"),
        (r"ou|oo|ow", "u"),
        (r"ee|ie|iy|yi|ii|yy", "i"),
        (r"y|j", "i"),
        (r"(?<=[aeou])i(?=[aeou])", ""),
        (r"ei|ai|e", "e"),
        (r"h(?![aeiou])", ""),
        (r"(.)\1+", r"\1"),
    )
)
"""What is heard alike: a pattern of letters and its sound."""


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """The sound of ``word``, which is in lower case without accents."""
    for pattern, heard in SOUNDS:
        word = pattern.sub(heard, word)
    return word
