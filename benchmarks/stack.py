"""The whole demo in a throw-away folder."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stack:
    url: str
    database_url: str
    pid: int


@contextmanager
def demo() -> Iterator[Stack]:
    with tempfile.TemporaryDirectory(prefix="invekto-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("INVEKTO_")}
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "invekto.cli",
                "demo",
                "--headless",
                "--port",
                "0",
                "--integrations-port",
                "0",
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment | {"INVEKTO_DATA_DIR": folder},
        )
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise RuntimeError("The demo did not start; run `invekto demo` to see why.")
        ready = json.loads(line)
        try:
            yield Stack(ready["url"], ready["database_url"], ready["pid"])
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` (0 … 1) of all lie."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def processes_of(root: int) -> set[int]:
    """The process and everything below it, the database server's processes included."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    wanted = {root}
    while more := {pid for pid, parent in parents.items() if parent in wanted} - wanted:
        wanted |= more
    return wanted


def cpu_seconds(root: int) -> float:
    """CPU time that the process and everything below it have used so far."""
    ticks = 0
    for pid in processes_of(root):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
