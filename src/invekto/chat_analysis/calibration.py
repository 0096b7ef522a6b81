"""Honest confidence: what a score is worth, learned from messages the model had not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.chat_analysis.model import Floats

_RIDGE = 1.0  # keeps the fit calm where there are few examples
_STEPS = 25
_TEMPERATURES = np.geomspace(0.5, 16, 31)
# The default threshold lets nine of ten right answers through without a question.
_RIGHT_ANSWERS_PASSED = 0.9
# Without examples of what is out of scope, this many of the right answers are given up to catch it.
_RIGHT_ANSWERS_LOST = 0.04


@dataclass(frozen=True, slots=True)
class Outcome:
    """An example's true class, and what a model that had not seen it said."""

    label: int
    margins: Floats
    traits: Floats
    scope: float

    @property
    def right(self) -> bool:
        return int(np.argmax(self.margins)) == self.label


@dataclass(frozen=True, slots=True)
class Fitted:
    trust: Floats
    temperature: float
    threshold: float
    scope_threshold: float


def fit(outcomes: Sequence[Outcome], classes: Sequence[str]) -> Fitted:
    traits = np.array([outcome.traits for outcome in outcomes], dtype=np.float64)
    right = np.array([outcome.right for outcome in outcomes])
    trust = _logistic(traits, right)
    confidence = 1.0 / (1.0 + np.exp(-traits @ trust))
    passed = confidence[right] if right.any() else confidence
    return Fitted(
        trust=trust.astype(np.float32),
        temperature=_temperature(outcomes),
        threshold=round(float(np.quantile(passed, 1 - _RIGHT_ANSWERS_PASSED)), 3),
        scope_threshold=_scope_threshold(outcomes, classes),
    )


def _logistic(traits: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Logistic regression by Newton's method; targets pulled in a little, as Platt did."""
    positive, negative = int(right.sum()), int((~right).sum())
    target = np.where(right, (positive + 1) / (positive + 2), 1 / (negative + 2))
    weights = np.zeros(traits.shape[1])
    penalty = np.full(traits.shape[1], _RIDGE)
    penalty[0] = 1e-6
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-traits @ weights))
        slope = traits.T @ (chance - target) + penalty * weights
        curve = (traits * (chance * (1 - chance))[:, None]).T @ traits + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return weights


def _temperature(outcomes: Sequence[Outcome]) -> float:
    """How sharply margins turn into shares: the sharpness under which the truth was most likely."""
    margins = np.array([outcome.margins for outcome in outcomes], dtype=np.float64)
    labels = np.array([outcome.label for outcome in outcomes])
    best, least = 1.0, np.inf
    for temperature in _TEMPERATURES:
        scaled = margins * temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        surprise = np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(labels)), labels]
        if surprise.mean() < least:
            best, least = float(temperature), float(surprise.mean())
    return best


def _scope_threshold(outcomes: Sequence[Outcome], classes: Sequence[str]) -> float:
    """Below it a message counts as out of scope even when a served intent won."""
    scope = np.array([outcome.scope for outcome in outcomes])
    right = np.array([outcome.right for outcome in outcomes])
    if OUT_OF_SCOPE not in classes:
        return float(np.quantile(scope[right], _RIGHT_ANSWERS_LOST)) if right.any() else float("-inf")
    outside = classes.index(OUT_OF_SCOPE)
    said_served = np.array([int(np.argmax(outcome.margins)) != outside for outcome in outcomes])
    is_outside = np.array([outcome.label == outside for outcome in outcomes])
    # Raising the threshold past a served answer gains an outside message or loses a right one.
    order = np.argsort(scope[said_served])
    gain = np.cumsum(np.where(is_outside[said_served], 1, np.where(right[said_served], -1, 0))[order])
    if not len(gain) or gain.max() <= 0:
        return float("-inf")
    return float(np.sort(scope[said_served])[int(np.argmax(gain))])
