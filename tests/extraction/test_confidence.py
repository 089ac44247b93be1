"""Confidence: what makes an attribution less sure, and that nothing makes it surer than its figures allow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.assemble import deciding, groups
from service.extraction.attribution.state import Attribution
from service.extraction.confidence import ABSTAINS_BELOW, UNATTRIBUTED, Judge
from service.extraction.confidence.how import family
from service.extraction.confidence.model import Signs, model, phrases, signs_of
from service.extraction.extractor import Extractor

LONG = (
    "It will outlive all of us by a hundred years, and whoever doubts that may come and count the bolts, for"
    " I have counted them twice and there are four thousand and eleven of them"
)
AFTER = "Whitlock cut the ribbon. Dana Whitlock left early. Dana Whitlock waved."
SOLID = f"Minister Dana Whitlock opened the bridge on Monday. “{LONG},” Dana Whitlock told the crowd. {AFTER}"

# the sign that the quote has and that of SOLID has not, an article, why
DOUBTS = [
    (
        "pronoun_rivals",
        f"Minister Dana Whitlock met Carol Hume and Ellen Marsh on Monday. “{LONG},” she said. {AFTER}",
        "three women are named, and she may be any of them",
    ),
    (
        "pronoun_nearer",
        f"Minister Dana Whitlock told Carol Hume to wait. “{LONG},” she told the crowd. {AFTER}",
        "another woman was named last",
    ),
    (
        "full_later",
        f"The minister, Whitlock, is sure. “{LONG},” Whitlock said. {AFTER}",
        "who Whitlock is is told only below",
    ),
    (
        "odd_marks",
        f"Minister Dana Whitlock cut the “ribbon.”\n\n”{LONG},” Dana Whitlock told the crowd. {AFTER}",
        "a closing mark opens the quote",
    ),
    (
        "bare_shared",
        f"Dana Whitlock opened the bridge. Her brother Tom Whitlock watched. “{LONG},” Whitlock said.",
        "two people have the surname that stands alone",
    ),
    (
        "pronoun_described",
        f"Minister Dana Whitlock met a widow on Monday. The widow wept. “{LONG},” she said. {AFTER}",
        "somebody without a name was spoken of since, and she may be the one",
    ),
    (
        "single_word",
        f"The bridge was opened on Monday. “{LONG},” Whitlock told the crowd.",
        "the article never prints more of the name",
    ),
    (
        "unknown_description",
        f"The bridge was opened on Monday. “{LONG},” the welder told the crowd.",
        "nobody is introduced as a welder",
    ),
    (
        "one_word",
        f"Minister Dana Whitlock opened the bridge. “Sturdy,” Dana Whitlock told the crowd. {AFTER}",
        "one word may be the reporter's own",
    ),
    (
        "subordinate",
        f"Minister Dana Whitlock left. The crowd cheered when Dana Whitlock said “{LONG}.” {AFTER}",
        "the verb stands in a clause of another",
    ),
    (
        "called_otherwise",
        f"Minister Dana Whitlock Gala opened it. “{LONG},” Whitlock said. Whitlock left. Whitlock ran.",
        "the last word of the full name is never what the article calls her by",
    ),
    (
        "others_named",
        f"Minister Dana Whitlock left. “{LONG},” Dana Whitlock told Carol Hume. {AFTER}",
        "the sentence names somebody besides",
    ),
    (
        "no_role",
        f"Then Dana Whitlock opened the bridge. “{LONG},” Dana Whitlock told the crowd. {AFTER}",
        "nobody says who she is",
    ),
]


def signs(extractor: Extractor, text: str) -> Signs:
    """The signs of the only quote of ``text``."""
    doc = extractor.read(text)
    (group,) = groups(doc)
    found = Judge(doc).signs(group, deciding(group))
    assert found is not None
    return found


@pytest.mark.model
@pytest.mark.parametrize(("sign", "text", "reason"), DOUBTS, ids=[row[0] for row in DOUBTS])
def test_a_sign_is_seen_where_there_is_cause(extractor: Extractor, sign: str, text: str, reason: str) -> None:
    assert signs(extractor, text).get(sign, 0.0) > 0.0, reason
    assert signs(extractor, SOLID).get(sign, 0.0) == 0.0


@pytest.mark.model
@pytest.mark.parametrize("text", [row[1] for row in DOUBTS], ids=[row[0] for row in DOUBTS])
def test_whatever_is_in_doubt_is_less_sure(extractor: Extractor, text: str) -> None:
    (sure,), (doubtful,) = extractor.extract(SOLID).quotes, extractor.extract(text).quotes
    assert doubtful.confidence <= sure.confidence


@pytest.mark.model
def test_a_name_in_full_beside_a_plain_verb_is_nearly_certain(extractor: Extractor) -> None:
    (quote,) = extractor.extract(SOLID).quotes
    assert quote.speaker is not None and quote.speaker.name == "Dana Whitlock"
    assert quote.confidence > 0.95 and quote.doubts == ()


@pytest.mark.model
def test_no_name_is_given_where_it_would_be_a_guess(extractor: Extractor) -> None:
    for text in ("“Sturdy as a rock and twice as old.”", "It was the “Bridge of Size” of which they dreamt."):
        for quote in extractor.extract(text).quotes:
            assert quote.speaker is None and quote.confidence == UNATTRIBUTED < ABSTAINS_BELOW
            assert quote.evidence.speaker is None and quote.role is None


def test_every_sign_is_a_doubt_in_words() -> None:
    for part, weights in (("mention", model().mention.signs), ("name", model().name.signs)):
        assert set(weights) <= set(signs_of(part)), "weights.toml knows a sign that signs.toml does not"
        assert all(weight <= 0.0 for weight in weights.values()), "a doubt never makes surer"
    assert all(phrase[0].islower() and phrase[-1] != "." for phrase in phrases().values())


RULES = [
    *("verb-after", "verb-before", "governs", "clause-of", "according-to", "run-on", "run-up", "continued"),
    *("label", "colon", "signature", "turn", "paragraph", "near-run-on", "same-sentence", "dialogue", "near"),
    *("noun", "clause", "none"),
]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("score", [0.0, 12.0])
def test_every_rule_has_a_frequency(rule: str, score: float) -> None:
    assert 0.0 < model().rules[family(Attribution(0, rule, score))] < 1.0


ROWS = st.dictionaries(st.sampled_from(sorted(phrases())), st.floats(0, 1))


@given(ROWS, st.sampled_from(sorted(phrases())), st.sampled_from(sorted(model().rules)))
def test_one_more_doubt_never_makes_surer(signs: dict[str, float], sign: str, rule: str) -> None:
    before = model().judge(rule, signs | {sign: 0.0})
    after = model().judge(rule, signs | {sign: 1.0})
    assert 0.0 <= after.confidence <= before.confidence < 1.0
    assert all(doubt.weight < 0.0 for doubt in after.doubts)
    assert [doubt.weight for doubt in after.doubts] == sorted(doubt.weight for doubt in after.doubts)
