"""From example messages to a model, in seconds, the same model every time.

Run as a program by ``cache`` so that the training libraries, some hundred megabytes, leave with the process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from invekto.chat_analysis import calibration, encoder
from invekto.chat_analysis.corpus import OUT_OF_SCOPE, Example
from invekto.chat_analysis.folds import folds, out_of_fold
from invekto.chat_analysis.learnt_signals import (
    NO_LINE,
    LearntSignals,
    danger_line,
    learn_signals,
    said_by_intents,
)
from invekto.chat_analysis.light import Floats
from invekto.chat_analysis.marks import Marked
from invekto.chat_analysis.model import VERSION, Model
from invekto.chat_analysis.prepared import Prepared, prepare
from invekto.chat_analysis.solving import Solution, known_examples, solve


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
        prepared = prepare(everything, marked, use_encoder and encoder.available(), vectors)
        intents = [example.intent for example in everything]
        classes = tuple(sorted(set(intents)))
        labels = np.array([classes.index(intent) for intent in intents])
        own = np.arange(len(everything)) < len(examples)
        fold_of = folds(labels, own, [example.voice for example in everything])
        outcomes = out_of_fold(prepared, labels, own, fold_of, classes, tell)
        fitted = calibration.fit(outcomes, classes, uses_encoder=prepared.uses_encoder)
        tell("finish")
        kept = np.ones(len(everything), dtype=bool)
        solution = solve(prepared, labels, kept, len(classes))
        if OUT_OF_SCOPE in classes:
            intercepts = solution.intercepts.copy()
            intercepts[classes.index(OUT_OF_SCOPE)] += fitted.doubt
            solution = replace(solution, intercepts=intercepts)
        marks = learn_signals(prepared, solution.idf, [*said_by_intents(examples, borrowed), *marked])
        danger = danger_line(solution, marked, vectors) if prepared.uses_encoder else NO_LINE
        return _as_model(solution, marks, danger, prepared, classes, fitted)


def _as_model(
    solution: Solution,
    marks: LearntSignals,
    danger: Floats,
    prepared: Prepared,
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
        examples=known_examples(prepared, solution, np.ones(len(prepared.written), dtype=bool)),
        trust=fitted.trust,
        curve=fitted.curve,
        temperature=fitted.temperature,
        threshold=fitted.threshold,
        scope_threshold=fitted.scope_threshold,
        sure_gap=fitted.sure_gap,
        version=VERSION,
    )
