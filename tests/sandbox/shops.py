"""A tenant with an account at one of the sandbox's platforms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from invekto.core import clock
from tests.support.tenants import TenantKit

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount
    from invekto.orders.models import Cancellation
    from tests.support.talk import Talk

OWNER = "+905321112233"
DRESS = {"name": "Keten Elbise", "sku": "ELB-38", "size": "38", "quantity": 1, "price": "429.90"}
SHIRT = {"name": "Saten Gömlek", "sku": "GML-M", "size": "M", "quantity": 2, "price": "100"}


@pytest.fixture(params=["trendyol", "hepsiburada"])
def shop(request: pytest.FixtureRequest) -> Shop:
    shop: Shop = request.getfixturevalue(f"{request.param}_shop")
    return shop


class Shop:
    """A tenant with an account at one of the sandbox's platforms."""

    def __init__(self, tenant: TenantKit, control: httpx.Client, account: IntegrationAccount) -> None:
        self.tenant, self.control, self.account = tenant, control, account
        self.provider = account.provider
        self.number = "10987650012" if self.provider == "trendyol" else "4001234567"

    def order(self, *lines: dict[str, Any], **more: Any) -> None:
        body = {
            "account": self.account.external_id,
            "number": self.number,
            "phone": OWNER,
            "name": "Elif Demir",
        }
        body |= {"city": "İzmir", "lines": list(lines or (DRESS,))} | more
        answer = self.control.post(f"{self.provider}/orders", json=body)
        assert answer.status_code == 201, answer.text
        self.sync()

    def move(self, **changes: Any) -> None:
        answer = self.control.patch(
            f"{self.provider}/orders/{self.number}", json=changes | {"account": self.account.external_id}
        )
        assert answer.status_code == 200, answer.text

    def sync(self) -> None:
        from tests.integrations.syncing import sync

        assert sync(self.tenant, self.account).error is None

    def at_platform(self) -> dict[str, str]:
        """SKU → what the platform says of it."""
        rows = self.control.get(
            f"{self.provider}/orders", params={"account": self.account.external_id}
        ).json()
        found: dict[str, str] = {}
        for row in [row for row in rows if row["number"] == self.number and row.get("status") != "UnPacked"]:
            for line in row["lines"]:
                found[line["sku"]] = row["status"] if self.provider == "trendyol" else line["status"]
        return found

    def living(self) -> dict[str, int]:
        """By sku, how many of the order are still to come, as our own pages have it."""
        from invekto.integrations.models import CachedOrder
        from invekto.orders.views import as_orders

        with self.tenant.scope():
            (order,) = as_orders(CachedOrder.objects.filter(external_order_id=self.number))
        return {line.sku or "": line.quantity for package in order.living for line in package.lines}

    def talk(self) -> Talk:
        from tests.support.talk import Talk

        return Talk(self.tenant, self.tenant.make_conversation(phone=OWNER))

    def begin(self, row: Cancellation) -> None:
        from invekto.integrations.services import cancel_reasons
        from invekto.orders import cancelling

        with self.tenant.scope():
            cancelling.begin(
                row.id, reason=cancel_reasons(self.provider)[0], actor="user:test", now=clock.now()
            )

    def carry_out(self, row: Cancellation) -> Cancellation:
        from invekto.orders import cancelling

        cancelling.carry_out(self.tenant.id, row.id, clock.now())
        return self.row()

    def row(self) -> Cancellation:
        from invekto.orders.models import Cancellation

        with self.tenant.scope():
            return Cancellation.objects.get(external_order_id=self.number)

    def confirmed(self, *lines: dict[str, Any]) -> Cancellation:
        self.order(*lines)
        talk = self.talk()
        talk.say("siparişimi iptal etmek istiyorum")
        talk.tap("Evet")
        return self.row()


@pytest.fixture
def trendyol_shop(tenant: TenantKit, control: httpx.Client, seller: str, sandbox_url: str) -> Iterator[Shop]:
    from django.test import override_settings

    from invekto.integrations.models import IntegrationAccount

    with override_settings(TRENDYOL_API_URL=f"{sandbox_url}/sandbox/trendyol"):
        with tenant.scope():
            account = IntegrationAccount.objects.get(external_id=seller)
        yield Shop(tenant, control, account)


@pytest.fixture
def hepsiburada_shop(
    tenant: TenantKit,
    control: httpx.Client,
    merchant: str,
    sandbox_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shop]:
    from django.test import override_settings

    from invekto.integrations import services
    from invekto.integrations.providers.hepsiburada.adapter import Hepsiburada

    # The first import is not what is looked at, and asks for each day and feed.
    days = timedelta(days=4)
    monkeypatch.setattr(Hepsiburada, "reach", replace(Hepsiburada.reach, history=days, span=days))

    with override_settings(HEPSIBURADA_API_URL=f"{sandbox_url}/sandbox/hepsiburada"):
        with tenant.scope():
            account = services.add_account(
                tenant_id=tenant.id,
                provider="hepsiburada",
                external_id=merchant,
                secrets={"username": "ornek_dev", "password": "servis-anahtari"},
                now=clock.now(),
                actor="test",
            )
        yield Shop(tenant, control, account)
