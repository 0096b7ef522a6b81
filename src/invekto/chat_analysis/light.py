"""The light view of messages as numbers: which known features they have, for many messages at once.

One look-up serves a whole batch: a thousand small arrays cost more than one large one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from invekto.chat_analysis.features import BLOCK_WEIGHTS, BLOCKS, WORDS, features_of_words, hashes_by_block

Floats = npt.NDArray[np.float32]

_BLOCK_WEIGHTS = np.array(BLOCK_WEIGHTS, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Table:
    """The features a model knows: their hashes, ascending, each with its block and its rarity."""

    hashes: npt.NDArray[np.uint32]
    blocks: npt.NDArray[np.uint8]
    idf: Floats

    def find(self, hashes: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
        """The place of each hash, and whether it is there at all."""
        places = np.searchsorted(self.hashes, hashes)
        places[places == len(self.hashes)] = 0
        return places, (self.hashes[places] == hashes) if len(self.hashes) else np.zeros(len(hashes), bool)

    def some(self, places: npt.NDArray[np.intp]) -> Table:
        return Table(self.hashes[places], self.blocks[places], self.idf[places])


@dataclass(frozen=True, slots=True)
class LightRows:
    """The known features of several messages, one message after the other.

    Those of message ``i`` are ``bounds[i]`` to ``bounds[i + 1]``, places ascending. ``known_words`` is the share
    of each message's words that the model has seen.
    """

    places: npt.NDArray[np.intp]
    values: Floats
    bounds: npt.NDArray[np.int64]
    known_words: Floats

    def row(self, number: int) -> tuple[npt.NDArray[np.intp], Floats]:
        part = slice(int(self.bounds[number]), int(self.bounds[number + 1]))
        return self.places[part], self.values[part]


def light_rows(messages: Sequence[Sequence[str]], table: Table) -> LightRows:
    """Sublinear TF-IDF of messages given as their token texts, each block scaled to its weight."""
    count = len(messages)
    found = [[h for block in hashes_by_block(words) for h in block] for words in messages]
    flat = np.fromiter(chain.from_iterable(found), dtype=np.uint32)
    owner = np.repeat(np.arange(count), [len(hashes) for hashes in found])
    # Messages share most of what they have, and a sorted search stays near where it was.
    different, which = np.unique(flat, return_inverse=True)
    places, inside = table.find(different)
    inside = inside[which]
    keys = (owner[inside] << 32) | places[which[inside]]
    keys, times = np.unique(keys, return_counts=True)
    owner, places = keys >> 32, keys & 0xFFFFFFFF
    block = table.blocks[places]
    values = (1.0 + np.log(times)).astype(np.float32) * table.idf[places]
    cell = owner * BLOCKS + block
    lengths = np.sqrt(np.bincount(cell, values * values, count * BLOCKS)).astype(np.float32)
    factors = np.tile(_BLOCK_WEIGHTS, count) / np.where(lengths > 0, lengths, 1)
    known = np.bincount(owner, times * (block == WORDS), count)
    totals = np.array([max(len(words), 1) for words in messages])
    return LightRows(
        places,
        (values * factors[cell]).astype(np.float32),
        np.searchsorted(owner, np.arange(count + 1)),
        (known / totals).astype(np.float32),
    )


def weighted(rows: LightRows, weights: npt.NDArray[np.int8]) -> Floats:
    """The rows' values times their features' weights, added up per message: (messages, classes)."""
    sums = np.zeros((len(rows.bounds) - 1, weights.shape[1]), dtype=np.float32)
    for number in range(len(sums)):
        places, values = rows.row(number)
        sums[number] = values @ weights[places].astype(np.float32)
    return sums


class RunVotes:
    """What any run of a message's words says by itself, after one look-up for the whole message.

    Features add up from word to word, so a run is a difference of two sums. A feature that comes twice in a run
    counts twice here and 1.7 times in ``light_rows``; else the two agree.
    """

    def __init__(
        self,
        words: Sequence[str],
        table: Table,
        weights: npt.NDArray[np.int8],
        known: npt.NDArray[np.intp] | None = None,
    ) -> None:
        """``known``: the places of the message's own features, ascending, where they were looked up before."""
        found = features_of_words(words)
        lists = (found.single, found.pairs, found.skips, found.openings, found.closings)
        flat = np.array([h for hashes in (*found.characters, *lists) for h in hashes], dtype=np.uint32)
        if known is None:
            places, inside = table.find(flat)
        else:
            # All but the openings and closings: those few hundred lie together, the table does not.
            own = len(flat) - 2 * len(words)
            here, inside_own = table.some(known).find(flat[:own])
            there, inside_edges = table.find(flat[own:])
            places = np.concatenate([known[here] if len(known) else here, there])
            inside = np.concatenate([inside_own, inside_edges])
        idf = np.where(inside, table.idf[places], 0).astype(np.float32)
        # The last column keeps the squared length, which adds up the same way.
        votes = np.hstack([weights[places] * idf[:, None], (idf * idf)[:, None]])
        lengths = [len(hashes) for hashes in found.characters]
        edges = np.cumsum([0, *lengths])
        end = int(edges[-1])
        # Of one word's characters only the sum is ever asked for.
        self._characters = _running(np.add.reduceat(votes[:end], edges[:-1]))
        parts = np.split(votes[end:], np.cumsum([len(hashes) for hashes in lists])[:-1])
        self._words, self._pairs, self._skips = _running(parts[0]), _running(parts[1]), _running(parts[2])
        self._openings, self._closings = parts[3], parts[4]
        self._rarity = np.sqrt([parts[number][:, -1] for number in (0, 3, 4)])

    def edges(self) -> tuple[Floats, Floats]:
        """Of each word: how often a message that holds it ends with it, and begins with it; 0 where unknown."""
        alone, first, last = self._rarity
        return _share(alone, last), _share(alone, first)

    def margins(self, runs: Sequence[tuple[int, int]]) -> Floats:
        """(runs, classes), without scales and intercepts; a run is a half-open range of words, never empty."""
        first = np.array([start for start, _ in runs])
        end = np.array([stop for _, stop in runs])
        pairs = self._pairs[end - 1] - self._pairs[first] + self._openings[first] + self._closings[end - 1]
        skipping = np.minimum(first, len(self._skips) - 1)
        total = np.zeros((len(runs), self._words.shape[1] - 1), dtype=np.float32)
        for weight, block in zip(
            BLOCK_WEIGHTS,
            (
                self._characters[end] - self._characters[first],
                self._words[end] - self._words[first],
                pairs,
                self._skips[np.maximum(end - 2, skipping)] - self._skips[skipping],
            ),
            strict=True,
        ):
            length = np.sqrt(np.maximum(block[:, -1:], 0))
            total += weight * block[:, :-1] / np.where(length > _NOTHING, length, np.inf)
        return total


def _share(alone: Floats, edge: Floats) -> Floats:
    known = (alone > 0) & (edge > 0)
    return np.where(known, np.exp(np.minimum(alone - edge, 0)), 0).astype(np.float32)


# Differences of running sums leave a little where there is nothing.
_NOTHING = 1e-2


def _running(rows: Floats) -> Floats:
    """Sums of the first 0, 1, 2 … rows."""
    return np.vstack(
        [np.zeros((1, rows.shape[1]), dtype=np.float64), np.cumsum(rows, axis=0, dtype=np.float64)]
    )
