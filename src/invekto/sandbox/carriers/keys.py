"""The logins that these carriers gave: to the demo's and the scenarios' accounts, and to whoever asks for one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256

from invekto.integrations.models import IntegrationAccount
from invekto.sandbox.models import CarrierKey

CARRIERS = ("aras", "yurtici")


def _digest(user: str, password: str) -> str:
    return sha256(f"{user}:{password}".encode()).hexdigest()


def give(provider: str, account: str, user: str, password: str) -> None:
    """From now on this login opens the account; safe to repeat."""
    CarrierKey.objects.get_or_create(provider=provider, account=account, digest=_digest(user, password))


def give_to(accounts: Iterable[IntegrationAccount]) -> None:
    """What a tenant file or the seed brought along is a login that was given."""
    for account in accounts:
        if account.provider not in CARRIERS:
            continue
        secrets = json.loads(account.api_key_encrypted)
        user = secrets.get("username") or account.external_id
        name = account.external_id if account.provider == "aras" else user
        give(account.provider, name, user, secrets.get("password", ""))


def is_given(provider: str, account: str, user: str, password: str) -> bool:
    return CarrierKey.objects.filter(
        provider=provider, account=account, digest=_digest(user, password)
    ).exists()
