"""Chats as WhatsApp exports them, and the command that reads them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

Run = Callable[..., Result]


@pytest.fixture
def write_chat(tmp_path: Path) -> Callable[..., Path]:
    """A file with these lines, in UTF-8 with the line ends of its phone."""

    def write(*lines: str, name: str = "WhatsApp Chat.txt", end: str = "\n", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes((end.join(lines) + end).encode(encoding))
        return path

    return write


@pytest.fixture
def feedback() -> Run:
    """`invekto feedback` with these arguments."""

    def run(*arguments: str | Path) -> Result:
        from invekto.insights.commands import feedback as command

        return CliRunner().invoke(command, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def figures(feedback: Run) -> Callable[..., dict[str, Any]]:
    """What it prints as JSON."""

    def run(*arguments: str | Path) -> dict[str, Any]:
        result = feedback("--format", "json", *arguments)
        assert result.exit_code == 0, result.output
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    return run
