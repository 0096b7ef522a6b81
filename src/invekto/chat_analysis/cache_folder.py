"""The folder that trained models lie in: what keeps it from being written, and what need not stay in it."""

from __future__ import annotations

import errno
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_KEPT = 2  # models of a vertical: the newest, and the one an update may have to go back to
_WRITING = 3600  # seconds before the newest model; a file that is still being written is younger
_KEY = re.compile("[0-9a-f]{20}")
# Ends of text ids.
_REASONS = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "read-only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EEXIST: "in-the-way",
    errno.ENOTDIR: "in-the-way",
    errno.EISDIR: "in-the-way",
}


class CacheFolderTrouble(OSError):
    """Models cannot be kept; ``str`` is all a person needs, in the terminal's language."""

    def __init__(self, error: OSError, folder: Path) -> None:
        super().__init__(error.errno, error.strerror, str(folder))
        self._detail = error.strerror or str(error)

    def __str__(self) -> str:
        from invekto.core.env import terminal_language

        return self.told(terminal_language())

    def told(self, language: str) -> str:
        # Who only analyses loads neither Django nor the texts.
        from invekto.core.texts import text

        reason = _REASONS.get(self.errno or 0, "other")
        facts = {"path": self.filename} | ({"detail": self._detail} if reason == "other" else {})
        return text(f"model-cache-{reason}", language, **facts)


@contextmanager
def folder_troubles(folder: Path) -> Iterator[None]:
    """Says of what goes wrong with the folder's files who can mend it. Raises CacheFolderTrouble."""
    try:
        yield
    except CacheFolderTrouble:
        raise
    except OSError as error:
        raise CacheFolderTrouble(error, folder) from error


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One process at a time; the lock goes with its holder, however that ends."""
    while True:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if _is_there(descriptor, lock):
                yield
                return
            # It was removed while we waited: those who came later wait at another file.
        finally:
            os.close(descriptor)


def is_held(lock: Path) -> bool:
    """Whether a process is ``alone`` there now."""
    try:
        descriptor = os.open(lock, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def remove_old(newest: Path) -> None:
    """Delete the vertical's models but for the newest two, and what killed trainings left behind.

    A model that any process has open is kept: whoever reads one holds its lock for as long as it is mapped.
    """
    vertical, _, key = newest.stem.rpartition("-")
    if not vertical or not _KEY.fullmatch(key):
        return
    models = [
        path
        for path in newest.parent.glob(f"{vertical}-*.model")
        if _KEY.fullmatch(path.stem.removeprefix(f"{vertical}-"))
    ]
    for path in sorted(models, key=_written, reverse=True)[_KEPT:]:
        _remove_unread(path)
    for path in newest.parent.glob(f".{vertical}-*.model.*"):
        if _written(path) < _written(newest) - _WRITING:
            path.unlink(missing_ok=True)
    for path in (*newest.parent.glob(f"{vertical}-*.lock"), *newest.parent.glob(f"{vertical}-*.stage")):
        if _KEY.fullmatch(path.stem.removeprefix(f"{vertical}-")):
            _remove_unheld(path.with_suffix(".lock"))


def _remove_unheld(lock: Path) -> None:
    """The stage of a training that does not go on, and the lock of a model that is no more.

    Only under the lock itself: while somebody holds it others may wait there, and both want it to stay.
    """
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if _is_there(descriptor, lock):
            lock.with_suffix(".stage").unlink(missing_ok=True)
            if not lock.with_suffix(".model").exists():
                lock.unlink()
    except OSError:
        pass  # a training goes on, or they may not be removed: they hardly take room
    finally:
        os.close(descriptor)


def _is_there(descriptor: int, path: Path) -> bool:
    """Whether the open file is the one that stands under this name."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0  # another process removed it meanwhile


def _remove_unread(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)
    except OSError:
        pass  # it is being read, or may not be removed: it only takes room
    finally:
        os.close(descriptor)
