"""Releases, and what somebody "wrote" where a platform was named: one row, one reason. All of it invented."""

import pytest

from service.extraction.extractor import Extractor

pytestmark = pytest.mark.model

ROWS = [
    (
        "PORT AVERILL – Tarn Robotics today announced a pump.\n\n“It hums,” said Lee Park, its founder.\n\n"
        "This press release contains statements about the future.",
        ["statement"],
        "the text says that it is a release",
    ),
    (
        "FOR IMMEDIATE RELEASE\n\nTarn Robotics announced a new pump. “It hums,” Lee Park told the BBC.",
        ["interview"],
        "what the sentence tells goes before what the text is",
    ),
    (
        "Tarn Robotics put out a press release about a new pump. “It hums,” said Lee Park, its founder.",
        ["unspecified"],
        "a report of a release is none",
    ),
    (
        "On X, some of them sounded less sure. Rep. Lee Park wrote that they had sent “a message to us.”",
        ["twitter"],
        "a platform just named",
    ),
    (
        "The singer broke the news in an Instagram story.\n\n“I am gutted,” Lee Park wrote beside a photo.",
        ["social_media"],
        "a platform named in the paragraph before",
    ),
    (
        "Lee Park left X in May.\n\nThe bakers met.\n\nIt rained.\n\n“I am gutted,” Lee Park wrote.",
        ["publication"],
        "a platform named long before",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_written(extractor: Extractor, text: str, wanted: list[str], why: str) -> None:
    found = extractor.extract(text, published_at="2025-05-09").quotes
    assert [quote.medium.value for quote in found] == wanted, why


DEFINED = [
    (
        "Tarn Robotics, Inc. (“Tarn”), a maker of pumps, today announced that it had sold Quay Labs.",
        "what a text calls somebody from here on",
    ),
    (
        "Words such as “expect,” “hope” and “intend” identify statements about the future.",
        "words that are spoken of",
    ),
]


@pytest.mark.parametrize(("text", "why"), DEFINED, ids=[row[1] for row in DEFINED])
def test_definitions_are_no_quotes(extractor: Extractor, text: str, why: str) -> None:
    assert extractor.extract(text).quotes == (), why
