"""The seeds: built files match their sources, and every label holds against the text it is a label of."""

import datetime
import itertools
import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from seeds.build import (
    ARTICLES,
    GOLD,
    HERE,
    MEASURED,
    articles_ndjson,
    gold_file,
    gold_jsonl,
    marked_articles,
)
from service.evaluation import Prediction, score
from service.evaluation.gold import Kind, load
from service.evaluation.names import words

MARKED = list(marked_articles())
MARKED_TO_MEASURE = {name: list(marked_articles(HERE / name)) for name in MEASURED}
EVERY = list(itertools.chain(MARKED, *MARKED_TO_MEASURE.values()))
BY_DOC = [pytest.param(article, id=article.gold.doc) for article in EVERY]
QUOTES = [(article.gold, quote) for article in MARKED for quote in article.gold.quotes]

OPENING, CLOSING = "\"“‘„«'", "\"”’“»'"
PRINTED_WITHOUT_MARKS = {"post", "transcript", "qa"}
DOUBLE_MARKS = re.compile(r"[\"“”„«»]|''")
INCHES = re.compile(r"\d\"")


def test_built_files_are_what_the_sources_give():
    assert ARTICLES.read_text(encoding="utf-8") == articles_ndjson(MARKED), "run: python seeds/build.py"
    assert GOLD.read_text(encoding="utf-8") == gold_jsonl(MARKED), "run: python seeds/build.py"
    for name, articles in MARKED_TO_MEASURE.items():
        built = gold_file(name).read_text(encoding="utf-8")
        assert built == gold_jsonl(articles), "run: python seeds/build.py"


def test_gold_loads_back_as_it_was_marked():
    assert load(GOLD) == tuple(article.gold for article in MARKED)
    for name, articles in MARKED_TO_MEASURE.items():
        assert load(gold_file(name)) == tuple(article.gold for article in articles)


def test_no_article_is_in_two_sets():
    docs = [article.gold.doc for article in EVERY]
    assert len(docs) == len(set(docs))


@pytest.mark.parametrize(("name", "unseen"), [("later", 12), ("fresh", 12)])
def test_some_of_what_is_measured_with_is_never_read_for_errors(name, unseen):
    assert sum(article.gold.split == "check" for article in MARKED_TO_MEASURE[name]) == unseen


def test_articles_have_the_fields_of_the_api():
    fields = {"text", "title", "published_at", "publication", "url", "external_id", "byline"}
    records = [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    assert all(set(record) <= fields and {"text", "title"} <= set(record) for record in records)
    assert len({record["external_id"] for record in records}) == len(records)
    assert len({record["url"] for record in records}) == len(records)


def test_there_is_enough_to_look_at():
    publications = {article.fields["publication"] for article in MARKED}
    years = {article.gold.published[:4] for article in MARKED}
    media = {quote.medium for _, quote in QUOTES if quote.kind is Kind.QUOTE}
    assert len(MARKED) >= 80
    assert len(publications) >= 8
    assert years == {"2024", "2025", "2026"}
    assert len(media) == 12, "every medium is there"


def test_more_than_a_third_is_kept_for_checking():
    check = sum(article.gold.split == "check" for article in MARKED)
    assert 1 / 3 <= check / len(MARKED) <= 1 / 2


def test_people_come_back_in_other_roles():
    """What makes a query by speaker worth while: five people in three articles or more, two roles or more."""
    articles, roles = defaultdict(set), defaultdict(set)
    for article, quote in QUOTES:
        articles[quote.speaker].add(article.doc)
        roles[quote.speaker].add(quote.role)
    back = [name for name in articles if name and len(articles[name]) >= 3 and len(roles[name]) >= 2]
    assert len(back) >= 5, back


@pytest.mark.parametrize("name", ["Daniel Okafor", "James Whitlock", "Maria Santos", "Michael Brennan"])
def test_one_name_is_two_people(name):
    """What makes a split of a speaker worth while: nothing but the role tells them apart."""
    said = {(article.doc, quote.role) for article, quote in QUOTES if quote.speaker == name}
    assert len({doc for doc, _ in said}) >= 2
    assert len({role for _, role in said}) >= 2
    assert name in (HERE / "README.md").read_text(encoding="utf-8")


def test_some_utterances_are_in_two_articles():
    """What makes occurrences worth while: the same words in another article, or nearly the same."""
    by_speaker = defaultdict(list)
    for article, quote in QUOTES:
        by_speaker[quote.speaker].append((article.doc, set(words(article.text[quote.start : quote.end]))))
    again = {
        speaker
        for speaker, said in by_speaker.items()
        for (one, mine), (other, theirs) in itertools.combinations(said, 2)
        if one != other and len(mine) >= 4 and len(mine & theirs) >= 0.7 * len(mine | theirs)
    }
    assert {"Ruben Alcaraz", "Matteo Brambilla", "Neil Ostrow", "Patrick Wojcik"} <= again


def test_every_shape_is_documented_and_used():
    readme = (HERE / "README.md").read_text(encoding="utf-8").split("## Shapes")[1]
    documented = set(re.findall(r"^\| ([a-z-]+) \|", readme, re.MULTILINE)) - {"shape", "---"}
    assert documented == {quote.shape for _, quote in QUOTES if quote.shape}


@pytest.mark.parametrize("article", BY_DOC)
def test_length(article):
    assert 200 <= len(article.gold.text.split()) <= 900


@pytest.mark.parametrize("article", BY_DOC)
def test_spans_take_in_the_marks(article):
    text = article.gold.text
    for quote in article.gold.quotes:
        printed = text[quote.start : quote.end]
        assert printed == printed.strip()
        if quote.shape in PRINTED_WITHOUT_MARKS or printed.startswith("#"):
            continue
        assert printed[0] in OPENING, printed
        closed = printed[-1] in CLOSING
        assert closed or text[quote.end : quote.end + 1] == "\n", f"unclosed inside a paragraph: {printed}"


@pytest.mark.parametrize("article", BY_DOC)
def test_labels_are_in_order_and_apart(article):
    ends = [(quote.start, quote.end) for quote in article.gold.quotes]
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(ends))


