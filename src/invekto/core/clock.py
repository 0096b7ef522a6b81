"""The product's clock. Everything that decides by time takes ``now`` from here at its outermost door.

In production it is the machine's clock. With the sandbox it runs ahead by an offset that all processes
of the installation share through one small file, so that a day can pass in a test.
"""

from __future__ import annotations

import mmap
import os
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

_OFFSET = struct.Struct("<d")  # seconds the product's clock is ahead of the machine's


class _SharedOffset:
    """Eight bytes mapped into every process; a read costs no system call."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(descriptor).st_size < _OFFSET.size:
                os.pwrite(descriptor, _OFFSET.pack(0.0), 0)
            self._map = mmap.mmap(descriptor, _OFFSET.size)
        finally:
            os.close(descriptor)

    def read(self) -> float:
        value: float = _OFFSET.unpack_from(self._map)[0]
        return value

    def write(self, seconds: float) -> None:
        _OFFSET.pack_into(self._map, 0, seconds)
        self._map.flush()


_shared: _SharedOffset | None = None


def _offset() -> _SharedOffset:
    global _shared
    if _shared is None:
        _shared = _SharedOffset(settings.DATA_DIR / "clock")
    return _shared


def now() -> datetime:
    """The product's present moment, aware, in UTC."""
    machine = datetime.now(UTC)
    if not settings.SANDBOX:
        return machine
    return machine + timedelta(seconds=_offset().read())


def set_now(moment: datetime) -> None:
    """Sandbox only: make ``moment`` (aware) the present; the clock runs on from there."""
    if not settings.SANDBOX:
        raise RuntimeError("The clock can only be set in the sandbox.")
    _offset().write((moment - datetime.now(UTC)).total_seconds())


def reset() -> None:
    """Sandbox only: back to the machine's time."""
    if not settings.SANDBOX:
        raise RuntimeError("The clock can only be set in the sandbox.")
    _offset().write(0.0)
