"""Processes and ports of this machine, for tests that start programs."""

from __future__ import annotations

import contextlib
import random
import socket
import subprocess


def family(pid: int) -> list[int]:
    """The process and everything that descends from it; the dead are not counted."""
    rows = subprocess.run(["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, text=True, check=True)
    parents = {
        int(pid): int(ppid) for pid, ppid, stat in map(str.split, rows.stdout.splitlines()) if stat[0] != "Z"
    }
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found & set(parents))


def free_port() -> int:
    """A port that is free together with the next one, below those the kernel gives to other tests' clients."""
    for port in random.sample(range(20_000, 30_000, 2), 500):
        with socket.socket() as one, socket.socket() as next_one, contextlib.suppress(OSError):
            one.bind(("127.0.0.1", port))
            next_one.bind(("127.0.0.1", port + 1))
            return port
    raise AssertionError("no two free ports")
