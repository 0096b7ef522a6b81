"""A model on disk: one file, checked by a checksum, mapped rather than read."""

from __future__ import annotations

import fcntl
import json
import mmap
import os
import struct
import tempfile
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from invekto.chat_analysis.model import VERSION, Model

_ARRAYS = (
    "hashes", "blocks", "idf", "weights", "scales", "intercepts", "signal_scales", "signal_intercepts", "danger_line",
    "mean", "projection", "sentence_weights", "examples", "trust", "curve",
)  # fmt: skip
_SCALARS = ("temperature", "threshold", "scope_threshold", "sure_gap", "version")
_TYPES = frozenset({"<u4", "|u1", "<f4", "|i1"})
_MAGIC = b"INVEKTO\x01"
_HEAD = struct.Struct("<8sIQ")  # magic, checksum of all that follows, length of the description
_ALIGNMENT = 64


class CorruptModel(ValueError):
    """The model file is damaged, cut short or of another version."""


def write_model(model: Model, path: Path) -> None:
    """Whole or not at all: written beside ``path`` and renamed over it."""
    chunks: list[bytes] = []
    arrays: dict[str, Any] = {}
    place = 0
    for name in _ARRAYS:
        array = np.ascontiguousarray(getattr(model, name))
        array = array.astype(array.dtype.newbyteorder("<"))
        raw = array.tobytes()
        arrays[name] = {"type": array.dtype.str, "shape": array.shape, "place": place}
        padding = -len(raw) % _ALIGNMENT
        chunks += [raw, b"\0" * padding]
        place += len(raw) + padding
    description = json.dumps(
        {
            "classes": model.classes,
            "signals": model.signals,
            "arrays": arrays,
            "scalars": {name: getattr(model, name) for name in _SCALARS},
        }
    ).encode("ascii")
    description += b" " * (-(_HEAD.size + len(description)) % _ALIGNMENT)
    body = b"".join([description, *chunks])
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(_HEAD.pack(_MAGIC, crc32(body), len(description)) + body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def read_model(path: Path) -> Model:
    """Raises FileNotFoundError, or CorruptModel for anything else that is not a whole model of this
    version."""
    with path.open("rb") as file:
        # Held for as long as the file is mapped: what is being read is not cleared away (``cache_folder``).
        fcntl.flock(file, fcntl.LOCK_SH)
        if os.fstat(file.fileno()).st_size <= _HEAD.size:
            raise CorruptModel(f"{path}: too short")
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    magic, checksum, length = _HEAD.unpack_from(mapped)
    whole = memoryview(mapped)
    if magic != _MAGIC or crc32(whole[_HEAD.size :]) != checksum:
        raise CorruptModel(f"{path}: checksum does not match")
    try:
        return _described(path, mapped, length)
    except CorruptModel:
        raise
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CorruptModel(f"{path}: its description does not fit") from error


def _described(path: Path, mapped: mmap.mmap, length: int) -> Model:
    description = json.loads(mapped[_HEAD.size : _HEAD.size + length])
    scalars = description["scalars"]
    if scalars["version"] != VERSION:
        raise CorruptModel(f"{path}: made by version {scalars['version']}")
    start = _HEAD.size + length
    arrays: dict[str, Any] = {}
    for name in _ARRAYS:
        entry = description["arrays"][name]
        if entry["type"] not in _TYPES:
            raise CorruptModel(f"{path}: unknown type {entry['type']}")
        arrays[name] = np.frombuffer(
            mapped, entry["type"], int(np.prod(entry["shape"])), start + entry["place"]
        ).reshape(entry["shape"])
    return Model(
        classes=tuple(description["classes"]), signals=tuple(description["signals"]), **arrays, **scalars
    )
