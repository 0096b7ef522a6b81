"""A trained model as plain arrays, and how a message is scored with them.

Nothing of the training libraries is needed here, and no dictionary of strings: see ``features``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.chat_analysis.features import Token, hashes_of_word
from invekto.chat_analysis.light import Floats, LightRows, RunVotes, Table, light_rows, weighted

# Part of the cache key: raise it whenever features, training or the file change, so no old model is read.
VERSION = "3.5"

# Where the light view is sure the encoder is not asked; such a message counts as near to the examples.
NEAR = 1.0
Sentences = Callable[[Sequence[int]], Floats]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of one message, classes in the model's order.

    ``confidence`` is how often a message that looks like this is classified right; ``probabilities`` give
    that share to the best class, never more to another, and add up to 1 at most. ``scope`` is higher the more
    the message looks like one that belongs here at all; it is only compared with ``Model.scope_threshold``.
    ``signals``: how far each of the model's signals lies above or below its line.
    """

    margins: Floats
    probabilities: Floats
    confidence: float
    scope: float
    signals: Floats

    @property
    def best(self) -> int:
        return int(np.argmax(self.margins))


@dataclass(frozen=True)
class Model:
    """Weights of one vertical.

    ``weights`` is one signed byte per feature and class, to be multiplied by the class's ``scales``; after the
    classes come the ``signals``, each a line of its own. ``examples`` are the training messages seen by the encoder,
    in the first of the projected directions, of unit length; ``danger_line`` tells dangers from the rest by the
    encoder alone, its last number is added. The encoder's arrays are empty when the model was trained without it.
    ``trust`` turns traits into a confidence: its first row for messages the encoder has seen, its second for those
    whose two best classes lie ``sure_gap`` or more apart in the light view alone. ``curve``: see ``calibration``.
    ``key`` begins the name of what it learnt from, for a model out of the cache; it is not in the file.
    """

    classes: tuple[str, ...]
    signals: tuple[str, ...]
    hashes: npt.NDArray[np.uint32]
    blocks: npt.NDArray[np.uint8]
    idf: Floats
    weights: npt.NDArray[np.int8]
    scales: Floats
    intercepts: Floats
    signal_scales: Floats
    signal_intercepts: Floats
    danger_line: Floats
    mean: Floats
    projection: Floats
    sentence_weights: Floats
    examples: Floats
    trust: Floats
    curve: Floats
    temperature: float
    threshold: float
    scope_threshold: float
    sure_gap: float
    version: str
    key: str = ""

    @property
    def uses_encoder(self) -> bool:
        return len(self.projection) > 0

    @cached_property
    def table(self) -> Table:
        return Table(self.hashes, self.blocks, self.idf)

    def light_rows(self, messages: Sequence[Sequence[str]]) -> LightRows:
        """Messages are given as their tokens' texts."""
        return light_rows(messages, self.table)

    def run_votes(self, words: Sequence[str], known: npt.NDArray[np.intp] | None = None) -> RunVotes:
        """``known`` as ``RunVotes`` has it."""
        return RunVotes(words, self.table, self.weights[:, : len(self.classes)], known)

    def project(self, sentences: Floats) -> Floats:
        """Encoder vectors (n, 512) in the model's own, smaller space."""
        return np.asarray((sentences - self.mean) @ self.projection, dtype=np.float32)

    def score(self, rows: LightRows, sentences: Sentences) -> list[Scores]:
        """Every message of ``rows``; ``sentences`` gives the encoder's vectors of those it is asked for."""
        sums = weighted(rows, self.weights)
        margins = sums[:, : len(self.classes)] * self.scales + self.intercepts
        signals = sums[:, len(self.classes) :] * self.signal_scales + self.signal_intercepts
        nearest = np.zeros(len(margins), dtype=np.float32)
        sure = np.zeros(len(margins), dtype=bool)
        if self.uses_encoder:
            sure = gaps(margins) >= self.sure_gap
            nearest[sure] = NEAR
            unsure = np.flatnonzero(~sure)
            if len(unsure):
                projected = self.project(sentences(unsure.tolist()))
                margins[unsure] += projected @ self.sentence_weights
                near = projected[:, : self.examples.shape[1]]
                lengths = np.maximum(np.sqrt((near * near).sum(axis=1)), 1e-9)
                nearest[unsure] = (near @ self.examples.T).max(axis=1) / lengths
        traits = traits_of(margins, nearest, rows.known_words, self.classes)
        doubts = np.where(sure, traits @ self.trust[1], traits @ self.trust[0])
        confidence = 1.0 / (1.0 + np.exp(-np.clip(doubts, -30, 30)))
        probabilities = spread(margins, confidence, self.temperature)
        scope = scope_scores(margins, nearest, rows.known_words, self.classes)
        return [
            Scores(margins[i], probabilities[i], float(confidence[i]), float(scope[i]), signals[i])
            for i in range(len(margins))
        ]

    def danger(self, sentences: Floats) -> Floats:
        """Above 0 where the encoder sees danger, in any of its languages; far below where nobody taught it."""
        if not len(self.danger_line):
            return np.full(len(sentences), -1.0, dtype=np.float32)
        return np.asarray(self.project(sentences) @ self.danger_line[:-1] + self.danger_line[-1])

    def token_weights(
        self, tokens: Sequence[Token], places: npt.NDArray[np.intp], values: Floats, margins: Floats
    ) -> list[float]:
        """How much each token spoke for the best class against the second best."""
        if not len(places) or len(self.classes) < 2:
            return [0.0] * len(tokens)
        second, best = np.argsort(margins)[-2:]
        rows = self.weights[places]
        votes = values * (rows[:, best] * self.scales[best] - rows[:, second] * self.scales[second])
        return self._by_token(tokens, places, votes)

    def signal_weights(
        self, signal: str, tokens: Sequence[Token], places: npt.NDArray[np.intp], values: Floats
    ) -> list[float]:
        """How much each token spoke for the signal. Raises ValueError for one the model has not learnt."""
        column = len(self.classes) + self.signals.index(signal)
        return self._by_token(tokens, places, values * self.weights[places, column])

    def _by_token(self, tokens: Sequence[Token], places: npt.NDArray[np.intp], votes: Floats) -> list[float]:
        vote_of = dict(zip(self.hashes[places].tolist(), votes.tolist(), strict=True))
        return [sum(vote_of.get(h, 0.0) for h in set(hashes_of_word(token.text))) for token in tokens]


