"""The parts that need no model: slugs, stems, the lists, C-values, headlines, uniting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.annotations import Span, Topic
from service.extraction.lexicons import demonyms
from service.extraction.topics import MOST, unite
from service.extraction.topics.headline import in_headline
from service.extraction.topics.lexicon import bodies, key, peoples, places
from service.extraction.topics.mentions import TopicMention
from service.extraction.topics.salience import c_values, relative
from service.extraction.topics.slugs import phrase_slug, slug_of, stem

#: Demonyms of no one place: faiths, languages, peoples of many countries.
OF_NO_PLACE = frozenset(
    {"african-american", "anglo-irish", "arab", "british asian", "hispanic", "latina", "latino", "latinx"}
    | {"maori", "māori", "native american", "québécois", "romany", "sami", "slavic", "uighur", "uyghur"}
    | {"western"}
)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        (("United", "States"), "united-states"),
        (("Rodd", "&", "Firth"), "rodd-firth"),  # a sign between words is no word
        (("St.", "John’s"), "st-johns"),  # marks within a word join it
        (("Málaga",), "malaga"),  # accents go
        (("2024",), ""),  # a number is no topic
        (("—",), ""),
    ],
)
def test_slug(words, slug):
    assert slug_of(words) == slug


@pytest.mark.parametrize(
    ("lemmas", "slug"),
    [
        (("harbour", "wall"), "harbor-wall"),
        (("floodwall",), "flood-wall"),
        (("labor", "market"), "labor-market"),
    ],
)
def test_one_slug_for_both_spellings(lemmas, slug):
    assert phrase_slug(lemmas) == slug


@pytest.mark.parametrize(
    ("word", "singular"),
    [
        ("walls", "wall"),
        ("prices", "price"),
        ("cities", "city"),
        ("bus", "bus"),
        ("glass", "glass"),
        ("gas", "gas"),
    ],
)
def test_stem(word, singular):
    assert stem(word) == singular


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("US", "United States"),
        ("U.S.", "United States"),
        ("the United States of America", "United States"),
        ("UK", "United Kingdom"),
    ],
)
def test_forms_of_a_place(form, name):
    assert places()[key(form)] == name


def test_every_demonym_has_its_place():
    unplaced = {d for d in demonyms() if key(d) not in peoples() and d not in OF_NO_PLACE}
    assert unplaced == set()


def test_no_form_is_of_two_names():
    assert not set(places()) & set(bodies())


def _mention(slug: str, start: int, *, end: int | None = None, name: str | None = None) -> TopicMention:
    words = tuple(slug.split("-"))
    last = start + len(words) if end is None else end
    return TopicMention(slug, name or " ".join(words), words, "phrase", start, last, start * 10, last * 10)


def test_a_term_that_stands_only_in_longer_ones_is_worth_nothing():
    values = c_values(
        [_mention("flood-wall", 0), _mention("wall", 1), _mention("flood-wall", 9), _mention("wall", 10)]
    )
    assert values["wall"] <= 0 < values["flood-wall"]


def test_a_term_that_also_stands_alone_is_worth_something():
    values = c_values(
        [_mention("flood-wall", 0), _mention("wall", 1), _mention("wall", 7), _mention("wall", 20)]
    )
    assert values["wall"] > 0


def test_shares_of_nothing_are_nothing():
    assert relative({"a": 0.0, "b": -1.0}) == {"a": 0.0, "b": 0.0}


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Council backs flood walls", {"flood-wall"}),  # the plural is the same
        ("Flood hits the wall", set()),  # the words stand apart
        ("FLOOD-WALL VOTE", {"flood-wall"}),  # capitals and hyphens aside
        ("", set()),
    ],
)
def test_in_headline(title, found):
    assert in_headline(title, [_mention("flood-wall", 0)]) == found


@pytest.mark.parametrize(
    "town", ["Averill", "Bexley", "Corrow", "Dunmore", "Elsing", "Farrow", "Garvey", "Hale"]
)
def test_the_longer_form_of_a_name_is_looked_for_first(town):
    """Many towns, since a set of the two forms has the right one first every other time."""
    short = TopicMention("port-town", f"Port {town}", (town.lower(),), "place", 0, 1, 0, 5)
    other = TopicMention("port", "Port", ("port",), "body", 9, 10, 50, 54)
    assert in_headline(f"Port {town} votes", [short, other]) == {"port-town"}


SLUGS = st.sampled_from([f"topic-{letter}" for letter in "abcdefghijkl"])
TOPICS = st.builds(
    Topic, slug=SLUGS, name=st.just("a"), weight=st.floats(0, 1), evidence=st.just(Span(0, 1, "a"))
)


@given(st.lists(st.lists(TOPICS, max_size=8).map(tuple), max_size=4))
def test_united_topics_are_few_single_and_the_best(groups):
    united = unite(groups)
    best: dict[str, float] = {}
    for topic in (topic for group in groups for topic in group):
        best[topic.slug] = max(best.get(topic.slug, 0.0), topic.weight)
    assert len(united) == min(MOST, len(best))
    assert all(topic.weight == best[topic.slug] for topic in united)
    left_out = [weight for slug, weight in best.items() if slug not in {t.slug for t in united}]
    assert not left_out or max(left_out) <= min(topic.weight for topic in united)
