"""Whether two articles' people of one full name are one: pairs with their context, how well they are told.

The figures are floors: a wrong link is worse than a question to an editor, so precision is held the higher.
"""

from benchmarks.linking import CONTEXTS, NAMES, figures, of_contexts, of_names


def test_there_are_enough_pairs() -> None:
    assert len(of_contexts(CONTEXTS)) >= 60
    assert len(of_names(NAMES)) >= 200


def test_names_are_linked_rightly() -> None:
    automatic, suggested = figures(of_names(NAMES))
    assert (automatic.precision, automatic.recall) == (1.0, 1.0)
    assert (suggested.precision, suggested.recall) >= (0.95, 0.95)


def test_namesakes_are_told_apart() -> None:
    linked, _ = figures(of_contexts(CONTEXTS))
    assert linked.precision >= 0.93
    assert linked.recall >= 0.85
