"""Memory of the whole demo, shared pages counted once (PSS), after it has answered some messages."""

from __future__ import annotations

from pathlib import Path

import httpx

from benchmarks.reply import _send
from benchmarks.stack import demo, processes_of

LIMIT_MB = 700


def measure() -> str:
    with demo() as stack:
        _send(stack, rate=5, count=30, base=1)
        httpx.post(f"{stack.url}/sandbox/settle", json={"timeout": 60}, timeout=70)
        rows = sorted(_processes(stack.pid), key=lambda row: -row[1])
    total = sum(megabytes for _, megabytes in rows)
    by_name: dict[str, list[float]] = {}
    for name, megabytes in rows:
        by_name.setdefault(name, []).append(megabytes)
    lines = ["| process | how many | MB (PSS) |", "|---|---|---|"]
    lines += [f"| {name} | {len(sizes)} | {sum(sizes):.0f} |" for name, sizes in by_name.items()]
    return "\n".join([*lines, f"| **all** | {len(rows)} | **{total:.0f}** of {LIMIT_MB} |"])


def _processes(root: int) -> list[tuple[str, float]]:
    """Name and MB of the process and everything below it, the database server's processes included."""
    return [(name, size) for pid in processes_of(root) for name, size in [_size(pid)] if size]


def _size(pid: int) -> tuple[str, float]:
    try:
        command = (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        )
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return "", 0.0
    kilobytes = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    name = "postgres" if "postgres" in command.split(":")[0].split(" ")[0] else " ".join(command.split()[:2])
    return name, kilobytes / 1024
