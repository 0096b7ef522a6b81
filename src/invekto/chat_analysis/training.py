"""From example messages to a model, in seconds, the same model every time.

Run as a program by ``cache`` so that the training libraries, some hundred megabytes, leave with the process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

from invekto.chat_analysis import calibration, encoder, vectors
from invekto.chat_analysis.copies import without_vowels
from invekto.chat_analysis.corpus import OUT_OF_SCOPE, Example
from invekto.chat_analysis.features import BLOCK_WEIGHTS, BLOCKS, WORDS, hashes_by_block, tokens
from invekto.chat_analysis.language import detect
from invekto.chat_analysis.light import Floats
from invekto.chat_analysis.marks import RED_FLAG, SAID_BY_INTENT, SIGNALS, Marked
from invekto.chat_analysis.model import VERSION, Model
from invekto.chat_analysis.normalise import fold

_SEED = 7
_FOLDS = 3
# Enough of the encoder's 512 directions to lose nothing measurable, and the solver is three times faster.
_DIRECTIONS = 160
_SENTENCE_WEIGHT = 0.4
# How near the next example is needs fewer of them; all the examples are read for it, message by message.
_NEAR_DIRECTIONS = 64
# Looser than the library's 1e-4: accuracy did not change in the third digit, time halved.
_TOLERANCE = 0.1
# With so many hands in a corpus, each is judged by a model that has read none of its messages.
_VOICES = 3


_NO_LINE: Floats = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Row:
    """One training row: an example as written, or a copy of it typed without vowels."""

    words: tuple[str, ...]
    example: int
    folded: bool  # what the encoder sees of it: the text folded to ASCII, or as written


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Everything that does not depend on which rows are learned from.

    ``counts`` says how often each feature of ``hashes`` stands in each row; ``first_rows`` are the rows of the
    examples as written. ``written`` and ``folded`` are the encoder's vectors, with no rows without it. The marked
    messages come after the ``examples``; the encoder does not see them.
    """

    examples: int

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
    marked: Sequence[Marked] = (),
    use_encoder: bool = True,
    vectors: Path | None = None,
    tell: Callable[[str], None] = _silent,
) -> Model:
    """A model of the intents of ``examples``; ``borrowed`` rows teach too but are not calibrated on.

    ``marked`` messages teach the signals that they are marked with, and so do the examples whose intent says it.

    Deterministic for the same rows on the same machine. Takes one core. ``vectors``: a file in which the
    encoder's work is kept for the next training. ``tell`` hears which stage begins: ``read``, ``check 1/3`` …,
    ``finish``.
    """
    everything = [*examples, *borrowed]
    tell("read")
    with threadpool_limits(limits=1):
        prepared = _prepare(everything, marked, use_encoder and encoder.available(), vectors)
        intents = [example.intent for example in everything]
        classes = tuple(sorted(set(intents)))
        labels = np.array([classes.index(intent) for intent in intents])
        own = np.arange(len(everything)) < len(examples)
        fold_of = _folds(labels, own, [example.voice for example in everything])
        outcomes = _out_of_fold(prepared, labels, own, fold_of, classes, tell)
        fitted = calibration.fit(outcomes, classes, uses_encoder=prepared.uses_encoder)
        tell("finish")
        kept = np.ones(len(everything), dtype=bool)
        solution = _solve(prepared, labels, kept, len(classes))
        if OUT_OF_SCOPE in classes:
            intercepts = solution.intercepts.copy()
            intercepts[classes.index(OUT_OF_SCOPE)] += fitted.doubt
            solution = replace(solution, intercepts=intercepts)
        marks = _solve_marks(prepared, solution.idf, [*_marks_of(examples, borrowed), *marked])
        danger = _danger_line(solution, marked, vectors) if prepared.uses_encoder else _NO_LINE
        return _as_model(solution, marks, danger, prepared, classes, fitted)


