"""The question before a cancellation, asked again after something else: the order may have moved meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from invekto.core import clock
from tests.integrations.syncing import sync
from tests.integrations.trendyol_peer import package
from tests.verticals.test_collecting import OWNER, _order, _talk

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount
    from tests.integrations.trendyol_peer import Trendyol
    from tests.support.tenants import TenantKit

NUMBER = "1020304050"
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("Created", "Onaylıyor musunuz"),
        ("Shipped", "kargoya verilmiş"),
        ("Delivered", "teslim edilmiş"),
        ("Cancelled", "bu arada değişti"),
    ],
)
def test_what_left_meanwhile_is_said_instead_of_asked_about(
    make_tenant: Callable[..., TenantKit],
    make_account: Callable[..., IntegrationAccount],
    trendyol: Trendyol,
    status: str,
    told: str,
) -> None:
    shop = make_tenant(settings={"shipping": {"fee": "49.90", "cash_on_delivery": True}})
    account = make_account(shop)
    _order(shop, trendyol, NUMBER, status="Created", days_ago=1)
    talk = _talk(shop)
    assert "Onaylıyor musunuz" in talk.say("siparişimi iptal etmek istiyorum")
    now = clock.now()
    if status != "Created":
        trendyol.put(package(1, number=NUMBER, status=status, phone=OWNER, modified=now, ordered=now - DAY))
    sync(shop, account, now + MINUTE)
    said = talk.say("bu arada kapıda ödeme var mı?")
    assert "Kapıda ödeme vardır" in said
    assert told in said
