"""Processes of a server that outlived its supervisor, found by the name they carry."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 15.0  # seconds for a clean end (a checkpoint on a slow disk) before it is forced


def alive(pid: int) -> bool:
    """Whether a process with this number runs, whoever owns it; a zombie does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    with contextlib.suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    return True


def carrying(tag: str) -> list[int]:
    """Process ids whose command line contains ``tag``; empty where there is no /proc."""
    needle = tag.encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # ended while we looked
            if needle in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
    return found


def end_all(tag: str, postmaster: int) -> bool:
    """Stop what is left of a server, cleanly and then by force. True when nothing is left."""
    if postmaster in carrying(tag):
        _send(postmaster, signal.SIGINT)
    if wait_until(lambda: not carrying(tag), PATIENCE):
        return True
    for pid in carrying(tag):
        _send(pid, signal.SIGKILL)
    return wait_until(lambda: not carrying(tag), PATIENCE)


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Look every 20 ms until the condition holds or the time is over."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
