"""The light view of a message: characters within words, words, neighbours, and neighbours with a gap.

Every feature is a 32-bit hash, so a model is a sorted array of hashes beside its weights: it is mapped from
disk in milliseconds, shared between processes, and needs no dictionary of strings in memory. With some
hundred thousand features known, a foreign feature meets a known hash by chance once in forty thousand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from invekto.chat_analysis.normalise import Folded

CHARACTERS, WORDS, PAIRS, SKIPS = range(4)
BLOCKS = 4
# Each block is scaled to length 1 and then by its weight; the shares were measured on Turkish chat messages.
BLOCK_WEIGHTS = (1.0, 0.7, 0.5, 0.5)

_SIZES = range(2, 6)
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_DIGIT = re.compile(r"\d")
_LONG_NUMBER = re.compile(r"0{5,}")
_WORD_SEED, _PAIR_SEED, _SKIP_SEED = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a single sign of the folded text; numbers are reduced to their shape."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def _shape(word: str) -> str:
    if word.isalpha():
        return word
    # An order number is an order number whatever its digits; a price of four digits is not one of two.
    return _LONG_NUMBER.sub("00000", _DIGIT.sub("0", word))


def tokens(folded: Folded) -> list[Token]:
    return [
        Token(_shape(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(folded.text)
    ]


@lru_cache(maxsize=8192)
def _character_hashes(word: str) -> tuple[int, ...]:
    padded = f" {word} "
    if padded.isascii():
        raw = padded.encode("ascii")
        parts = [raw[i : i + n] for n in _SIZES for i in range(len(raw) - n + 1)]
    else:
        parts = [_bytes(padded[i : i + n]) for n in _SIZES for i in range(len(padded) - n + 1)]
    return tuple(map(crc32, parts))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def hashes_of_word(word: str) -> list[int]:
    """The features that a word brings by itself."""
    return [*_character_hashes(word), crc32(_bytes(word), _WORD_SEED)]


def hashes_by_block(words: Sequence[str]) -> tuple[list[int], list[int], list[int], list[int]]:
    """Feature hashes of a message given as its token texts, one list per block, repeats included."""
    characters: list[int] = []
    for word in words:
        characters.extend(_character_hashes(word))
    encoded = [_bytes(word) for word in words]
    framed = [b"<", *encoded, b">"]
    return (
        characters,
        [crc32(word, _WORD_SEED) for word in encoded],
        [crc32(a + b" " + b, _PAIR_SEED) for a, b in pairwise(framed)],
        [crc32(a + b" " + b, _SKIP_SEED) for a, b in zip(encoded, encoded[2:], strict=False)],
    )


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """The same hashes word by word, and those that a word has as the first or the last of a run."""

    characters: list[tuple[int, ...]]
    single: list[int]
    openings: list[int]
    closings: list[int]
    pairs: list[int]
    skips: list[int]


def features_of_words(words: Sequence[str]) -> WordFeatures:
    encoded = [_bytes(word) for word in words]
    return WordFeatures(
        [_character_hashes(word) for word in words],
        [crc32(word, _WORD_SEED) for word in encoded],
        [crc32(b"< " + word, _PAIR_SEED) for word in encoded],
        [crc32(word + b" >", _PAIR_SEED) for word in encoded],
        [crc32(a + b" " + b, _PAIR_SEED) for a, b in pairwise(encoded)],
        [crc32(a + b" " + b, _SKIP_SEED) for a, b in zip(encoded, encoded[2:], strict=False)],
    )
