"""Which language a text is in, so that nothing is read out of one that the rules don't know."""

import re
from collections.abc import Iterable
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

_SAMPLE = 6000
#: Fewer letters than this tell no language; such a text is read as English.
_LETTERS = 60
#: What stands beyond Latin Extended-B; English has no letter there.
_BEYOND = re.compile("[\u0250-\U0010ffff]")
#: Above this the identifier is believed that a text is not English.
_SURE = 0.8
#: So many pieces of so many characters, spread over the text, are looked at first: the identifier takes its
#: time by the character, and of nearly every English text these tell.
_PIECES, _PIECE = 8, 50
#: From this on the pieces are believed that the text is English.
_PLAINLY = 0.95


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect(text: str) -> tuple[str, bool]:
    """The ISO 639-1 code of ``text`` ("und" where too little is printed), and whether it can be read."""
    sample = text[: _SAMPLE * 3]
    if _letters(sample[: 2 * _LETTERS]) < _LETTERS and _letters(sample) < _LETTERS:
        return "und", True
    foreign = _letters(_BEYOND.findall(sample))
    mostly_foreign = 2 * foreign > _letters(sample) if foreign else False
    if not mostly_foreign and _is_plainly_english(sample[:_SAMPLE]):
        return "en", True
    code, probability = _identifier().classify(sample[:_SAMPLE])
    if mostly_foreign:
        return (str(code) if code != "en" else "und"), False
    if code == "en" or probability < _SURE:
        return "en", True
    return str(code), False


def _letters(characters: Iterable[str]) -> int:
    return sum(map(str.isalpha, characters))


def _is_plainly_english(sample: str) -> bool:
    """Whether pieces of ``sample``, its beginning and end among them, leave no doubt."""
    step = (len(sample) - _PIECE) // (_PIECES - 1)
    if step <= _PIECE:
        return False
    pieces = "\n".join(sample[i * step : i * step + _PIECE] for i in range(_PIECES))
    code, probability = _identifier().classify(pieces)
    return bool(code == "en" and probability >= _PLAINLY)
