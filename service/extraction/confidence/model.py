"""The model: the signs' weights, and what follows from them.

``weights.toml`` holds the figures (``python -m benchmarks.calibration`` prints them), ``signs.toml`` says
each sign in words.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import Any

from service.extraction.annotations import Reason

#: Name of a sign → how much of it is there, 0 to 1. One that is missing is 0.
Signs = Mapping[str, float]

#: A doubt that moves the log-odds by less is not worth telling.
_TELLING = 0.2
_TOLD = 4


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: log-odds where nothing speaks against, and what each sign adds (never above 0)."""

    start: float
    signs: Mapping[str, float]

    def odds(self, signs: Signs) -> float:
        """The log-odds of ``signs``."""
        return self.start + sum(weight * signs.get(sign, 0.0) for sign, weight in self.signs.items())


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely (0..1) the quote and its speaker are right, and the doubts, the gravest first.

    ``mention`` is how likely the mention speaks these words, ``name`` how likely the name is the mention's.
    """

    confidence: float
    mention: float
    name: float
    doubts: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """``rules``: how often a family of rules finds the right mention; ``rule``: how far that is relied on.

    ``stray`` is how often the name is right though the mention is not. ``shift`` and ``scale`` bring the
    log-odds of it all to what was found on articles left out of the fit.
    """

    rules: Mapping[str, float]
    rule: float
    mention: Weights
    name: Weights
    stray: float
    shift: float = 0.0
    scale: float = 1.0

    def judge(self, family: str, signs: Signs) -> Verdict:
        """The verdict on a quote found by a rule of ``family``, with these signs."""
        mention = probability(self.mention.odds(signs) + self.rule * log_odds(self.rules[family]))
        name = probability(self.name.odds(signs))
        right = name * (mention + (1.0 - mention) * self.stray)
        level = probability(self.shift + self.scale * log_odds(right))
        return Verdict(round(level, 3), mention, name, self._doubts(signs))

    def _doubts(self, signs: Signs) -> tuple[Reason, ...]:
        """The signs that weigh most against the attribution, in words."""
        weighed = {
            sign: amount * (self.mention.signs.get(sign, 0.0) + self.name.signs.get(sign, 0.0))
            for sign, amount in signs.items()
        }
        gravest = sorted((weight, sign) for sign, weight in weighed.items() if weight <= -_TELLING)
        return tuple(
            Reason(says=phrases()[sign], weight=round(weight, 2)) for weight, sign in gravest[:_TOLD]
        )


def probability(odds: float) -> float:
    """The probability (0..1) of log-odds."""
    return 1.0 / (1.0 + exp(-odds))


def log_odds(share: float) -> float:
    """The log-odds of a probability strictly between 0 and 1."""
    return log(share / (1.0 - share))


@cache
def model() -> Model:
    """The model of weights.toml."""
    raw = _read("weights.toml")
    mention, name = raw["mention"], raw["name"]
    return Model(
        rules=raw["rules"],
        rule=mention.pop("rule"),
        mention=Weights(mention.pop("start"), mention),
        name=Weights(name.pop("start"), name),
        stray=raw["stray"]["right"],
        shift=raw["level"]["shift"],
        scale=raw["level"]["scale"],
    )


@cache
def phrases() -> Mapping[str, str]:
    """Every sign's name → the doubt in words, from signs.toml."""
    raw = _read("signs.toml")
    return {sign: says for part in ("mention", "name", "both") for sign, says in raw[part].items()}


def signs_of(part: str) -> tuple[str, ...]:
    """The names of the signs that the "mention" or "name" model asks for."""
    raw = _read("signs.toml")
    return (*raw[part], *raw["both"])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
