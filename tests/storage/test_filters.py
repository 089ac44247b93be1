"""Every filter and sort of the list of quotes, on both databases."""

import pytest
from peewee import Database

from service.errors import InvalidSearch
from service.storage import quotes
from service.storage.quotes import QuoteFilter
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article

WALL = Line(
    words="We will build the flood walls before winter",
    by="José A. Núñez",
    aliases=("Núñez", "Pepe Núñez"),
    role="the mayor of Port Alder",
    medium="briefing",
    said_on="2024-03-12",
    confidence=0.95,
    about=("Flood walls", "Port Alder"),
)
LEVEE = Line(
    words="A levee is not a wall|and never was",
    by="Siobhán O’Brien",
    aliases=("O’Brien",),
    role="a hydrologist",
    medium="interview",
    said_on="2024-03",
    confidence=0.6,
    about=("Port Alder",),
)
NOBODY = Line(words="To be or not to be", confidence=0.3)
STATEMENT = Line(
    words="Our walls don’t leak",
    by="Alder Concrete",
    kind="organization",
    medium="statement",
    said_on="2024",
    confidence=0.8,
)
MONDAY = (WALL, LEVEE)
FRIDAY = (NOBODY, STATEMENT)


@pytest.fixture
def archive(database: Database) -> None:
    reader = ScriptedReader(*MONDAY, *FRIDAY)
    ingest(
        Submission(
            text=article(*MONDAY), publication="The Alder Post", published_at="2024-03-12T23:30:00-05:00"
        ),
        reader,
        10_000,
    )
    ingest(Submission(text=article(*FRIDAY), publication="Wire", published_at="2024-03-15"), reader, 10_000)


CASES = [
    # any name or alias, whatever its accents, case and middle initial
    ({"speaker": "José A. Núñez"}, [WALL]),
    ({"speaker": "jose nunez"}, [WALL]),
    ({"speaker": "NÚÑEZ"}, [WALL]),
    ({"speaker": "pepe nunez"}, [WALL]),
    ({"speaker": "O'Brien"}, [LEVEE]),
    ({"speaker": "alder"}, [STATEMENT]),
    ({"speaker": "Nuñ"}, []),  # half a word is no name
    ({"speaker": "…"}, []),
    ({"speaker_id": "nobody"}, []),
    # a topic by slug or by name
    ({"topic": "flood-walls"}, [WALL]),
    ({"topic": "FLOOD WALLS"}, [WALL]),
    ({"topic": "Port Alder"}, [WALL, LEVEE]),
    ({"topic": "walls"}, []),
    ({"medium": "interview"}, [LEVEE]),
    ({"medium": "nonsense"}, []),
    ({"role": "Mayor"}, [WALL]),
    ({"role": "port MAYOR"}, [WALL]),
    ({"role": "winter"}, []),  # a word of the quote, not of the role
    ({"status": "extracted"}, [WALL, LEVEE, NOBODY, STATEMENT]),
    ({"status": "verified"}, []),
    ({"publication": "the alder post"}, [WALL, LEVEE]),
    ({"publication": "Alder"}, []),
    ({"min_confidence": 0.8}, [WALL, STATEMENT]),
    # the whole interval of said_on must lie within the bounds
    ({"said_from": "2024-03-12", "said_to": "2024-03-12"}, [WALL]),
    ({"said_from": "2024-03-01", "said_to": "2024-03-31"}, [WALL, LEVEE]),
    ({"said_from": "2024-03-02"}, [WALL]),
    ({"said_to": "2024-03-30"}, [WALL]),
    ({"said_from": "2024-01-01", "said_to": "2024-12-31"}, [WALL, LEVEE, STATEMENT]),
    # the day that was printed, not the day in UTC
    ({"published_from": "2024-03-12", "published_to": "2024-03-12"}, [WALL, LEVEE]),
    ({"published_from": "2024-03-13"}, [NOBODY, STATEMENT]),
    ({"published_to": "2024-03-12"}, [WALL, LEVEE]),
    ({"published_to": "2024-03-11"}, []),
    # several at once
    ({"topic": "port-alder", "min_confidence": 0.9, "q": "winter"}, [WALL]),
    ({"speaker": "Núñez", "medium": "interview"}, []),
    # what no database can hold is found in none
    ({"speaker": "Nu\0ñez"}, []),
    ({"q": "wall\ud800"}, []),
    # full text
    ({"q": "wall"}, [WALL, LEVEE, STATEMENT]),
    ({"q": "WALLS"}, [WALL, LEVEE, STATEMENT]),
    ({"q": '"flood walls"'}, [WALL]),
    ({"q": '"walls flood"'}, []),
    ({"q": "“flood walls”"}, [WALL]),
    ({"q": "wall -levee"}, [WALL, STATEMENT]),
    ({"q": 'wall -"flood wall"'}, [LEVEE, STATEMENT]),
    ({"q": "-wall"}, [NOBODY]),
    ({"q": "lev*"}, [LEVEE]),
    ({"q": "not to be"}, [NOBODY]),  # words that others call stop words are what people say
    ({"q": '"to be or not to be"'}, [NOBODY]),
    ({"q": '"wall and never"'}, [LEVEE]),  # over the seam of two segments
    ({"q": "don't"}, [STATEMENT]),
    ({"q": "don’t leak"}, [STATEMENT]),
    ({"q": "flood-walls"}, [WALL]),
    ({"q": "mayor"}, []),  # the role is not what was said
    ({"q": "?!"}, []),
    ({"q": ""}, []),
]


