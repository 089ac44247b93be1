"""Names as people type them, with a title before them."""

from service.extraction.lexicons import honorifics, role_nouns
from service.storage.names import fold


def bare_name(name: str) -> str:
    """``name`` without the titles and offices before it: "Prime Minister Ana Boto" is "Ana Boto".

    A word that is as well a name ("Dean") stays, and so does the last word, whatever it is.
    """
    words = name.split()
    titles = [place for place, word in enumerate(words[:-1]) if _is_title(word)]
    return " ".join(words[titles[-1] + 1 :]) if titles else name


def _is_title(word: str) -> bool:
    plain = fold(word)
    known = honorifics().get(plain)
    return (known is not None and not known.name) or (known is None and plain in role_nouns())
