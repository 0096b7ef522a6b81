"""The lines between the intents: a linear classifier per class, on the light view and the encoder's together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from invekto.chat_analysis.light import Floats
from invekto.chat_analysis.prepared import Prepared, light_view, rarity

_SEED = 7
# Looser than the library's 1e-4: accuracy did not change in the third digit, time halved.
_TOLERANCE = 0.1
# Enough of the encoder's 512 directions to lose nothing measurable, and the solver is three times faster.
_DIRECTIONS = 160
_SENTENCE_WEIGHT = 0.4
# How near the next example is needs fewer of them; all the examples are read for it, message by message.
_NEAR_DIRECTIONS = 64


@dataclass(frozen=True, slots=True)
class Solution:
    idf: Floats  # 0 for features that no learned row has
    mean: Floats
    projection: Floats
    light: Floats  # (features, classes)
    sentence: Floats  # (directions, classes)
    intercepts: Floats


def _projection(prepared: Prepared, kept: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Mean of the encoder's vectors and their main directions."""
    if not prepared.uses_encoder:
        return np.zeros(0, dtype=np.float32), np.zeros((0, 0), dtype=np.float32)
    seen = np.concatenate([prepared.written[kept], prepared.folded[kept]]).astype(np.float64)
    mean = seen.mean(axis=0)
    centred = seen - mean
    _, directions = np.linalg.eigh(centred.T @ centred)
    return mean.astype(np.float32), directions[:, ::-1][:, :_DIRECTIONS].astype(np.float32)


def solve(
    prepared: Prepared,
    labels: npt.NDArray[np.int64],
    kept: npt.NDArray[np.bool_],
    classes: int,
) -> Solution:
    """A linear classifier per class against the rest, on the rows of the kept examples."""
    own_rows = np.flatnonzero(prepared.example_of < prepared.examples)
    rows = own_rows[kept[prepared.example_of[own_rows]]]
    idf = rarity(prepared, rows)
    features: Any = light_view(prepared, rows, idf)
    mean, projection = _projection(prepared, kept)
    if prepared.uses_encoder:
        block = (prepared.sentences(rows) - mean) @ projection * _SENTENCE_WEIGHT
        features = hstack([features, csr_matrix(block.astype(np.float64))]).tocsr()
    solver = linear_solver()
    solver.fit(features, labels[prepared.example_of[rows]])
    found: npt.NDArray[np.float64] = solver.coef_
    intercept: npt.NDArray[np.float64] = solver.intercept_
    if len(found) == 1:  # two classes are one line
        found, intercept = np.concatenate([-found, found]), np.concatenate([-intercept, intercept])
    weights = np.zeros((found.shape[1], classes), dtype=np.float32)
    intercepts = np.full(classes, -1.0, dtype=np.float32)
    weights[:, solver.classes_] = found.T
    intercepts[solver.classes_] = intercept
    split = len(prepared.hashes)
    return Solution(idf, mean, projection, weights[:split], weights[split:] * _SENTENCE_WEIGHT, intercepts)


def linear_solver() -> Any:
    return LinearSVC(C=1.0, class_weight="balanced", random_state=_SEED, tol=_TOLERANCE)


def _unit(vectors: npt.NDArray[Any]) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def near_view(projected: Floats) -> Floats:
    """Vectors in the model's own space as they are compared with the ``known_examples``."""
    return _unit(projected[:, :_NEAR_DIRECTIONS])


def known_examples(prepared: Prepared, solution: Solution, kept: npt.NDArray[np.bool_]) -> Floats:
    if not prepared.uses_encoder:
        return np.zeros((0, 0), dtype=np.float32)
    return _unit((prepared.written[kept] - solution.mean) @ solution.projection[:, :_NEAR_DIRECTIONS])
