"""Whom the server runs as. PostgreSQL refuses root, so root hands it to an ordinary account."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from invekto.core.embedded_postgres.errors import NoServerAccount, ProgramUnreachable

CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2
CAP_SETPCAP = 8


@dataclass(frozen=True, slots=True)
class Account:
    """The user of the server process; ``switch`` says that we are root and must become it."""

    name: str
    uid: int
    gid: int
    switch: bool
    capability: int | None = None  # the one right of root it keeps, to pass closed folders

    def own(self, path: Path) -> None:
        """Give one of our own files or folders to the account."""
        if self.switch:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def account_for(data_dir: Path, programs: Path) -> Account:
    """Choose the account: ourselves, or as root the owner of the data folder, or as a last resort ``nobody``.

    Raises NoServerAccount, or ProgramUnreachable where a closed folder cannot be passed.
    """
    if os.geteuid() != 0:
        return Account(_name(os.geteuid()), os.geteuid(), os.getegid(), switch=False)
    entry = _owner(data_dir) or _nobody()
    closed = _closed(programs, entry) or _closed(data_dir, entry)
    capability = None
    if closed:
        # A clone under /root or in a private temporary folder is common in containers. The server may look
        # into it, and still runs without root's other rights.
        capability = _right_to_pass()
        if capability is None:
            raise ProgramUnreachable(user=entry.pw_name, path=programs, closed=closed)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switch=True, capability=capability)


def nearest_existing(path: Path) -> Path:
    """The path itself, or the closest folder above it that exists."""
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError as error:  # initdb insists on a name, as in a container started with a bare number
        raise NoServerAccount(user=str(uid)) from error


def _owner(data_dir: Path) -> pwd.struct_passwd | None:
    uid = nearest_existing(data_dir).stat().st_uid
    try:
        return pwd.getpwuid(uid) if uid else None
    except KeyError:
        return None


def _nobody() -> pwd.struct_passwd:
    for name in ("nobody", "daemon"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoServerAccount(user="nobody")


def _closed(path: Path, entry: pwd.struct_passwd) -> Path | None:
    """The first folder on the way to ``path`` that the account may not enter."""
    here = nearest_existing(path.resolve())
    for folder in [*reversed(here.parents), here]:
        status = folder.stat()
        if status.st_uid == entry.pw_uid:
            enter = status.st_mode & stat.S_IXUSR
        elif status.st_gid == entry.pw_gid:
            enter = status.st_mode & stat.S_IXGRP
        else:
            enter = status.st_mode & stat.S_IXOTH
        if not enter:
            return folder
    return None


def _right_to_pass() -> int | None:
    """The weakest right that opens closed folders and that this root really has (containers drop some)."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return None
    permitted = int(next(line for line in status.splitlines() if line.startswith("CapPrm:")).split()[1], 16)
    if not permitted >> CAP_SETPCAP & 1:
        return None
    return next((right for right in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE) if permitted >> right & 1), None)
