"""The encoder's forward pass, with what depends on a single token alone remembered.

Arithmetic and weights are those of the package's own numpy pass. But half of that work, the projection of every
token and the first layer of the three convolutions, is a sum of terms that each depend on one token: those are kept
for the tokens that come again and again, which makes a single message nearly twice as fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import as_strided

from invekto.chat_analysis.tokenmemory import Floats, TokenMemory

# (width, places to the left) of the three convolutions, as the package has them.
_WINDOWS = ((2, 0), (3, 1), (5, 2))
_CHANNELS = 256
_REACH = 2  # empty rows between messages: no window reaches further
_TOGETHER = 384  # tokens at once; more leave the processor's own memory


class Forward:
    """Safe to share between threads. ``backend`` is the package's numpy backend with its weights loaded, which can
    no longer encode by itself afterwards."""

    def __init__(self, backend: Any) -> None:
        self._from = backend
        # (256, width * 256): what one row gives to each place of a window that holds it.
        self._first = [
            np.ascontiguousarray(np.hstack(np.split(weights, width)))
            for weights, (width, _) in zip(backend.w1, _WINDOWS, strict=True)
        ]
        backend.w1 = None  # 2.5 MB that nobody asks for any more
        # Scaling after the mean is scaling before it, on one row instead of all of a message's.
        self._pool = np.asarray(backend.ln_g[:, None] * backend.cnn_W, dtype=np.float32)
        self._pool_constant = np.asarray(backend.ln_b @ backend.cnn_W + backend.cnn_b, dtype=np.float32)
        self._embedding = backend.table.shape[1]
        self._lock = Lock()
        self._memory = TokenMemory(
            self._embedding + len(_WINDOWS) * _CHANNELS, [width for width, _ in _WINDOWS], _CHANNELS
        )

    def encode(self, messages: Sequence[Sequence[int]]) -> Floats:
        """One unit vector per message, given as its token ids."""
        messages = [message[: self._memory.slots] for message in messages]  # more is one endless message
        vectors = np.empty((len(messages), self._from.d3.shape[1]), dtype=np.float32)
        start = tokens = 0
        for number, message in enumerate(messages):
            if number > start and tokens + len(message) > _TOGETHER:
                vectors[start:number] = self._together(messages[start:number])
                start, tokens = number, 0
            tokens += len(message)
        if start < len(messages):
            vectors[start:] = self._together(messages[start:])
        return vectors

    def _together(self, messages: Sequence[Sequence[int]]) -> Floats:
        lengths = np.array([len(message) for message in messages])
        tokens = list(chain.from_iterable(messages))
        # Messages lie one after the other with empty rows between, so a window is a stretch of rows.
        places = np.arange(len(tokens)) + _REACH * (1 + np.repeat(np.arange(len(messages)), lengths))
        size = len(tokens) + _REACH * (len(messages) + 1)
        with self._lock:
            slots = self._memory.slots_of(tokens, self._of_tokens)
            features = self._memory.own(slots)
            row = np.zeros(size, dtype=np.intp)  # slot 0 is the empty row
            row[places] = slots
            sums = [
                self._memory.windows(number, row, places - left) for number, (_, left) in enumerate(_WINDOWS)
            ]
        for number, (width, left) in enumerate(_WINDOWS):
            own = self._embedding + number * _CHANNELS
            x = features[:, own : own + _CHANNELS]
            hidden = sums[number]
            hidden += self._from.b1[number]
            np.maximum(hidden, 0, out=hidden)
            hidden += x
            padded = np.zeros((size, _CHANNELS), dtype=np.float32)
            padded[places] = hidden
            stretches = as_strided(padded, (size - width + 1, width * _CHANNELS), padded.strides)
            found = stretches[places - left] @ self._from.w2[number]
            found += self._from.b2[number]
            np.maximum(found, 0, out=found)
            np.add(found, hidden, out=x)
        return self._sentences(features, lengths)

    def _sentences(self, features: Floats, lengths: npt.NDArray[np.int64]) -> Floats:
        weights = self._from
        many = lengths.astype(np.float32)[:, None]
        mean, inverse = _spread(features, weights.eps)
        # Row i picks the rows of message i, each brought to its spread: their sum is one product.
        picks = np.zeros((len(lengths), len(features)), dtype=np.float32)
        picks[np.repeat(np.arange(len(lengths)), lengths), np.arange(len(features))] = inverse
        pooled = picks @ features
        pooled -= (picks @ mean)[:, None]
        sentence = (pooled @ self._pool + many * self._pool_constant) / np.sqrt(many)
        y0 = np.maximum(sentence @ weights.d0, 0)
        y1 = np.maximum(sentence @ weights.p1 + y0 @ weights.d1, 0)
        y2 = np.maximum(y1 @ weights.d2, 0)
        z = np.tanh(y1 @ weights.p3 + y2 @ weights.d3)
        squares = np.einsum("ij,ij->i", z, z)
        return np.asarray(z / np.sqrt(np.maximum(squares, weights.eps))[:, None], dtype=np.float32)

    def _of_tokens(self, tokens: npt.NDArray[np.int64]) -> tuple[Floats, list[Floats]]:
        """Embedding and projection of each token, and what it gives to the windows of the first layer."""
        weights = self._from
        chunk = tokens % len(weights.scale)
        embedding = weights.table[tokens] * weights.scale[chunk, None] + weights.lo[chunk, None]
        x = embedding @ weights.proj_W + weights.proj_b
        mean, inverse = _spread(x, weights.eps)
        x = (x - mean[:, None]) * inverse[:, None] * weights.ln_g_all + weights.ln_b_all
        parts = np.split(x, len(_WINDOWS), axis=1)
        return np.hstack([embedding, x]), [
            part @ first for part, first in zip(parts, self._first, strict=True)
        ]


def _spread(x: Floats, eps: float) -> tuple[Floats, Floats]:
    """Each row's mean, and one by its standard deviation."""
    mean = x.mean(axis=1)
    variance = np.einsum("ij,ij->i", x, x) / x.shape[1] - mean * mean
    return mean, np.asarray(1 / np.sqrt(np.maximum(variance, 0) + eps), dtype=np.float32)