@pytest.mark.parametrize("article", BY_DOC)
def test_no_stretch_in_double_marks_is_unlabelled(article):
    text = list(article.gold.text)
    for quote in article.gold.quotes:
        text[quote.start : quote.end] = " " * (quote.end - quote.start)
    rest = INCHES.sub("", "".join(text))
    assert not DOUBLE_MARKS.search(rest), DOUBLE_MARKS.search(rest)


@pytest.mark.parametrize("article", BY_DOC)
def test_speaker_and_role_are_printed_in_the_article(article):
    text = article.gold.text.lower()
    for quote in article.gold.quotes:
        assert (quote.speaker or "").lower() in text, quote.speaker
        if quote.role and "(" not in quote.role:
            assert quote.role.lower() in text, quote.role
        assert set(words(quote.role)) <= set(words(text)), quote.role


@pytest.mark.parametrize("article", BY_DOC)
def test_nobody_speaks_after_publication(article):
    published = datetime.date.fromisoformat(article.gold.published)
    for quote in article.gold.quotes:
        if quote.date and len(quote.date) == len("2025-01-01"):
            assert datetime.date.fromisoformat(quote.date) <= published
        elif quote.date:
            assert quote.date <= article.gold.published


def test_only_quotes_carry_a_speaker():
    for _, quote in QUOTES:
        if quote.kind is not Kind.QUOTE:
            fields = (quote.speaker, quote.role, quote.medium, quote.date, quote.mention)
            assert fields == (None,) * 5


def test_sources_are_named_by_month():
    names = [path.stem for path in (HERE / "articles").glob("*")]
    assert all(re.fullmatch(r"202[456]-\d\d-[a-z0-9-]+", name) for name in names)
    assert {Path(name).stem for name in names} == {article.gold.doc for article in MARKED}
    assert all(article.gold.doc.startswith(article.gold.published[:7]) for article in MARKED)


def test_the_labels_scored_against_themselves_are_perfect():
    golden = [article.gold for article in MARKED]
    answers = {article.doc: [_prediction(quote) for quote in article.real] for article in golden}
    report = score(golden, answers)
    assert report.mistakes == ()
    perfect = dict.fromkeys(report.figures.by_name(), 100.0) | {"ece_max": 0.0}
    assert report.figures.by_name() == perfect


def _prediction(quote):
    return Prediction(
        segments=((quote.start, quote.end),),
        speaker=quote.speaker,
        role=quote.role,
        medium=quote.medium,
        date=quote.date,
        mention=quote.mention[0] if quote.mention else None,
        confidence=1.0,
    )
