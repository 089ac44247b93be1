"""Which language a text is in, so that nothing is read out of one that the rules don't know."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

_SAMPLE = 6000
#: Fewer letters than this tell no language; such a text is read as English.
_LETTERS = 60
#: The last letter of Latin Extended-B; English has none beyond.
_LATIN = "\u024f"
#: Above this the identifier is believed that a text is not English.
_SURE = 0.8


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect(text: str) -> tuple[str, bool]:
    """The ISO 639-1 code of ``text`` ("und" where too little is printed), and whether it can be read."""
    sample = text[: _SAMPLE * 3]
    letters = sum(c.isalpha() for c in sample)
    if letters < _LETTERS:
        return "und", True
    code, probability = _identifier().classify(sample[:_SAMPLE])
    if 2 * sum(c.isalpha() and c > _LATIN for c in sample) > letters:
        return (str(code) if code != "en" else "und"), False
    if code == "en" or probability < _SURE:
        return "en", True
    return str(code), False
