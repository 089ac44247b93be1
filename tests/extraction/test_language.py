"""The language of a text: English is read, another is told, and a text too short to tell is read."""

import pytest

from service.extraction.language import detect

LANGUAGES = [
    (
        "The harbour master said the ferry would not sail before the wind had dropped, and nobody argued.",
        ("en", True),
        "English",
    ),
    (
        "Le maire a déclaré que le pont resterait fermé jusqu’au printemps, faute de moyens pour le réparer.",
        ("fr", False),
        "French",
    ),
    (
        "Die Bürgermeisterin sagte, die Brücke bleibe bis zum Frühjahr gesperrt, weil das Geld dafür fehle.",
        ("de", False),
        "German",
    ),
    (
        "La alcaldesa dijo que el puente seguirá cerrado hasta la primavera porque no hay dinero este año.",
        ("es", False),
        "Spanish",
    ),
    (
        "قالت رئيسة البلدية إن الجسر سيبقى مغلقا حتى الربيع لأن المال اللازم لإصلاحه غير متوفر هذا العام.",
        ("ar", False),
        "Arabic",
    ),
    (
        "市长表示，由于今年没有足够的资金进行维修，这座桥将一直关闭到明年春天，居民对此表示不满。市议会将在下周再次讨论这个问题，届时居民可以发言。",
        ("zh", False),
        "Chinese, without spaces between words",
    ),
    (
        "“Voilà,” said Chef Amadou Ndiaye of the Café des Arts, who cooked in Dakar, Lyon and Hull.",
        ("en", True),
        "English with names and words of elsewhere",
    ),
    (
        "Nkosinathi Dlamini, Thandeka Mthembu and Nomvula Zwane were named in the squad on Friday.",
        ("en", True),
        "English, most of it names",
    ),
    ("“Bonne chance,” she said.", ("und", True), "too short to tell: read"),
    ("", ("und", True), "empty"),
    ("12:30 " * 200, ("und", True), "no letters"),
]


@pytest.mark.parametrize(("text", "expected", "why"), LANGUAGES, ids=[row[2] for row in LANGUAGES])
def test_detect(text: str, expected: tuple[str, bool], why: str) -> None:
    assert detect(text) == expected, why


ENGLISH = "The council met on Friday and agreed to mend the bridge before the autumn storms, she said. "
FRENCH = "Le conseil a décidé vendredi de réparer le pont avant les tempêtes, a déclaré la présidente. "
MIXED = [
    (ENGLISH * 40, ("en", True), "a long English text"),
    (FRENCH * 40, ("fr", False), "a long French text"),
    (ENGLISH * 3 + FRENCH * 40, ("fr", False), "an English headline and lead over a French text"),
    (FRENCH * 40 + ENGLISH * 3, ("fr", False), "an English note under it"),
    (FRENCH * 2 + ENGLISH * 40, ("en", True), "an English text that opens with words of French"),
    ((ENGLISH + FRENCH * 6) * 6, ("fr", False), "English quoted all through a French text"),
    ((FRENCH + ENGLISH * 3) * 10, ("en", True), "French quoted all through an English text"),
]


@pytest.mark.parametrize(("text", "expected", "why"), MIXED, ids=[row[2] for row in MIXED])
def test_a_text_is_in_the_language_of_most_of_it(text: str, expected: tuple[str, bool], why: str) -> None:
    assert detect(text) == expected, why


def test_only_the_beginning_is_looked_at() -> None:
    english = "The council met on Friday and agreed to mend the bridge before the autumn storms. " * 300
    assert detect(english + "Le conseil est d’accord. " * 4000) == ("en", True)
