"""From example messages to a model, in seconds, the same model every time.

Run as a program by ``cache`` so that the training libraries, some hundred megabytes, leave with the process.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
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
from invekto.chat_analysis.features import BLOCK_WEIGHTS, BLOCKS, WORDS, hashes_by_block, tokens
from invekto.chat_analysis.language import detect
from invekto.chat_analysis.model import VERSION, Floats, Model, scope_score, traits_of
from invekto.chat_analysis.normalise import fold

_SEED = 7
_FOLDS = 3
# Enough of the encoder's 512 directions to lose nothing measurable, and the solver is three times faster.
_DIRECTIONS = 160
_SENTENCE_WEIGHT = 0.6
# Looser than the library's 1e-4: accuracy did not change in the third digit, time halved.
_TOLERANCE = 0.1


@dataclass(frozen=True, slots=True)
class _Row:
    """One training row: an example as written, or a copy of it typed carelessly."""

    words: tuple[str, ...]
    example: int
    folded: bool  # what the encoder sees of it: the text folded to ASCII, or as written


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Everything that does not depend on which rows are learned from.

    ``counts`` says how often each feature of ``hashes`` stands in each row; ``first_rows`` are the rows of the
    examples as written. ``written`` and ``folded`` are the encoder's vectors, with no rows without it.
    """

    counts: csr_matrix
    hashes: npt.NDArray[np.uint32]
    blocks: npt.NDArray[np.uint8]
    lengths: npt.NDArray[np.int64]  # words per row
    example_of: npt.NDArray[np.int64]
    is_folded: npt.NDArray[np.bool_]
    first_rows: npt.NDArray[np.int64]
    written: Floats
    folded: Floats

    @property
    def uses_encoder(self) -> bool:
        return len(self.written) > 0

    def sentences(self, rows: npt.NDArray[np.int64]) -> Floats:
        examples = self.example_of[rows]
        return np.where(self.is_folded[rows, None], self.folded[examples], self.written[examples])


@dataclass(frozen=True, slots=True)
class _Solution:
    idf: Floats  # 0 for features that no learned row has
    mean: Floats
    projection: Floats
    light: Floats  # (features, classes)
    sentence: Floats  # (directions, classes)
    intercepts: Floats


def _silent(_: str) -> None:
    """Nobody watches."""


def train(
    examples: Sequence[Example],
    *,
    borrowed: Sequence[Example] = (),
    use_encoder: bool = True,
    tell: Callable[[str], None] = _silent,
) -> Model:
    """A model of the intents of ``examples``; ``borrowed`` rows teach too but are not calibrated on.

    Deterministic for the same rows on the same machine. Takes one core. ``tell`` hears which stage begins:
    ``read``, ``check 1/5`` …, ``finish``.
    """
    everything = [*examples, *borrowed]
    tell("read")
    with threadpool_limits(limits=1):
        prepared = _prepare(everything, use_encoder and encoder.available())
        intents = [example.intent for example in everything]
        classes = tuple(sorted(set(intents)))
        labels = np.array([classes.index(intent) for intent in intents])
        own = np.arange(len(everything)) < len(examples)
        fitted = calibration.fit(_out_of_fold(prepared, labels, own, classes, tell), classes)
        tell("finish")
        kept = np.ones(len(everything), dtype=bool)
        return _as_model(_solve(prepared, labels, kept, len(classes)), prepared, classes, fitted)


def _prepare(examples: Sequence[Example], use_encoder: bool) -> _Prepared:
    rows = _rows(examples)
    by_row = [hashes_by_block(row.words) for row in rows]
    flat = np.array([h for row in by_row for block in row for h in block], dtype=np.uint32)
    block_lengths = [len(block) for row in by_row for block in row]
    block_of = np.repeat(np.tile(np.arange(BLOCKS, dtype=np.uint8), len(rows)), block_lengths)
    row_of = np.repeat(np.arange(len(rows)), [sum(map(len, row)) for row in by_row])
    hashes, first, inverse = np.unique(flat, return_index=True, return_inverse=True)
    ones = np.ones(len(flat), dtype=np.float32)
    counts = csr_matrix((ones, (row_of, inverse)), shape=(len(rows), len(hashes)))  # adds repeats up
    example_of = np.array([row.example for row in rows])
    texts = [example.text for example in examples]
    empty = np.zeros((0, encoder.DIMENSIONS), dtype=np.float32)
    written = encoder.encode(texts) if use_encoder else empty
    return _Prepared(
        counts=counts,
        hashes=hashes,
        blocks=block_of[first],
        lengths=np.array([len(row.words) for row in rows]),
        example_of=example_of,
        is_folded=np.array([row.folded for row in rows]),
        first_rows=np.searchsorted(example_of, np.arange(len(examples))),
        written=written,
        folded=encoder.encode_folded(texts, written) if use_encoder else empty,
    )


def _rows(examples: Sequence[Example]) -> list[_Row]:
    """Each example as written and, when it is Turkish, as two careless writers would type it."""
    chance = random.Random(_SEED)  # noqa: S311 - typing errors need no secrecy
    rows: list[_Row] = []
    for number, example in enumerate(examples):
        folded = fold(example.text)
        words = tuple(token.text for token in tokens(folded))
        rows.append(_Row(words, number, folded=False))
        if (example.language or detect(example.text, folded)) == "tr":
            rows.append(_Row(without_vowels(words), number, folded=True))
            rows.append(_Row(messy(words, chance), number, folded=True))
    return rows


