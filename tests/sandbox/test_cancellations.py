"""Cancellations that a customer confirms: through the talk, one click of a colleague's, and the platform's own word."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from invekto.core import clock
from tests.dashboard.conftest import client_of
from tests.sandbox.shops import DRESS, OWNER, SHIRT, Shop, hepsiburada_shop, shop, trendyol_shop

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["client_of", "hepsiburada_shop", "shop", "trendyol_shop"]

GONE = {"trendyol": "UnSupplied", "hepsiburada": "CancelledByMerchant"}


def test_it_is_confirmed_prepared_and_done_with_one_click(shop: Shop, client_of: Any) -> None:
    from tests.support.jobs import run_jobs

    shop.order(DRESS)
    talk = shop.talk()
    said = talk.say("siparişimi iptal etmek istiyorum")
    assert "tamamı iptal edilecek: Keten Elbise (38). Tutar: ₺429,90" in said
    assert not talk.state()["handoff"]
    said = talk.say("evet")
    assert "henüz iptal edilmedi" in said
    assert talk.state()["note"]["next_step"].startswith("Müşteri iptali onayladı")
    client: Client = client_of(shop.tenant.agent)
    page = client.get(f"/inbox/{talk.conversation.id}/customer/").content.decode()
    assert 'data-state="prepared"' in page
    assert "üzerinde iptal et" in page
    row = shop.row()
    address = f"/inbox/{talk.conversation.id}/customer/cancellation/{row.id}/"
    reason = {"trendyol": "500", "hepsiburada": "81"}[shop.provider]
    assert client.post(address, {"say": "do", "reason": "999"}).status_code == 422
    answer = client.post(address, {"say": "do", "reason": reason})
    assert 'data-state="doing"' in answer.content.decode()
    assert client.post(address, {"say": "do", "reason": reason}).status_code == 422
    run_jobs()
    assert shop.at_platform() == {"ELB-38": GONE[shop.provider]}
    assert shop.row().state == "done"
    page = client.get(f"/inbox/{talk.conversation.id}/customer/").content.decode()
    assert 'data-state="done"' in page
    assert "iptal edildi" in talk.say("siparişim nerede") or talk.state()["handoff"]


def test_a_line_of_several_is_cancelled_and_the_rest_goes_on(shop: Shop) -> None:
    shop.order(DRESS, SHIRT)
    talk = shop.talk()
    assert "Hangisi" in talk.say("siparişimi iptal etmek istiyorum")
    said = talk.say("gömlek")
    assert "iptal edilecek: 2 × Saten Gömlek (M). Tutar: ₺200,00. Kalanı size gönderilir" in said
    talk.tap("Evet")
    row = shop.row()
    shop.begin(row)
    assert shop.carry_out(row).state == "done"
    told = shop.at_platform()
    assert told["ELB-38"] not in GONE.values()
    assert told.get("GML-M", GONE[shop.provider]) == GONE[shop.provider]


@pytest.mark.parametrize("said", ["1 tanesini", "evet 1 tanesini", "bi tanesini iptal edin", "bir tane"])
def test_one_of_two_is_cancelled_and_the_other_goes_on(trendyol_shop: Shop, said: str) -> None:
    shop = trendyol_shop
    shop.order(SHIRT)
    talk = shop.talk()
    assert "2 × Saten Gömlek" in talk.say("sipariş iptal")
    asked = talk.say(said)
    assert "iptal edilecek: Saten Gömlek (M). Tutar: ₺100,00. Kalanı size gönderilir" in asked
    assert "henüz iptal edilmedi" in talk.say("evet")
    row = shop.row()
    assert [piece["quantity"] for piece in row.pieces] == [1]
    assert "İptal edilecek adet: 1" in talk.state()["note"]["facts"]
    shop.begin(row)
    assert shop.carry_out(row).state == "done"
    shop.sync()
    assert shop.living() == {"GML-M": 1}


def test_one_of_two_goes_to_a_person_where_only_whole_lines_can_be_cancelled(hepsiburada_shop: Shop) -> None:
    from invekto.orders.models import Cancellation

    shop = hepsiburada_shop
    shop.order(SHIRT)
    talk = shop.talk()
    talk.say("sipariş iptal")
    said = talk.say("1 tanesini")
    assert "yalnızca ürünün tamamı iptal edilebiliyor" in said
    assert "İptal edilecek adet: 1" in talk.state()["note"]["facts"]
    with shop.tenant.scope():
        assert not Cancellation.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        "gömlekten 1 tane",
        "gomlekten bi tane",
        "gömleğin 1'ini",
        "gömleklerin 1 ini iptal edin",
        "gömlekten 1 adet iptal",
    ],
)
def test_one_of_a_product_however_it_is_said(trendyol_shop: Shop, said: str) -> None:
    trendyol_shop.order(DRESS, SHIRT | {"quantity": 3})
    talk = trendyol_shop.talk()
    talk.say("siparişimi iptal etmek istiyorum")
    assert "iptal edilecek: Saten Gömlek (M). Tutar: ₺100,00" in talk.say(said)


@pytest.mark.parametrize("said", ["1 tane iptal olsun digeri gelsin", "pardon bir tane olsun", "yok 1 tane"])
def test_fewer_at_the_question_itself(trendyol_shop: Shop, said: str) -> None:
    trendyol_shop.order(SHIRT)
    talk = trendyol_shop.talk()
    assert "2 × Saten Gömlek" in talk.say("sipariş iptal")
    assert "iptal edilecek: Saten Gömlek (M). Tutar: ₺100,00" in talk.say(said)
    talk.say("evet")
    assert [piece["quantity"] for piece in trendyol_shop.row().pieces] == [1]


@pytest.mark.parametrize(
    "said", ["vazgectim hepsi gelsin", "yok iptal etme adres degistircem", "iptal olmasın"]
)
def test_whoever_would_rather_keep_it_is_told_that_it_stands(trendyol_shop: Shop, said: str) -> None:
    from invekto.orders.models import Cancellation

    trendyol_shop.order(DRESS)
    talk = trendyol_shop.talk()
    talk.say("sipariş iptal")
    assert "olduğu gibi duruyor" in talk.say(said)
    with trendyol_shop.tenant.scope():
        assert not Cancellation.objects.exists()


def test_so_many_of_a_product_are_named_with_it(shop: Shop) -> None:
    shop.order(DRESS, SHIRT | {"quantity": 3})
    talk = shop.talk()
    talk.say("siparişimi iptal etmek istiyorum")
    said = talk.say("1 tane gömlek")
    if shop.provider == "trendyol":
        assert "iptal edilecek: Saten Gömlek (M). Tutar: ₺100,00" in said
    else:
        assert "yalnızca ürünün tamamı iptal edilebiliyor" in said


def test_all_of_them_after_one_was_asked_for(trendyol_shop: Shop) -> None:
    trendyol_shop.order(SHIRT)
    talk = trendyol_shop.talk()
    talk.say("sipariş iptal")
    talk.say("1 tanesini")
    assert "tamamı iptal edilecek: 2 × Saten Gömlek" in talk.say("yok hepsini iptal edin")


@pytest.mark.parametrize("said", ["hepsini", "tamamını", "evet hepsi", "both"])
def test_all_of_it_agrees_to_all_of_it(trendyol_shop: Shop, said: str) -> None:
    trendyol_shop.order(SHIRT)
    talk = trendyol_shop.talk()
    assert "2 × Saten Gömlek" in talk.say("sipariş iptal")
    assert "henüz iptal edilmedi" in talk.say(said)
    assert [piece["quantity"] for piece in trendyol_shop.row().pieces] == [2]


def test_the_last_one_is_one(trendyol_shop: Shop) -> None:
    trendyol_shop.order(DRESS, SHIRT)
    talk = trendyol_shop.talk()
    talk.say("siparişimi iptal etmek istiyorum")
    assert "iptal edilecek: 2 × Saten Gömlek (M)" in talk.say("sonuncusu")


def test_each_of_a_dozen_can_be_named(trendyol_shop: Shop) -> None:
    products = (
        "Kemer",
        "Atkı",
        "Bere",
        "Eldiven",
        "Çorap",
        "Kravat",
        "Mont",
        "Yelek",
        "Şort",
        "Etek",
        "Kazak",
        "Tunik",
    )
    trendyol_shop.order(
        *(
            {"name": name, "sku": f"S-{place}", "quantity": 1, "price": "50.00"}
            for place, name in enumerate(products)
        )
    )
    talk = trendyol_shop.talk()
    assert "Listede yoksa ürünün adını yazın" in talk.say("siparişimi iptal etmek istiyorum")
    assert "iptal edilecek: Tunik. Tutar: ₺50,00" in talk.say("tuniği")


def test_the_note_of_what_was_taken_back_says_so(trendyol_shop: Shop) -> None:
    trendyol_shop.order(DRESS)
    talk = trendyol_shop.talk()
    talk.say("siparişimi iptal etmek istiyorum")
    talk.say("evet")
    assert "Müşteri iptali onayladı; pazaryerinde henüz yapılmadı" in talk.state()["note"]["facts"]
    assert "iptal edilmeyecek" in talk.say("ya vazgeçtim iptal etmeyin")
    facts = talk.state()["note"]["facts"]
    assert "Müşteri iptalden vazgeçti; iptal durduruldu" in facts
    assert not [fact for fact in facts if "onayladı" in fact]


def test_a_template_tells_it_when_the_window_has_closed(trendyol_shop: Shop, client_of: Any) -> None:
    from tests.dashboard.threads import make_template

    shop = trendyol_shop
    row = shop.confirmed(SHIRT)
    shop.begin(row)
    assert shop.carry_out(row).state == "done"
    shop.number = "10987650099"
    shop.order(DRESS)  # the newest order, and another one
    body = "Merhaba {{customer_name}}, {{order_number}} numaralı siparişinizden iptal edildi: {{product}}."
    template = make_template(shop.tenant, "order_cancelled", body)
    address = f"/inbox/{row.conversation_id}/templates/?template={template.id}"
    page = client_of(shop.tenant.agent).get(address).content.decode()
    assert f'value="{row.external_order_id}"' in page
    assert 'value="2 × Saten Gömlek (M)"' in page


def test_nothing_is_done_at_an_account_that_is_switched_off(shop: Shop, client_of: Any) -> None:
    from invekto.integrations import services as integrations

    row = shop.confirmed()
    shop.begin(row)
    with shop.tenant.scope():
        integrations.switch_off(account=shop.account, now=clock.now(), actor="test")
    after = shop.carry_out(row)
    assert (after.state, after.problem) == ("refused", "integration-problem-switched-off")
    assert GONE[shop.provider] not in shop.at_platform().values()
    page = client_of(shop.tenant.agent).get(f"/inbox/{row.conversation_id}/customer/").content.decode()
    assert "hesabı kapalı. Bağlantılar sayfasından açın" in page
    assert "İptal hazırla" not in page


def test_what_left_meanwhile_is_not_cancelled(trendyol_shop: Shop) -> None:
    shop = trendyol_shop
    row = shop.confirmed()
    shop.begin(row)
    shop.move(status="Shipped", tracking="7280031234567890")
    after = shop.carry_out(row)
    assert (after.state, after.problem) == ("refused", "cancel-problem-shipped")
    assert GONE[shop.provider] not in shop.at_platform().values()


def test_what_was_cancelled_and_what_had_left_are_both_told(shop: Shop) -> None:
    from invekto.integrations import services as integrations
    from invekto.integrations.models import CachedOrder
    from invekto.integrations.services import LineToCancel

    shop.order(DRESS, SHIRT)
    talk = shop.talk()
    talk.say("siparişimi iptal etmek istiyorum")
    talk.say("hepsini")
    talk.say("evet")
    row = shop.row()
    shop.begin(row)
    with shop.tenant.scope():
        cached = CachedOrder.objects.filter(external_order_id=shop.number)
        package, line = next(
            (one.package_id, line["line_id"])
            for one in cached
            for line in one.order_data_json["lines"]
            if line["sku"] == "ELB-38"
        )
    # Our own first call, whose second was never made.
    integrations.cancel_lines(
        shop.tenant.id,
        shop.account.id,
        [LineToCancel(package, line, 1)],
        reason=integrations.cancel_reasons(shop.provider)[0],
        timeout=10,
    )
    shop.move(status="Shipped", tracking="7280031234567890")
    after = shop.carry_out(row)
    assert (after.state, after.problem) == ("refused", "cancel-problem-part")
    from invekto.orders import cancelling

    with shop.tenant.scope():
        said = cancelling.said_of(after, "tr")
    assert "iptal edildi: Keten Elbise (38). Kalanı bu arada kargoya verilmiş" in said
    assert "iptal edilemedi: 2 × Saten Gömlek (M)" in said


def test_a_product_in_two_lines_is_offered_whole(shop: Shop) -> None:
    shop.order(SHIRT, DRESS, SHIRT | {"quantity": 1})
    talk = shop.talk()
    talk.say("siparişimi iptal etmek istiyorum")
    assert "iptal edilecek: 3 × Saten Gömlek (M). Tutar: ₺300,00" in talk.say("gömlek")
    talk.say("evet")
    row = shop.row()
    shop.begin(row)
    assert shop.carry_out(row).state == "done"
    shop.sync()
    assert shop.living() == {"ELB-38": 1}


def test_a_line_is_never_cancelled_for_fewer_pieces_than_it_holds(hepsiburada_shop: Shop) -> None:
    from invekto.orders.models import Cancellation

    shop = hepsiburada_shop
    row = shop.confirmed(SHIRT)
    with shop.tenant.scope():
        Cancellation.objects.filter(id=row.id).update(pieces=[row.pieces[0] | {"quantity": 1}])
    shop.begin(row)
    after = shop.carry_out(row)
    assert (after.state, after.problem) == ("refused", "cancel-problem-pieces")
    shop.sync()
    assert shop.living() == {"GML-M": 2}


def test_killed_between_the_call_and_our_commit_it_is_done_once(shop: Shop) -> None:
    from invekto.integrations import services as integrations
    from invekto.integrations.models import CachedOrder
    from invekto.integrations.services import LineToCancel

    row = shop.confirmed()
    shop.begin(row)
    with shop.tenant.scope():
        cached = CachedOrder.objects.get(external_order_id=shop.number)
    line = cached.order_data_json["lines"][0]["line_id"]
    # What a killed worker did: the platform has it, and nothing of that was kept.
    integrations.cancel_lines(
        shop.tenant.id,
        shop.account.id,
        [LineToCancel(cached.package_id, line, 1)],
        reason=integrations.cancel_reasons(shop.provider)[0],
        timeout=10,
    )
    assert shop.carry_out(row).state == "done"
    assert shop.carry_out(row).state == "done"


def test_an_answer_that_was_lost_is_asked_for_again(hepsiburada_shop: Shop) -> None:
    from invekto.integrations.models import RateBucket
    from invekto.orders import cancelling

    shop = hepsiburada_shop
    row = shop.confirmed()
    shop.begin(row)
    assert shop.control.post("faults", json={"provider": shop.provider, "kind": "500"}).status_code < 300
    assert cancelling.carry_out(shop.tenant.id, row.id, clock.now()) is None
    waiting = shop.row()
    assert (waiting.state, waiting.problem, waiting.tries) == (
        "doing",
        "integration-problem-platform-down",
        1,
    )
    with shop.tenant.scope():
        RateBucket.objects.all().update(blocked_until=None)
    assert shop.carry_out(row).state == "done"


def test_by_the_bot_where_the_shop_wants_it_and_told(trendyol_shop: Shop) -> None:
    from tests.support.jobs import run_jobs

    shop = trendyol_shop
    reason = {"trendyol": "500", "hepsiburada": "81"}[shop.provider]
    shop.tenant.tenant.settings |= {"cancelling": {"by_bot": True, "reasons": {shop.provider: reason}}}
    with shop.tenant.scope():
        shop.tenant.tenant.save(update_fields=["settings"])
    shop.order(DRESS)
    talk = shop.talk()
    talk.say("siparişimi iptal etmek istiyorum")
    assert "Sonucu buradan yazacağım" in talk.tap("Evet")
    run_jobs()
    told = "\n".join(str(row.body["body"]) for row in talk.new())
    assert "numaralı siparişinizden iptal edildi: Keten Elbise" in told
    assert talk.state()["handoff"] is False
    assert shop.at_platform() == {"ELB-38": GONE[shop.provider]}


def test_nothing_is_done_without_a_yes(trendyol_shop: Shop) -> None:
    from invekto.orders.models import Cancellation

    trendyol_shop.order(DRESS)
    talk = trendyol_shop.talk()
    talk.say("siparişimi iptal etmek istiyorum")
    assert "olduğu gibi duruyor" in talk.tap("Hayır")
    with trendyol_shop.tenant.scope():
        assert not Cancellation.objects.exists()


@pytest.mark.parametrize(
    ("status", "said"), [("Shipped", "kargoya verilmiş"), ("Delivered", "teslim edilmiş")]
)
def test_too_late_is_said_plainly_and_a_return_offered(trendyol_shop: Shop, status: str, said: str) -> None:
    trendyol_shop.order(DRESS, status=status)
    talk = trendyol_shop.talk()
    told = talk.say("siparişimi iptal etmek istiyorum")
    assert said in told
    assert "iptal edilemiyor" in told
    assert talk.state()["handoff"] is False
    assert "İade" in talk.titles()[0]


def test_a_stranger_is_asked_for_a_second_fact_first(trendyol_shop: Shop) -> None:
    from tests.support.talk import Talk

    trendyol_shop.order(DRESS)
    other = Talk(trendyol_shop.tenant, trendyol_shop.tenant.make_conversation(phone="+905339998877"))
    said = other.say(f"{trendyol_shop.number} numaralı siparişimi iptal etmek istiyorum")
    assert "Keten Elbise" not in said
    said = other.say("Elif Demir")
    assert "iptal edilecek: Keten Elbise" in said


def test_what_changed_since_it_was_shown_is_shown_again(trendyol_shop: Shop) -> None:
    trendyol_shop.order(DRESS, SHIRT)
    talk = trendyol_shop.talk()
    talk.say("siparişimi iptal etmek istiyorum")
    assert "629,90" in talk.say("hepsi")
    trendyol_shop.move(cancel_lines=["GML-M"])
    trendyol_shop.sync()
    said = talk.say("evet")
    assert "429,90" in said
    assert "Onaylıyor musunuz" in said
    assert "henüz iptal edilmedi" in talk.say("evet onaylıyorum")


def test_another_tenant_cannot_touch_it(trendyol_shop: Shop, make_tenant: Any, client_of: Any) -> None:
    row = trendyol_shop.confirmed()
    other = make_tenant()
    thread = other.make_conversation(phone=OWNER)
    client: Client = client_of(other.agent)
    address = f"/inbox/{thread.id}/customer/cancellation/{row.id}/"
    assert client.post(address, {"say": "do", "reason": "500"}).status_code == 404
    assert trendyol_shop.row().state == "prepared"


def test_what_was_confirmed_to_a_colleague_is_prepared_by_them(trendyol_shop: Shop, client_of: Any) -> None:
    trendyol_shop.order(DRESS)
    talk = trendyol_shop.talk()
    talk.take_over()
    client: Client = client_of(trendyol_shop.tenant.agent)
    page = client.get(f"/inbox/{talk.conversation.id}/customer/").content.decode()
    assert "İptal hazırla" in page
    address = f"/inbox/{talk.conversation.id}/customer/cancellation/"
    said = {"account": str(trendyol_shop.account.id), "number": trendyol_shop.number}
    assert 'data-state="prepared"' in client.post(address, said).content.decode()
    assert client.post(address, said | {"number": "1"}).status_code == 404
    assert trendyol_shop.row().amount == Decimal("429.90")


def test_whoever_waits_for_a_person_hears_that_it_was_done(trendyol_shop: Shop, client_of: Any) -> None:
    shop = trendyol_shop
    shop.order(DRESS)
    talk = shop.talk()
    talk.say("siparişimi iptal etmek istiyorum")
    talk.tap("Evet")
    talk.new()
    row = shop.row()
    client: Client = client_of(shop.tenant.agent)
    page = client.get(f"/inbox/{talk.conversation.id}/customer/").content.decode()
    assert "Nedeni seçin" in page
    assert "sipariş olduğu gibi kalır" in page
    address = f"/inbox/{talk.conversation.id}/customer/cancellation/{row.id}/"
    assert client.post(address, {"say": "do", "reason": ""}).status_code == 422
    shop.begin(row)
    assert shop.carry_out(row).state == "done"
    (said,) = [str(row.body["body"]) for row in talk.new()]
    assert "numaralı siparişinizden iptal edildi: Keten Elbise" in said
    page = client.get(f"/inbox/{talk.conversation.id}/customer/").content.decode()
    assert "Sonucu yanıta ekle" in page
    assert "Kargoyu izle" not in page


def test_where_a_person_speaks_the_words_are_offered_to_them(trendyol_shop: Shop) -> None:
    shop = trendyol_shop
    shop.order(DRESS)
    talk = shop.talk()
    talk.say("siparişimi iptal etmek istiyorum")
    talk.tap("Evet")
    row = shop.row()
    talk.new()
    talk.take_over()
    shop.begin(row)
    assert shop.carry_out(row).state == "done"
    assert talk.new() == []


def test_whether_it_was_cancelled_is_answered_from_the_cancellation(trendyol_shop: Shop) -> None:
    shop = trendyol_shop
    shop.order(DRESS)
    talk = shop.talk()
    talk.say("siparişimi iptal etmek istiyorum")
    talk.tap("Evet")
    row = shop.row()
    shop.begin(row)
    assert shop.carry_out(row).state == "done"
    from invekto.agent_ai import services as dialogue

    with shop.tenant.scope():
        dialogue.hand_back(talk.conversation.id, shop.tenant.agent, clock.now())
    talk.new()
    said = talk.say("noldu iptal oldu mu")
    assert "iptal edildi" in said
    assert talk.state()["handoff"] is False
