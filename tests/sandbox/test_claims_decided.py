"""Returns decided from the order's card: by the platform's own call, once, and read back where its word was lost."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from invekto.core import clock
from tests.dashboard.conftest import client_of
from tests.sandbox.shops import DRESS, SHIRT, Shop, hepsiburada_shop, shop, trendyol_shop
from tests.sandbox.test_claims_read import read

if TYPE_CHECKING:
    from invekto.orders.models import ClaimDecision

__all__ = ["client_of", "hepsiburada_shop", "shop", "trendyol_shop"]

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


class Desk:
    """A colleague before the card of an order whose return has arrived."""

    def __init__(self, shop: Shop, client: Any) -> None:
        self.shop, self.client = shop, client
        shop.order(DRESS, SHIRT, status="Delivered")
        self.arrives()
        self.thread = f"/inbox/{shop.talk().conversation.id}/customer/"

    def arrives(self, sku: str = "ELB-38") -> None:
        shop = self.shop
        if shop.provider == "hepsiburada":
            shop.move(claim={"sku": sku, "reason": "PoorQuality", "status": "AwaitingAction"})
        else:
            shop.move(claim={"sku": sku, "reason": "Rengi farklı", "status": "WaitingInAction"})
        read(shop)

    def page(self) -> str:
        return str(self.client.get(self.thread).content.decode())

    def fields(self) -> dict[str, str]:
        page = self.page()
        names = ("account", "order", "claim", "seen")
        return {name: re.findall(rf'name="{name}" value="([^"]+)"', page)[0] for name in names}

    def post(self, fields: dict[str, Any], **more: Any) -> Any:
        return self.client.post(f"{self.thread}claim/", fields | more)

    def rows(self) -> list[ClaimDecision]:
        from invekto.orders.models import ClaimDecision

        with self.shop.tenant.scope():
            return list(ClaimDecision.objects.select_related("user").order_by("decided_at", "id"))

    def at_platform(self) -> list[str]:
        from invekto.sandbox.models import HepsiburadaClaim, TrendyolClaim

        rows = (
            TrendyolClaim.objects.using("owner").filter(seller_id=self.shop.account.external_id)
            if self.shop.provider == "trendyol"
            else HepsiburadaClaim.objects.using("owner").filter(merchant_id=self.shop.account.external_id)
        )
        return sorted(rows.values_list("status", flat=True))

    def carry_out(self) -> ClaimDecision:
        from invekto.orders import deciding

        row = self.rows()[-1]
        deciding.carry_out(self.shop.tenant.id, row.id, clock.now())
        return self.rows()[-1]

    def fault(self, kind: str, **more: Any) -> None:
        body = {"provider": self.shop.provider, "kind": kind} | more
        assert self.shop.control.post("faults", json=body).status_code < 300

    def unblock(self) -> None:
        from invekto.integrations.models import RateBucket

        with self.shop.tenant.scope():
            RateBucket.objects.all().update(blocked_until=None)


@pytest.fixture
def desk(shop: Shop, client_of: Any) -> Desk:
    return Desk(shop, client_of(shop.tenant.agent))


@pytest.fixture
def trendyol_desk(trendyol_shop: Shop, client_of: Any) -> Desk:
    return Desk(trendyol_shop, client_of(trendyol_shop.tenant.agent))


def test_it_is_accepted_once_however_often_it_is_asked_for(desk: Desk) -> None:
    from invekto.core.models import AuditEntry
    from tests.support.jobs import run_jobs

    page = desk.page()
    assert "Geri alınamaz" in page
    fields = desk.fields()
    assert 'data-decision="doing"' in desk.post(fields, say="accept").content.decode()
    assert desk.post(fields, say="accept").status_code == 200
    assert desk.post(fields, say="reject").status_code == 422
    run_jobs()
    (row,) = desk.rows()
    assert (row.state, row.problem, row.user) == ("done", None, desk.shop.tenant.agent)
    assert desk.at_platform() == ["Accepted"]
    page = desk.page()
    assert 'data-decision="done"' in page
    assert desk.shop.tenant.agent.name in page
    assert 'data-claim="accepted"' in page
    assert 'name="seen"' not in page
    with desk.shop.tenant.scope():
        told = AuditEntry.objects.filter(action__startswith="order.claim_").order_by("id")
        assert [(one.action, one.actor) for one in told] == [
            ("order.claim_accept_begun", f"user:{desk.shop.tenant.agent.pk}"),
            ("order.claim_accept_done", "system"),
        ]


def test_it_is_rejected_with_a_reason_that_the_platform_knows(desk: Desk) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    is_trendyol = desk.shop.provider == "trendyol"
    reason, named = ("51", "Kullanılmış") if is_trendyol else ("ProductIsDamaged", "Ürün hasarlı")
    fields = desk.fields()
    assert named in desk.page()
    assert "Listeden bir ret nedeni" in desk.post(fields, say="reject", reason="999").content.decode()
    assert "Neden reddettiğinizi" in desk.post(fields, say="reject", reason=reason).content.decode()
    said = {"say": "reject", "reason": reason, "statement": "Etiketi koparılmış, kullanılmış."}
    if is_trendyol:
        assert "fotoğraf ya da belge ekleyin" in desk.post(fields, **said).content.decode()
        other = SimpleUploadedFile("a.txt", b"merhaba")
        assert "JPG, PNG ya da PDF" in desk.post(fields, **said, file=other).content.decode()
        said["file"] = SimpleUploadedFile("foto.png", PNG)  # type: ignore[assignment]
    assert desk.rows() == []
    assert desk.post(fields, **said).status_code == 200
    row = desk.carry_out()
    assert (row.state, row.evidence, row.reason) == ("done", None, reason)
    assert desk.at_platform() == ["Rejected"]
    assert 'data-claim="rejected"' in desk.page()


def test_a_lost_word_is_read_back_and_never_said_again(desk: Desk) -> None:
    from invekto.orders import deciding
    from invekto.orders.models import ClaimDecision

    desk.post(desk.fields(), say="accept")
    (row,) = desk.rows()
    with desk.shop.tenant.scope():
        ClaimDecision.objects.update(called_at=clock.now())  # as a killed worker left it
    for _ in deciding.WAITS:
        assert desk.carry_out().state == "doing"
    row = desk.carry_out()
    assert (row.state, row.problem) == ("unclear", "claim-problem-not-shown")
    assert desk.at_platform() in (["WaitingInAction"], ["AwaitingAction"])
    assert "panelinden bakın" in desk.page()
    # A person looked, and decides again.
    desk.post(desk.fields(), say="accept")
    assert desk.carry_out().state == "done"


def test_a_killed_worker_whose_call_arrived_finds_it_done(desk: Desk) -> None:
    from invekto.integrations import services as integrations
    from invekto.orders.models import ClaimDecision

    desk.post(desk.fields(), say="accept")
    (row,) = desk.rows()
    with desk.shop.tenant.scope():
        ClaimDecision.objects.update(called_at=clock.now())
    integrations.accept_claim(row.tenant_id, row.account_id, row.number, row.units, timeout=10)
    assert desk.carry_out().state == "done"
    assert desk.carry_out().state == "done"


def test_a_failure_before_the_call_is_tried_again(desk: Desk) -> None:
    desk.post(desk.fields(), say="accept")
    desk.fault("500")
    row = desk.carry_out()
    assert (row.state, row.called_at, row.problem) == ("doing", None, "integration-problem-platform-down")
    desk.unblock()
    assert desk.carry_out().state == "done"


def test_what_was_decided_elsewhere_is_said_and_not_overruled(desk: Desk) -> None:
    from invekto.sandbox.models import HepsiburadaClaim, TrendyolClaim

    fields = desk.fields()
    desk.post(fields, say="accept")
    for table in (TrendyolClaim, HepsiburadaClaim):
        table.objects.using("owner").update(status="Rejected", modified_at=clock.now())
    row = desk.carry_out()
    assert (row.state, row.problem) == ("refused", "claim-problem-settled")
    assert "bu arada pazaryerinde karara bağlanmış" in desk.page()
    assert "siz bakarken değişti" in desk.post(fields, say="accept").content.decode()


def test_nothing_is_decided_after_its_time_or_by_a_stranger(
    trendyol_desk: Desk, make_tenant: Any, client_of: Any
) -> None:
    from invekto.integrations.models import KnownClaim

    desk, fields = trendyol_desk, trendyol_desk.fields()
    other = make_tenant()
    thread = other.make_conversation(phone="+905321112233")
    answer = client_of(other.agent).post(f"/inbox/{thread.id}/customer/claim/", fields | {"say": "accept"})
    assert answer.status_code == 404
    assert desk.post(fields | {"order": "1"}, say="accept").status_code == 404
    assert desk.post(fields | {"claim": "1"}, say="accept").status_code == 422
    with desk.shop.tenant.scope():
        KnownClaim.objects.update(deadline=clock.now() - timedelta(minutes=1))
    assert 'name="seen"' not in desk.page()
    assert "Karar süresi doldu" in desk.post(fields, say="accept").content.decode()
    assert desk.rows() == []


def test_what_the_platform_refuses_is_told_in_plain_words(trendyol_desk: Desk) -> None:
    from invekto.integrations.models import KnownClaim

    desk = trendyol_desk
    page = desk.page()
    assert "İade paketi elime ulaşmadı" not in page  # may be said a day later
    early = desk.post(desk.fields(), say="reject", reason="1651", statement="Paket gelmedi")
    assert early.status_code == 422
    assert "ilk 24 saatte" in early.content.decode()
    with desk.shop.tenant.scope():
        KnownClaim.objects.update(opened_at=clock.now() - timedelta(days=2))  # their clock, not ours
    desk.post(desk.fields(), say="reject", reason="1651", statement="Paket gelmedi")
    row = desk.carry_out()
    assert (row.state, row.problem) == ("refused", "claim-problem-refused")
    assert "Pazaryeri bu kararı kabul etmedi" in desk.page()
    assert desk.at_platform() == ["WaitingInAction"]


def test_a_reading_that_fails_is_kept_beside_the_orders(trendyol_desk: Desk) -> None:
    from invekto.integrations import services

    desk, account = trendyol_desk, trendyol_desk.shop.account
    desk.fault("401")
    assert not services.sync_claims(account.tenant_id, account.id, clock.now() + timedelta(minutes=20))
    with desk.shop.tenant.scope():
        account.refresh_from_db()
        assert account.claims_problem == "integration-problem-key-refused"
    read(desk.shop)
    with desk.shop.tenant.scope():
        account.refresh_from_db()
        assert account.claims_problem is None
