"""The keys that this Trendyol gave: to the demo's and the scenarios' sellers, and to whoever asks for one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256

from invekto.integrations.models import IntegrationAccount
from invekto.sandbox.models import TrendyolKey


def digest(pair: bytes) -> str:
    return sha256(pair).hexdigest()


def give(seller: str, api_key: str, api_secret: str) -> None:
    """From now on this pair opens the seller's doors; safe to repeat."""
    TrendyolKey.objects.get_or_create(seller_id=seller, digest=digest(f"{api_key}:{api_secret}".encode()))


def give_to(accounts: Iterable[IntegrationAccount]) -> None:
    """What a tenant file or the seed brought along is a key that was given."""
    for account in accounts:
        secrets = json.loads(account.api_key_encrypted)
        give(account.external_id, secrets.get("api_key", ""), secrets.get("api_secret", ""))


def given(seller: str) -> list[str]:
    return list(TrendyolKey.objects.filter(seller_id=seller).values_list("digest", flat=True))
