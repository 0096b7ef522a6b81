"""What could not be read knows what it is of: the right reader tries it again, and all it tells is stored."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from invekto.core import clock
from tests.dashboard.conftest import client_of
from tests.sandbox.shops import DRESS, Shop, hepsiburada_shop, trendyol_shop
from tests.sandbox.test_claims_complete import opened_at_trendyol, read

if TYPE_CHECKING:
    from invekto.integrations.models import QuarantinedRow

__all__ = ["client_of", "hepsiburada_shop", "trendyol_shop"]

HOUR = timedelta(hours=1)


def aside(shop: Shop) -> list[QuarantinedRow]:
    from invekto.integrations.models import QuarantinedRow

    with shop.tenant.scope():
        return list(QuarantinedRow.objects.order_by("id"))


def claims(shop: Shop) -> list[str]:
    from invekto.integrations.models import KnownClaim

    with shop.tenant.scope():
        return list(KnownClaim.objects.values_list("external_order_id", flat=True))


def bad_claim(shop: Shop) -> Any:
    (claim,) = opened_at_trendyol(shop, [clock.now() - HOUR])
    type(claim).objects.filter(pk=claim.pk).update(order_number="")
    assert read(shop)
    (row,) = aside(shop)
    assert (row.kind, row.package_id) == ("claim", str(claim.claim_id))
    assert row.problem.startswith("ordernumber")
    return claim


def test_a_claim_that_could_not_be_read_goes_when_the_platform_tells_it_right(trendyol_shop: Shop) -> None:
    claim = bad_claim(trendyol_shop)
    type(claim).objects.filter(pk=claim.pk).update(order_number="77")
    assert read(trendyol_shop)
    assert aside(trendyol_shop) == []
    assert claims(trendyol_shop) == ["77"]


def test_a_claim_is_tried_again_as_a_claim_by_itself_and_by_hand(trendyol_shop: Shop, client_of: Any) -> None:
    from invekto.integrations import quarantine

    shop = trendyol_shop
    bad_claim(shop)
    owner = client_of(shop.tenant.owner)
    address = f"/settings/integrations/{shop.account.id}/unreadable/"
    page = owner.get(address).content.decode()
    assert "İade " in page
    (row,) = aside(shop)
    assert "hâlâ okunamıyor" in owner.post(f"{address}{row.id}/").content.decode()
    assert aside(shop)[0].problem.startswith("ordernumber")  # and not what an order lacks
    # As after a mend of ours: what is kept can be read now.
    with shop.tenant.scope():
        row.payload = row.payload.replace('"orderNumber": ""', '"orderNumber": "78"')
        row.save()
    quarantine.read_again(shop.tenant.id, shop.account.id, now=clock.now() + 2 * HOUR)
    assert aside(shop) == []
    assert claims(shop) == ["78"]


def test_a_parcel_that_was_dissolved_is_so_when_its_row_is_read_at_last(hepsiburada_shop: Shop) -> None:
    from invekto.integrations import quarantine
    from invekto.integrations.contract import BadRow
    from invekto.integrations.models import CachedOrder
    from invekto.integrations.store import keep_aside

    shop = hepsiburada_shop
    shop.order(DRESS)
    shop.move(status="Packaged")
    shop.sync()
    with shop.tenant.scope():
        packed = CachedOrder.objects.get(order_data_json__piece="parcel")
        package = packed.package_id.partition("/")[0]
        told = {"kind": "unpacked", "row": {"packageNumber": None, "barcode": "1"}}
        keep_aside(shop.account, [BadRow("packagenumber", json.dumps(told))], now=clock.now())
    quarantine.read_again(shop.tenant.id, shop.account.id, now=clock.now() + 2 * HOUR)
    (row,) = aside(shop)
    with shop.tenant.scope():
        told["row"] = {"packageNumber": package, "barcode": "1"}
        row.payload, row.tried_at = json.dumps(told), None
        row.save()
    quarantine.read_again(shop.tenant.id, shop.account.id, now=clock.now() + 2 * HOUR)
    assert aside(shop) == []
    with shop.tenant.scope():
        packed.refresh_from_db()
        (line,) = CachedOrder.objects.filter(order_data_json__piece="line")
    assert (packed.superseded, line.superseded) == (True, False)


def test_a_pushed_claim_that_can_be_read_at_last_is_stored(hepsiburada_shop: Shop) -> None:
    from invekto.integrations import services
    from invekto.integrations.models import ReceivedPackage
    from invekto.integrations.registry import ORDER_PROVIDERS

    shop = hepsiburada_shop
    body = {"claimNumber": "CLM9", "status": "AwaitingAction", "claimDate": "2026-11-23T10:15:00"}
    (pushed,) = ORDER_PROVIDERS["hepsiburada"].pushes.split(
        json.dumps(body).encode(), path="claims/awaitingaction"
    )
    with shop.tenant.scope():
        ReceivedPackage.objects.create(
            tenant_id=shop.tenant.id,
            account=shop.account,
            key=uuid4().hex,
            payload=pushed.payload,
            received_at=clock.now(),
        )
    services.process_received(shop.tenant.id, shop.account.id, now=clock.now())
    (row,) = aside(shop)
    assert (row.kind, row.package_id) == ("claim", "CLM9")
    told = json.loads(row.payload)
    told["row"]["orderNumber"] = shop.number
    with shop.tenant.scope():
        row.payload = json.dumps(told)
        row.save()
        assert services.try_again(row.id, shop.account.id, now=clock.now(), actor="user:test")
    assert aside(shop) == []
    assert claims(shop) == [shop.number]
