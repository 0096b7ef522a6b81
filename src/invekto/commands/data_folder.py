"""What can be wrong with the data folder before anything runs on it; each is told in one sentence."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg

from invekto.core.embedded_postgres.errors import DamagedData
from invekto.core.keyfiles import ring_path
from invekto.core.texts import text


class DataFolderTrouble(Exception):
    """The message is all a person needs."""


def check_folder(data_dir: Path, language: str) -> None:
    """Raises DataFolderTrouble, or DamagedData for a database that lacks its files."""
    existing = next(path for path in (data_dir, *data_dir.parents) if os.path.lexists(path))
    if not existing.is_dir():
        raise DataFolderTrouble(text("data-folder-is-a-file", language, path=str(existing)))
    keys = ring_path(data_dir)
    if keys.exists() and not _has_keys(keys):
        raise DataFolderTrouble(text("data-folder-keys-empty", language, path=str(keys)))
    cluster = data_dir / "postgres" / "cluster"
    if (cluster / "PG_VERSION").exists() and not (cluster / "base").is_dir():
        raise DamagedData(path=cluster.parent, detail="base is missing")


def check_keys(data_dir: Path, database_url: str, language: str) -> None:
    """A database that was in use needs the keys it was used with: new ones open nothing.

    Raises DataFolderTrouble.
    """
    if os.environ.get("INVEKTO_ENCRYPTION_KEYS") or ring_path(data_dir).exists():
        return
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT to_regclass('whatsapp_numbers') IS NOT NULL").fetchone()
    if row is not None and row[0]:
        raise DataFolderTrouble(text("data-folder-keys-missing", language, path=str(ring_path(data_dir))))


def _has_keys(path: Path) -> bool:
    try:
        return bool(path.read_text().strip())
    except (OSError, UnicodeDecodeError):
        return True  # whoever reads it next says what is wrong
