"""What a report says: errors one by one, by shape, and what misses its floor."""

import pytest

from service.evaluation import (
    InvalidFloor,
    evaluate,
    figures_table,
    mistakes_table,
    read_floors,
    score,
    shapes_table,
)
from service.extraction.annotations import Evidence, Extraction, Medium, Quote, Span, Speaker, SpeakerKind
from tests.evaluation.build import TEXT, article, gold, predicted

RAIN = gold('"Rain is coming,"', mention="Ada Obel", role="mayor", medium="statement", shape="inverted")
BOAT = gold('"Bring a boat,"', mention="she", date="2025-03-11")
PUDDLE = gold('"a puddle"', "A spokesman", named=False, mention="A spokesman")
FLOOD = article(RAIN, BOAT, PUDDLE)


def report(*predictions):
    return score([FLOOD], {"a": predictions})


def test_every_error_is_listed_with_both_values():
    found = report(
        predicted("Rain is coming,", speaker="Obel", role="driver", medium="speech", mention="Tuesday"),
        predicted("Bring a boat,", speaker="Tess Holm", mention="she"),
        predicted("played"),
    )
    assert [(m.field, m.gold, m.predicted) for m in found.mistakes] == [
        ("spurious", None, "Ada Obel"),
        ("mention", "Ada Obel", "Tuesday"),
        ("speaker-loose", "Ada Obel", "Obel"),
        ("role", "mayor", "driver"),
        ("medium", "statement", "speech"),
        ("speaker", "Ada Obel", "Tess Holm"),
        ("date", "2025-03-11", None),
        ("missed", "A spokesman", None),
    ]


def test_shapes_are_those_of_the_gold_or_read_off_the_text():
    rows = {row.shape: row for row in report(predicted("Rain is coming,", medium="statement")).shapes}
    assert set(rows) == {"inverted", "whole, pronoun", "fragment, unnamed"}
    assert (rows["inverted"].found, rows["inverted"].speakers_right) == (1, 1)
    assert rows["inverted"].mistakes == {"role": 1}
    assert rows["whole, pronoun"].mistakes == {"missed": 1}


def test_media_are_counted_in_pairs():
    found = report(predicted("Rain is coming,", medium="speech"), predicted("a puddle"))
    assert found.media == {("statement", "speech"): 1, ("unspecified", "unspecified"): 1}


def test_floors_that_hold_and_floors_that_do_not():
    found = report(predicted("Rain is coming,", confidence=1.0))
    assert found.floors({"precision": 100, "ece_max": 0.0}) == ()
    (short,) = found.floors({"recall": 34, "precision": 99})
    assert str(short) == "recall 33.3 (floor 34)"
    (short,) = report().floors({"ece_max": 0.04})
    assert short.value == 1.0, "no confidence at all is the worst calibration"


def test_floors_are_read():
    assert read_floors("f1=97, mention=93.5,") == {"f1": 97.0, "mention": 93.5}
    assert read_floors("") == {}


@pytest.mark.parametrize("text", ["f1", "f1=", "f1=high", "beauty=90", "=3"])
def test_floors_that_cannot_be_read(text):
    with pytest.raises(InvalidFloor):
        read_floors(text)


def test_a_floor_of_an_unknown_figure_is_refused():
    with pytest.raises(InvalidFloor, match="date_recall"):
        report().floors({"beauty": 90})


def test_tables_show_what_the_report_holds():
    found = report(predicted("Rain is coming,", speaker="Obel", medium="statement", confidence=0.5))
    assert "extraction recall      33.3% (1/3)" in figures_table(found)
    assert "calibration error      0.500" in figures_table(found)
    assert "whole, pronoun" in shapes_table(found)
    assert 'a\tspeaker-loose\tinverted\t"Rain is coming,"\tAda Obel → Obel' in mistakes_table(found)


def test_tables_of_nothing():
    found = score([], {})
    assert "n/a" in figures_table(found)
    assert mistakes_table(found) == ""


class Reader:
    """Answers one quote, and remembers what it was asked."""

    version = "by-hand"

    def __init__(self):
        self.asked = []

    def extract(self, text, *, title=None, published_at=None):
        self.asked.append((text, title, published_at))
        start = text.index("Rain")
        quote = Quote(
            segments=(Span.of(text, start, start + len("Rain is coming,")),),
            partial=False,
            speaker=Speaker(name="Ada Obel", kind=SpeakerKind.PERSON),
            role="mayor",
            medium=Medium.STATEMENT,
            said_on=None,
            confidence=0.9,
            evidence=Evidence(speaker=Span.of(text, text.index("Ada"), text.index("Ada") + 8)),
            rule="by-hand",
        )
        return Extraction(text=text, language="en", supported=True, extractor="by-hand", quotes=(quote,))


def test_a_reader_is_asked_for_text_title_and_date_only():
    reader = Reader()
    found = evaluate([FLOOD], reader)
    assert reader.asked == [(TEXT, None, "2025-03-12")]
    assert (found.articles, found.quotes) == (1, 3)
    assert [m.field for m in found.mistakes] == ["missed", "missed"]
    assert found.figures.trust.right == 1
