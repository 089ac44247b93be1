"""Texts meant to hurt, or that nobody meant: never an error, never an invented quote.

How long they take is asked in ``test_growth.py``.
"""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction.spans import check

pytestmark = pytest.mark.model

#: More than a block.
SIZE = 24_000
#: Of what the model reads word by word.
WORDY = 9_000
SENTENCE = "The ferry to Skarholm left late again on Monday. "
SAID = "“We are late again,” said Signe Holm. "

RUNS = [
    ("“" * SIZE, "opening marks"),
    ("”" * SIZE, "closing marks"),
    ('"' * SIZE, "straight marks"),
    ("'" * SIZE, "apostrophes"),
    ("“”" * (SIZE // 2), "empty pairs"),
    ("« " * (SIZE // 2), "guillemets with spaces"),
    ('" ' * (SIZE // 2), "straight marks with spaces"),
    ("' a " * (SIZE // 4), "single marks around letters"),
    ("“a " * (SIZE // 3), "openings that never close"),
    ("‘a” " * (SIZE // 4), "marks that do not match"),
    ("“a\n\n" * (SIZE // 4), "paragraphs that all re-open"),
    ("(" * SIZE, "brackets"),
    ("(a " * (SIZE // 3), "brackets with letters"),
    ("\n" * SIZE, "line ends"),
    ("\n\n a" * (SIZE // 4), "paragraphs of a letter"),
    ("\0" * SIZE, "NUL"),
    ("a\u0301" * (SIZE // 2), "combining accents"),
    ("a" + "\u0301" * SIZE, "accents piled on one letter"),
    ("🙂" * SIZE, "emoji"),
    ("👩‍👩‍👧‍👦 " * (SIZE // 8), "emoji joined to families"),
    ("\u202e" * SIZE, "overrides of direction"),
    ("\ud800" * SIZE, "lone surrogates"),
    ("A" * SIZE, "one word"),
    ("A-" * (SIZE // 2), "one hyphenated word"),
    ("A. " * (SIZE // 3), "initials"),
    ("Ada Bell, " * (WORDY // 10), "a list of one name"),
    ("https://ely.example/a?b=c&d " * (WORDY // 28), "addresses"),
    ('<p class="quote">' * (WORDY // 17), "markup"),
    ("— " * (SIZE // 2), "dashes"),
    ("@ada " * (WORDY // 5), "handles"),
    ("A: " * (SIZE // 3), "labels on one line"),
    ("A: b\n\nQ: c\n\n" * (SIZE // 12), "a transcript of letters"),
    ("said " * (WORDY // 5), "cues alone"),
    ("“a,” said she, " * (WORDY // 15), "quotations in one endless sentence"),
]


@pytest.mark.parametrize(("text", "why"), RUNS, ids=[row[1] for row in RUNS])
def test_a_run_is_read_and_nothing_invented(extractor: Extractor, text: str, why: str) -> None:
    extraction = extractor.extract(text)
    check(extraction)
    assert len(extraction.text) == len(text)


NO_PROSE = {"opening marks", "straight marks", "empty pairs", "NUL", "brackets"}
NONSENSE = [row for row in RUNS if row[1] in NO_PROSE]


@pytest.mark.parametrize(("text", "why"), NONSENSE, ids=[row[1] for row in NONSENSE])
def test_where_there_is_no_prose_there_is_no_quote(extractor: Extractor, text: str, why: str) -> None:
    assert extractor.extract(text).quotes == (), why


@pytest.mark.parametrize(
    ("run", "why"), [(run[:2000], why) for run, why in RUNS], ids=[row[1] for row in RUNS]
)
def test_an_article_around_a_run_is_not_lost(extractor: Extractor, run: str, why: str) -> None:
    text = f"{SAID}\n\n{run}\n\n{SENTENCE}\n\n“It sails in May,” said Odd Larsen."
    extraction = extractor.extract(text)
    check(extraction)
    found = [segment.text for quote in extraction.quotes for segment in quote.segments]
    assert found[0] == "We are late again," and found[-1] == "It sails in May,", why


FOREIGN = [
    (
        "fr",
        "« Le pont restera fermé », a déclaré la maire, Inès Garnier. Les habitants du"
        " quartier sont inquiets "
        "et demandent des travaux avant l’hiver. « Nous attendons depuis deux ans », dit un voisin.",
    ),
    (
        "de",
        "„Die Brücke bleibt gesperrt“, sagte die Bürgermeisterin Jana Vogt. Die Anwohner sind besorgt und "
        "fordern eine Reparatur vor dem Winter. „Wir warten seit zwei Jahren“, sagt ein Nachbar.",
    ),
    (
        "es",
        "«El puente seguirá cerrado», dijo la alcaldesa, Inés Robledo. Los vecinos están preocupados y piden "
        "obras antes del invierno. «Esperamos desde hace dos años», dice uno de ellos.",
    ),
    (
        "ar",
        "قالت رئيسة البلدية: «سيبقى الجسر مغلقا». ويشعر السكان بالقلق ويطالبون بإصلاحه قبل الشتاء. "
        "وقال أحد الجيران: «نحن ننتظر منذ عامين ولا أحد يجيب على رسائلنا».",
    ),
]


@pytest.mark.parametrize(("language", "text"), FOREIGN, ids=[row[0] for row in FOREIGN])
def test_another_language_is_told_and_not_read(extractor: Extractor, language: str, text: str) -> None:
    extraction = extractor.extract(text)
    assert (extraction.language, extraction.supported, extraction.quotes) == (language, False, ())
    assert language in extraction.notes[0]


KEPT = [
    ("“We are\u0301 late,” said Signe Holm.", "a combining accent within the words"),
    ("“We are 🙂 late,” said Signe Holm.", "an emoji"),
    ("“We say \u202bشكرا\u202c to all,” said Signe Holm.", "right-to-left words"),
    ("“We are\0 late,” said Signe Holm.", "NUL"),
    ("“We are\u200b late,” said Signe Holm.", "a zero-width space"),
    ("\ufeff“We are late,” said Signe Holm.", "a byte order mark"),
    ("“We are late,” said Signe\u00a0Holm.", "a no-break space in the name"),
    ("“We are late,”\u00a0said Signe Holm.", "a no-break space before the cue"),
]


@pytest.mark.parametrize(("text", "why"), KEPT, ids=[row[1] for row in KEPT])
def test_odd_characters_are_kept_and_read_past(extractor: Extractor, text: str, why: str) -> None:
    extraction = extractor.extract(text)
    check(extraction)
    (quote,) = extraction.quotes
    assert quote.text == text[text.index("“") + 1 : text.index("”")], why
    assert quote.speaker is not None and quote.speaker.name.split()[-1] == "Holm"


def test_half_a_character_keeps_the_offsets(extractor: Extractor) -> None:
    text = "“We are \ud83d late,” said Signe Holm."
    extraction = extractor.extract(text)
    assert extraction.text == text.replace("\ud83d", "\ufffd")
    assert extraction.quotes[0].text == "We are \ufffd late,"


def test_a_long_paragraph_of_quotes_keeps_them_all(extractor: Extractor) -> None:
    times = WORDY // len(SAID)
    extraction = extractor.extract(SAID * times)
    check(extraction)
    assert sum(len(quote.segments) for quote in extraction.quotes) == times
