"""A cancellation of an order with many lines is confirmed like one of a single line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.orders.conftest import account, make_order
from tests.support.talk import Talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.tenants import TenantKit

__all__ = ["account", "make_order"]  # fixtures
PHONE = "+905321112233"


@pytest.mark.parametrize(("count", "sku"), [(5, "ELB-KETEN-SİYAH-{}"), (12, "{}" + "Ş" * 180), (300, "{}")])
def test_all_of_it_is_confirmed_and_prepared(
    tenant: TenantKit, make_order: Callable[..., Any], count: int, sku: str
) -> None:
    from invekto.orders.models import Cancellation

    lines = [
        {
            "lineId": number,
            "productName": f"Keten Elbise {number}",
            "stockCode": sku.format(number),
            "quantity": 1,
            "lineUnitPrice": 10,
            "orderLineItemStatusName": "Created",
        }
        for number in range(1, count + 1)
    ]
    make_order("777000223", phone=PHONE, status="Created", lines=lines)
    talk = Talk(tenant, tenant.make_conversation(phone=PHONE))
    talk.say("siparişimi iptal etmek istiyorum")
    assert "Onaylıyor musunuz" in talk.say("hepsi")
    assert "Onayınızı aldım" in talk.tap("Evet")
    with tenant.scope():
        assert len(Cancellation.objects.get().pieces) == count
