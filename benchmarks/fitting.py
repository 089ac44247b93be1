"""Fits the model of confidence: a logistic model whose signs are all doubts, held back by a ridge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Log-odds of a rule's frequency count as they stand unless the data say otherwise.
RULE = "rule"
START = "start"
#: A sign seen less often is left out: nothing can be learnt of it.
LEAST = 4
_STEPS = 60

Row = Mapping[str, float]
Figures = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ridge:
    """How far weights are held back: those of signs from 0, that of ``rule`` from 1, ``start`` not at all."""

    signs: float = 1.0
    rule: float = 2.0


def fit(rows: Sequence[Row], right: Sequence[bool], signs: Sequence[str], ridge: Ridge) -> dict[str, float]:
    """The weights of START, of RULE where rows have it, and of those ``signs`` that make less sure.

    A sign that would make an attribution surer is left out, for it is a doubt by its meaning.
    """
    known = [sign for sign in signs if sum(row.get(sign, 0.0) != 0.0 for row in rows) >= LEAST]
    fixed = [START, RULE] if any(RULE in row for row in rows) else [START]
    answers = np.array(right, dtype=np.float64)
    while True:
        columns = [*fixed, *known]
        weights = dict(zip(columns, _solve(_matrix(rows, columns), answers, columns, ridge), strict=True))
        helping = sorted((weights[sign] for sign in known if weights[sign] >= 0.0), reverse=True)
        if not helping:
            return {name: float(weight) for name, weight in weights.items()}
        # The half that helps most goes first: what is left may turn out a doubt after all.
        limit = helping[(len(helping) - 1) // 2]
        known = [sign for sign in known if weights[sign] < limit]


def predict(rows: Sequence[Row], weights: Mapping[str, float]) -> Figures:
    """The probability (0..1) for each row."""
    columns = list(weights)
    odds = _matrix(rows, columns) @ np.array([weights[name] for name in columns])
    return np.asarray(1.0 / (1.0 + np.exp(-odds)), dtype=np.float64)


def _matrix(rows: Sequence[Row], columns: Sequence[str]) -> Figures:
    """One line a row; START is 1 throughout."""
    lines = [[1.0 if name == START else row.get(name, 0.0) for name in columns] for row in rows]
    return np.array(lines, dtype=np.float64).reshape(len(rows), len(columns))


def _solve(rows: Figures, right: Figures, columns: Sequence[str], ridge: Ridge) -> Figures:
    """The weights of greatest penalised likelihood, by Newton's method."""
    held = np.array([{START: 1e-6, RULE: ridge.rule}.get(name, ridge.signs) for name in columns])
    prior = np.array([1.0 if name == RULE else 0.0 for name in columns])
    weights = prior.copy()
    for _ in range(_STEPS):
        guess = 1.0 / (1.0 + np.exp(-rows @ weights))
        slope = rows.T @ (right - guess) - held * (weights - prior)
        curve = (rows * (guess * (1.0 - guess))[:, None]).T @ rows + np.diag(held)
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-9:
            break
    return weights