def gaps(margins: Floats) -> Floats:
    """How far the best class of each message lies above the second; endless where there is only one."""
    if margins.shape[1] < 2:
        return np.full(len(margins), np.inf, dtype=np.float32)
    best = np.partition(margins, -2, axis=1)
    return np.asarray(best[:, -1] - best[:, -2])


def traits_of(margins: Floats, nearest: Floats, known_words: Floats, classes: Sequence[str]) -> Floats:
    """What the confidence is judged by, (messages, 7); the same for training and scoring."""
    first = margins.max(axis=1)
    gap = np.minimum(gaps(margins), first + 1.0) if margins.shape[1] < 2 else gaps(margins)
    outside = np.array([name == OUT_OF_SCOPE for name in classes], dtype=np.float32)[margins.argmax(axis=1)]
    return np.column_stack(
        [np.ones(len(margins)), first, gap, nearest, known_words, outside, outside * gap]
    ).astype(np.float32)


def scope_scores(margins: Floats, nearest: Floats, known_words: Floats, classes: Sequence[str]) -> Floats:
    """High for what the classes cover: a clear winner, near to an example, in known words."""
    served = margins[:, [name != OUT_OF_SCOPE for name in classes]]
    if not served.shape[1]:
        return np.zeros(len(margins), dtype=np.float32)
    gap = gaps(served) if served.shape[1] > 1 else 0.0
    return np.asarray(served.max(axis=1) + 0.5 * gap + nearest + 0.3 * known_words, dtype=np.float32)


def spread(margins: Floats, confidence: Floats, temperature: float) -> Floats:
    """The best class of each message gets its ``confidence``, the others share the rest by their margins."""
    powers = np.exp((margins - margins.max(axis=1, keepdims=True)) * temperature)
    best = margins.argmax(axis=1)
    one = np.arange(len(margins))
    rest = powers.sum(axis=1) - powers[one, best]
    shares = powers * np.where(rest > 0, (1.0 - confidence) / np.where(rest > 0, rest, 1), 0.0)[:, None]
    # An unsure winner leaves more to the rest than it has itself; none of them may pass it.
    shares = np.minimum(shares, confidence[:, None])
    shares[one, best] = confidence
    return np.asarray(shares, dtype=np.float32)
