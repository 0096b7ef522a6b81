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

Matrix = npt.NDArray[np.float32]

# (width, places to the left) of the three convolutions, as the package has them.
_WINDOWS = ((2, 0), (3, 1), (5, 2))
_CHANNELS = 256
_REACH = 2  # empty rows between messages: no window reaches further
_REMEMBERED = 2048  # tokens, 15 KB each; five hundred messages hold hardly more
_TOGETHER = 384  # tokens at once; more leave the processor's own memory


class Forward:
    """Safe to share between threads. ``backend`` is the package's numpy backend with its weights loaded, which can
    no longer encode by itself afterwards."""

    def __init__(self, backend: Any) -> None:
        self._from = backend
        # (256, width * 256): what one row gives to each place of a window that holds it.
        self._first, self._second = (
            [
                np.ascontiguousarray(np.hstack(np.split(weights, width)))
                for weights, (width, _) in zip(layers, _WINDOWS, strict=True)
            ]
            for layers in (backend.w1, backend.w2)
        )
        backend.w1 = backend.w2 = None  # 5 MB that nobody asks for any more
        self._embedding = backend.table.shape[1]
        self._projected = len(_WINDOWS) * _CHANNELS
        width = self._embedding + self._projected + sum(first.shape[1] for first in self._first)
        self._slots: dict[int, int] = {}
        self._rows = np.zeros((_REMEMBERED, width), dtype=np.float32)
        self._lock = Lock()

    def encode(self, messages: Sequence[Sequence[int]]) -> Matrix:
        """One unit vector per message, given as its token ids."""
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

    def _together(self, messages: Sequence[Sequence[int]]) -> Matrix:
        lengths = np.array([len(message) for message in messages])
        rows = self._of_tokens(list(chain.from_iterable(messages)))
        count = len(rows)
        # Messages lie one after the other with empty rows between, so a window is a shifted slice.
        places = np.arange(count) + _REACH * (1 + np.repeat(np.arange(len(messages)), lengths))
        size = count + _REACH * (len(messages) + 1)
        features = np.empty((count, self._embedding + self._projected), dtype=np.float32)
        features[:, : self._embedding] = rows[:, : self._embedding]
        start = self._embedding + self._projected
        for number, (width, left) in enumerate(_WINDOWS):
            own = self._embedding + number * _CHANNELS
            x = rows[:, own : own + _CHANNELS]
            terms = np.zeros((size, width * _CHANNELS), dtype=np.float32)
            terms[places] = rows[:, start : start + width * _CHANNELS]
            start += width * _CHANNELS
            hidden = _windows(terms, places, width, left)
            hidden += self._from.b1[number]
            np.maximum(hidden, 0, out=hidden)
            hidden += x
            terms[places] = hidden @ self._second[number]
            found = _windows(terms, places, width, left)
            found += self._from.b2[number]
            np.maximum(found, 0, out=found)
            features[:, own : own + _CHANNELS] = found + hidden
        return self._sentences(features, lengths)

    def _sentences(self, features: Matrix, lengths: npt.NDArray[np.int64]) -> Matrix:
        weights = self._from
        features = _normal(features, weights.ln_g, weights.ln_b, weights.eps)
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        many = lengths.astype(np.float32)[:, None]
        mean = np.add.reduceat(features, starts, axis=0) @ weights.cnn_W
        mean = (mean + many * weights.cnn_b) / np.sqrt(many)
        y0 = np.maximum(mean @ weights.d0, 0)
        y1 = np.maximum(mean @ weights.p1 + y0 @ weights.d1, 0)
        y2 = np.maximum(y1 @ weights.d2, 0)
        z = np.tanh(y1 @ weights.p3 + y2 @ weights.d3)
        squares = np.einsum("ij,ij->i", z, z)
        return np.asarray(z / np.sqrt(np.maximum(squares, weights.eps))[:, None], dtype=np.float32)

    def _of_tokens(self, tokens: list[int]) -> Matrix:
        with self._lock:
            missing = [token for token in dict.fromkeys(tokens) if token not in self._slots]
            if len(missing) > _REMEMBERED:  # one endless message
                return self._computed(tokens)
            if missing:
                if len(self._slots) + len(missing) > _REMEMBERED:
                    self._slots.clear()
                    missing = list(dict.fromkeys(tokens))
                first = len(self._slots)
                self._rows[first : first + len(missing)] = self._computed(missing)
                self._slots.update(zip(missing, range(first, first + len(missing)), strict=True))
            return self._rows[[self._slots[token] for token in tokens]]

    def _computed(self, tokens: list[int]) -> Matrix:
        """Embedding, projection and the first layer's terms of each token."""
        weights = self._from
        chunk = np.array(tokens) % len(weights.scale)
        embedding = weights.table[tokens] * weights.scale[chunk, None] + weights.lo[chunk, None]
        x = embedding @ weights.proj_W + weights.proj_b
        x = _normal(x, weights.ln_g_all, weights.ln_b_all, weights.eps)
        terms = [
            part @ first for part, first in zip(np.split(x, len(_WINDOWS), axis=1), self._first, strict=True)
        ]
        return np.hstack([embedding, x, *terms]).astype(np.float32)


def _windows(terms: Matrix, places: npt.NDArray[np.intp], width: int, left: int) -> Matrix:
    """For each place the sum of what the rows around it give to it."""
    total = terms[places - left, :_CHANNELS]
    for place in range(1, width):
        total += terms[places + place - left, place * _CHANNELS : (place + 1) * _CHANNELS]
    return total


def _normal(x: Matrix, gamma: Matrix, beta: Matrix, eps: float) -> Matrix:
    x = x - x.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / x.shape[1]
    return np.asarray(x / np.sqrt(variance + eps)[:, None] * gamma + beta, dtype=np.float32)
