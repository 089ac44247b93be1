"""Confidence: how likely a quote is one and its speaker the right one, as a calibrated probability.

Three questions are asked in turn, each answered by a frequency from confidence.toml: is this a quote, given
the rule that found it? Is the mention the one that speaks? Is the mention's source the right name? The first
two were counted on articles that no rule was tuned on; docs/evaluation.md tells how, and with which figures.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from service.extraction.attribution.walk import Attribution
from service.extraction.phrases import Form

#: Rules whose score tells more than their name: the least score of each band, the best first.
_BANDS: Mapping[str, tuple[float, ...]] = {
    "verb-after": (9.0, 7.5),
    "verb-before": (8.0, 6.5),
    "governs": (5.0, 3.5),
    "carried": (3.5,),
}
_CARRIED = frozenset({"run-on", "run-up", "continued"})
#: A resolver surer than this of a pronoun's antecedent is mostly right.
_SURE = 0.85
#: Below this a reader should not be shown a name at all.
ABSTAINS_BELOW = 0.4


@dataclass(frozen=True, slots=True)
class Table:
    """The frequencies: of quotes and of right mentions by rule, of right names by the form of the mention."""

    quote: Mapping[str, float]
    mention: Mapping[str, float]
    name: Mapping[str, float]
    stray: float


@cache
def table() -> Table:
    """The frequencies of confidence.toml."""
    raw = tomllib.loads(files(__package__).joinpath("confidence.toml").read_text(encoding="utf-8"))
    return Table(raw["quote"], raw["mention"], raw["name"], raw["stray"]["right"])


def band(attribution: Attribution) -> str:
    """The row of the table for the rule: "verb-after:0" is its best band, "verb-after:2" its worst."""
    rule = "carried" if attribution.rule in _CARRIED else attribution.rule
    if rule not in _BANDS:
        return rule
    place = next((i for i, least in enumerate(_BANDS[rule]) if attribution.score >= least), len(_BANDS[rule]))
    return f"{rule}:{place}"


def form(attribution: Attribution, *, shared: bool) -> str:
    """The row of the table for the mention; ``shared``: several people of the article have its surname."""
    mention = attribution.mention
    if mention is None or mention.source is None:
        return "nobody"
    if mention.form is Form.NAME:
        if len(mention.source.name.split()) < 2:
            return "name:single"
        if len(mention.span.text.split()) > 1:
            return "name:printed"
        return "name:shared" if shared else "name:surname"
    if mention.form is Form.PRONOUN:
        return "pronoun:sure" if mention.source.sure >= _SURE else "pronoun:unsure"
    return mention.form.value


def confidence(attribution: Attribution, *, shared: bool = False) -> float:
    """The probability (0..1, two decimals) that this is a quote and its speaker the right one."""
    known = table()
    row = band(attribution)
    column = form(attribution, shared=shared)
    if column == "nobody":
        return 0.05
    mention = known.mention.get(row, 0.5)
    right = mention * known.name.get(column, 0.3) + (1.0 - mention) * known.stray
    return round(known.quote.get(row, 0.8) * right, 2)
