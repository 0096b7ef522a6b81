"""What training learns from, read once: the features of every row, and what the encoder says of every example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from invekto.chat_analysis import encoder, vectors
from invekto.chat_analysis.copies import without_vowels
from invekto.chat_analysis.corpus import Example
from invekto.chat_analysis.features import BLOCK_WEIGHTS, BLOCKS, WORDS, hashes_by_block, tokens
from invekto.chat_analysis.language import detect
from invekto.chat_analysis.light import Floats
from invekto.chat_analysis.marks import Marked
from invekto.chat_analysis.normalise import fold


@dataclass(frozen=True, slots=True)
class _Row:
    """One training row: an example as written, or a copy of it typed without vowels."""

    words: tuple[str, ...]
    example: int
    folded: bool  # what the encoder sees of it: the text folded to ASCII, or as written


@dataclass(frozen=True, slots=True)
class Prepared:
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


def prepare(
    examples: Sequence[Example], marked: Sequence[Marked], use_encoder: bool, keep: Path | None
) -> Prepared:
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
    return Prepared(
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


def rarity(prepared: Prepared, rows: npt.NDArray[np.int64]) -> Floats:
    """Of the features in these rows and in those of the marked messages."""
    rows = np.concatenate([rows, np.flatnonzero(prepared.example_of >= prepared.examples)])
    frequency = np.bincount(prepared.counts[rows].indices, minlength=len(prepared.hashes))
    idf = np.log((1 + len(rows)) / (1 + frequency)) + 1
    return np.where(frequency > 0, idf, 0).astype(np.float32)


def light_view(prepared: Prepared, rows: npt.NDArray[np.int64], idf: Floats) -> csr_matrix:
    """What ``light.light_rows`` gives, for many rows at once."""
    chosen = prepared.counts[rows]
    values = (1 + np.log(chosen.data)) * idf[chosen.indices]
    cell = _row_numbers(chosen) * BLOCKS + prepared.blocks[chosen.indices]
    lengths = np.sqrt(np.bincount(cell, values * values, len(rows) * BLOCKS))
    factors = np.tile(BLOCK_WEIGHTS, len(rows)) / np.where(lengths > 0, lengths, 1)
    return csr_matrix((values * factors[cell], chosen.indices, chosen.indptr), shape=chosen.shape)


def known_words(prepared: Prepared, rows: npt.NDArray[np.int64], idf: Floats) -> Floats:
    chosen = prepared.counts[rows]
    known = chosen.data * ((prepared.blocks == WORDS) & (idf > 0))[chosen.indices]
    totals = np.bincount(_row_numbers(chosen), known, len(rows))
    return np.asarray(totals / np.maximum(prepared.lengths[rows], 1), dtype=np.float32)


def _row_numbers(matrix: csr_matrix) -> npt.NDArray[np.int64]:
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
