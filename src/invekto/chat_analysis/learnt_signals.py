"""The lines of the signals (``marks``), learnt from marked messages and from what an intent says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from invekto.chat_analysis import vectors
from invekto.chat_analysis.corpus import Example
from invekto.chat_analysis.light import Floats
from invekto.chat_analysis.marks import RED_FLAG, SAID_BY_INTENT, SIGNALS, Marked
from invekto.chat_analysis.prepared import Prepared, light_view
from invekto.chat_analysis.solving import Solution, linear_solver

NO_LINE: Floats = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class LearntSignals:
    """One line per signal, in the order of ``marks.SIGNALS`` as far as there are examples of both kinds."""

    signals: tuple[str, ...]
    light: Floats
    intercepts: Floats


def said_by_intents(examples: Sequence[Example], borrowed: Sequence[Example]) -> Sequence[Mapping[str, bool]]:
    """What the intents of the examples say of the signals; borrowed ones say nothing."""
    own = {example.intent for example in examples}
    said = {signal: intent for signal, intent in SAID_BY_INTENT.items() if intent in own}
    return [{signal: example.intent == intent for signal, intent in said.items()} for example in examples] + [
        {} for _ in borrowed
    ]


def learn_signals(
    prepared: Prepared, idf: Floats, marked: Sequence[Marked | Mapping[str, bool]]
) -> LearntSignals:
    """Whether a message carries a signal, by the light view alone: the encoder gained two points at most."""
    marks = [one.marks if isinstance(one, Marked) else one for one in marked]
    signals, weights, intercepts = [], [], []
    for signal in SIGNALS:
        known = np.array([signal in one for one in marks])
        said = np.array([one.get(signal, False) for one in marks])
        if not said.any() or not (known & ~said).any():
            continue
        rows = np.flatnonzero(known[prepared.example_of])
        solver = linear_solver()
        solver.fit(light_view(prepared, rows, idf), said[prepared.example_of[rows]])
        signals.append(signal)
        weights.append(solver.coef_[0])
        intercepts.append(solver.intercept_[0])
    features = len(prepared.hashes)
    return LearntSignals(
        tuple(signals),
        np.array(weights, dtype=np.float32).reshape(len(signals), features).T,
        np.array(intercepts, dtype=np.float32),
    )


def danger_line(solution: Solution, marked: Sequence[Marked], keep: Path | None) -> Floats:
    """Danger as the encoder sees it, for languages of which nobody wrote examples: weights and, last, the line."""
    known = [one for one in marked if RED_FLAG in one.marks]
    said = np.array([one.marks[RED_FLAG] for one in known])
    if not len(known) or said.all() or not said.any():
        return NO_LINE
    written, _ = vectors.written_and_folded([one.text for one in known], keep)
    solver = linear_solver()
    solver.fit((written - solution.mean) @ solution.projection, said)
    return np.append(solver.coef_[0], solver.intercept_[0]).astype(np.float32)
