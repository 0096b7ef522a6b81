"""Orders as a platform would bring them, without the platform."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.integrations.trendyol_peer import package

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount
    from tests.support.tenants import TenantKit


@pytest.fixture
def account(tenant: TenantKit) -> IntegrationAccount:
    from invekto.core import clock
    from invekto.integrations import services

    with tenant.scope():
        return services.add_account(
            tenant_id=tenant.id,
            provider="trendyol",
            external_id="2738",
            secrets={"api_key": "a", "api_secret": "b"},
            now=clock.now(),
            actor="test",
        )


@pytest.fixture
def make_order(tenant: TenantKit, account: IntegrationAccount) -> Callable[..., None]:
    """Store a package; ``days_ago`` for its last change, ``line`` changes its first line and takes
    the others away, everything else as in the peer's ``package``."""
    from invekto.core import clock
    from invekto.integrations.providers.trendyol.pushes import TrendyolPushes
    from invekto.integrations.store import store_page

    count = 0

    def make(
        number: str,
        *,
        days_ago: float = 1,
        package_id: int | None = None,
        district: str | None = None,
        city: str | None = None,
        modified: datetime | None = None,
        line: dict[str, Any] | None = None,
        **changes: Any,
    ) -> None:
        nonlocal count
        count += 1
        at = modified or clock.now() - timedelta(days=days_ago)
        row = package(package_id or count, number=number, modified=at, **changes)
        for key, value in (("district", district), ("city", city)):
            if value is not None:
                row["shipmentAddress"][key] = value
        if line is not None:
            row["lines"] = [row["lines"][0] | line]
        page = TrendyolPushes().read([json.dumps(row)])
        assert page.bad_rows == ()
        with tenant.scope():
            store_page(account, page, now=clock.now(), news=False)

    return make