def _prepare(
    examples: Sequence[Example], marked: Sequence[Marked], use_encoder: bool, keep: Path | None
) -> _Prepared:
    rows = _rows([*examples, *marked])
    by_row = [hashes_by_block(row.words) for row in rows]
    flat = np.array([h for row in by_row for block in row for h in block], dtype=np.uint32)
    block_lengths = [len(block) for row in by_row for block in row]
    block_of = np.repeat(np.tile(np.arange(BLOCKS, dtype=np.uint8), len(rows)), block_lengths)
    row_of = np.repeat(np.arange(len(rows)), [sum(map(len, row)) for row in by_row])
    hashes, first, inverse = np.unique(flat, return_index=True, return_inverse=True)
    ones = np.ones(len(flat), dtype=np.float32)
    counts = csr_matrix((ones, (row_of, inverse)), shape=(len(rows), len(hashes)))  # adds repeats up
    example_of = np.array([row.example for row in rows])
    written = folded = np.zeros((0, encoder.DIMENSIONS), dtype=np.float32)
    if use_encoder:
        written, folded = vectors.written_and_folded([example.text for example in examples], keep)
    return _Prepared(
        examples=len(examples),
        counts=counts,
        hashes=hashes,
        blocks=block_of[first],
        lengths=np.array([len(row.words) for row in rows]),
        example_of=example_of,
        is_folded=np.array([row.folded for row in rows]),
        first_rows=np.searchsorted(example_of, np.arange(len(examples))),
        written=written,
        folded=folded,
    )


def _rows(examples: Sequence[Example | Marked]) -> list[_Row]:
    """Each example as written and, when it is Turkish, as somebody in a hurry would type it."""
    rows: list[_Row] = []
    for number, example in enumerate(examples):
        folded = fold(example.text)
        words = tuple(token.text for token in tokens(folded))
        rows.append(_Row(words, number, folded=False))
        if (example.language or detect(example.text, folded)) == "tr":
            rows.append(_Row(without_vowels(words), number, folded=True))
    return rows


def _rarity(prepared: _Prepared, rows: npt.NDArray[np.int64]) -> Floats:
    """Of the features in these rows and in those of the marked messages."""
    rows = np.concatenate([rows, np.flatnonzero(prepared.example_of >= prepared.examples)])
    frequency = np.bincount(prepared.counts[rows].indices, minlength=len(prepared.hashes))
    idf = np.log((1 + len(rows)) / (1 + frequency)) + 1
    return np.where(frequency > 0, idf, 0).astype(np.float32)


def _light(prepared: _Prepared, rows: npt.NDArray[np.int64], idf: Floats) -> csr_matrix:
    """What ``light.light_rows`` gives, for many rows at once."""
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
    own_rows = np.flatnonzero(prepared.example_of < prepared.examples)
    rows = own_rows[kept[prepared.example_of[own_rows]]]
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


@dataclass(frozen=True, slots=True)
class _Marks:
    """One line per signal, in the order of ``marks.SIGNALS`` as far as there are examples of both kinds."""

    signals: tuple[str, ...]
    light: Floats
    intercepts: Floats


def _marks_of(examples: Sequence[Example], borrowed: Sequence[Example]) -> Sequence[Mapping[str, bool]]:
    """What the intents of the examples say of the signals; borrowed ones say nothing."""
    own = {example.intent for example in examples}
    said = {signal: intent for signal, intent in SAID_BY_INTENT.items() if intent in own}
    return [{signal: example.intent == intent for signal, intent in said.items()} for example in examples] + [
        {} for _ in borrowed
    ]


def _solve_marks(prepared: _Prepared, idf: Floats, marked: Sequence[Marked | Mapping[str, bool]]) -> _Marks:
    """Whether a message carries a signal, by the light view alone: the encoder gained two points at most."""
    marks = [one.marks if isinstance(one, Marked) else one for one in marked]
    signals, weights, intercepts = [], [], []
    for signal in SIGNALS:
        known = np.array([signal in one for one in marks])
        said = np.array([one.get(signal, False) for one in marks])
        if not said.any() or not (known & ~said).any():
            continue
        rows = np.flatnonzero(known[prepared.example_of])
        solver = LinearSVC(C=1.0, class_weight="balanced", random_state=_SEED, tol=_TOLERANCE)
        solver.fit(_light(prepared, rows, idf), said[prepared.example_of[rows]])
        signals.append(signal)
        weights.append(solver.coef_[0])
        intercepts.append(solver.intercept_[0])
    features = len(prepared.hashes)
    return _Marks(
        tuple(signals),
        np.array(weights, dtype=np.float32).reshape(len(signals), features).T,
        np.array(intercepts, dtype=np.float32),
    )


