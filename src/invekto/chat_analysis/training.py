"""From example messages to a model, in seconds, the same model every time.

Run as a program by ``cache`` so that the training libraries, some hundred megabytes, leave with the process.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

from invekto.chat_analysis import calibration, encoder
from invekto.chat_analysis.copies import messy, without_vowels
from invekto.chat_analysis.corpus import Example
from invekto.chat_analysis.features import BLOCKS, hashes_by_block, tokens
from invekto.chat_analysis.language import detect
from invekto.chat_analysis.model import VERSION, Floats, LightVector, Model, light_vector
from invekto.chat_analysis.normalise import fold

_SEED = 7
_FOLDS = 3
# Enough of the encoder's 512 directions to lose nothing measurable, and the solver is three times faster.
_DIRECTIONS = 160
_SENTENCE_WEIGHT = 0.6
# Looser than the library's 1e-4: accuracy did not change in the third digit, time halved.
_TOLERANCE = 0.03


@dataclass(frozen=True, slots=True)
class _Row:
    """One training row: an example as written, or a copy of it typed carelessly."""

    words: tuple[str, ...]
    example: int
    folded: bool  # what the encoder sees of it: the text folded to ASCII, or as written


@dataclass(frozen=True, slots=True)
class _Prepared:
    rows: list[_Row]
    hashes: list[npt.NDArray[np.uint32]]
    blocks_of: list[npt.NDArray[np.uint8]]
    written: Floats  # encoder vectors of the examples, (n, 512); no rows without the encoder
    folded: Floats


def train(
    examples: Sequence[Example], *, borrowed: Sequence[Example] = (), use_encoder: bool = True
) -> Model:
    """A model of the intents of ``examples``; ``borrowed`` rows teach too but are not calibrated on.

    Deterministic for the same rows on the same machine. Takes one core.
    """
    everything = [*examples, *borrowed]
    with threadpool_limits(limits=1):
        prepared = _prepare(everything, use_encoder and encoder.available())
        intents = [example.intent for example in everything]
        classes = tuple(sorted(set(intents)))
        labels = np.array([classes.index(intent) for intent in intents])
        own = np.arange(len(everything)) < len(examples)
        outcomes = _out_of_fold(prepared, labels, own, classes)
        fitted = calibration.fit(outcomes, classes)
        kept = np.ones(len(everything), dtype=bool)
        return _as_model(_solve(prepared, labels, kept, len(classes)), prepared, kept, classes, fitted)


def _prepare(examples: Sequence[Example], use_encoder: bool) -> _Prepared:
    chance = random.Random(_SEED)  # noqa: S311 - typing errors need no secrecy
    rows: list[_Row] = []
    for number, example in enumerate(examples):
        folded = fold(example.text)
        words = tuple(token.text for token in tokens(folded))
        rows.append(_Row(words, number, folded=False))
        if (example.language or detect(example.text, folded)) == "tr":
            rows.append(_Row(without_vowels(words), number, folded=True))
            rows.append(_Row(messy(words, chance), number, folded=True))
    hashes, blocks_of = [], []
    for row in rows:
        by_block = hashes_by_block(row.words)
        hashes.append(np.array([h for block in by_block for h in block], dtype=np.uint32))
        blocks_of.append(np.repeat(np.arange(BLOCKS, dtype=np.uint8), [len(block) for block in by_block]))
    texts = [example.text for example in examples]
    empty = np.zeros((0, encoder.DIMENSIONS), dtype=np.float32)
    written = encoder.encode(texts) if use_encoder else empty
    folded_vectors = encoder.encode_folded(texts, written) if use_encoder else empty
    return _Prepared(rows, hashes, blocks_of, written, folded_vectors)


@dataclass(frozen=True, slots=True)
class _Table:
    hashes: npt.NDArray[np.uint32]
    blocks: npt.NDArray[np.uint8]
    idf: Floats


def _table(prepared: _Prepared, chosen: Sequence[int]) -> _Table:
    """All features of the chosen rows, and how rare each is among them."""
    every = np.concatenate([np.unique(prepared.hashes[row]) for row in chosen])
    hashes, frequency = np.unique(every, return_counts=True)
    blocks = np.zeros(len(hashes), dtype=np.uint8)
    for row in chosen:
        blocks[np.searchsorted(hashes, prepared.hashes[row])] = prepared.blocks_of[row]
    idf = np.log((1 + len(chosen)) / (1 + frequency)) + 1
    return _Table(hashes, blocks, idf.astype(np.float32))


def _vectors(prepared: _Prepared, chosen: Sequence[int], table: _Table) -> list[LightVector]:
    return [
        light_vector(
            prepared.hashes[row], len(prepared.rows[row].words), table.hashes, table.blocks, table.idf
        )
        for row in chosen
    ]


def _projection(prepared: _Prepared, kept: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Mean of the encoder's vectors and their main directions."""
    if not len(prepared.written):
        return np.zeros(0, dtype=np.float32), np.zeros((0, 0), dtype=np.float32)
    seen = np.concatenate([prepared.written[kept], prepared.folded[kept]]).astype(np.float64)
    mean = seen.mean(axis=0)
    centred = seen - mean
    _, directions = np.linalg.eigh(centred.T @ centred)
    return mean.astype(np.float32), directions[:, ::-1][:, :_DIRECTIONS].astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Solution:
    table: _Table
    mean: Floats
    projection: Floats
    light: Floats  # (features, classes)
    sentence: Floats  # (directions, classes)
    intercepts: Floats


