"""Columns: what the rules read out of lists is what spaCy's tokens say."""

from service.extraction.columns import columns
from tests.extraction.parsed import empty, parsed


def test_columns_say_what_the_tokens_say() -> None:
    doc = parsed(
        "İzmir/NNP/nsubj/1 said/VBD/ROOT/1/say it/PRP/nsubj/3 RAINS/VBZ/ccomp/1/rain ¶/_SP/dep/3 ././punct/1"
    )
    found = columns(doc)
    assert found.text == [token.text for token in doc]
    assert found.lower == [token.lower_ for token in doc]
    assert found.pos == [token.pos_ for token in doc]
    assert found.tag == [token.tag_ for token in doc]
    assert found.dep == [token.dep_ for token in doc]
    assert found.start == [token.idx for token in doc]


def test_they_are_made_once() -> None:
    doc = parsed("Bell/NNP/nsubj/1 spoke/VBD/ROOT/1/speak")
    assert columns(doc) is columns(doc)


def test_a_doc_without_words_has_empty_ones() -> None:
    assert columns(empty()).text == columns(empty()).start == []
