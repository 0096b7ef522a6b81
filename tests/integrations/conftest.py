"""A Trendyol to talk to, and an account at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.integrations.trendyol_peer import Trendyol, running

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount
    from tests.support.tenants import TenantKit


@pytest.fixture
def trendyol() -> Iterator[Trendyol]:
    """The peer, with the product pointed at it. Its seller id is fresh: rate limits are kept per seller."""
    import secrets

    from django.test import override_settings

    with (
        running(Trendyol(seller_id=str(secrets.randbelow(10**9) + 1))) as peer,
        override_settings(TRENDYOL_API_URL=peer.url),
    ):
        yield peer


@pytest.fixture
def make_account(trendyol: Trendyol) -> Callable[..., IntegrationAccount]:
    from invekto.core import clock
    from invekto.integrations import services

    def make(
        tenant: TenantKit, *, options: dict[str, str] | None = None, **secrets: str
    ) -> IntegrationAccount:
        with tenant.scope():
            return services.add_account(
                tenant_id=tenant.id,
                provider="trendyol",
                external_id=trendyol.seller_id,
                secrets={"api_key": trendyol.api_key, "api_secret": trendyol.api_secret} | secrets,
                options=options,
                now=clock.now(),
                actor="test",
            )

    return make