def _solve(
    prepared: _Prepared, labels: npt.NDArray[np.int64], kept: npt.NDArray[np.bool_], classes: int
) -> _Solution:
    """A linear classifier per class against the rest, on the rows of the kept examples."""
    chosen = [number for number, row in enumerate(prepared.rows) if kept[row.example]]
    table = _table(prepared, chosen)
    vectors = _vectors(prepared, chosen, table)
    ends = np.cumsum([0, *(len(vector.places) for vector in vectors)])
    light = csr_matrix(
        (
            np.concatenate([vector.values for vector in vectors]),
            np.concatenate([vector.places for vector in vectors]),
            ends,
        ),
        shape=(len(chosen), len(table.hashes)),
        dtype=np.float64,
    )
    mean, projection = _projection(prepared, kept)
    features: Any = light
    if len(projection):
        sentences = np.stack(
            [
                (prepared.folded if row.folded else prepared.written)[row.example]
                for row in (prepared.rows[number] for number in chosen)
            ]
        )
        block = (sentences - mean) @ projection * _SENTENCE_WEIGHT
        features = hstack([light, csr_matrix(block.astype(np.float64))]).tocsr()
    target = labels[[prepared.rows[number].example for number in chosen]]
    solver = LinearSVC(C=1.0, class_weight="balanced", random_state=_SEED, tol=_TOLERANCE)
    solver.fit(features, target)
    found: npt.NDArray[np.float64] = solver.coef_
    intercept: npt.NDArray[np.float64] = solver.intercept_
    if len(found) == 1:  # two classes are one line
        found, intercept = np.concatenate([-found, found]), np.concatenate([-intercept, intercept])
    weights = np.zeros((found.shape[1], classes), dtype=np.float32)
    intercepts = np.full(classes, -1.0, dtype=np.float32)
    weights[:, solver.classes_] = found.T
    intercepts[solver.classes_] = intercept
    split = len(table.hashes)
    return _Solution(table, mean, projection, weights[:split], weights[split:] * _SENTENCE_WEIGHT, intercepts)


def _out_of_fold(
    prepared: _Prepared,
    labels: npt.NDArray[np.int64],
    own: npt.NDArray[np.bool_],
    classes: tuple[str, ...],
) -> list[calibration.Outcome]:
    """Each own example judged by a model that has seen neither it nor its copies."""
    first_row = {row.example: number for number, row in reversed(list(enumerate(prepared.rows)))}
    fold_of = _folds(labels, own)
    outcomes = []
    for number in range(_FOLDS):
        held = own & (fold_of == number)
        model = _as_model(_solve(prepared, labels, ~held, len(classes)), prepared, ~held, classes)
        for example in np.flatnonzero(held):
            row = first_row[int(example)]
            vector = light_vector(
                prepared.hashes[row], len(prepared.rows[row].words), model.hashes, model.blocks, model.idf
            )
            projected = model.project(prepared.written[example]) if model.uses_encoder else None
            scores = model.score(vector, projected)
            outcomes.append(
                calibration.Outcome(int(labels[example]), scores.margins, scores.traits, scores.scope)
            )
    return outcomes


def _folds(labels: npt.NDArray[np.int64], own: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Each class dealt out evenly, in an order that does not follow the file."""
    fold_of = np.zeros(len(labels), dtype=np.int64)
    chance = np.random.default_rng(_SEED)
    for label in np.unique(labels):
        members = chance.permutation(np.flatnonzero((labels == label) & own))
        fold_of[members] = np.arange(len(members)) % _FOLDS
    return fold_of


def _as_model(
    solution: _Solution,
    prepared: _Prepared,
    kept: npt.NDArray[np.bool_],
    classes: tuple[str, ...],
    fitted: calibration.Fitted = calibration.UNFITTED,
) -> Model:
    scales = np.abs(solution.light).max(axis=0) / 127.0
    scales[scales == 0] = 1.0
    examples: npt.NDArray[Any] = np.zeros((0, 0), dtype=np.float32)
    if len(solution.projection):
        examples = (prepared.written[kept] - solution.mean) @ solution.projection
        examples /= np.maximum(np.linalg.norm(examples, axis=1, keepdims=True), 1e-9)
    return Model(
        classes=classes,
        hashes=solution.table.hashes,
        blocks=solution.table.blocks,
        idf=solution.table.idf,
        weights=np.rint(solution.light / scales).astype(np.int8),
        scales=scales.astype(np.float32),
        intercepts=solution.intercepts,
        mean=solution.mean,
        projection=solution.projection,
        sentence_weights=solution.sentence,
        examples=examples.astype(np.float32),
        trust=fitted.trust,
        temperature=fitted.temperature,
        threshold=fitted.threshold,
        scope_threshold=fitted.scope_threshold,
        version=VERSION,
    )
