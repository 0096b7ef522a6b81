"""Our own scenarios, played by the command against a throw-away installation; and how the command tells."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.yaml"))
PATIENCE = 600  # seconds, for all of them on a busy machine

# One worker plays them: each would start an installation of its own.
pytestmark = [pytest.mark.demo]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "invekto.cli", "scenario", "run", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@cache
def played() -> tuple[int, dict[str, dict[str, Any]], str]:
    """Exit code, results by file name, and what was said on standard error; played once."""
    wrong = HERE / "wrong" / "expects_the_impossible.yaml"
    ran = run(*FILES, wrong, "--format", "jsonl")
    results = [json.loads(line) for line in ran.stdout.splitlines()]
    return ran.returncode, {Path(result["file"]).name: result for result in results}, ran.stderr


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_conversation_goes_as_written(file: Path) -> None:
    _, results, errors = played()
    assert file.name in results, errors
    assert results[file.name]["failures"] == []
    assert results[file.name]["passed"] is True


def test_what_differs_is_told_and_gives_exit_code_1() -> None:
    code, results, _ = played()
    wrong = results["expects_the_impossible.yaml"]
    assert code == 1
    assert wrong["passed"] is False
    told = {(failure["step"], failure["what"].split()[0]) for failure in wrong["failures"]}
    assert told == {
        (1, "intent"),
        (1, "reply"),
        (1, "reply_not"),
        (1, "buttons"),
        (1, "handoff"),
        (1, "replies"),
        (1, "type"),
        (1, "template"),
        (1, "sql"),
        (1, "any_of"),
        (1, "flags"),
        (1, "outbox"),
        (1, "tasks"),
        (2, "step"),
    }
    replies = next(failure for failure in wrong["failures"] if failure["what"] == "replies")
    assert replies["expected"] == "5"
    assert replies["came"].startswith("1: “Teslimat")
    assert replies["line"] == 5
