"""Become the server's account and then the server. Run by path with ``python -I -S``, never imported.

A program of its own, because what happens between fork and exec in a process with threads must not be Python.
Its one argument is JSON: ``argv``, ``env``, ``parent`` (process id), ``death_signal``, and as root ``uid``,
``gid`` and ``capability`` (a number, or null).
"""

import ctypes
import json
import os
import sys

PR_SET_PDEATHSIG = 1
PR_SET_SECUREBITS = 28
SECBIT_NO_SETUID_FIXUP = 1 << 2
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAPABILITY_VERSION_3 = 0x20080522


def keep_only(libc: ctypes.CDLL, capability: int) -> None:
    """Hold this one right of root's, and let it outlive exec."""
    bit = 1 << capability  # both rights we ever keep are below 32: the upper word stays empty
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)  # effective, permitted, inheritable
    if libc.capset(header, data) or libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0):
        raise OSError(ctypes.get_errno(), "capability not granted")


def main() -> None:
    """Take on the account, ask to be told when the parent dies, and exec."""
    plan = json.loads(sys.argv[1])
    libc = ctypes.CDLL(None, use_errno=True)
    uid, capability = plan["uid"], plan["capability"]
    os.umask(0o077)
    os.chdir("/")
    if uid is not None:
        # Without this bit access(2) ignores the right, and PostgreSQL asks it where its own programs are.
        if capability is not None and libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "secure bits not granted")
        os.setgroups([])
        os.setgid(plan["gid"])
        os.setuid(uid)
        if capability is not None:
            keep_only(libc, capability)
    if sys.platform == "linux":
        # After setuid: the kernel forgets this wish whenever the account changes.
        libc.prctl(PR_SET_PDEATHSIG, plan["death_signal"], 0, 0, 0)
        if os.getppid() != plan["parent"]:
            sys.exit("the parent died before the server started")
    os.execve(plan["argv"][0], plan["argv"], plan["env"])  # noqa: S606 - no shell is the point


main()
