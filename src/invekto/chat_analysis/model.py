"""A trained model as plain arrays, and how a message is scored with them.

Nothing of the training libraries is needed here, and no dictionary of strings: see ``features``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.chat_analysis.features import (
    BLOCK_WEIGHTS,
    BLOCKS,
    WORDS,
    Token,
    hashes_by_block,
    hashes_of_word,
)

Floats = npt.NDArray[np.float32]

# Part of the cache key: raise it whenever features, training or the file change, so no old model is read.
VERSION = "2.3"

_BLOCK_WEIGHTS = np.array(BLOCK_WEIGHTS, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class LightVector:
    """The known features of a message: their places in the model's table, ascending, and their values."""

    places: npt.NDArray[np.intp]
    values: Floats
    known_words: float  # share of the message's words the model has seen


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of one message, classes in the model's order.

    ``confidence`` is how often a message that looks like this is classified right; ``probabilities`` give
    that share to the best class, never more to another, and add up to 1 at most. ``scope`` is higher the more
    the message looks like one that belongs here at all; it is only compared with ``Model.scope_threshold``.
    """

    margins: Floats
    probabilities: Floats
    confidence: float
    scope: float

    @property
    def best(self) -> int:
        return int(np.argmax(self.margins))


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of one vertical.

    ``weights`` is one signed byte per feature and class, to be multiplied by the class's ``scales``;
    ``examples`` are the training messages seen by the encoder, projected, of unit length. The encoder's
    arrays are empty when the model was trained without it.
    """

    classes: tuple[str, ...]
    hashes: npt.NDArray[np.uint32]
    blocks: npt.NDArray[np.uint8]
    idf: Floats
    weights: npt.NDArray[np.int8]
    scales: Floats
    intercepts: Floats
    mean: Floats
    projection: Floats
    sentence_weights: Floats
    examples: Floats
    trust: Floats
    temperature: float
    threshold: float
    scope_threshold: float
    version: str

    @property
    def uses_encoder(self) -> bool:
        return len(self.projection) > 0

    def light_vector(self, words: Sequence[str]) -> LightVector:
        hashes = np.array([h for block in hashes_by_block(words) for h in block], dtype=np.uint32)
        return light_vector(hashes, len(words), self.hashes, self.blocks, self.idf)

    def project(self, sentences: Floats) -> Floats:
        """Encoder vectors (n, 512) in the model's own, smaller space."""
        return np.asarray((sentences - self.mean) @ self.projection, dtype=np.float32)

    def score(self, vector: LightVector, projected: Floats | None) -> Scores:
        """``projected`` is the message's row of ``project``, or None for a model without the encoder."""
        margins = (vector.values @ self.weights[vector.places].astype(np.float32)) * self.scales
        margins += self.intercepts
        nearest = 0.0
        if projected is not None:
            margins += projected @ self.sentence_weights
            length = float(np.sqrt(projected @ projected))
            if length:
                nearest = float((self.examples @ projected).max()) / length
        traits = traits_of(margins, nearest, vector.known_words, self.classes)
        confidence = float(1.0 / (1.0 + np.exp(-np.clip(traits @ self.trust, -30, 30))))
        return Scores(
            margins=margins,
            probabilities=spread(margins, confidence, self.temperature),
            confidence=confidence,
            scope=scope_score(margins, nearest, vector.known_words, self.classes),
        )

    def token_weights(self, tokens: Sequence[Token], vector: LightVector, margins: Floats) -> list[float]:
        """How much each token spoke for the best class against the second best."""
        if not len(vector.places) or len(self.classes) < 2:
            return [0.0] * len(tokens)
        second, best = np.argsort(margins)[-2:]
        rows = self.weights[vector.places]
        votes = vector.values * (rows[:, best] * self.scales[best] - rows[:, second] * self.scales[second])
        vote_of = dict(zip(self.hashes[vector.places].tolist(), votes.tolist(), strict=True))
        return [sum(vote_of.get(h, 0.0) for h in set(hashes_of_word(token.text))) for token in tokens]


def light_vector(
    hashes: npt.NDArray[np.uint32],
    words: int,
    table: npt.NDArray[np.uint32],
    blocks: npt.NDArray[np.uint8],
    idf: Floats,
) -> LightVector:
    """Sublinear TF-IDF over the known features, each block scaled to its weight."""
    unique, counts = np.unique(hashes, return_counts=True)
    places = np.searchsorted(table, unique)
    inside = places < len(table)
    inside[inside] = table[places[inside]] == unique[inside]
    places = places[inside]
    values = (1.0 + np.log(counts[inside])).astype(np.float32) * idf[places]
    block = blocks[places]
    lengths = np.sqrt(np.bincount(block, values * values, BLOCKS)).astype(np.float32)
    factors = _BLOCK_WEIGHTS / np.where(lengths > 0, lengths, 1)
    known = int(counts[inside][block == WORDS].sum())
    return LightVector(places, (values * factors[block]).astype(np.float32), known / words if words else 0.0)


def traits_of(margins: Floats, nearest: float, known_words: float, classes: Sequence[str]) -> Floats:
    """What the confidence is judged by; the same for training and scoring."""
    best = int(np.argmax(margins))
    first = float(margins[best])
    second = float(np.partition(margins, -2)[-2]) if len(margins) > 1 else -1.0
    outside = 1.0 if classes[best] == OUT_OF_SCOPE else 0.0
    return np.array(
        [1.0, first, first - second, nearest, known_words, outside, outside * (first - second)],
        dtype=np.float32,
    )


def scope_score(margins: Floats, nearest: float, known_words: float, classes: Sequence[str]) -> float:
    """High for what the classes cover: a clear winner, near to an example, in known words."""
    served = sorted(float(m) for m, name in zip(margins, classes, strict=True) if name != OUT_OF_SCOPE)
    if not served:
        return 0.0
    gap = served[-1] - served[-2] if len(served) > 1 else 0.0
    return served[-1] + 0.5 * gap + nearest + 0.3 * known_words


def spread(margins: Floats, confidence: float, temperature: float) -> Floats:
    """The best class gets ``confidence``, the others share the rest by their margins."""
    powers = np.exp((margins - margins.max()) * temperature)
    best = int(np.argmax(margins))
    rest = float(powers.sum() - powers[best])
    shares = powers * ((1.0 - confidence) / rest if rest > 0 else 0.0)
    # An unsure winner leaves more to the rest than it has itself; none of them may pass it.
    shares = np.minimum(shares, confidence)
    shares[best] = confidence
    return np.asarray(shares, dtype=np.float32)
