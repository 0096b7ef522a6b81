"""Each example judged by a model that has not read it: what an honest confidence is learnt from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from invekto.chat_analysis import calibration
from invekto.chat_analysis.prepared import Prepared, known_words, light_view
from invekto.chat_analysis.solving import known_examples, near_view, solve

_SEED = 7
_FOLDS = 3
# With so many hands in a corpus, each is judged by a model that has read none of its messages.
_VOICES = 3


def folds(
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


def out_of_fold(
    prepared: Prepared,
    labels: npt.NDArray[np.int64],
    own: npt.NDArray[np.bool_],
    fold_of: npt.NDArray[np.int64],
    classes: tuple[str, ...],
    tell: Callable[[str], None],
) -> calibration.Outcomes:
    """Each own example judged by a model that has seen neither it nor its copies.

    Where the rest of the examples is of one class or none, there is no such model: of very few examples some are
    judged, or none.
    """
    count = len(labels)
    light = np.zeros((count, len(classes)), dtype=np.float32)
    full, nearest, known = light.copy(), np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
    judged = np.zeros(count, dtype=bool)
    for number in range(_FOLDS):
        tell(f"check {number + 1}/{_FOLDS}")
        held = own & (fold_of == number)
        if not held.any() or len(np.unique(labels[~held])) < 2:
            continue
        judged |= held
        solution = solve(prepared, labels, ~held, len(classes))
        rows = prepared.first_rows[held]
        full[held] = light[held] = (
            light_view(prepared, rows, solution.idf) @ solution.light + solution.intercepts
        )
        if prepared.uses_encoder:
            projected = (prepared.written[held] - solution.mean) @ solution.projection
            full[held] += projected @ solution.sentence
            nearest[held] = (near_view(projected) @ known_examples(prepared, solution, ~held).T).max(axis=1)
        known[held] = known_words(prepared, rows, solution.idf)
    return calibration.Outcomes(labels[judged], light[judged], full[judged], nearest[judged], known[judged])
