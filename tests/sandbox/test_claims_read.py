"""Returns opened at the platforms, in the product: read, kept in step, told to the customer and shown to colleagues."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from invekto.core import clock
from tests.dashboard.conftest import client_of
from tests.sandbox.shops import DRESS, SHIRT, Shop, hepsiburada_shop, shop, trendyol_shop

if TYPE_CHECKING:
    import httpx

    from invekto.integrations.models import KnownClaim

__all__ = ["client_of", "hepsiburada_shop", "shop", "trendyol_shop"]


def read(shop: Shop) -> list[KnownClaim]:
    from invekto.integrations import services
    from invekto.integrations.models import KnownClaim

    assert services.sync_claims(shop.tenant.id, shop.account.id, clock.now())
    with shop.tenant.scope():
        return list(KnownClaim.objects.order_by("key"))


def opened(shop: Shop, *lines: dict[str, Any]) -> None:
    shop.order(*(lines or (DRESS,)), status="Delivered")
    shop.move(claim={"sku": "ELB-38", "reason": "Rengi farklı"})


def test_a_return_is_read_shown_and_told(shop: Shop, client_of: Any) -> None:
    opened(shop, DRESS, SHIRT)
    (claim,) = read(shop)
    assert (claim.status, claim.external_order_id, claim.quantity) == ("opened", shop.number, 1)
    assert (claim.reason, claim.deadline) == ("Rengi farklı", None)
    talk = shop.talk()
    said = talk.say("iadem ne durumda")
    assert "Keten Elbise" in said
    assert "ulaşması bekleniyor" in said
    assert talk.state()["handoff"] is False
    page = client_of(shop.tenant.agent).get(f"/inbox/{talk.conversation.id}/customer/").content.decode()
    assert 'data-claim="opened"' in page


def test_it_awaits_a_decision_until_a_day(trendyol_shop: Shop, trendyol: httpx.Client) -> None:
    opened(trendyol_shop)
    read(trendyol_shop)
    seller = trendyol_shop.account.external_id
    trendyol.put(f"test/order/sellers/{seller}/claims/waiting-in-action")
    (claim,) = read(trendyol_shop)
    assert claim.status == "waiting"
    assert claim.deadline is not None
    waits = claim.deadline - claim.opened_at  # counted from its arrival
    assert timedelta(hours=48) <= waits < timedelta(hours=49)
    said = trendyol_shop.talk().say("iade ettiğim ürün size ulaştı mı")
    assert "kararını bekliyor" in said
    assert "Son karar günü" in said


def test_a_refund_is_told_with_its_amount(hepsiburada_shop: Shop) -> None:
    shop = hepsiburada_shop
    opened(shop)
    read(shop)
    for status in ("AwaitingAction", "Accepted", "Refunded"):
        shop.move(claim={"sku": "ELB-38", "reason": "PoorQuality", "status": status})
        (claim,) = read(shop)
    assert (claim.status, claim.refund_amount) == ("refunded", Decimal("429.90"))
    said = shop.talk().say("iadem ne durumda param yattı mı")
    assert "iade etti" in said
    assert "429,90" in said


def test_a_push_of_a_claim_is_kept_and_an_older_word_changes_nothing(hepsiburada_shop: Shop) -> None:
    import json

    from invekto.integrations.claims.store import store_claims
    from invekto.integrations.models import KnownClaim
    from invekto.integrations.registry import ORDER_PROVIDERS

    shop = hepsiburada_shop
    shop.order(DRESS, status="Delivered")
    body = {
        "claimNumber": "CLM1",
        "status": "AwaitingAction",
        "quantity": 1,
        "customerName": "Elif Demir",
        "orderNumber": shop.number,
        "explanation": "Dar geldi",
        "claimDate": "2026-11-23T10:15:00",
        "line": {"lineItemId": "7d0a1c22", "productName": "Keten Elbise"},
    }
    pushes = ORDER_PROVIDERS["hepsiburada"].pushes
    (row,) = pushes.split(json.dumps(body).encode(), path="claims/awaitingaction")
    page = pushes.read([row.payload])
    assert not page.bad_rows
    with shop.tenant.scope():
        assert store_claims(shop.account, page.claims, now=clock.now()) == 1
        assert store_claims(shop.account, page.claims, now=clock.now()) == 0
        old = pushes.read(
            [pushes.split(json.dumps(body | {"status": "NewRequest"}).encode(), path="claims/new")[0].payload]
        )
        assert store_claims(shop.account, old.claims, now=clock.now()) == 0
        (kept,) = KnownClaim.objects.all()
    assert (kept.status, kept.product, kept.reason) == ("waiting", "Keten Elbise", "Dar geldi")
    (bad,) = pushes.read(
        [pushes.split(b'{"status": "AwaitingAction", "customerName": "Elif"}', path="claims/x")[0].payload]
    ).bad_rows
    assert "Elif" not in bad.payload


def test_who_has_none_is_given_to_a_person(trendyol_shop: Shop) -> None:
    trendyol_shop.order(DRESS, status="Delivered")
    talk = trendyol_shop.talk()
    talk.say("iadem ne durumda")
    assert talk.state()["handoff"] or talk.state()["flow"] == "return_request"
