"""A throw-away installation for scenarios: its own database, its own sandbox, gone afterwards."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

GOODBYE = 15.0  # seconds to stop by itself
KEPT = {"INVEKTO_CACHE_DIR", "INVEKTO_LOG_LEVEL"}  # of the caller's settings


class NoStack(Exception):
    """The throw-away installation did not come up; the message is what it said."""


@contextlib.contextmanager
def throw_away() -> Iterator[str]:
    """The address of a fresh demo that lives as long as this block. Raises NoStack."""
    with tempfile.TemporaryDirectory(prefix="invekto-scenario-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # as root the database runs as an ordinary user, who must get in
        log = Path(folder) / "start.log"
        with log.open("wb") as errors:
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
                env=_environment(Path(folder) / "data"),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        try:
            yield _ready(process, log)
        finally:
            _stop(process)


def _environment(data_dir: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("INVEKTO_") or name in KEPT
    }
    return kept | {
        "INVEKTO_DATA_DIR": str(data_dir),
        "INVEKTO_ENV": "test",
        "INVEKTO_END_WITH_PARENT": "1",
    }


def _ready(process: subprocess.Popen[bytes], log: Path) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        with contextlib.suppress(ValueError):
            content = json.loads(line)
            if isinstance(content, dict) and content.get("ready"):
                return str(content["url"])
    process.wait()
    said = log.read_text(encoding="utf-8", errors="replace").strip()
    raise NoStack(f"The throw-away installation did not start:\n{said[-3000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(GOODBYE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdout is not None:
        process.stdout.close()
