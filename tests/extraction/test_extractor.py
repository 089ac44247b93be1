"""The extractor's front door: what every extraction is, whatever the text."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.extraction import components
from service.extraction.annotations import Extraction
from service.extraction.extractor import Extractor
from service.extraction.layout import paragraphs
from tests.extraction.spans import check

pytestmark = pytest.mark.model

ARTICLE = """Ferry to Skarholm cancelled again

SKARHOLM (Reuters) - The ferry will not sail before May, the harbour board said on Monday.

“We are sorry,” said Signe Holm, the board’s chair. “The engine is older than I am.

“We will find another boat.”

Fishermen called the delay “a disgrace” and “an insult.” One of them, Odd Larsen, 61, laughed: “Swim!”

According to the ministry’s report, the ship was “unfit for the sea, by day and by night” in 2019.
"""


@pytest.fixture(scope="module")
def extraction(extractor: Extractor) -> Extraction:
    return extractor.extract(ARTICLE, title="Ferry to Skarholm cancelled again", published_at="2024-05-15")


def test_reads_an_article(extraction: Extraction) -> None:
    check(extraction)
    assert (extraction.language, extraction.supported, extraction.text) == ("en", True, ARTICLE)
    assert [quote.text for quote in extraction.quotes] == [
        "We are sorry, The engine is older than I am. We will find another boat.",
        "a disgrace",
        "an insult.",
        "Swim!",
        "unfit for the sea, by day and by night",
    ]
    names = [quote.speaker.name if quote.speaker else None for quote in extraction.quotes]
    assert names[0] == "Signe Holm" and names[3] == "Odd Larsen"


def test_fragments_are_told_from_sentences(extraction: Extraction) -> None:
    assert [quote.partial for quote in extraction.quotes] == [False, True, True, False, True]


def test_version_names_rules_and_model(extractor: Extractor, extraction: Extraction) -> None:
    assert extraction.extractor == extractor.version
    assert extractor.version.startswith("rules-") and "+en_" in extractor.version


def test_aliases_are_the_other_names(extractor: Extractor) -> None:
    text = (
        "“It sails,” said Signe Holm of the harbour board.\n\n“On Monday,” Holm added. “At nine,” she said."
    )
    first = extractor.extract(text).quotes[0]
    assert first.speaker is not None
    assert first.speaker.aliases == ("Holm",)


EMPTY = ["", " ", "\n\n\t", "\u00a0\u2003", "\x1c\x1f"]


@pytest.mark.parametrize("text", EMPTY)
def test_an_empty_text_has_no_quotes_and_says_so(extractor: Extractor, text: str) -> None:
    extraction = extractor.extract(text)
    assert extraction.quotes == ()
    assert extraction.notes == ("the text is empty",)


def test_a_text_without_quotes_has_none_and_no_notes(extractor: Extractor) -> None:
    extraction = extractor.extract("The ferry will not sail before May, the harbour board said on Monday.")
    assert (extraction.quotes, extraction.notes) == ((), ())


def test_an_unbalanced_mark_is_noted_and_the_rest_is_read(extractor: Extractor) -> None:
    extraction = extractor.extract(
        "“It will not sail, said Odd Larsen.\n\n“It will sail in May,” said Signe Holm, the harbour’s chair."
    )
    check(extraction)
    assert "It will sail in May," in [
        segment.text for quote in extraction.quotes for segment in quote.segments
    ]
    extraction = extractor.extract(
        "“It will sail in May,” said Signe Holm.\n\n“It will not, said Odd Larsen."
    )
    assert any("never closed" in note for note in extraction.notes)
    assert extraction.quotes[0].text == "It will sail in May,"


def test_a_dubious_day_of_publication_is_no_error(extractor: Extractor) -> None:
    text = "“It sails,” Signe Holm said on Monday."
    for published in ("", "yesterday", "2024-02-31", "0000-00-00", "9999-12-31", "2024-05-15T10:00:00Z"):
        check(extractor.extract(text, published_at=published))


def test_pipes_need_only_what_others_before_them_assign(extractor: Extractor) -> None:
    doc = extractor.read(ARTICLE)
    assert tuple(extractor._rules.pipe_names) == components.ORDER
    assert len(doc._.attributions) == len(doc._.segments)
    problems = extractor.rules.analyze_pipes()["problems"]
    missing = {
        name: [need for need in needs if need.startswith("doc._.")] for name, needs in problems.items()
    }
    assert not any(missing.values()), missing


def test_threads_share_one(extractor: Extractor, extraction: Extraction) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: extractor.extract(ARTICLE, published_at="2024-05-15"), range(8)))
    assert all(one.quotes == extraction.quotes for one in found)


NAMED = ["Ada Bell", "she", "the mayor", "Mr. Reed", "who", "OKAFOR: ", "@ada", "Q. ", "A. "]
SAYING = ["said", "told", "according to", "called", "asked", "and", "on Monday", "in a statement"]
WORDS = ["It rains", "a disgrace", "The", "\u202b", "é", "🙂", "\0"]
MARKS = [*[",", ".", ":", "“", "”", '"', "'", "’", "‘", "«", "»", "—", "(", ")", "?", "!"], "\n\n", "\n"]
TEXTS = st.lists(st.sampled_from([*NAMED, *SAYING, *WORDS, *MARKS]), max_size=40).map(" ".join) | st.text(
    max_size=200
)


@settings(max_examples=120, deadline=None)
@given(text=TEXTS)
def test_any_text_is_read_verbatim_and_alike_twice(extractor: Extractor, text: str) -> None:
    extraction = extractor.extract(text, published_at="2024-05-15")
    check(extraction)
    assert extractor.extract(text, published_at="2024-05-15") == extraction
    own = paragraphs(extraction.text)
    for quote in extraction.quotes:
        assert all(any(p.start <= s.start and s.end <= p.end for p in own) for s in quote.segments)
