"""What the model learns of words is bounded, and what it reads does not depend on it."""

import pytest

from service.extraction import vocabulary
from service.extraction.extractor import Extractor

pytestmark = pytest.mark.model

TEXTS = [
    f"“The {name}ford bridge will be mended,” said {name} {name}sen, the mayor of {name}by, on Monday."
    for name in ("Tarvik", "Ombrel", "Quendra", "Lisvot", "Hargenn", "Zeltin")
]


@pytest.fixture(scope="module")
def readings() -> list[object]:
    reader = Extractor()
    return [reader.extract(text, published_at="2026-03-04") for text in TEXTS]


@pytest.mark.parametrize("kept", [0, 12], ids=["no room at all", "room for some"])
def test_new_words_are_kept_while_there_is_room(
    kept: int, readings: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "KEPT", kept)
    reader = Extractor()
    assert [reader.extract(text, published_at="2026-03-04") for text in TEXTS] == readings
    strings = len(reader.model.vocab.strings)
    assert [word in reader.model.vocab.strings for word in ("Tarvikford", "Zeltinford")] == [kept > 0, False]
    # Words that were met before, and were forgotten, are read as before, and forgotten again.
    assert [reader.extract(text, published_at="2026-03-04") for text in TEXTS] == readings
    assert len(reader.model.vocab.strings) == strings
    in_a_text = len(TEXTS[0].split()) + 10
    assert len(reader.model.get_pipe("lemmatizer").cache) <= kept + in_a_text


def test_an_error_while_a_text_is_read_leaves_the_model_whole(
    readings: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "KEPT", 0)
    reader = Extractor()
    with monkeypatch.context() as broken:
        broken.setattr(reader, "_rules", lambda doc: doc[len(doc)])
        with pytest.raises(IndexError):
            reader.extract(TEXTS[0])
    assert reader.extract(TEXTS[1], published_at="2026-03-04") == readings[1]
