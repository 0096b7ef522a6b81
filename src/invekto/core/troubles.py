"""Troubles of the machine, not of the program: for these a sentence says more than a traceback."""

import contextlib
import errno
import shutil
from pathlib import Path

NO_SPACE = "no-space"
NO_PERMISSION = "no-permission"
BUSY = "busy"
DEADLOCK = "deadlock"

_OF_ERRNO = {
    errno.ENOSPC: NO_SPACE,
    errno.EDQUOT: NO_SPACE,
    errno.EACCES: NO_PERMISSION,
    errno.EPERM: NO_PERMISSION,
    errno.EROFS: NO_PERMISSION,
}
# As the database server reports them: disk_full, lock_not_available, deadlock_detected.
_OF_SQLSTATE = {"53100": NO_SPACE, "55P03": BUSY, "40P01": DEADLOCK}


LEAST_SPACE = 16 * 2**20  # bytes; one file of the database's journal


def disk_is_full(folder: Path) -> bool:
    """Too little is left for the database to write on."""
    with contextlib.suppress(OSError):
        return shutil.disk_usage(folder).free < LEAST_SPACE
    return False


def trouble_of(error: BaseException) -> str | None:
    """The kind of trouble behind an error, or behind what caused it; None when it is of another kind."""
    cause: BaseException | None = error
    while cause is not None:
        kind = _OF_SQLSTATE.get(str(getattr(cause, "sqlstate", None)))
        if kind is None and isinstance(cause, OSError) and cause.errno is not None:
            kind = _OF_ERRNO.get(cause.errno)
        if kind is not None:
            return kind
        cause = cause.__cause__ or cause.__context__
    return None
