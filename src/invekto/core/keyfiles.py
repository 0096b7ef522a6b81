"""Keys this installation makes for itself when the environment gives none.

They live in ``<data>/secrets`` (mode 0700), one file each (mode 0600), and are part of a backup:
without them stored provider secrets cannot be read (docs/operations.md).
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured


def _folder(data_dir: Path) -> Path:
    folder = data_dir / "secrets"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ImproperlyConfigured(f"Cannot write to {data_dir}: {error.strerror}.") from error
    return folder


def _write_once(path: Path, content: str) -> str:
    """Create the file with this content unless another process was first; return what it holds."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        try:
            os.link(temporary, path)
        except FileExistsError:
            return path.read_text()
        finally:
            temporary.unlink()
    except OSError as error:
        raise ImproperlyConfigured(f"Cannot write {path}: {error.strerror}.") from error
    return content


def secret_key(data_dir: Path) -> str:
    path = _folder(data_dir) / "secret_key"
    return path.read_text() if path.exists() else _write_once(path, secrets.token_urlsafe(48))


def ring_path(data_dir: Path) -> Path:
    return data_dir / "secrets" / "encryption_keys"


def encryption_keys(data_dir: Path, configured: str | None) -> list[str]:
    """The ring, newest first: comma separated in the environment, one a line in the file."""
    if configured is None:
        path = _folder(data_dir) / "encryption_keys"
        content = (
            path.read_text(errors="replace")
            if path.exists()
            else _write_once(path, Fernet.generate_key().decode())
        )
        source, keys = str(path), content.split()
    else:
        source = "INVEKTO_ENCRYPTION_KEYS"
        keys = [key.strip() for key in configured.split(",") if key.strip()]
    if not keys:
        raise ImproperlyConfigured(f"{source} is empty: write at least one key.")
    for key in keys:
        try:
            Fernet(key)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{source}: each key is 32 bytes in URL-safe base64 (`invekto keys generate` prints one)."
            ) from error
    return keys


def write_ring(data_dir: Path, keys: list[str]) -> None:
    """Replace the ring file in one step."""
    path = ring_path(data_dir)
    temporary = path.with_suffix(".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write("\n".join(keys))
        handle.flush()
        os.fsync(handle.fileno())
    temporary.rename(path)
