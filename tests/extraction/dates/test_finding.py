"""What an expression says of itself beside its value: relation, possessive, attributive, kind."""

import pytest

from service.extraction.dates import Kind, Relation, find


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("He spoke on Monday.", Relation.ON),
        ("He spoke Monday.", Relation.ON),
        ("It has rained since Monday.", Relation.SINCE),
        ("From Sept. 9 on", Relation.SINCE),
        ("Wait until Friday.", Relation.UNTIL),
        ("He moved it to Friday.", Relation.UNTIL),
        ("It runs through Sunday.", Relation.UNTIL),
        ("Answer by Thursday.", Relation.BY),
        ("He left before Thursday.", Relation.BEFORE),
        ("Ahead of Monday’s debate", Relation.BEFORE),
        ("After the Sept. 26 debate", Relation.AFTER),
        ("following Monday’s debate", Relation.AFTER),
        ("A rally is planned for Saturday.", Relation.FOR),
        ("the attacks of Sept. 11", Relation.OF),
        ("It rains every Sunday.", Relation.ON),
        ("from Monday to Wednesday", Relation.RANGE),
        ("since\u00a0Monday", Relation.SINCE),
    ],
)
def test_relation(text: str, relation: Relation):
    assert [expression.relation for expression in find(text)] == [relation]


@pytest.mark.parametrize(
    ("text", "possessive", "attributive"),
    [
        ("Sunday’s ceremony", True, False),
        ("Sunday's ceremony", True, False),
        ("last night’s vote", True, False),
        ("a May interview", False, True),
        ("his Tuesday night speech", False, True),
        ("Trump’s Sept. 20 rally", False, True),
        ("the post-Christmas Day rush", False, True),
        ("on Sunday he said", False, False),
    ],
)
def test_what_the_expression_modifies(text: str, possessive: bool, attributive: bool):
    (expression,) = find(text)
    assert (expression.possessive, expression.attributive) == (possessive, attributive)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("on Monday", Kind.WEEKDAY),
        ("today", Kind.RELATIVE),
        ("on Sept. 9", Kind.CALENDAR),
        ("on 6/1/2022", Kind.CALENDAR),
        ("in May", Kind.MONTH),
        ("in 2015", Kind.YEAR),
        ("on Labor Day", Kind.HOLIDAY),
        ("last month", Kind.VAGUE),
        ("Sept. 9-11", Kind.RANGE),
        ("for two days", Kind.DURATION),
    ],
)
def test_kind(text: str, kind: Kind):
    assert [expression.kind for expression in find(text)] == [kind]


def test_several_in_order():
    text = "On Tuesday he recalled what he wrote in March 2015, a day after Labor Day and in the 1990s."
    assert [e.text for e in find(text)] == ["Tuesday", "March 2015", "a day after", "Labor Day", "the 1990s"]


def test_only_within_the_bounds():
    text = "On Monday, since Tuesday, by Friday."
    assert [e.text for e in find(text, 10, 30)] == ["Tuesday"]
    assert find(text, 17, 24)[0].relation is Relation.SINCE  # what stands before is seen
    assert find(text, 17, 22) == ()  # "Tuesd" is no day
    assert find(text, 30, 10) == ()
    assert [e.text for e in find(text, -7)] == ["Friday"]


def test_a_paragraph_is_not_crossed():
    text = "They met on Thursday\n\nJan. 6 was cold.\nTuesday\n\n3 April"
    assert [e.text for e in find(text)] == ["Thursday", "Jan. 6", "Tuesday", "3 April"]


def test_a_wrapped_line_is():
    assert [e.text for e in find("He spoke on Sept.\n11, and last\nnight again.")] == [
        "Sept.\n11",
        "last\nnight",
    ]


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\x00", "’s", "the", "mid-", "12", "Jan.", "a week ago", "🎉 " * 50]
)
def test_nothing_much(text: str):
    assert all(expression.kind is Kind.VAGUE for expression in find(text))
