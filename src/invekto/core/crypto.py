"""Secrets of providers at rest: Fernet (AES-CBC with HMAC) under a ring of keys, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

from invekto.core.locks import Lock


class SecretUnreadable(Exception):
    """A stored secret was encrypted with a key that is no longer in the ring."""


@lru_cache(maxsize=2)
def _opened(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


_read: tuple[object, tuple[str, ...]] | None = None  # which version of the ring file, and its keys


def _ring() -> MultiFernet:
    """The keys as they are now: a ring file that another process has rotated counts at once."""
    global _read
    path: Path | None = settings.ENCRYPTION_KEYS_FILE
    if path is None:
        return _opened(tuple(settings.ENCRYPTION_KEYS))
    try:
        found = path.stat()
        version = (found.st_ino, found.st_mtime_ns, found.st_size)
        if _read is None or _read[0] != version:
            _read = (version, tuple(path.read_text().split()))
    except OSError:
        return _opened(tuple(settings.ENCRYPTION_KEYS))  # as read at the start
    return _opened(_read[1])


def encrypt(plain: str) -> str:
    return _ring().encrypt(plain.encode()).decode()


def decrypt(token: str) -> str:
    """Raises SecretUnreadable."""
    try:
        return _ring().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise SecretUnreadable("No key in INVEKTO_ENCRYPTION_KEYS opens this secret.") from error


def secret_columns() -> list[tuple[str, str]]:
    """Every (table, column) that holds encrypted text."""
    from invekto.core.models.base import SecretField

    return [
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, SecretField) and field.column
    ]


@contextmanager
def one_rotation_at_a_time() -> Iterator[None]:
    """Wait until no other rotation runs on this database, whichever process or machine began it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [Lock.ROTATING_KEYS])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [Lock.ROTATING_KEYS])


def rotate(ring: MultiFernet, *, batch: int = 500) -> int:
    """Encrypt every stored secret anew with the first key of ``ring``; returns how many.

    Works as the owner over all tenants, in batches of one transaction each; safe to repeat.
    """
    changed = 0
    for table, column in secret_columns():
        last: UUID | int | None = None  # a table of the sandbox may count its rows
        while True:
            with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
                behind = "" if last is None else "id > %s AND"
                cursor.execute(
                    f"SELECT id, {column} FROM {table} WHERE {behind} {column} <> '' "  # noqa: S608
                    "ORDER BY id LIMIT %s FOR UPDATE",
                    [batch] if last is None else [last, batch],
                )
                rows = cursor.fetchall()
                if not rows:
                    break
                try:
                    renewed = [(ring.rotate(token.encode()).decode(), row_id) for row_id, token in rows]
                except InvalidToken as error:
                    raise SecretUnreadable(
                        f"A secret in {table}.{column} opens with no key of the ring."
                    ) from error
                cursor.executemany(f"UPDATE {table} SET {column} = %s WHERE id = %s", renewed)  # noqa: S608
                last = rows[-1][0]
                changed += len(rows)
    return changed