def _danger_line(solution: _Solution, marked: Sequence[Marked], keep: Path | None) -> Floats:
    """Danger as the encoder sees it, for languages of which nobody wrote examples: weights and, last, the line."""
    known = [one for one in marked if RED_FLAG in one.marks]
    said = np.array([one.marks[RED_FLAG] for one in known])
    if not len(known) or said.all() or not said.any():
        return _NO_LINE
    written, _ = vectors.written_and_folded([one.text for one in known], keep)
    solver = LinearSVC(C=1.0, class_weight="balanced", random_state=_SEED, tol=_TOLERANCE)
    solver.fit((written - solution.mean) @ solution.projection, said)
    return np.append(solver.coef_[0], solver.intercept_[0]).astype(np.float32)


def _out_of_fold(
    prepared: _Prepared,
    labels: npt.NDArray[np.int64],
    own: npt.NDArray[np.bool_],
    fold_of: npt.NDArray[np.int64],
    classes: tuple[str, ...],
    tell: Callable[[str], None],
) -> calibration.Outcomes:
    """Each own example judged by a model that has seen neither it nor its copies."""
    count = len(labels)
    light = np.zeros((count, len(classes)), dtype=np.float32)
    full, nearest, known = light.copy(), np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
    for number in range(_FOLDS):
        tell(f"check {number + 1}/{_FOLDS}")
        held = own & (fold_of == number)
        if not held.any():
            continue
        solution = _solve(prepared, labels, ~held, len(classes))
        rows = prepared.first_rows[held]
        full[held] = light[held] = _light(prepared, rows, solution.idf) @ solution.light + solution.intercepts
        if prepared.uses_encoder:
            projected = (prepared.written[held] - solution.mean) @ solution.projection
            full[held] += projected @ solution.sentence
            near = _unit(projected[:, :_NEAR_DIRECTIONS])
            nearest[held] = (near @ _known_examples(prepared, solution, ~held).T).max(axis=1)
        known[held] = _known_words(prepared, rows, solution.idf)
    return calibration.Outcomes(labels[own], light[own], full[own], nearest[own], known[own])


def _folds(
    labels: npt.NDArray[np.int64], own: npt.NDArray[np.bool_], voices: Sequence[str]
) -> npt.NDArray[np.int64]:
    """The fold of each example: by who wrote it where there are enough hands, else each class dealt out evenly.

    People outside write like none of our writers. A model that is judged on messages of hands it has read thinks
    too well of itself, by four to ten points.
    """
    fold_of = np.zeros(len(labels), dtype=np.int64)
    sizes = Counter(voice for voice, is_own in zip(voices, own, strict=True) if is_own)
    if len(sizes) >= _VOICES:
        place: dict[str, int] = {}
        load = [0] * _FOLDS
        for voice, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
            place[voice] = load.index(min(load))
            load[place[voice]] += size
        return np.array([place.get(voice, 0) for voice in voices])
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
    return _unit((prepared.written[kept] - solution.mean) @ solution.projection[:, :_NEAR_DIRECTIONS])


def _as_model(
    solution: _Solution,
    marks: _Marks,
    danger: Floats,
    prepared: _Prepared,
    classes: tuple[str, ...],
    fitted: calibration.Fitted,
) -> Model:
    light = np.hstack([solution.light, marks.light])
    scales = np.abs(light).max(axis=0) / 127.0
    scales[scales == 0] = 1.0
    return Model(
        classes=classes,
        signals=marks.signals,
        hashes=prepared.hashes,
        blocks=prepared.blocks,
        idf=solution.idf,
        weights=np.rint(light / scales).astype(np.int8),
        scales=scales[: len(classes)].astype(np.float32),
        signal_scales=scales[len(classes) :].astype(np.float32),
        intercepts=solution.intercepts,
        signal_intercepts=marks.intercepts,
        danger_line=danger,
        mean=solution.mean,
        projection=solution.projection,
        sentence_weights=solution.sentence,
        examples=_known_examples(prepared, solution, np.ones(len(prepared.written), dtype=bool)),
        trust=fitted.trust,
        curve=fitted.curve,
        temperature=fitted.temperature,
        threshold=fitted.threshold,
        scope_threshold=fitted.scope_threshold,
        sure_gap=fitted.sure_gap,
        version=VERSION,
    )
