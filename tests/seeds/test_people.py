"""The seeds, read by the real reader and stored: who is one speaker, and who is not."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from seeds.build import marked_articles
from service.extraction.extractor import Extractor
from service.storage import ambiguities, quotes, speakers
from service.storage.database import connect
from service.storage.quotes import QuoteFilter
from service.tracker import suggesting
from service.tracker.intake import Submission
from service.tracker.processing import ingest

pytestmark = pytest.mark.model

NAMESAKES = ("Daniel Okafor", "James Whitlock", "Maria Santos", "Michael Brennan")
"""Each is the name of two people, whom nothing but their roles tells apart."""

LOOK_ALIKES = (("Li Wenjing", "Li Wenyan"),)
"""Names that are nearly alike, of two people each."""

NAMED = {*NAMESAKES, *(name for pair in LOOK_ALIKES for name in pair)}


@pytest.fixture(scope="module")
def archive(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The articles that quote one of NAMED."""
    path = shutil.copy(empty_sqlite, tmp_path_factory.mktemp("people") / "quotes.db")
    opened = connect(f"sqlite:///{path}")
    reader = Extractor()
    for one in marked_articles():
        if any(quote.speaker in NAMED for quote in one.gold.quotes):
            ingest(Submission(**one.fields), reader, 1_000_000)
    yield
    opened.close_all()


@pytest.mark.parametrize("name", NAMESAKES)
@pytest.mark.usefixtures("archive")
def test_two_people_of_one_name_are_two_speakers(name: str) -> None:
    quoted = {
        one.fields["url"]
        for one in marked_articles()
        if any(quote.speaker == name for quote in one.gold.quotes)
    }
    found = speakers.find(name).items
    named = [one for one in found if one.name == name]
    assert len(named) == 2, [(one.name, one.quote_count) for one in found]
    articles = [_articles(one.id) for one in named]
    assert not articles[0] & articles[1], "no article quotes both"
    assert articles[0] | articles[1] == quoted
    asked = [one for one in ambiguities.find(limit=100).items if one.speaker.name == name]
    assert len(asked) == 1, "and an editor is asked"


@pytest.mark.parametrize(("name", "other"), LOOK_ALIKES)
@pytest.mark.usefixtures("archive")
def test_names_that_are_nearly_alike_are_never_linked(name: str, other: str) -> None:
    (one,) = (each for each in speakers.find(name).items if each.name == name)
    (another,) = (each for each in speakers.find(other).items if each.name == other)
    assert other not in one.aliases
    assert name not in another.aliases
    may_be = [each.speaker.id for each in suggesting.suggest(one.id)]
    assert may_be in ([], [another.id]), "suggested at most"


def _articles(speaker_id: str) -> set[str | None]:
    """The articles that quote the speaker, by url."""
    return {quote.article.url for quote in quotes.find(QuoteFilter(speaker_id=speaker_id), limit=100).items}
