"""What colleagues are offered to answer with: from the bot's handlers, their own replies and what they once sent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from invekto.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from invekto.core.models import User
    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

ANSWER = "Ürünü kargoya verin, yeni bedeni aynı gün çıkarıyoruz."
SHIPPING = {"shipping": {"fee": 49.9, "days": [1, 3], "carriers": ["aras"], "cash_on_delivery": True}}


@pytest.fixture
def shop(make_tenant: Callable[..., TenantKit]) -> TenantKit:
    return make_tenant(settings=SHIPPING)


def talk_of(kit: TenantKit, name: str = "Elif Demir", *, with_person: bool = True) -> Talk:
    from tests.support.talk import Talk

    talk = Talk(kit, kit.make_conversation(name=name))
    if with_person:
        talk.take_over()
    return talk


def rows(kit: TenantKit) -> list[Any]:
    from invekto.agent_ai.models import SuggestedReply

    with kit.scope():
        return list(SuggestedReply.objects.order_by("id"))


def test_a_message_to_a_colleague_is_answered_by_nobody_and_gets_the_bots_words_as_an_offer(shop: TenantKit):
    from tests.support.replies import offered

    talk = talk_of(shop)
    assert talk.say("kargo ücreti ne kadar") == ""
    (first, *_) = offered(talk)
    assert "49,90" in first.reply_text
    assert (first.source, first.rank, first.intent) == ("handler", 1, "shipping_info")
    assert (first.was_accepted, first.outcome) == (None, None)


def test_while_the_bot_speaks_nothing_is_offered(shop: TenantKit):
    talk = talk_of(shop, with_person=False)
    assert "49,90" in talk.say("kargo ücreti ne kadar")
    assert rows(shop) == []


def test_the_message_that_calls_a_person_is_offered_an_answer_at_once(shop: TenantKit):
    from tests.support.replies import keep, offered

    keep(
        shop,
        "stok",
        "Merhaba {{ad|değerli müşterimiz}}, haftaya yeniden geliyor.",
        intents=("stock_inquiry",),
    )
    talk = talk_of(shop, with_person=False)
    talk.say("bu elbisenin M bedeni stokta var mı")
    assert talk.state()["handoff"] is True
    assert [(one.source, one.reply_text) for one in offered(talk)] == [
        ("canned", "Merhaba Elif, haftaya yeniden geliyor.")
    ]


def test_what_a_handler_leaves_behind_is_taken_back(tenant: TenantKit):
    """To ask for an order by number counts as a try; words offered to a colleague do not."""
    from invekto.orders.models import IdentityTry
    from tests.support.replies import offered

    def tries() -> int:
        with tenant.scope():
            return IdentityTry.objects.count()

    asked = "1020304050 numaralı siparişim nerede"
    talk = talk_of(tenant)
    talk.say(asked)
    assert [one.source for one in offered(talk)] == ["handler"]
    assert (tries(), talk.row().flow) == (0, None)
    talk_of(tenant, with_person=False).say(asked)
    assert tries() == 1


def test_two_wishes_are_answered_in_one_offer(shop: TenantKit):
    from tests.support.replies import texts

    talk = talk_of(shop)
    talk.say("kargo ücreti ne kadar", "bir de kapıda ödeme var mı")
    assert "49,90" in texts(talk)[0]


@pytest.mark.parametrize(
    ("words", "offer"),
    [("merhaba", "Merhaba Elif, nasıl yardımcı olabilirim?"), ("teşekkür ederim", "Rica ederim")],
)
def test_courtesies_are_answered_as_a_person_would(shop: TenantKit, words: str, offer: str):
    from tests.support.replies import texts

    talk = talk_of(shop)
    talk.say(words)
    assert texts(talk)[0].startswith(offer)
    assert "asistan" not in texts(talk)[0]


def test_an_english_customer_is_offered_english_words_only(shop: TenantKit):
    from tests.support.replies import keep, texts

    keep(shop, "kargo", "Kargonuz yolda.", intents=("shipping_info",))
    keep(shop, "ship", "Kargo iki gün.", body_en="It takes two days, {{name}}.", intents=("shipping_info",))
    talk = talk_of(shop)
    talk.say("how much does shipping cost and how long does it take")
    assert "It takes two days, Elif." in texts(talk)
    assert not any("Kargonuz" in text or "iki gün" in text for text in texts(talk))


def test_an_answer_committed_after_a_newer_one_was_learned_is_learned_too(tenant: TenantKit, run_jobs):
    from invekto.agent_ai.models import PastAnswer
    from invekto.agent_ai.suggestions import past
    from invekto.core import clock

    talk = talk_of(tenant, "Elif Demir")
    for asked in ("beden küçük geldi değişim istiyorum", "kargom ne zaman gelir"):
        talk.say(asked)
        colleague_says(talk, f"Merhaba Elif Hanım, hemen bakıyorum: {asked}.")
    run_jobs()
    with tenant.scope():
        first = PastAnswer.objects.order_by("answer_id").first()
        assert first is not None
        PastAnswer.objects.filter(answer_id=first.answer_id).delete()  # as if it had not been there to see
    past.learn(tenant.id, now=clock.now())
    with tenant.scope():
        assert PastAnswer.objects.filter(answer_id=first.answer_id).exists()


def test_what_a_colleague_answered_is_offered_for_a_like_question_of_another_customer(
    tenant: TenantKit, run_jobs
):
    from tests.support.replies import offered

    first = talk_of(tenant, "Elif Demir")
    first.say("beden küçük geldi değişim istiyorum")
    colleague_says(first, "Merhaba Elif Hanım, ürünü kargoya verin, yeni bedeni aynı gün çıkarıyoruz.")
    run_jobs()
    second = talk_of(tenant, "Ali Kaya")
    second.say("bir beden büyüğüyle değiştirebilir miyim")
    past = [one for one in offered(second) if one.source == "past"]
    assert [one.reply_text for one in past] == [
        "Merhaba, ürünü kargoya verin, yeni bedeni aynı gün çıkarıyoruz."
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "Elif Hanım, ürünü kargoya verin, yenisini yollarız.",
        "Sayın Elif Demir, ürünü kargoya verin, yenisini yollarız.",
        "Ürünü kargoya verin, sipariş numaranız 1020304050.",
        "Ürünü kargoya verin, sizi 0532 111 22 33'ten ararız.",
        "Ürünü kargoya verin, takip: https://kargo.example/t/AB12",
        "Ürünü Mehmet Bey'e verin, değişimi o yapacak.",
    ],
)
def test_no_answer_that_leads_to_somebody_else_is_ever_offered(tenant: TenantKit, run_jobs, answer: str):

    first = talk_of(tenant, "Elif Demir")
    first.say("beden küçük geldi değişim istiyorum")
    colleague_says(first, answer)
    run_jobs()
    second = talk_of(tenant, "Ali Kaya")
    second.say("beden küçük geldi değişim istiyorum")
    assert of_colleagues(second) == []


def test_a_name_that_became_known_later_keeps_an_old_answer_from_being_offered(tenant: TenantKit, run_jobs):
    from invekto.messaging.models import Contact

    first = talk_of(tenant, "")
    first.say("beden küçük geldi değişim istiyorum")
    colleague_says(first, "Tamam zorbey, ürünü kargoya verin, yenisini yollarız.")
    run_jobs()
    with tenant.scope():
        Contact.objects.filter(id=first.conversation.contact_id).update(name="Zorbey Kut")
    second = talk_of(tenant, "Ali Kaya")
    second.say("beden küçük geldi değişim istiyorum")
    assert of_colleagues(second) == []


def test_what_was_taken_back_refused_or_another_tenants_is_no_example(
    tenant: TenantKit, second_tenant: TenantKit, run_jobs
):
    from invekto.agent_ai.suggestions import services
    from invekto.messaging.models import Message
    from tests.support.replies import offered

    first = talk_of(tenant)
    (asked,) = first.write("beden küçük geldi değişim istiyorum")
    first.answer()
    colleague_says(first, "Ürünü kargoya verin, yeni bedeni aynı gün çıkarıyoruz.")
    run_jobs()
    stranger = talk_of(second_tenant)
    stranger.say("beden küçük geldi değişim istiyorum")
    assert of_colleagues(stranger) == []
    second = talk_of(tenant, "Ali Kaya")
    second.say("beden küçük geldi değişim istiyorum")
    (row,) = (one for one in offered(second) if one.source == "past")
    with tenant.scope():
        services.reject(row.pk, tenant.agent, clock.now())
    third = talk_of(tenant, "Can Er")
    third.say("beden küçük geldi değişim istiyorum")
    assert of_colleagues(third) == []
    with tenant.scope():
        services.undo(row.pk, tenant.agent, clock.now())
        Message.objects.filter(id=asked.id).update(revoked_at=clock.now())
    third.say("beden küçük geldi değişim istiyorum")
    assert of_colleagues(third) == []


def test_a_colleagues_words_are_offered_to_those_who_see_the_talk_they_were_said_in(
    tenant: TenantKit, run_jobs
):
    """One row is shown to everybody who opens the thread: the question is asked of each of them."""
    from invekto.agent_ai import services as dialogue
    from invekto.agent_ai.models import SuggestedReply
    from invekto.agent_ai.suggestions import services
    from invekto.core.models import InboxVisibility, Role, Tenant
    from tests.support.people import make_person

    colleague = make_person(tenant, Role.AGENT, "Can Er")
    seller = make_person(tenant, Role.SALES, "Su Ak")
    first = talk_of(tenant, "Elif Demir")
    first.say("beden küçük geldi değişim istiyorum")
    colleague_says(first, ANSWER)
    run_jobs()
    second = talk_of(tenant, "Ali Kaya", with_person=False)
    second.say("bir yetkiliyle görüşmek istiyorum")
    second.say("beden küçük geldi değişim istiyorum")
    assert of_colleagues(second, tenant.owner) == of_colleagues(second, tenant.agent) == [ANSWER]
    assert of_colleagues(second, colleague) == of_colleagues(second, seller) == []

    with tenant.scope():
        row = SuggestedReply.objects.get(past__isnull=False)
        for act in (services.accept, services.reject):
            with pytest.raises(SuggestedReply.DoesNotExist):
                act(row.pk, colleague, clock.now())
    with tenant.scope():
        dialogue.assign_to(second.conversation.id, colleague.pk, tenant.owner, clock.now())
    assert of_colleagues(second, colleague) == []

    with tenant.scope():  # in a team that works as one they may read it anyway
        Tenant.objects.update(inbox_visibility=InboxVisibility.TEAM)
    assert of_colleagues(second, colleague) == [ANSWER]
    assert of_colleagues(second, seller) == []


def test_what_the_colleague_at_hand_may_not_read_takes_no_key(tenant: TenantKit, run_jobs):
    from invekto.agent_ai import services as dialogue
    from invekto.agent_ai.models import SuggestedReply
    from invekto.core.models import Role
    from tests.support.people import make_person

    colleague = make_person(tenant, Role.AGENT, "Can Er")
    first = talk_of(tenant, "Elif Demir")
    first.say("beden küçük geldi değişim istiyorum")
    colleague_says(first, ANSWER)
    run_jobs()
    second = talk_of(tenant, "Ali Kaya", with_person=False)
    with tenant.scope():
        dialogue.take_over(second.conversation.id, colleague, clock.now())
    second.say("beden küçük geldi değişim istiyorum")
    with tenant.scope():
        assert not SuggestedReply.objects.filter(source="past").exists()
        dialogue.hand_back(first.conversation.id, tenant.agent, clock.now())  # everybody's again
    second.say("değişim yapmak istiyorum beden küçük geldi")
    assert of_colleagues(second, colleague) == [ANSWER]


@pytest.mark.parametrize(
    "answer",
    [
        "Değişim randevunuz 12 Mart saat 14:30, bekliyoruz.",
        "Kurye değişim için yarın 14.00 gibi kapınızda olur.",
        "Değişim ürününüz 03.12.2026 tarihinde elinizde olur.",
        "Your exchange appointment is on Tuesday at 2 pm.",
        "HIV testiniz negatif çıktı, içiniz rahat olsun.",
        "Antibiyotiğe 5 gün daha devam edin, şişlik normaldir.",
        "Hamile olduğunuz için bu ay yapamayız.",
        "Randevunuz yarın 14:30'da, bekliyoruz.",
        "İadeniz onaylandı, 3 gün içinde hesabınıza geçer.",
        "Size %20 indirim yapabilirim, 850 TL olur.",
        "Kargonuz yola çıktı, yarın elinizde.",
        "Sipariş ettiğiniz ürün hazırlanıyor, kargonuz bugün çıkacak.",
        "Kan sulandırıcı kullandığınız için önce tahlil isteyeceğim.",
        "Your refund was approved.",
        "Since you had surgery last month, we have to wait.",
    ],
)
def test_somebodys_own_moment_or_state_is_no_answer_for_another(answer: str):
    from invekto.agent_ai.suggestions.harmless import for_everybody

    assert for_everybody(answer, ["Elif Demir"]) is None


@pytest.mark.parametrize(
    "answer",
    [
        "Hafta içi 09:00-18:00, cumartesi 10:00-14:00 arası açığız.",
        "Değişim için 14 gün içinde ürünü kargoya verin.",
        "Bugün kargoya verilen değişimler iki günde ulaşır.",
        "Randevunuzu bir gün öncesine kadar ücretsiz değiştirebilirsiniz.",
        "Kargonuz en geç 3 iş günü içinde kapınıza gelir.",
        "İade kargo kodunu siparişlerim sayfasından alabilirsiniz.",
        "Kredi kartına 6 taksit yapıyoruz, havalede indirim var.",
        "İlk muayene ücretsizdir, dilerseniz birlikte planlarız.",
        "You can return it within 14 days.",
    ],
)
def test_what_holds_for_all_stays_an_answer_for_all(answer: str):
    from invekto.agent_ai.suggestions.harmless import for_everybody

    assert for_everybody(answer, ["Elif Demir"]) == answer


def test_a_second_run_offers_nothing_twice_and_moves_no_key(shop: TenantKit):
    from invekto.agent_ai.suggestions.again import suggest_again
    from tests.support.replies import keep, offered

    keep(shop, "kargo", "Kargonuz yolda.", intents=("shipping_info",))
    talk = talk_of(shop)
    talk.say("kargo ücreti ne kadar")
    before = [(one.pk, one.rank) for one in offered(talk)]
    assert [rank for _, rank in before] == [1, 2]
    suggest_again(shop.id, offered(talk)[0].message_id, now=clock.now())
    assert [(one.pk, one.rank) for one in offered(talk)] == before


def test_what_died_with_a_worker_is_made_up_for(shop: TenantKit, run_jobs, at):
    from invekto.agent_ai.models import SuggestedReply
    from invekto.agent_ai.suggestions import jobs
    from tests.support.replies import texts

    talk = talk_of(shop)
    talk.say("kargo ücreti ne kadar")
    with shop.scope():
        SuggestedReply.objects.all().delete()
    at(clock.now() + timedelta(seconds=40))
    jobs.sweep.func()
    run_jobs()
    assert "49,90" in texts(talk)[0]


def test_a_broken_handler_costs_its_own_offer_only(make_tenant: Callable[..., TenantKit]):
    from tests.support.replies import keep, texts

    shop = make_tenant(settings={"shipping": {"days": [1]}})  # a range of one: its handler cannot read that
    keep(shop, "kargo", "Kargo iki gün sürer.", intents=("shipping_info",))
    talk = talk_of(shop)
    talk.say("kargo ücreti ne kadar")
    assert texts(talk) == ["Kargo iki gün sürer."]


def of_colleagues(talk: Talk, user: User | None = None) -> list[str]:
    """Offers that were somebody's answer once, as ``user`` (the agent) has them."""
    from tests.support.replies import offered

    return [one.reply_text for one in offered(talk, user) if one.source == "past"]


def colleague_says(talk: Talk, words: str) -> None:
    from invekto.agent_ai import services
    from invekto.outbound.content import Text

    with talk.kit.scope():
        services.say(talk.conversation.id, talk.kit.agent, Text(words), clock.now())
