"""The service keys that this Hepsiburada gave: to the demo's and the scenarios' merchants, and to whoever asks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256

from invekto.integrations.models import IntegrationAccount
from invekto.sandbox.models import HepsiburadaKey


def digest(pair: bytes) -> str:
    return sha256(pair).hexdigest()


def give(merchant: str, service_key: str, developer: str) -> None:
    """From now on this key opens the merchant's doors to this developer; safe to repeat."""
    HepsiburadaKey.objects.get_or_create(
        merchant_id=merchant, digest=digest(f"{merchant}:{service_key}".encode()), developer=developer
    )


def give_to(accounts: Iterable[IntegrationAccount]) -> None:
    """What a tenant file or the seed brought along is a key that was given."""
    for account in accounts:
        secrets = json.loads(account.api_key_encrypted)
        give(account.external_id, secrets.get("password", ""), secrets.get("username", ""))


def given(merchant: str) -> list[tuple[str, str]]:
    """Pairs of a key's digest and the developer's user name."""
    return list(HepsiburadaKey.objects.filter(merchant_id=merchant).values_list("digest", "developer"))
