"""Topics of quotes as the pipeline finds them, one reason a row."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.extraction.extractor import Extractor
from service.extraction.topics import MOST

pytestmark = pytest.mark.model

WALL = (
    "The City Council voted on Tuesday to build a flood wall along the harbor."
    " The flood wall would cost $212 million.\n\n"
    "“{}” council president Ada Bell said on Thursday.\n\n"
    "The flood wall is 14 feet high."
)

HAS = [
    # reason, article, title, slugs it must have, slugs it must not have
    (
        "a phrase in the quote's own words",
        WALL.format("Flood walls are for cowards."),
        None,
        {"flood-wall"},
        set(),
    ),
    (
        "a definite head stands for its phrase",
        WALL.format("I never liked the wall."),
        None,
        {"flood-wall"},
        {"wall"},
    ),
    (
        "what the headline and the article are about",
        WALL.format("We shall see."),
        "A flood wall at last",
        {"flood-wall"},
        set(),
    ),
    (
        "the speaker, the role and days are no topic",
        WALL.format("We shall see."),
        None,
        set(),
        {"ada-bell", "thursday", "tuesday", "council-president"},
    ),
    (
        "generic nouns are no topic",
        WALL.format("People have a lot of time for this kind of thing."),
        None,
        set(),
        {"people", "time", "thing", "lot", "kind"},
    ),
    (
        "a subject of the news needs one mention",
        WALL.format("Inflation will eat the rest."),
        None,
        {"inflation"},
        {"rest"},
    ),
    (
        "a compound about a matter of news",
        WALL.format("Fuel prices and the minimum wage went up."),
        None,
        {"fuel-price", "minimum-wage"},
        set(),
    ),
    (
        "a passing compound is none",
        WALL.format("It is a butter knife of a plan."),
        None,
        set(),
        {"butter-knife"},
    ),
    (
        "forms of one country's name",
        WALL.format("The U.S. should pay for it."),
        None,
        {"united-states"},
        {"us", "u-s"},
    ),
    (
        "a demonym is its place",
        WALL.format("The Kazakh government should pay for it."),
        None,
        {"kazakhstan"},
        {"kazakh"},
    ),
    (
        "a person spoken of, by full name",
        WALL.format("Boris Johnson should pay for it."),
        None,
        {"boris-johnson"},
        set(),
    ),
    (
        "a plural that lemmatisers get wrong",
        WALL.format("They raised taxes and cut a tax."),
        None,
        {"tax"},
        {"taxis", "taxes"},
    ),
    (
        "a compound whose last word is a role elsewhere",
        WALL.format("The data center drinks the river.") + "\n\nThe data center is new.",
        None,
        {"data-center"},
        set(),
    ),
    (
        "a plain noun that the headline names and the text repeats",
        WALL.format("We shall see.") + "\n\nNo library stays open. Each library has a cat.",
        "Libraries to close",
        {"library"},
        {"cat"},
    ),
    (
        "a noun that says too little alone, though the headline has it",
        WALL.format("We shall see.") + "\n\nIt is a record. No record lasts.",
        "A record at last",
        set(),
        {"record"},
    ),
    (
        "a prop that the story goes on about is not what it is about",
        WALL.format("We shall see.") + "\n\nA parrot sat there. The parrot spoke. A parrot left.",
        None,
        {"flood-wall"},
        {"parrot"},
    ),
    (
        "the law's last word belongs to its name",
        WALL.format("The Open Meetings Law forbids it."),
        None,
        {"open-meetings-law"},
        {"open-meetings", "law"},
    ),
    (
        "a broadcaster's letters make an outlet, not its town",
        WALL.format("We shall see.") + "\n\nThe rain fell on Leeds, BBC Radio Leeds said. Leeds was wet.",
        "Rain on Leeds",
        {"leeds"},
        {"bbc-radio-leeds"},
    ),
    (
        "the place in an outlet's name is not where the headline is",
        WALL.format("We shall see.") + "\n\nThe New York Times has a map of New York.",
        "New York Times prints a map of the wall",
        set(),
        {"new-york", "new-york-times"},
    ),
    (
        "two outlets in one are none the less outlets",
        WALL.format("Two of three trust the Washington Post/ABC News poll."),
        None,
        set(),
        {"washington-post-abc-news"},
    ),
    (
        "British and American spelling are one",
        WALL.format("The harbour walls and the harbour wall."),
        None,
        {"harbor-wall"},
        {"harbour-wall"},
    ),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(
    ("text", "title", "wanted", "unwanted"), [row[1:] for row in HAS], ids=[row[0] for row in HAS]
)
def test_topics_of_a_quote(extractor, text, title, wanted, unwanted):
    quotes = extractor.extract(text, title=title).quotes
    assert len(quotes) == 1
    slugs = {topic.slug for topic in quotes[0].topics}
    assert wanted <= slugs
    assert not unwanted & slugs


def test_an_acronym_of_the_article_is_the_body_it_stands_for(extractor):
    text = (
        "The Harbour Pilots Association (HPA) met on Monday.\n\n"
        "“The HPA has never lost a ship,” said Ada Bell, a captain.\n\n"
        "“I left the Harbour Pilots Association,” said Jo Park."
    )
    one, other = extractor.extract(text).quotes
    assert "harbour-pilots-association" in {t.slug for t in one.topics} & {t.slug for t in other.topics}


def test_own_words_weigh_more_than_the_sentence_and_the_sentence_more_than_the_article(extractor):
    text = (
        "Inflation fell. The strike goes on. The strike hurt trade with Poland.\n\n"
        "“The strike must end,” Ada Bell, a baker, said in Poland.\n\n“Nobody is happy,” said Jo Park.\n\n"
        "The strike ends in May."
    )
    first, second = extractor.extract(text).quotes
    near = {t.slug: t.weight for t in first.topics}
    far = {t.slug: t.weight for t in second.topics}
    assert near["strike"] > near["poland"] > far["strike"] > 0


def test_where_the_outlet_tells_and_is_told_is_no_topic(extractor):
    text = (
        "PORT ELY, Maine (NPW) — The sea rose.\n\n"
        "“We are wet,” Ada Bell told The Washington Post. “Port Ely is wet.”"
    )
    slugs = {topic.slug for quote in extractor.extract(text).quotes for topic in quote.topics}
    assert "port-ely" in slugs
    assert not slugs & {"npw", "washington-post"}


PIECES = st.sampled_from(
    [
        "“The flood wall is here,” said Ada Bell.",
        "“Steel, steel and Polish steel,” said the Bank of England (BoE).",
        "PORT ELY, Maine — ",
        "By Jo Park\n",
        "U.S. fuel prices",
        "The BoE",
        "NATO (NATO)",
        "inflation ",
        "a b-c d",
        "\n\n",
        " ",
        "“",
        "”",
        "é",
        "🌊",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from([None, "", "A flood wall ‘at last’"]))
def test_every_topic_is_proved_weighed_and_the_same_again(extractor, text, title):
    quotes = extractor.extract(text, title=title).quotes
    for quote in quotes:
        assert len(quote.topics) <= MOST
        assert len({t.slug for t in quote.topics}) == len(quote.topics)
        assert list(quote.topics) == sorted(quote.topics, key=lambda t: (-t.weight, t.slug))
        for topic in quote.topics:
            assert text[topic.evidence.start : topic.evidence.end] == topic.evidence.text != ""
            assert 0 <= topic.weight <= 1
            assert topic.slug.isascii() and topic.slug == topic.slug.lower() and topic.name
    assert [q.topics for q in extractor.extract(text, title=title).quotes] == [q.topics for q in quotes]