def test_a_filter_finds_what_it_says(archive: None, subtests: pytest.Subtests) -> None:
    for asked, expected in CASES:
        with subtests.test(str(asked)):
            page = quotes.find(QuoteFilter(**asked))  # type: ignore[arg-type]
            assert {quote.text for quote in page.items} == {line.words.replace("|", " ") for line in expected}
            assert page.total == len(expected) == len(page.items)


ORDERS = [
    ("-published_at", [STATEMENT, NOBODY, LEVEE, WALL]),
    ("published_at", [WALL, LEVEE, NOBODY, STATEMENT]),
    ("-said_on", [WALL, LEVEE, STATEMENT, NOBODY]),  # no day at all comes last …
    ("said_on", [STATEMENT, LEVEE, WALL, NOBODY]),  # … in both directions
    ("-confidence", [WALL, STATEMENT, LEVEE, NOBODY]),
]


@pytest.mark.parametrize("limit", [1, 3, 4, 100])
def test_a_sort_holds_over_pages(archive: None, limit: int, subtests: pytest.Subtests) -> None:
    for sort, expected in ORDERS:
        with subtests.test(sort):
            found, cursor = [], None
            for _ in expected:
                page = quotes.find(QuoteFilter(), sort=sort, limit=limit, cursor=cursor)
                found += [quote.text for quote in page.items]
                cursor = page.next_cursor
                if cursor is None:
                    break
            assert found == [line.words.replace("|", " ") for line in expected]
            assert cursor is None


def test_relevance_puts_the_quote_that_is_most_about_the_words_first(archive: None) -> None:
    page = quotes.find(QuoteFilter(q="walls"), sort="relevance")
    assert page.items[0].text == STATEMENT.words
    assert page.total == 3


def test_position_follows_the_article(archive: None) -> None:
    article_id = quotes.find(QuoteFilter(q="flood")).items[0].article.id
    page = quotes.find(QuoteFilter(article_id=article_id), sort="position")
    assert [quote.text for quote in page.items] == [WALL.words, LEVEE.words.replace("|", " ")]
    assert page.items == quotes.of_article(article_id)


@pytest.mark.parametrize("sort", ["position", "relevance", "", "id", "confidence", "--said_on"])
def test_a_sort_that_means_nothing_is_refused(sort: str) -> None:
    with pytest.raises(InvalidSearch) as raised:
        quotes.find(QuoteFilter(), sort=sort)
    assert raised.value.field == "sort"


@pytest.mark.parametrize("field", ["said_from", "said_to", "published_from", "published_to"])
@pytest.mark.parametrize("value", ["yesterday", "2024-02-30", "2024-13", ""])
def test_a_bound_that_is_no_date_is_refused(field: str, value: str) -> None:
    with pytest.raises(InvalidSearch) as raised:
        quotes.find(QuoteFilter(**{field: value}))  # type: ignore[arg-type]
    assert raised.value.field == field
