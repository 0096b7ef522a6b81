"""Returns, exchanges, cancellations, invoices: collected in any order, never asked twice, then a complete note."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from invekto.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from invekto.integrations.models import IntegrationAccount
    from tests.integrations.trendyol_peer import Trendyol
    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

OWNER = "+905321112233"
DRESS = {"productName": "Keten Elbise", "productSize": "38", "productColor": "Siyah"}
SHIRT = {"productName": "Saten Gömlek", "productSize": "M", "productColor": "Beyaz"}


@pytest.fixture
def shop(make_tenant: Callable[..., TenantKit], make_account: Callable[..., IntegrationAccount]) -> TenantKit:
    kit = make_tenant(settings={"shipping": {"fee": "49.90", "cash_on_delivery": True}})
    make_account(kit)
    return kit


def _order(
    kit: TenantKit,
    peer: Trendyol,
    number: str,
    *items: dict[str, Any],
    package_id: int = 1,
    sync: bool = True,
    status: str = "Delivered",
    days_ago: int = 0,
) -> None:
    """Delivered yesterday; read by the shop's account, unless another one follows."""
    from invekto.integrations import services as integrations
    from tests.integrations.trendyol_peer import package

    modified = clock.now() - (timedelta(days=days_ago) if days_ago else timedelta(hours=20))
    row = package(
        package_id,
        number=number,
        status=status,
        phone=OWNER,
        modified=modified,
        ordered=modified - timedelta(days=3, minutes=package_id),
    )
    line = row["lines"][0]
    row["lines"] = [
        line | item | {"id": 1000 + place, "lineId": 1000 + place, "sku": f"SKU-{place}"}
        for place, item in enumerate(items or (DRESS,))
    ]
    peer.put(row)
    if sync:
        with kit.scope():
            (account,) = integrations.health(kit.id)
        integrations.sync_account(kit.id, account.account_id, clock.now())


def _talk(kit: TenantKit, phone: str = OWNER) -> Talk:
    from tests.support.talk import Talk

    return Talk(kit, kit.make_conversation(phone=phone))


def _photo(talk: Talk) -> str:
    """A photo without words; the bot's answer."""
    from tests.support.talk import shown

    talk.write("", type="image")
    return "\n".join(shown(row) for row in talk.answer())


def _facts(talk: Talk) -> list[str]:
    return list(talk.state()["note"]["facts"])


def test_one_sentence_with_everything_is_asked_nothing(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "102030")
    talk = _talk(shop)
    said = talk.say("iade etcem beden küçük geldi 102030 nolu sipariş")
    assert "?" not in said
    assert "102030 · Keten Elbise (Siyah · 38) · beden küçük geldi" in said
    assert said.count("İade talebinizi aldım") == 1
    state = talk.state()
    assert (state["handoff_reason"], state["flow"]) == ("policy", None)
    assert {"Nedeni: beden küçük geldi", "Hangi ürün: Keten Elbise (Siyah · 38)"} <= set(
        state["note"]["facts"]
    )


