"""Citations: what a newspaper prints, and nothing that is not known."""

import pytest

from service.exports.citations import MEDIA, citation, day
from service.exports.plain import write_markdown, write_text
from service.storage.records import SpeakerRef
from tests.exports.build import LISTED, quote

SOURCE = SpeakerRef(id="a", name="Noor Haddad", kind="person")
NOTHING = {"speaker": None, "role": None, "medium": "unspecified", "said_on": None}

# what is known of the quote beside its words, what stands behind the dash, why the row exists
KNOWN: list[tuple[dict[str, object], str, str]] = [
    ({}, " — Noor Haddad, chief engineer, at a briefing, March 3, 2026", "everything"),
    ({"role": None}, " — Noor Haddad, at a briefing, March 3, 2026", "no role"),
    ({"medium": "unspecified"}, " — Noor Haddad, chief engineer, March 3, 2026", "no medium"),
    ({"said_on": None}, " — Noor Haddad, chief engineer, at a briefing", "no day"),
    ({**NOTHING, "speaker": SOURCE}, " — Noor Haddad", "the speaker alone"),
    ({**NOTHING, "medium": "statement"}, " — in a statement", "nobody can be identified"),
    (NOTHING, "", "nothing at all: no dash either"),
    (
        {"role": "head of\n  bridges"},
        " — Noor Haddad, head of bridges, at a briefing, March 3, 2026",
        "one line",
    ),
]


@pytest.mark.parametrize(("known", "source", "why"), KNOWN, ids=[row[2] for row in KNOWN])
def test_what_is_known_is_cited(known: dict[str, object], source: str, why: str) -> None:
    assert citation(quote(**known)) == f"“We tested every bolt”{source}", why


@pytest.mark.parametrize(
    ("said_on", "printed"),
    [
        ("2022-01-06", "Jan. 6, 2022"),
        ("2022-02-28", "Feb. 28, 2022"),
        ("2022-03-01", "March 1, 2022"),
        ("2022-04-10", "April 10, 2022"),
        ("2022-05-05", "May 5, 2022"),
        ("2022-06-30", "June 30, 2022"),
        ("2022-07-04", "July 4, 2022"),
        ("2022-08-15", "Aug. 15, 2022"),
        ("2022-09-09", "Sept. 9, 2022"),
        ("2022-10-31", "Oct. 31, 2022"),
        ("2022-11-08", "Nov. 8, 2022"),
        ("2022-12-25", "Dec. 25, 2022"),
        ("2022-01", "January 2022"),
        ("2022-09", "September 2022"),
        ("2022", "2022"),
    ],
)
def test_days_in_ap_style_at_their_precision(said_on: str, printed: str) -> None:
    assert day(said_on) == printed


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("The tolls stay,", "The tolls stay", "the comma is the reporter's sentence's"),
        ("The tolls stay.", "The tolls stay.", "a full stop is the speaker's"),
        ("The tolls\n\n  stay", "The tolls stay", "one line"),
        ("Who said “no”?", "Who said “no”?", "the words stay as they are"),
    ],
)
def test_the_words(text: str, words: str, why: str) -> None:
    assert citation(quote(text, **NOTHING)) == f"“{words}”", why


def test_every_medium_has_words() -> None:
    from schemas.vocabulary import MEDIA as ALL

    assert {*MEDIA, "unspecified"} == {*ALL}


def test_a_line_each() -> None:
    batches = [(quote("A", **NOTHING), quote("B", **NOTHING)), (quote("C", **NOTHING),)]
    assert "".join(write_text(batches, LISTED)) == "“A”\n“B”\n“C”\n"
    assert "".join(write_text([()], LISTED)) == ""


def test_markdown_is_a_paragraph_each_and_its_marks_mean_nothing() -> None:
    made = quote("*Not* [this](x) & <b>_that_</b> `or` $a|b$ ~c~ \\d", **NOTHING)
    assert "".join(write_markdown([(made, made)], LISTED)).split("\n\n")[0] == (
        "“\\*Not\\* \\[this\\](x) \\& \\<b\\>\\_that\\_\\</b\\> \\`or\\` \\$a\\|b\\$ \\~c\\~ \\\\d”"
    )
