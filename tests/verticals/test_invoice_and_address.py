"""Invoices with tax data, and another delivery address: collected once, checked, promised nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from invekto.core.check_digits import is_tax_number
from tests.verticals.test_collecting import _facts, _order, _talk, shop

if TYPE_CHECKING:
    from tests.integrations.trendyol_peer import Trendyol
    from tests.support.tenants import TenantKit

__all__ = ["shop"]
NEW = "Yeni adresim: Kurgu Mah. Örnek Sk. No:5 D:3 Bornova İzmir"


def _without_link(peer: Trendyol) -> None:
    for row in peer.packages.values():
        row["invoiceLink"] = None


def _invoiceless(kit: TenantKit, peer: Trendyol, *, status: str = "Delivered") -> None:
    from invekto.core import clock
    from invekto.integrations import services as integrations

    _order(kit, peer, "1020304050", sync=False, status=status)
    _without_link(peer)
    with kit.scope():
        (account,) = integrations.health(kit.id)
    integrations.sync_account(kit.id, account.account_id, clock.now())


@pytest.mark.parametrize(
    ("digits", "right"), [("3130557669", True), ("0720039666", True), ("1234567891", False)]
)
def test_a_tax_number_proves_itself(digits: str, right: bool) -> None:
    assert is_tax_number(digits) is right


def test_a_known_invoice_is_sent(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    assert "https://fatura.ornek.example/" in talk.say("faturamı gönderir misiniz")
    assert talk.state()["handoff"] is False


def test_tax_data_is_collected_and_checked(shop: TenantKit, trendyol: Trendyol) -> None:
    _invoiceless(shop, trendyol)
    talk = _talk(shop)
    assert "kimin adına" in talk.say("fatura istiyorum")
    assert "Vergi numaranızı" in talk.tap("Şirket")
    assert "geçerli bir vergi" in talk.say("3130557660")
    assert "Vergi daireniz" in talk.say("3130557669")
    assert "unvanı" in talk.say("Bornova")
    assert "e-posta" in talk.say("Deneme Tekstil Ltd. Şti.")
    said = talk.say("muhasebe@ornek.example")
    assert "Unvan: Deneme Tekstil Ltd. Şti." in said
    assert talk.state()["handoff"] is False
    talk.say("evet")
    assert talk.state()["handoff"] is True
    facts = _facts(talk)
    assert "Vergi/T.C. kimlik no (kontrol hanesi doğru): 3130557669" in facts
    assert "Vergi dairesi: Bornova" in facts
    assert "Unvan: Deneme Tekstil Ltd. Şti." in facts
    assert "Fatura e-postası: muhasebe@ornek.example" in facts


def test_what_was_said_at_once_is_not_asked_again(shop: TenantKit, trendyol: Trendyol) -> None:
    _invoiceless(shop, trendyol)
    talk = _talk(shop)
    said = talk.say(
        "fatura istiyorum şirket adına, vergi no 3130557669, vergi dairesi: Bornova, unvan: Deneme A.Ş."
    )
    assert "e-posta" in said
    talk.say("muhasebe@ornek.example")
    talk.tap("Evet")
    assert "Unvan: Deneme A.Ş." in _facts(talk)


def test_a_new_address_is_collected_and_confirmed(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", status="Created")
    talk = _talk(shop)
    said = talk.say("adresimi değiştirmek istiyorum")
    assert "henüz kargoya verilmedi" in said
    assert "söz veremem" in said
    assert "Doğru mu" in talk.say(NEW)
    said = talk.say("evet doğru")
    assert "henüz değişmedi" in said
    assert "Yeni adres: Kurgu Mah. Örnek Sk. No:5 D:3 Bornova İzmir" in _facts(talk)
    assert "Yeni adresi müşteri onayladı" in _facts(talk)
    assert talk.state()["note"]["next_step"].startswith("Kargoya vermeden")


def test_on_its_way_only_the_carrier_can_change_it(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", status="Shipped")
    talk = _talk(shop)
    assert "Aras Kargo" in talk.say("teslimat adresimi yanlış yazmışım")
    talk.say(NEW)
    talk.tap("Evet")
    assert talk.state()["note"]["next_step"].startswith("Kargo firmasına")


def test_an_address_that_cannot_change_any_more(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    assert "artık değiştirilemez" in talk.say("adresimi değiştirmek istiyorum")
    assert talk.state()["handoff"] is True