def test_what_is_missing_is_asked_one_by_one_in_any_order(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", DRESS, SHIRT, package_id=1, sync=False)
    _order(shop, trendyol, "1020304051", DRESS, package_id=2)
    talk = _talk(shop)
    said = talk.say("iade etmek istiyorum, çok büyük geldi")
    assert "İade talebinizi aldım. 2 siparişiniz var" in said
    assert set(talk.titles()) == {"1020304050", "1020304051"}
    assert "birden çok ürün" in talk.say("1020304050")
    assert talk.titles() == ["Keten Elbise", "Saten Gömlek", "Hepsi"]
    said = talk.say("gömlek olan")
    assert "1020304050 · Saten Gömlek (Beyaz · M) · beden büyük geldi" in said
    wanted = talk.state()["note"]["wanted"]
    assert wanted == "Ürünü iade etmek istiyor: “iade etmek istiyorum, çok büyük geldi / gömlek olan”"


def test_a_question_in_the_middle_is_answered_and_the_open_one_asked_again(
    shop: TenantKit, trendyol: Trendyol
) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    assert "İade nedeniniz" in talk.say("iade etmek istiyorum")
    said = talk.say("bu arada kapıda ödeme var mı?")
    assert "Kapıda ödeme vardır" in said
    assert said.index("Kapıda ödeme") < said.index("İade nedeniniz")
    # The answer and another question in one message: both count.
    said = talk.say("kumaşı kötü çıktı, bir de kargo ücreti ne kadar?")
    assert "₺49,90" in said
    assert "fotoğraf" in said
    said = talk.tap("Fotoğrafsız")
    assert "kalitesi kötü" in said
    assert talk.state()["handoff"] is True


def test_the_open_question_is_not_repeated_like_a_parrot(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    asked = ["İade nedeniniz" in talk.say("kargo ücreti ne kadar?") for _ in range(3)]
    assert asked == [True, True, False]
    assert "beden küçük geldi" in talk.say("küçük geldi")


def test_not_that_one_but_the_other(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", DRESS, SHIRT)
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    assert "İade nedeniniz" in talk.tap("Keten")
    # "Hepsi" is never the other one; which it now is, is said.
    said = talk.say("yok o değil, ötekisi")
    assert "Tamam, düzelttim. Siparişiniz: 1020304050 · Saten Gömlek (Beyaz · M). İade nedeniniz" in said
    assert "Saten Gömlek" in talk.say("beden küçük geldi")


def test_another_number_is_a_correction(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", DRESS, package_id=1, sync=False)
    _order(shop, trendyol, "1020304051", SHIRT, package_id=2)
    talk = _talk(shop)
    talk.say("1020304050 nolu siparişi iade etmek istiyorum")
    assert "Tamam, düzelttim." in talk.say("pardon 1020304051 olacaktı")
    said = talk.say("kalitesi kötü değil, beden küçük geldi")
    assert "1020304051 · Saten Gömlek" in said
    assert "Keten" not in said


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("değişim yapmak istiyorum 38 küçük geldi", "39 değil 40", "40"),
        ("değişim istiyorum", "42 numara olsun", "42"),
        ("değişim istiyorum", "bir beden büyüğü", "bir beden buyugu"),
        ("i want to exchange my dress, it is too small", "not 38, 40", "40"),
        ("değişim istiyorum", "kırmızısı olsun", "kırmızı"),
    ],
)
def test_an_exchange_asks_what_is_wanted_instead(
    shop: TenantKit, trendyol: Trendyol, first: str, second: str, wanted: str
) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    asked = talk.say(first)
    assert "Yerine ne istersiniz" in asked or "What would you like instead" in asked
    talk.say(second)
    assert f"Yerine istediği: {wanted}" in _facts(talk)
    assert talk.state()["note"]["next_step"] == "Değişim için uygun ürünü bulup müşteriye yazın"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("değişim yapmak istiyorum 38 beden büyük geldi 36 olsun", "36"),
        ("40 istiyorum 39 küçük geldi, değiştirmek istiyorum", "40"),
        ("42 numara ile değiştirmek istiyorum", "42"),
        ("i want to exchange it for a medium", "M"),
    ],
)
def test_the_size_that_came_is_not_the_one_that_is_wanted(
    shop: TenantKit, trendyol: Trendyol, words: str, wanted: str
) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    talk.say(words)
    assert any(fact in (f"Yerine istediği: {wanted}", "Yerine istediği: MEDIUM") for fact in _facts(talk))


