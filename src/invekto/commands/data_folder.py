"""What can be wrong with the data folder, or the database, before anything runs on it; each is told in one sentence."""

from __future__ import annotations

import errno
import os
from importlib.resources import files
from pathlib import Path
from typing import Any

import psycopg
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from invekto.core import env
from invekto.core.embedded_postgres.errors import DamagedData
from invekto.core.keyfiles import encryption_keys, ring_path
from invekto.core.texts import text

DEMO_TENANTS = files("invekto.onboarding.demo") / "data" / "tenants"
# Ends of text ids.
_REASONS = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EROFS: "read-only",
    errno.ENOSPC: "full",
}
# One that a lost key of an earlier ring closed says nothing about the others.
_SOME_SECRETS = "SELECT app_secret FROM whatsapp_numbers WHERE app_secret <> '' ORDER BY id DESC LIMIT 50"


class DataFolderTrouble(Exception):
    """The message is all a person needs."""


def check_folder(data_dir: Path, language: str) -> None:
    """Raises DataFolderTrouble, or DamagedData for a database that lacks its files."""
    existing = next(path for path in (data_dir, *data_dir.parents) if os.path.lexists(path))
    if not existing.is_dir():
        raise DataFolderTrouble(text("data-folder-is-a-file", language, path=str(existing)))
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = text(f"data-folder-reason-{_REASONS.get(error.errno or 0, 'other')}", language)
        raise DataFolderTrouble(
            text("data-folder-cannot", language, path=str(data_dir), reason=reason)
        ) from error
    keys = ring_path(data_dir)
    if keys.exists() and not os.environ.get("INVEKTO_ENCRYPTION_KEYS") and (kind := _trouble_of_ring(keys)):
        raise DataFolderTrouble(text(f"data-folder-keys-{kind}", language, path=str(keys)))
    logs = data_dir / "logs"
    for path in (logs, *logs.glob("*.log")):
        if path.exists() and not os.access(path, os.W_OK, effective_ids=True):
            raise DataFolderTrouble(text("data-folder-not-writable", language, path=str(path)))
    cluster = data_dir / "postgres" / "cluster"
    if (cluster / "PG_VERSION").exists() and not (cluster / "base").is_dir():
        raise DamagedData(path=cluster.parent, detail="base is missing")


def check_keys(data_dir: Path, database_url: str, language: str) -> None:
    """A database that was in use needs the keys it was used with: others open nothing.

    Whoever has lost them for good says so with INVEKTO_KEYS_LOST=1, and enters the providers' keys again.

    Raises DataFolderTrouble, and psycopg.OperationalError when the database does not answer.
    """
    configured, path = os.environ.get("INVEKTO_ENCRYPTION_KEYS"), ring_path(data_dir)
    with psycopg.connect(database_url) as connection:
        in_use = _holds(connection, "whatsapp_numbers")
        stored = connection.execute(_SOME_SECRETS).fetchall() if in_use else []
    if in_use and not configured and not path.exists():
        raise DataFolderTrouble(text("data-folder-keys-missing", language, path=str(path)))
    if not stored or env.flag("INVEKTO_KEYS_LOST", False):
        return
    ring = MultiFernet([Fernet(key) for key in encryption_keys(data_dir, configured)])
    if not any(_opens(ring, token) for (token,) in stored):
        source = "INVEKTO_ENCRYPTION_KEYS" if configured else str(path)
        raise DataFolderTrouble(text("data-folder-keys-wrong", language, source=source))


def check_demo(database_url: str, language: str) -> None:
    """The demo's reset empties every table: it begins only where no tenants but its own are, or where it began before.

    Raises DataFolderTrouble.
    """
    own = [file.name.removesuffix(".yaml") for file in DEMO_TENANTS.iterdir()]
    with psycopg.connect(database_url) as connection:
        if _holds(connection, "sandbox_seed.taken") or not _holds(connection, "tenants"):
            return
        row = connection.execute("SELECT slug FROM tenants WHERE slug <> ALL(%s) LIMIT 1", [own]).fetchone()
    if row is not None:
        raise DataFolderTrouble(text("demo-not-its-database", language, tenant=row[0]))


def _holds(connection: psycopg.Connection[Any], table: str) -> bool:
    row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [table]).fetchone()
    return row is not None and bool(row[0])


def _opens(ring: MultiFernet, token: str) -> bool:
    try:
        ring.decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def _trouble_of_ring(path: Path) -> str | None:
    """ "empty", or "garbled": it holds something that is no key."""
    try:
        keys = path.read_text(errors="replace").split()
    except OSError:
        return None  # whoever reads it next says what is wrong
    try:
        for key in keys:
            Fernet(key)
    except ValueError:
        return "garbled"
    return None if keys else "empty"
