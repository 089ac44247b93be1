"""The judged queries of the topics benchmark name articles and quotes that there are."""

import json

from benchmarks.topics import QUERIES, SEEDS, queries

GOLD = [json.loads(line) for line in SEEDS.read_text(encoding="utf-8").splitlines()]
ASKED = list(queries(QUERIES.read_text(encoding="utf-8").splitlines(), GOLD))


def test_each_query_has_answers_and_is_asked_once() -> None:
    assert all(query.answers for query in ASKED)
    assert len({query.words for query in ASKED}) == len(ASKED) >= 60


def test_half_of_them_are_about_articles_that_no_rule_was_tuned_on() -> None:
    unseen = [query for query in ASKED if query.half == "unseen"]
    assert {query.half for query in ASKED} == {"seen", "unseen"}
    assert len(unseen) * 2 >= len(ASKED)