def test_an_exchange_may_take_the_place_of_a_return_and_back(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", DRESS, SHIRT)
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    talk.say("elbise")
    said = talk.say("vazgeçtim aslında değişim yapmak istiyorum")
    assert "Yerine ne istersiniz" in said
    assert talk.state()["flow"] == "product_exchange"
    said = talk.say("40 beden, bu küçük geldi")
    assert "Keten Elbise" in said
    facts = _facts(talk)
    assert any(fact.startswith("Yerine istediği: 40") for fact in facts), facts
    assert not any("Yarım kalan" in fact for fact in facts)


@pytest.mark.parametrize("words", ["vazgeçtim", "boşver iptal", "boşver", "never mind", "iade etmiyorum"])
def test_who_changes_their_mind_leaves(shop: TenantKit, trendyol: Trendyol, words: str) -> None:
    _order(shop, trendyol, "1020304050", DRESS, SHIRT)
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    assert "burada bırakıyorum" in talk.say(words)
    assert (talk.state()["flow"], talk.state()["handoff"]) == (None, False)


def test_at_the_question_why_changing_ones_mind_is_a_reason(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    assert "beğenmedi ya da vazgeçti" in talk.say("vazgeçtim")


def test_one_step_back_and_another_answer(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", DRESS, SHIRT)
    talk = _talk(shop)
    assert "önceki" not in talk.say("iade etmek istiyorum")
    assert "Daha önce sorduğum bir soru yok" in talk.say("geri")
    assert "İade nedeniniz" in talk.tap("Keten")
    said = talk.say("önceki soru")
    assert "bir önceki adıma dönelim" in said
    assert "birden çok ürün" in said
    talk.tap("Saten")
    assert "Saten Gömlek" in talk.say("küçük geldi")


def test_a_moment_is_given(shop: TenantKit, trendyol: Trendyol) -> None:
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    for words in ("bi dakika bakıyorum", "one moment please", "bir saniye"):
        assert "bekliyorum" in talk.say(words) or talk.state()["language"] == "en"
        assert talk.state()["flow"] == "return_request"


def test_an_unclear_answer_is_asked_once_more_with_a_persons_button(
    shop: TenantKit, trendyol: Trendyol
) -> None:
    _order(shop, trendyol, "1020304050", DRESS, SHIRT)
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    assert "birden çok ürün" in talk.say("hmm şey")
    assert talk.titles()[-1] == "Temsilciye bağlan"
    said = talk.say("hmm")
    assert "İade talebinizi aldım" in said
    assert talk.state()["handoff_reason"] == "policy"


def test_a_person_in_the_middle_finds_what_was_told(shop: TenantKit, trendyol: Trendyol) -> None:
    from invekto.messaging.models import Message

    _order(shop, trendyol, "1020304050", DRESS, SHIRT)
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    talk.say("elbise olan")
    talk.say("temsilciye bağlar mısınız")
    note = talk.row().note
    assert note is not None
    assert talk.state()["handoff_reason"] == "asked"
    assert "Hangi ürün: Keten Elbise (Siyah · 38)" in note["facts"]
    assert "Yarım kalan konu: Ürünü iade etmek istiyor" in note["facts"]
    # Each line leads to the message that told it.
    link = note["links"]["facts"][note["facts"].index("Hangi ürün: Keten Elbise (Siyah · 38)")]
    assert link is not None
    with shop.scope():
        assert Message.objects.filter(id=link).exists()


def test_a_return_is_within_reach_of_who_cannot_prove_an_order(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    stranger = _talk(shop, "+905339998877")
    assert "sipariş numaranızı" in stranger.say("iade etmek istiyorum")
    said = stranger.say("1020304050")
    assert "doğrulamam gerekiyor" in said
    assert "Keten" not in said
    assert "İade nedeniniz" in stranger.say("bilmiyorum")
    said = stranger.say("beden küçük geldi")
    assert "Keten" not in said
    assert stranger.state()["handoff"] is True
    facts = _facts(stranger)
    assert any("doğrulanmadı" in fact for fact in facts)
    assert not any("Keten" in fact for fact in facts)


def test_a_number_nobody_knows_is_asked_once_more_and_then_taken(shop: TenantKit) -> None:
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    assert "bulamadım" in talk.say("55667788")
    assert "İade nedeniniz" in talk.say("55667789")
    talk.say("geç geldi")
    assert "Yazdığı sipariş numarası: 55667789" in _facts(talk)


@pytest.mark.parametrize("words", ["iade param ne zaman yatar", "iade süresi kaç gün", "where is my refund"])
def test_a_question_about_returns_begins_none(shop: TenantKit, trendyol: Trendyol, words: str) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    said = talk.say(words)
    assert "nedeniniz" not in said
    state = talk.state()
    assert (state["handoff_reason"], state["note"]["next_step"]) == ("policy", "İade sorusunu yanıtlayın")


def test_a_photo_in_the_middle_stays_with_the_return(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    said = _photo(talk)
    assert "Fotoğrafınız ulaştı" in said
    assert "İade nedeniniz" in said
    assert "hasarlı ya da kusurlu" in talk.say("kırık geldi")  # nobody asks for a photo again
    note = talk.row().note
    assert note is not None
    place = note["facts"].index("Bir fotoğraf ya da dosya gönderdi")
    with shop.scope():
        from invekto.messaging.models import Message

        assert Message.objects.get(id=note["links"]["facts"][place]).type == "image"
    # One that comes later is added to the note that waits.
    assert _photo(talk) == ""
    note = talk.row().note
    assert note is not None
    assert note["facts"].count("Bir fotoğraf ya da dosya gönderdi") == 2
    assert len(note["facts"]) == len(note["links"]["facts"]) == len(note["lines"]["facts"])


def test_a_lone_photo_is_asked_about_and_goes_with_what_it_is_about(
    shop: TenantKit, trendyol: Trendyol
) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    assert "görsel geldi" in _photo(talk)
    assert talk.titles() == ["İade / değişim", "Ürün bilgisi", "Temsilciye bağlan"]
    talk.tap("İade")
    talk.say("kusurlu çıktı")
    assert "Bir fotoğraf ya da dosya gönderdi" in _facts(talk)


def test_a_voice_note_is_told_of_and_the_second_goes_to_a_person(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    talk.write("", type="audio")
    said = "\n".join(row.body["body"] for row in talk.answer())
    assert "dinleyemiyorum" in said
    assert "İade nedeniniz" in said
    talk.write("", type="audio")
    (said_then,) = talk.answer()
    assert "o dinleyecek" in said_then.body["body"]
    assert "Sesli mesaj gönderdi; dinleyin" in _facts(talk)
    assert "Yarım kalan konu: Ürünü iade etmek istiyor" in _facts(talk)


def test_a_cancellation_and_an_invoice_know_the_order(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    said = talk.say("siparişimi iptal etmek istiyorum")
    assert "1020304050 numaralı siparişiniz teslim edilmiş" in said
    other = _talk(shop, "+905339998877")
    assert "Fatura talebinizi aldım. " in other.say("fatura istiyorum")
    assert "Fatura talebinizi aldım" in other.say("bilmiyorum")
    assert other.state()["handoff"] is True


def test_two_wishes_one_answered_the_other_asked_and_then_the_next(
    shop: TenantKit, trendyol: Trendyol
) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    said = talk.say("kargom nerede, ayrıca bu ürünü iade etmek istiyorum")
    assert "teslim edildi" in said
    assert "İade nedeniniz" in said
    assert talk.state()["flow"] == "return_request"


def test_two_wishes_that_need_the_same_number_ask_for_it_once(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop, "+905339998877")
    said = talk.say("kargom nerede, ayrıca bu ürünü iade etmek istiyorum")
    assert said.count("sipariş numaranızı") == 1
    assert talk.state()["flow"] == "order_status"
    talk.say("1020304050")
    said = talk.say("Defne Örnekoğlu")
    assert "teslim edildi" in said
    assert "İade nedeniniz" in said
    assert talk.state()["flow"] == "return_request"
    assert "Keten Elbise" in talk.say("beden küçük geldi")


def test_two_wishes_that_need_nobody_are_both_answered(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    said = talk.say("siparişimi iptal etmek istiyorum, bir de fatura istiyorum")
    assert "iptal edilemiyor" in said
    assert "https://fatura.ornek.example/" in said


def test_not_that_order_the_other_one(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", DRESS, package_id=1, sync=False)
    _order(shop, trendyol, "1020304051", SHIRT, package_id=2)
    talk = _talk(shop)
    assert "1020304050" in talk.say("siparişim nerede")
    assert talk.state()["flow"] is None
    said = talk.say("yok o değil ötekisi")
    assert "1020304051" in said
    assert "1020304050" not in said
    # Only right after the answer: what is said next has nothing to do with it.
    assert "Rica ederim" in talk.say("teşekkürler")
    assert "1020304050" not in talk.say("öteki")


@pytest.mark.parametrize(
    "words",
    ["1020304050 nolu siparişi iade edeceğim", "i want to return my order 1020304050, it is too small"],
)
def test_a_return_in_plain_words_is_one_however_unsure_the_analysis(
    shop: TenantKit, trendyol: Trendyol, words: str
) -> None:
    shop.tenant.confidence_threshold = 1.0
    with shop.scope():
        shop.tenant.save(update_fields=["confidence_threshold"])
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    said = talk.say(words)
    assert "İade talebinizi aldım" in said or "your return request" in said
    other = _talk(shop, "+905339998877")
    assert "hangisi" in other.say("iade etmiyorum da şey")


@pytest.mark.parametrize(
    "words", ["tamam sağol", "tamam saol", "tmm tsk", "ok thanks", "çok teşekkür ederim"]
)
def test_thanks_in_the_middle_do_not_lose_the_return(shop: TenantKit, trendyol: Trendyol, words: str) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    assert "İade talebinizi aldım" in talk.say("iade etmek istiyorum")
    assert "arkadaşımıza aktarıyorum" in talk.say(words) or talk.state()["language"] == "en"
    state = talk.state()
    assert (state["handoff"], state["flow"]) == (True, None)
    assert "Hangi ürün: Keten Elbise (Siyah · 38)" in state["note"]["facts"]
    assert not any("Nedeni" in fact for fact in state["note"]["facts"])


@pytest.mark.parametrize("words", ["gerek kalmadı teşekkürler", "boşver sağol", "never mind thanks"])
def test_leaving_with_thanks_is_leaving(shop: TenantKit, trendyol: Trendyol, words: str) -> None:
    _order(shop, trendyol, "1020304050", DRESS, SHIRT)
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    talk.say(words)
    assert (talk.state()["flow"], talk.state()["handoff"]) == (None, False)


def test_the_order_that_was_found_is_named_with_the_first_question(
    shop: TenantKit, trendyol: Trendyol
) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    said = talk.say("iade edicem")
    assert (
        "İade talebinizi aldım. Siparişiniz: 1020304050 · Keten Elbise (Siyah · 38). İade nedeniniz" in said
    )
    talk.say("küçük geldi")
    assert "Söz konusu sipariş: 1020304050" in _facts(talk)
    assert not any("Yazdığı sipariş" in fact for fact in _facts(talk))


@pytest.mark.parametrize("words", ["elbise olan", "keten elbise", "elbise", "the keten elbise"])
def test_another_order_takes_its_own_items_and_is_named(
    shop: TenantKit, trendyol: Trendyol, words: str
) -> None:
    _order(shop, trendyol, "1020304050", DRESS, package_id=1, sync=False)
    _order(shop, trendyol, "1020304051", SHIRT, package_id=2)
    talk = _talk(shop)
    talk.say("1020304050 nolu siparişi iade edicem")
    said = talk.say("o degil oteki")
    assert "Tamam, düzelttim. Siparişiniz: 1020304051 · Saten Gömlek (Beyaz · M)." in said
    said = talk.say(words)
    assert "1020304050 · Keten Elbise (Siyah · 38)" in said or talk.state()["language"] == "en"
    assert "Gömlek" not in said
    talk.say("beden küçük geldi")
    facts = _facts(talk)
    assert "Hangi ürün: Keten Elbise (Siyah · 38)" in facts
    assert "Nedeni: beden küçük geldi" in facts


@pytest.mark.parametrize(
    ("reason", "tells_the_customer"), [("küçük geldi", True), ("beğenmedim", True), ("kırık geldi", False)]
)
def test_a_return_after_its_days_is_noted_and_said_where_it_matters(
    make_tenant: Callable[..., TenantKit],
    make_account: Callable[..., IntegrationAccount],
    trendyol: Trendyol,
    reason: str,
    tells_the_customer: bool,
) -> None:
    kit = make_tenant(settings={"returns": {"window_days": 15}})
    make_account(kit)
    _order(kit, trendyol, "1020304050", days_ago=22)
    talk = _talk(kit)
    talk.say("iade edicem")
    said = talk.say(reason)
    if talk.state()["flow"]:
        said = talk.tap("Fotoğrafsız")
    assert ("22 gün önce teslim edilmiş, iade süremiz ise 15 gün" in said) is tells_the_customer
    assert "İade süresi geçmiş: 22 gün önce teslim edildi, süre 15 gün" in _facts(talk)


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("elbise degil oteki", "Saten Gömlek"),
        ("gömlek değil", "Keten Elbise"),
        ("not the elbise", "Saten Gömlek"),
        ("sadece gömlek, elbise kalsın", "Saten Gömlek"),
        ("gomlek haric", "Keten Elbise"),
    ],
)
def test_of_two_items_the_one_that_is_not_meant_leaves_the_other(
    shop: TenantKit, trendyol: Trendyol, words: str, item: str
) -> None:
    _order(shop, trendyol, "1020304050", DRESS, SHIRT)
    talk = _talk(shop)
    assert "birden çok ürün" in talk.say("iade etmek istiyorum")
    talk.say(words)
    talk.say("kucuk geldi")
    assert any(fact.startswith(f"Hangi ürün: {item}") for fact in _facts(talk))
    assert "Nedeni: beden küçük geldi" in _facts(talk)


def test_a_reason_given_at_another_question_is_said_back(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", DRESS, SHIRT)
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    said = talk.say("kucuk geldi")
    assert "Not aldım: beden küçük geldi. Bu siparişte birden çok ürün var" in said
    assert "Saten Gömlek" in talk.say("gömlek")


@pytest.mark.parametrize(
    "words",
    [
        "kargo ucreti odicekmiyim",
        "kargoyu ben mi ödeyeceğim",
        "param kaç günde yatar",
        "peki nasıl göndericem",
        "etiketi üstünde olması gerekiyormu",
        "how long does the refund take?",
    ],
)
def test_a_question_in_a_return_is_noted_and_is_no_reason(
    shop: TenantKit, trendyol: Trendyol, words: str
) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    said = talk.say(words)
    assert talk.state()["handoff"] is False
    assert "Sorunuzu not aldım" in said or "noted your question" in said
    assert "nedeniniz" in said or "Why would you like" in said
    talk.say("küçük geldi")
    facts = _facts(talk)
    assert f"Ayrıca sordu: “{words}”" in facts
    assert "Nedeni: beden küçük geldi" in facts


def test_a_question_at_the_photo_is_noted_too(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    talk.say("iade etmek istiyorum kırık geldi")
    said = talk.say("ne kadar sürede param yatar")
    assert "Sorunuzu not aldım" in said
    assert "fotoğraf" in said
    talk.tap("Fotoğrafsız")
    assert "Ayrıca sordu: “ne kadar sürede param yatar”" in _facts(talk)


@pytest.mark.parametrize(
    "words", ["neden böyle geldi anlamadım kumaşı berbat", "beklediğim gibi değil", "yakışmadı"]
)
def test_own_words_are_still_a_reason(shop: TenantKit, trendyol: Trendyol, words: str) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    talk.say(words)
    if talk.state()["flow"]:
        talk.tap("Fotoğrafsız")
    assert any(fact.startswith("Nedeni: ") for fact in _facts(talk))


def test_a_larger_one_is_wanted_not_asked(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    talk.say("değişim istiyorum")
    talk.say("daha büyüğü var mı")
    assert "Yerine istediği: daha büyüğü var mı" in _facts(talk)


def test_a_burst_of_short_lines_keeps_its_size(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", DRESS, SHIRT)
    talk = _talk(shop)
    said = talk.say("selam", "ben", "elbise aldim", "bol geldi", "iade", "etcem")
    assert "fotoğraf" not in said
    assert "Nedeni: beden büyük geldi" in _facts(talk)


@pytest.mark.parametrize(
    "words", ["siparisim neden iptal oldu", "siparişim iptal edilmiş niye", "siparisim iptal olmus"]
)
def test_who_asks_about_a_cancelled_order_wants_none_cancelled(
    shop: TenantKit, trendyol: Trendyol, words: str
) -> None:
    _order(shop, trendyol, "1020304050", status="Cancelled")
    talk = _talk(shop)
    said = talk.say(words)
    assert "iptal edildi" in said
    assert "İptal talebinizi" not in said
    note = talk.state()["note"]
    assert note["next_step"] == "Siparişin neden iptal olduğunu ve ödemesinin durumunu müşteriye yazın"


def test_what_is_cancelled_is_not_cancelled_again(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", status="Cancelled")
    talk = _talk(shop)
    said = talk.say("siparişimi iptal etmek istiyorum")
    assert "iptal edildi" in said
    assert talk.state()["handoff"] is False
    assert talk.titles() == ["Temsilciye bağlan"]


@pytest.mark.parametrize(
    "words", ["170 boy 65 kiloyum hangi beden alayim", "bu elbisenin kumaşı terletir mi acaba yazın"]
)
def test_a_whole_question_is_not_called_a_product(shop: TenantKit, words: str) -> None:
    talk = _talk(shop)
    talk.say(words)
    facts = _facts(talk)
    assert not any(fact.startswith("Söz ettiği ürün") and len(fact.split()) > 6 for fact in facts)


@pytest.mark.parametrize(
    "words",
    [
        "iade etcem beden küçük geldi 1020304050 nolu sipariş",
        "iade etcem beden kucuk geldi, siparis no 1020304050",
        "i want to return my order 1020304050, it is too small",
    ],
)
def test_a_colleague_with_a_return_is_not_offered_where_the_parcel_is(
    shop: TenantKit, trendyol: Trendyol, words: str
) -> None:
    from tests.support.replies import texts

    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    talk.take_over()
    talk.say(words)
    assert not any("teslim edildi" in text or "delivered" in text for text in texts(talk))


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("Bana yanlış ürün geldi", "mavi istemiştim siyah geldi"), "mavi"),
        (("siyah istemiştim mavi geldi değiştirin",), "siyah"),
        (("mavi siparis ettim siyah gondermissiniz degisim istiyorum",), "mavi"),
        (("yanlis urun geldi siyah geldi mavi istemistim degistirmek istiyorum",), "mavi"),
        (("mavi yerine siyah gelmiş değiştirmek istiyorum",), "mavi"),
        (("42 istemiştim 40 gelmiş degistirin",), "42"),
        (("40 gönderdiniz 42 istemiştim değiştirmek istiyorum",), "42"),
        (("38 almıştım 40 geldi değişim istiyorum",), "38"),
        (("L sipariş verdim M geldi değiştirmek istiyorum",), "L"),
        (("i want to exchange it, i ordered blue but got black",), "mavi"),
        (("değişim istiyorum 38 küçük geldi 40 istiyorum",), "40"),
        (("değişim istiyorum", "siyah geldi kırmızı olsun"), "kırmızı"),
    ],
)
def test_what_came_is_not_what_is_wanted(
    shop: TenantKit, trendyol: Trendyol, words: tuple[str, ...], wanted: str
) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    for line in words:
        said = talk.say(line)
    assert "Yerine ne" not in said
    if talk.state()["flow"]:
        talk.tap("Go on without" if talk.state()["language"] == "en" else "Fotoğrafsız")
    assert f"Yerine istediği: {wanted}" in _facts(talk)


def test_the_colour_that_came_is_not_taken_for_the_wish(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    assert "Yerine ne" in talk.say("değişim istiyorum siyah geldi")


@pytest.mark.parametrize("words", ["3 tanesi de", "üçü de", "ucu de iade", "hepsi", "3ü de", "all three"])
def test_all_of_them_by_their_number(shop: TenantKit, trendyol: Trendyol, words: str) -> None:
    bag = DRESS | {"productName": "Deri Çanta"}
    _order(shop, trendyol, "1020304050", DRESS, SHIRT, bag)
    talk = _talk(shop)
    talk.say("iade etmek istiyorum kırık geldi")
    assert "fotoğraf" in talk.say(words)
    talk.tap("Fotoğrafsız")
    assert "Hangi ürün: siparişin tamamı" in _facts(talk)


def test_what_is_on_its_way_is_not_cancelled_before_it_leaves(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", status="Shipped")
    talk = _talk(shop)
    said = talk.say("siparişimi iptal etmek istiyorum")
    assert "kargoya verilmiş, artık iptal edilemiyor" in said
    assert talk.state()["handoff"] is False


def test_what_is_here_is_not_cancelled_before_it_leaves(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop)
    said = talk.say("siparişimi iptal etmek istiyorum 1020304050")
    assert "teslim edilmiş, artık iptal edilemiyor" in said


def test_what_is_not_sent_yet_is_cancelled_before_it_leaves(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", status="Created")
    talk = _talk(shop)
    assert "Onaylıyor musunuz" in talk.say("siparişimi iptal etmek istiyorum")
    talk.say("evet")
    assert talk.state()["note"]["next_step"].startswith("Müşteri iptali onayladı")
