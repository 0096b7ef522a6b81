"""Environments for other people's classifiers, apart from ours: under the user's cache, pinned, made once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from os import environ
from pathlib import Path
from typing import TypeVar

from scripts import install as project

from invekto.core.env import cache_dir

_Found = TypeVar("_Found")

HERE = Path(__file__).parent
PINS = HERE / "requirements.txt"
NODE_PINS = (HERE / "package.json", HERE / "package-lock.json")


class NotInstallable(Exception):
    """A peer cannot be had on this machine; the text holds the installer's last words."""


def python_peer(package: str) -> list[str]:
    """The interpreter in which ``package`` is installed as pinned. Raises NotInstallable."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    home = _home(f"python{version}", PINS)
    python = home / "bin" / "python"
    uv = _asked(project.install_uv)
    if not python.exists():
        _run([uv, "venv", "-q", "--no-python-downloads", "--python", project.base_python(), home])
    # Already satisfied, it asks no registry; package by package, so that one may fail without the others.
    _run([uv, "pip", "install", "-q", "--python", python, "--constraints", PINS, package])
    return [str(python)]


def node_peer() -> tuple[list[str], Path]:
    """How to call Node.js, and the folder in which the packages lie. Raises NotInstallable."""
    node, npm = _asked(project.find_node)
    home = _home("node", *NODE_PINS)
    # npm writes this file last.
    if not (home / "node_modules" / ".package-lock.json").exists():
        home.mkdir(parents=True, exist_ok=True)
        for file in NODE_PINS:
            shutil.copy(file, home)
        _run([*npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=home)
    return [str(part) for part in node], home


def _asked(step: Callable[[], _Found]) -> _Found:
    try:
        return step()
    except project.CannotInstall as error:
        raise NotInstallable(str(error)) from error


def _home(kind: str, *pins: Path) -> Path:
    """A folder per set of pins, so that a changed pin never meets an old environment."""
    digest = sha256(b"".join(file.read_bytes() for file in pins)).hexdigest()
    return cache_dir() / "peers" / f"{kind}-{digest[:12]}"


def _run(command: list[str | Path], cwd: Path = HERE) -> None:
    kept = {name: value for name, value in environ.items() if name not in ("VIRTUAL_ENV", "PYTHONHOME")}
    ended = subprocess.run(
        command, cwd=cwd, env=kept | project.system_certificates(kept), capture_output=True, text=True
    )
    if ended.returncode:
        last = (ended.stderr.strip() or ended.stdout.strip()).splitlines()[-3:]
        raise NotInstallable(f"{Path(command[0]).name}: {' '.join(line.strip() for line in last)}")