def _rarity(prepared: _Prepared, rows: npt.NDArray[np.int64]) -> Floats:
    frequency = np.bincount(prepared.counts[rows].indices, minlength=len(prepared.hashes))
    idf = np.log((1 + len(rows)) / (1 + frequency)) + 1
    return np.where(frequency > 0, idf, 0).astype(np.float32)


def _light(prepared: _Prepared, rows: npt.NDArray[np.int64], idf: Floats) -> csr_matrix:
    """What ``model.light_vector`` gives, for many rows at once."""
    chosen = prepared.counts[rows]
    values = (1 + np.log(chosen.data)) * idf[chosen.indices]
    cell = _row_numbers(chosen) * BLOCKS + prepared.blocks[chosen.indices]
    lengths = np.sqrt(np.bincount(cell, values * values, len(rows) * BLOCKS))
    factors = np.tile(BLOCK_WEIGHTS, len(rows)) / np.where(lengths > 0, lengths, 1)
    return csr_matrix((values * factors[cell], chosen.indices, chosen.indptr), shape=chosen.shape)


def _known_words(prepared: _Prepared, rows: npt.NDArray[np.int64], idf: Floats) -> Floats:
    chosen = prepared.counts[rows]
    known = chosen.data * ((prepared.blocks == WORDS) & (idf > 0))[chosen.indices]
    totals = np.bincount(_row_numbers(chosen), known, len(rows))
    return np.asarray(totals / np.maximum(prepared.lengths[rows], 1), dtype=np.float32)


def _row_numbers(matrix: csr_matrix) -> npt.NDArray[np.int64]:
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


def _projection(prepared: _Prepared, kept: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Mean of the encoder's vectors and their main directions."""
    if not prepared.uses_encoder:
        return np.zeros(0, dtype=np.float32), np.zeros((0, 0), dtype=np.float32)
    seen = np.concatenate([prepared.written[kept], prepared.folded[kept]]).astype(np.float64)
    mean = seen.mean(axis=0)
    centred = seen - mean
    _, directions = np.linalg.eigh(centred.T @ centred)
    return mean.astype(np.float32), directions[:, ::-1][:, :_DIRECTIONS].astype(np.float32)


def _solve(
    prepared: _Prepared,
    labels: npt.NDArray[np.int64],
    kept: npt.NDArray[np.bool_],
    classes: int,
) -> _Solution:
    """A linear classifier per class against the rest, on the rows of the kept examples."""
    rows = np.flatnonzero(kept[prepared.example_of])
    idf = _rarity(prepared, rows)
    features: Any = _light(prepared, rows, idf)
    mean, projection = _projection(prepared, kept)
    if prepared.uses_encoder:
        block = (prepared.sentences(rows) - mean) @ projection * _SENTENCE_WEIGHT
        features = hstack([features, csr_matrix(block.astype(np.float64))]).tocsr()
    solver = LinearSVC(C=1.0, class_weight="balanced", random_state=_SEED, tol=_TOLERANCE)
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
    return _Solution(idf, mean, projection, weights[:split], weights[split:] * _SENTENCE_WEIGHT, intercepts)


def _out_of_fold(
    prepared: _Prepared,
    labels: npt.NDArray[np.int64],
    own: npt.NDArray[np.bool_],
    classes: tuple[str, ...],
    tell: Callable[[str], None],
) -> list[calibration.Outcome]:
    """Each own example judged by a model that has seen neither it nor its copies."""
    fold_of = _folds(labels, own)
    outcomes = []
    for number in range(_FOLDS):
        tell(f"check {number + 1}/{_FOLDS}")
        held = own & (fold_of == number)
        solution = _solve(prepared, labels, ~held, len(classes))
        rows = prepared.first_rows[held]
        margins = _light(prepared, rows, solution.idf) @ solution.light + solution.intercepts
        nearest = np.zeros(len(rows))
        if prepared.uses_encoder:
            projected = (prepared.written[held] - solution.mean) @ solution.projection
            margins = margins + projected @ solution.sentence
            nearest = (_unit(projected) @ _known_examples(prepared, solution, ~held).T).max(axis=1)
        known = _known_words(prepared, rows, solution.idf)
        for i, label in enumerate(labels[held]):
            row = np.asarray(margins[i], dtype=np.float32)
            near, share = float(nearest[i]), float(known[i])
            outcomes.append(
                calibration.Outcome(
                    int(label),
                    row,
                    traits_of(row, near, share, classes),
                    scope_score(row, near, share, classes),
                )
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


def _unit(vectors: npt.NDArray[Any]) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def _known_examples(prepared: _Prepared, solution: _Solution, kept: npt.NDArray[np.bool_]) -> Floats:
    if not prepared.uses_encoder:
        return np.zeros((0, 0), dtype=np.float32)
    return _unit((prepared.written[kept] - solution.mean) @ solution.projection)


def _as_model(
    solution: _Solution,
    prepared: _Prepared,
    classes: tuple[str, ...],
    fitted: calibration.Fitted,
) -> Model:
    scales = np.abs(solution.light).max(axis=0) / 127.0
    scales[scales == 0] = 1.0
    return Model(
        classes=classes,
        hashes=prepared.hashes,
        blocks=prepared.blocks,
        idf=solution.idf,
        weights=np.rint(solution.light / scales).astype(np.int8),
        scales=scales.astype(np.float32),
        intercepts=solution.intercepts,
        mean=solution.mean,
        projection=solution.projection,
        sentence_weights=solution.sentence,
        examples=_known_examples(prepared, solution, np.ones(len(prepared.written), dtype=bool)),
        trust=fitted.trust,
        temperature=fitted.temperature,
        threshold=fitted.threshold,
        scope_threshold=fitted.scope_threshold,
        version=VERSION,
    )
