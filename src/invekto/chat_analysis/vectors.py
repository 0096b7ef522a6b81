"""The encoder's vectors of texts, kept on disk: encoding is most of a training, and most texts come again.

Two kinds of clinic learn from each other's messages, and a corpus that grew by a line is nearly the old one.
"""

from __future__ import annotations

import fcntl
import os
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from invekto.chat_analysis import encoder
from invekto.chat_analysis.encoder import Matrix

_Keys = npt.NDArray[np.uint64]
_LARGEST = 2 * 1024**3  # bytes unpacked; some two million texts
# What is said of a file that is missing, cut, changed, or made by somebody else. A huge shape wants huge memory.
_DAMAGED = (
    OSError, ValueError, KeyError, EOFError, TypeError, AttributeError, MemoryError, NotImplementedError, RuntimeError,
    zipfile.BadZipFile, zlib.error, struct.error,
)  # fmt: skip
_BATCH = 256  # texts encoded before the progress is worth keeping


def written_and_folded(texts: Sequence[str], keep: Path | None = None) -> tuple[Matrix, Matrix]:
    """Vectors of the texts as written, and as someone without Turkish letters would type them.

    ``keep``: a file of earlier vectors; what is missing there is encoded and added. It may be lost at any time.
    """
    known = _read(keep)
    forms = [encoder.prepared(text) for text in texts], [encoder.folded(text) for text in texts]
    keys = [np.array([_key(text) for text in form], dtype=np.uint64) for form in forms]
    wanted = dict(zip(np.concatenate(keys).tolist(), [*forms[0], *forms[1]], strict=True))
    missing = [key for key in wanted if key not in known]
    for start in range(0, len(missing), _BATCH):
        some = missing[start : start + _BATCH]
        known.update(zip(some, encoder.encode_prepared([wanted[key] for key in some]), strict=True))
    if keep is not None and missing:
        _add(keep, {key: known[key] for key in missing})
    written, folded = ([known[key] for key in form.tolist()] for form in keys)
    return _matrix(written), _matrix(folded)


def _matrix(rows: Sequence[Matrix]) -> Matrix:
    return np.array(rows, dtype=np.float32).reshape(len(rows), encoder.DIMENSIONS)


def _key(text: str) -> int:
    name = f"{encoder.version()} {text}".encode("utf-8", "replace")
    return int.from_bytes(blake2b(name, digest_size=8).digest())


def _read(keep: Path | None) -> dict[int, Matrix]:
    if keep is None:
        return {}
    try:
        with keep.open("rb") as file:
            return _stored(file)
    except _DAMAGED:
        return {}  # none yet, or damaged: it is only a saving of time


def _stored(file: BinaryIO) -> dict[int, Matrix]:
    """Raises one of ``_DAMAGED``. Whatever the file announces, not more than ``_LARGEST`` is unpacked."""
    with zipfile.ZipFile(file) as archive:
        if sum(item.file_size for item in archive.infolist()) > _LARGEST:
            raise ValueError("larger than any we write")
    file.seek(0)
    with np.load(file, allow_pickle=False) as stored:
        keys, rows = stored["keys"], stored["vectors"]
    if keys.dtype != np.uint64 or rows.dtype != np.float16 or rows.shape != (len(keys), encoder.DIMENSIONS):
        raise ValueError("not what we write")
    vectors = rows.astype(np.float32)
    if not np.isfinite(vectors).all():
        raise ValueError("not numbers")
    return dict(zip(keys.tolist(), vectors, strict=True))


def _add(keep: Path, fresh: dict[int, Matrix]) -> None:
    """One process at a time, whole or not at all. Halves: they lose nothing that could be measured."""
    keep.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(keep.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        merged = _read(keep) | fresh
        descriptor, name = tempfile.mkstemp(dir=keep.parent, prefix=f".{keep.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                np.savez(
                    file,
                    keys=np.array(list(merged), dtype=np.uint64),
                    vectors=_matrix(list(merged.values())).astype(np.float16),
                )
            os.replace(name, keep)
        except BaseException:
            os.unlink(name)
            raise
    finally:
        os.close(lock)
