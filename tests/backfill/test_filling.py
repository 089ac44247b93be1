"""A backfill with two processes: the archive is the one that ingest makes, and what dies is read again."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from peewee import Database

from service.backfill.crew import Processes
from service.backfill.filling import Filling, Offered, Outcome
from service.backfill.journal import Journal, digest
from service.backfill.reading import begin
from service.errors import TrackerError
from service.sources.files import documents
from service.sources.found import Document
from service.storage import articles, quotes, speakers
from service.storage.articles import ArticleFilter
from service.storage.database import connect
from service.storage.quotes import QuoteFilter
from service.tracker import processing
from service.tracker.intake import Submission
from tests.backfill.reader import FragileReader, load

NEWS = "“The bridge is open,” Mayor Ada Bright said at a briefing on 2026-03-03."


def offered(text: str, number: int = 0, **fields: str) -> Offered:
    known = {"text": text, **fields}
    return Offered(f"archive:{number}", known, Submission(**known), len(text))


def many(count: int) -> list[Offered]:
    return [offered(f"{NEWS} Number {n}.", n, external_id=f"a-{n}") for n in range(count)]


def rows() -> list[tuple[object, ...]]:
    """What the archive tells, but for ids and times that are new each time."""
    items = articles.find(ArticleFilter(), sort="-published_at", limit=200, cursor=None).items
    return sorted(
        (
            item.external_id or "",
            item.revision,
            articles.get(item.id).text,
            tuple((q.text, q.speaker and q.speaker.name, q.said_on) for q in quotes.of_article(item.id)),
        )
        for item in items
    )


@pytest.fixture(scope="module")
def crew() -> Iterator[Processes]:
    made = Processes(2, begin)
    yield made
    made.close()


def fill(crew: Processes, journal: Journal, items: Iterable[Offered], **given: int) -> list[Outcome]:
    return list(Filling(crew, load, journal, max_chars=10_000, **{"batch": 7, **given}).fill(items))


def test_it_is_the_archive_that_ingest_makes(database: Database, crew: Processes, journal: Journal) -> None:
    items = [
        *many(20),
        offered(f"{NEWS} Slow first version.", 20, external_id="x"),
        offered(f"{NEWS} Second version.", 21, external_id="x"),
        offered(f"{NEWS} Slow first version.", 22, external_id="x", title="And back"),
        offered(f"{NEWS} Number 3.", 23, external_id="a-3", title="A headline later"),
        offered(f"{NEWS} No id."),
        offered(f"{NEWS} No id.", byline="Ines Vidal"),
    ]
    for item in items:
        processing.ingest(item.submission, FragileReader(), 10_000)
    expected, people = rows(), speakers.find().total
    for stored in articles.find(ArticleFilter(), sort="-published_at", limit=200, cursor=None).items:
        articles.delete(stored.id)
    outcomes = fill(crew, journal, items)
    assert [each.outcome for each in outcomes[:20]] == ["created"] * 20
    assert [each.outcome for each in outcomes[20:]] == [
        "created", "revised", "revised", "revised", "created", "revised",
    ]  # fmt: skip
    assert (rows(), speakers.find().total) == (expected, people)


def test_a_second_run_reads_nothing(
    database: Database, crew: Processes, journal: Journal, tmp_path: Path
) -> None:
    items = many(10)
    fill(crew, journal, items)
    before = rows()
    assert {each.outcome for each in fill(crew, journal, items)} == {"known"}
    lost = Journal(tmp_path / "another", "here")
    assert {each.outcome for each in fill(crew, lost, items)} == {"unchanged"}
    lost.close()
    assert rows() == before


def test_a_parquet_file_is_gone_on_with_where_it_stopped(
    database: Database, crew: Processes, journal: Journal, tmp_path: Path
) -> None:
    arrow = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    import pyarrow.parquet as parquet

    ids = list(range(12))
    columns = {"text": [f"{NEWS} Number {n}." for n in ids], "external_id": ids, "score": [0.5] * 12}
    file = tmp_path / "archive.parquet"
    parquet.write_table(arrow.table(columns), file, row_group_size=5)
    found = [each for each in documents(file) if isinstance(each, Document)]
    items = [Offered(each.where, each.fields, Submission(**each.fields), each.size) for each in found]
    fill(crew, journal, items[:7])
    outcomes = [each.outcome for each in fill(crew, journal, items)]
    assert outcomes == ["known"] * 7 + ["created"] * 5
    assert sorted(int(str(row[0])) for row in rows()) == ids


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_article_that_kills_is_given_up_and_its_neighbours_are_not(
    database: Database, crew: Processes, journal: Journal
) -> None:
    items = many(12)
    items[5] = offered(f"{NEWS} Poison.", 5)
    items[9] = offered(f"{NEWS} Fault.", 9)
    outcomes = fill(crew, journal, items, attempts=2)
    errors = {each.offered.where: each.error for each in outcomes if each.error}
    assert {where: error.slug for where, error in errors.items()} == {
        "archive:5": "gave-up",
        "archive:9": "internal-error",
    }
    assert "2 times" in errors["archive:5"].detail
    assert len(rows()) == 10
    assert [each.outcome for each in fill(crew, journal, items[:4])] == ["known"] * 4


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("fields", "slug", "why"),
    [
        ({"text": "word " * 2_001}, "article-too-large", "more than is accepted"),
        ({"text": " "}, "invalid-article", "no words"),
        ({"html": "<html><body></body></html>"}, "invalid-article", "a page without words, found elsewhere"),
        ({"text": "words", "published_at": "2026-02-30"}, "invalid-article", "no such day"),
    ],
)
def test_what_is_no_article_is_told(
    database: Database, crew: Processes, journal: Journal, fields: dict[str, str], slug: str, why: str
) -> None:
    bad = Offered("archive:0", fields, Submission(**fields), 5)
    (first, second) = fill(crew, journal, [bad, offered(NEWS)])
    assert isinstance(first.error, TrackerError) and first.error.slug == slug, why
    assert second.outcome == "created"


def test_a_page_is_read_elsewhere(database: Database, crew: Processes, journal: Journal) -> None:
    html = f"<html><head><title>Bridge</title></head><body><article><p>{NEWS} On a page.</p></article></body>"
    page = Offered("page", {"html": html}, Submission(html=html), len(html))
    assert [each.outcome for each in fill(crew, journal, [page])] == ["created"]
    (stored,) = articles.find(ArticleFilter(), sort="-published_at", limit=9, cursor=None).items
    assert (stored.title, quotes.find(QuoteFilter()).total) == ("Bridge", 1)


def test_versions_of_an_article_are_stored_in_their_order(
    database: Database, crew: Processes, journal: Journal
) -> None:
    """The second was read without the headline that the first gave: it is read again before the third."""
    versions = [
        offered(f"{NEWS} One.", 1, external_id="x", title="A headline"),
        offered(f"{NEWS} Two.", 2, external_id="x"),
        offered(f"{NEWS} Three.", 3, external_id="x", title="A headline"),
    ]
    assert [each.outcome for each in fill(crew, journal, versions)] == ["created", "revised", "revised"]
    ((_, revision, text, _),) = rows()
    assert (revision, text) == (3, f"{NEWS} Three.")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_the_archive_lost_is_stored_again(
    database: Database, crew: Processes, journal: Journal, tmp_path: Path
) -> None:
    """An older copy of the database was put back: the journal is told by it what is in there."""
    items = many(20)
    fill(crew, journal, items[:7])
    database.execute_sql("VACUUM INTO ?", (str(tmp_path / "copy"),))
    fill(crew, journal, items)
    connect(f"sqlite:///{tmp_path / 'copy'}")
    outcomes = [each.outcome for each in fill(crew, journal, items)]
    assert outcomes == ["known"] * 7 + ["created"] * 13


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_few_articles_are_on_their_way(database: Database, crew: Processes, journal: Journal) -> None:
    taken = 0

    def source() -> Iterator[Offered]:
        nonlocal taken
        for item in many(100):
            taken += 1
            yield item

    filling = Filling(crew, load, journal, max_chars=10_000, batch=5).fill(source())
    for count, _ in enumerate(filling, start=1):
        assert taken <= count + crew.ahead + 5
    assert count == 100


def test_fields_are_known_again_whatever_their_order() -> None:
    one, other = {"text": "a", "title": "b\ud800"}, {"title": "b\ud800", "text": "a"}
    assert digest(one) == digest(other) != digest({"text": "a"})
