"""The ring of encryption keys, lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.fernet import Fernet
from django.test import override_settings

from invekto.messaging import routes


@contextmanager
def lost_keys() -> Iterator[None]:
    """As after a restart with another ring: nothing stored before opens, what is stored now does."""
    with override_settings(ENCRYPTION_KEYS_FILE=None, ENCRYPTION_KEYS=[Fernet.generate_key().decode()]):
        routes.forget()
        yield
    routes.forget()
