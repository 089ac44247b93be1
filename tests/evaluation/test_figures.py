"""The figures against cases worked by hand, and against a second, naive count on random spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.evaluation import Prediction, score
from service.evaluation.figures import calibration_error, trusted
from service.evaluation.gold import GoldArticle, GoldQuote, Kind
from service.evaluation.judging import Trial
from tests.evaluation.build import article, gold, predicted, title_quote

RAIN = gold('"Rain is coming,"', mention="Ada Obel", role="mayor", medium="statement")
BOAT = gold('"Bring a boat,"', mention="she", date="2025-03-11", medium="statement")
PUDDLE = gold('"a puddle"', "A spokesman", named=False, mention="A spokesman")
FLOOD = article(RAIN, BOAT, PUDDLE, title_quote('"Flood Song"'))

ALL_RIGHT = [
    predicted(
        "Rain is coming,",
        "Bring a boat,",
        role="mayor",
        medium="statement",
        mention="Ada Obel",
        date="2025-03-11",
    ),
    predicted("a puddle", speaker="A spokesman", mention="A spokesman"),
]


def figures(*predictions, gold_article=FLOOD):
    return score([gold_article], {gold_article.doc: predictions}).figures


def counts(ratio):
    return ratio.right, ratio.of


def test_nothing_predicted():
    found = figures()
    assert counts(found.precision) == (0, 0)
    assert counts(found.recall) == (0, 3)
    assert counts(found.mention) == (0, 3)
    assert counts(found.strict) == (0, 3)
    assert counts(found.role) == counts(found.medium) == (0, 0), "asked of quotes found only"
    assert found.f1 == 0
    assert found.trust is found.calibration_error is None


def test_a_split_quote_answers_for_both_its_gold_spans():
    found = figures(*ALL_RIGHT)
    assert counts(found.recall) == counts(found.precision) == (3, 3)
    assert found.f1 == 100
    assert counts(found.mention) == (2, 3), '"she" was not the mention that was predicted'
    assert counts(found.strict) == (3, 3)
    assert counts(found.named) == (2, 2)
    assert counts(found.unnamed) == (1, 1)
    assert counts(found.role) == (1, 1)
    assert counts(found.medium) == (3, 3), "no medium is unspecified"
    assert counts(found.stated) == counts(found.claimed) == (2, 2)
    assert counts(found.date_recall) == (1, 1)
    assert counts(found.date_precision) == (1, 2), "RAIN has no date"


def test_a_title_returned_is_spurious():
    assert counts(figures(predicted("Flood Song")).precision) == (0, 1)


HALF = [
    ("Rain is c", True, "9 of 17 characters"),
    ("Rain is ", False, "8 of 17"),
]


@pytest.mark.parametrize(("words", "found"), [row[:2] for row in HALF], ids=[row[2] for row in HALF])
def test_half_of_a_gold_span_must_be_covered(words, found):
    assert figures(predicted(words)).recall.right == found


def test_half_of_a_predicted_run_must_lie_in_gold():
    assert figures(predicted('Rain is coming," said Ada Obe')).precision.right == 1
    assert figures(predicted('Rain is coming," said Ada Obel, the mayor')).precision.right == 0


def test_pieces_cover_together():
    assert figures(predicted("Rain"), predicted("is co")).recall.right == 1


def test_mention_falls_back_on_the_name():
    """Without a predicted span, a word of the name in the gold mention is enough."""
    assert figures(predicted("Rain is coming,")).mention.right == 1
    assert figures(predicted("Rain is coming,", speaker="Tess Holm")).mention.right == 0
    assert figures(predicted("Rain is coming,", mention="she")).mention.right == 0


def test_a_wrong_medium_counts_against_claimed_and_stated():
    found = figures(predicted("Rain is coming,", medium="speech"), predicted("a puddle", medium="speech"))
    assert counts(found.medium) == (0, 2)
    assert counts(found.stated) == (0, 1), "the puddle's medium is unspecified"
    assert counts(found.claimed) == (0, 2)


def test_a_wrong_date_costs_precision_and_recall():
    found = figures(predicted("Bring a boat,", date="2025-03-10"))
    assert counts(found.date_recall) == counts(found.date_precision) == (0, 1)


def test_figures_pool_quotes_of_all_articles():
    other = article(RAIN, doc="b")
    found = score([FLOOD, other], {"a": ALL_RIGHT}).figures
    assert counts(found.recall) == (3, 4), "an article without predictions is all missed"


TRUST = [
    ([], 0, "nothing"),
    ([(0.9, True), (0.8, False), (0.7, True)], 1, "one error of three is too many"),
    ([(0.9, False), *[(0.5, True)] * 49], 50, "49 of 50 is 98 %"),
    ([(0.9, False), *[(0.5, True)] * 48], 0, "48 of 49 is less"),
    ([(0.1, False), (0.9, True)], 1, "the surest first"),
]


@pytest.mark.parametrize(("trials", "taken"), [row[:2] for row in TRUST], ids=[row[2] for row in TRUST])
def test_trust(trials, taken):
    assert trusted([Trial(*trial) for trial in trials]) == taken


CALIBRATION = [
    ([(1.0, True), (1.0, True)], 0.0, "sure and right"),
    ([(1.0, True), (1.0, False)], 0.5, "sure, and right half of the time"),
    ([(0.5, True), (0.5, False)], 0.0, "half sure, and right half of the time"),
    ([(0.0, True), (1.0, True)], 0.5, "bins are not netted against each other"),
    ([(0.55, True), (0.58, False)], 0.065, "one bin: 1.13 claimed, 1 right, of 2"),
]


@pytest.mark.parametrize(("trials", "error"), [r[:2] for r in CALIBRATION], ids=[r[2] for r in CALIBRATION])
def test_calibration(trials, error):
    assert calibration_error([Trial(*trial) for trial in trials]) == pytest.approx(error)


def test_a_prediction_is_right_by_the_gold_quote_it_overlaps_most():
    sure = predicted("Rain is coming,", confidence=0.9)
    wrong = predicted("Bring a boat,", speaker="Obel", confidence=0.8)  # loose is not right
    stray = predicted("played", confidence=0.7)
    found = figures(sure, wrong, stray)
    assert counts(found.trust) == (1, 3)
    assert found.calibration_error == pytest.approx((0.1 + 0.8 + 0.7) / 3)


# --- against a naive count: every character of the text, in or out ---

LENGTH = 60
SPANS = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12)).map(
    lambda s: (s[0], min(LENGTH, s[0] + s[1]))
)


@st.composite
def apart(draw):
    """Gold spans that do not overlap, as labels never do."""
    edges = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=12)))
    return list(zip(edges[::2], edges[1::2], strict=False))


@given(gold_spans=apart(), predicted_spans=st.lists(SPANS, max_size=8, unique=True))
def test_extraction_agrees_with_counting_characters(gold_spans, predicted_spans):
    quotes = [GoldQuote(id=str(s), start=s[0], end=s[1], kind=Kind.QUOTE) for s in gold_spans]
    found = figures(
        *[Prediction(segments=(run,)) for run in predicted_spans],
        gold_article=GoldArticle(
            doc="a", published=None, title=None, text="x" * LENGTH, quotes=tuple(quotes)
        ),
    )
    golden = {i for start, end in gold_spans for i in range(start, end)}
    right = [run for run in predicted_spans if 2 * len(golden & set(range(*run))) >= run[1] - run[0]]
    covered = [
        (start, end)
        for start, end in gold_spans
        if 2 * sum(i in range(*run) for run in predicted_spans for i in range(start, end)) >= end - start
    ]
    assert counts(found.precision) == (len(right), len(predicted_spans))
    assert counts(found.recall) == (len(covered), len(gold_spans))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_trust_agrees_with_trying_every_length(trials):
    ranked = sorted(trials, key=lambda trial: -trial[0])
    lengths = [n for n in range(1, len(ranked) + 1) if sum(r for _, r in ranked[:n]) >= 0.98 * n]
    assert trusted([Trial(*trial) for trial in trials]) == max(lengths, default=0)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_calibration_error_is_a_share(trials):
    assert 0 <= calibration_error([Trial(*trial) for trial in trials]) <= 1
