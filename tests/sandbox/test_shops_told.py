"""What both shops' references name beside orders: returns in full, lost answers, limits, rows made bad on purpose."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from invekto.core import clock
from tests.sandbox.receiver import Receiver
from tests.sandbox.shops import DRESS, SHIRT, Shop, hepsiburada_shop, shop, trendyol_shop
from tests.sandbox.test_claims_read import read

__all__ = ["hepsiburada_shop", "shop", "trendyol_shop"]


def test_trendyol_tells_one_claim_item_for_each_unit(trendyol_shop: Shop, trendyol: httpx.Client) -> None:
    seller = trendyol_shop.account.external_id
    path = f"order/sellers/{seller}/claims"
    trendyol_shop.order(DRESS, SHIRT, status="Delivered")
    trendyol_shop.move(claim={"sku": "GML-M", "reason": "501", "quantity": 2})

    def told() -> tuple[dict[str, Any], list[dict[str, Any]]]:
        (claim,) = trendyol.get(path).json()["content"]
        return claim, claim["items"][0]["claimItems"]

    claim, units = told()
    assert [unit["orderLineItemId"] % 10 for unit in units] == [0, 1]
    assert {unit["autoApproveDate"] for unit in units} == {None}
    assert "rejectedPackageInfo" not in claim
    trendyol_shop.move(claim={"sku": "GML-M", "status": "WaitingInAction"})
    first, second = told()[1]
    waits = first["autoApproveDate"] - claim["claimDate"]
    assert 48 * 3600_000 <= waits < 49 * 3600_000
    body = {"claimLineItemIdList": [first["id"]], "params": {}}
    assert trendyol.put(f"{path}/{claim['claimId']}/items/approve", json=body).status_code == 200
    query = {"claimIssueReasonId": "51", "claimItemIdList": second["id"], "description": "Giyilmiş"}
    files = {"files": ("a.png", b"x", "image/png")}
    answer = trendyol.post(f"{path}/{claim['claimId']}/issue", params=query, files=files)
    assert answer.status_code == 200
    claim, (first, second) = told()
    assert (first["claimItemStatus"]["name"], first["acceptDetail"]) == ("Accepted", "SUPPLIER")
    assert second["claimItemStatus"]["name"] == "Rejected"
    assert claim["rejectedPackageInfo"]["items"] == [second["id"]]
    steps = trendyol.get(f"{path}/items/{first['id']}/audit").json()
    assert [step["newStatus"] for step in steps] == ["Created", "WaitingInAction", "Accepted"]
    assert sorted(row.status for row in read(trendyol_shop)) == ["accepted", "rejected"]
    # Five decisions a minute of each kind; a refused call does not count.
    codes = [trendyol.put(f"{path}/x/items/approve", json=body).status_code for _ in range(5)]
    assert codes == [404, 404, 404, 404, 429]


def test_what_waits_too_long_is_accepted_by_itself(shop: Shop) -> None:
    word = "WaitingInAction" if shop.provider == "trendyol" else "AwaitingAction"
    shop.order(DRESS, status="Delivered")
    shop.move(claim={"sku": "ELB-38", "reason": "PoorQuality", "status": word})
    (claim,) = read(shop)
    assert claim.status == "waiting"
    assert claim.deadline is not None
    clock.set_now(claim.deadline + timedelta(minutes=1))
    (claim,) = read(shop)
    assert claim.status == "accepted"


def test_hepsiburada_tells_the_return_parcel_and_the_day_of_the_refund(
    hepsiburada_shop: Shop, hepsiburada: httpx.Client
) -> None:
    shop = hepsiburada_shop
    shop.order(SHIRT, status="Delivered")
    shop.move(claim={"sku": "GML-M", "reason": "PoorQuality", "quantity": 1, "tracking": "1000000000024"})
    path = f"claims/merchantId/{shop.account.external_id}"
    query = {"offset": "0", "limit": "50"}
    (claim,) = hepsiburada.get(path, params=query).json()
    (delivery,) = claim["Deliveries"]
    assert (delivery["Status"], delivery["TrackingNumber"]) == ("InTransit", "1000000000024")
    assert (claim["quantity"], claim["refundAmount"], claim["refundDate"]) == (1, 100.0, None)
    at = "2026-11-24T10:00:00+03:00"
    shop.move(claim={"sku": "GML-M", "status": "Refunded", "refund_date": at, "refund_amount": "90.50"})
    (claim,) = hepsiburada.get(path, params=query).json()
    assert (claim["refundDate"], claim["Deliveries"][0]["Status"]) == ("2026-11-24T10:00:00", "Delivered")
    (known,) = read(shop)
    assert (known.status, known.tracking_code) == ("refunded", "1000000000024")
    assert (str(known.refund_amount), known.refunded_at.isoformat()) == ("90.50", "2026-11-24T07:00:00+00:00")


def test_a_dispute_is_decided_by_a_push(
    hepsiburada_shop: Shop, hepsiburada: httpx.Client, receiver: Receiver
) -> None:
    shop = hepsiburada_shop
    shop.order(DRESS, status="Delivered")
    for status in ("AwaitingAction", "Rejected", "InDispute", "Accepted"):
        shop.move(claim={"sku": "ELB-38", "status": status})
    paths: list[str] = []
    while "/hb/claims/accept" not in paths:  # the account's own address is told as well
        paths.append(receiver.next().path)
    told = [path for path in paths if path.startswith("/hb/claims/")]
    assert told == ["/hb/claims/awaitingaction", "/hb/claims/accept"]


@pytest.mark.parametrize(("kind", "expected"), [("reset", True), ("lost", False)])
def test_a_call_whose_answer_is_lost_was_served_and_one_lost_on_its_way_was_not(
    hepsiburada_shop: Shop, hepsiburada: httpx.Client, kind: str, expected: bool
) -> None:
    shop = hepsiburada_shop
    shop.order(DRESS)
    rows = shop.control.get("hepsiburada/orders", params={"account": shop.account.external_id}).json()
    line = rows[0]["lines"][0]["line_id"]
    shop.control.post("faults", json={"provider": "hepsiburada", "kind": kind})
    path = f"lineitems/merchantid/{shop.account.external_id}/id/{line}/cancelbymerchant"
    with pytest.raises(httpx.TransportError):
        hepsiburada.post(path, json={"reasonId": "81"})
    assert (shop.at_platform()["ELB-38"] == "CancelledByMerchant") is expected


def test_trendyol_serves_what_it_loses_the_answer_of(trendyol_shop: Shop, trendyol: httpx.Client) -> None:
    shop = trendyol_shop
    shop.order(DRESS)
    (row,) = shop.control.get("trendyol/orders", params={"account": shop.account.external_id}).json()
    shop.control.post("faults", json={"provider": "trendyol", "kind": "reset"})
    path = f"order/sellers/{shop.account.external_id}/shipment-packages/{row['package']}/items/unsupplied"
    body = {"reasonId": 500, "lines": [{"lineId": row["lines"][0]["line_id"], "quantity": 1}]}
    with pytest.raises(httpx.TransportError):
        trendyol.put(path, json=body)
    assert shop.at_platform()["ELB-38"] == "UnSupplied"


@pytest.mark.parametrize("kind", ["403", "404", "503"])
def test_further_statuses_come_as_ordered(shop: Shop, request: pytest.FixtureRequest, kind: str) -> None:
    client = request.getfixturevalue(shop.provider)
    name = shop.account.external_id
    path = f"order/sellers/{name}/claims" if shop.provider == "trendyol" else f"claims/merchantId/{name}"
    shop.control.post("faults", json={"provider": shop.provider, "kind": kind}).raise_for_status()
    assert client.get(path, params={"offset": "0", "limit": "10"}).status_code == int(kind)
    assert client.get(path, params={"offset": "0", "limit": "10"}).status_code == 200


def test_trendyols_limit_of_orders_follows_the_tier(
    control: httpx.Client, trendyol: httpx.Client, seller: str
) -> None:
    from datetime import UTC, datetime

    from invekto.sandbox.models import RateMark

    assert control.post("webhooks", json={"trendyol_tier": "9k"}).json()["key"] == "trendyol_tier"
    control.post("webhooks", json={"trendyol_tier": "50k"}).raise_for_status()
    at = datetime.now(UTC) - timedelta(seconds=20)
    RateMark.objects.bulk_create(RateMark(key=f"trendyol:{seller}:orders", at=at) for _ in range(29))
    codes = [trendyol.get(f"order/sellers/{seller}/v2/orders").status_code for _ in range(2)]
    assert codes == [200, 429]


def test_hepsiburadas_moments_may_have_a_zone_and_seven_digits(
    hepsiburada_shop: Shop, hepsiburada: httpx.Client
) -> None:
    shop = hepsiburada_shop
    at = "2026-11-24T09:30:00+03:00"
    shop.control.post("webhooks", json={"hepsiburada_zoned": True}).raise_for_status()
    shop.order(DRESS, ordered_at=at)
    path = f"orders/merchantid/{shop.account.external_id}"
    (line,) = hepsiburada.get(path, params={"offset": "0", "limit": "10"}).json()["items"]
    assert line["orderDate"] == "2026-11-24T06:30:00.0000000Z"
    from invekto.integrations.models import CachedOrder

    with shop.tenant.scope():
        assert CachedOrder.objects.get().ordered_at.isoformat() == "2026-11-24T06:30:00+00:00"


@pytest.mark.parametrize("bad", ["price", "day"])
def test_a_bad_row_is_played_and_kept_aside_until_it_is_right(shop: Shop, bad: str) -> None:
    from invekto.integrations.models import CachedOrder, QuarantinedRow

    is_trendyol = shop.provider == "trendyol"
    raw: dict[str, Any] = {
        "price": {"lines": [{"lineUnitPrice": -5}]} if is_trendyol else {"totalPrice": {"amount": -5}},
        "day": {"orderDate": -62_135_596_800_000 if is_trendyol else "0001-01-01T00:00:00"},
    }[bad]
    shop.order(DRESS, raw=raw)
    with shop.tenant.scope():
        assert (CachedOrder.objects.count(), QuarantinedRow.objects.count()) == (0, 1)
    shop.move(raw={})
    clock.set_now(clock.now() + timedelta(hours=1))
    shop.sync()
    with shop.tenant.scope():
        assert (CachedOrder.objects.count(), QuarantinedRow.objects.count()) == (1, 0)


def test_a_status_that_nobody_knows_is_played(shop: Shop) -> None:
    from invekto.integrations.models import CachedOrder

    shop.order(DRESS, raw={"status": "Uçuyor", "nobodyKnowsThis": 1})
    with shop.tenant.scope():
        assert CachedOrder.objects.get().external_order_id == shop.number
    body = {"account": shop.account.external_id, "number": shop.number, "raw": ["x"]}
    answer = shop.control.patch(f"{shop.provider}/orders/{shop.number}", json=body)
    assert answer.status_code == 400
