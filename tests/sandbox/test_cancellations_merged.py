"""Contacts that become one while a cancellation of theirs is open: done once, told once, where the customer is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invekto.core import clock
from tests.sandbox.shops import DRESS, SHIRT, Shop, trendyol_shop
from tests.support.talk import Talk

if TYPE_CHECKING:
    from invekto.messaging.models import ContactMerge
    from invekto.orders.models import Cancellation

__all__ = ["trendyol_shop"]


def merge(shop: Shop, keep: Talk, gone: Talk) -> ContactMerge:
    from invekto.messaging import merging

    with shop.tenant.scope():
        return merging.merge(
            keep_id=keep.conversation.contact_id,
            gone_id=gone.conversation.contact_id,
            user=shop.tenant.owner,
            now=clock.now(),
        )


def confirmed(shop: Shop, talk: Talk) -> Cancellation:
    talk.say("siparişimi iptal etmek istiyorum")
    assert "henüz iptal edilmedi" in talk.say("evet")
    return shop.row()


def said(shop: Shop, talk: Talk, words: str) -> int:
    from invekto.outbound.models import OutboundMessage

    with shop.tenant.scope():
        rows = OutboundMessage.objects.filter(conversation=talk.conversation)
        return len([row for row in rows if words in row.body["body"]])


def test_the_cancellation_of_the_one_that_goes_is_done_once_and_told_in_the_thread_that_stays(
    trendyol_shop: Shop,
) -> None:
    shop = trendyol_shop
    shop.order(DRESS)
    gone, keep = shop.talk(), Talk(shop.tenant, shop.tenant.make_conversation(name="Elif"))
    row = confirmed(shop, gone)
    merge(shop, keep, gone)
    row = shop.row()
    assert (row.state, row.conversation_id, row.contact_id) == (
        "prepared",
        keep.conversation.id,
        keep.conversation.contact_id,
    )
    shop.begin(row)
    for _ in range(2):
        assert shop.carry_out(row).state == "done"
    assert shop.at_platform() == {"ELB-38": "UnSupplied"}
    assert said(shop, keep, "iptal edildi") == 1
    assert "iptal edildi" in keep.say("siparişim iptal oldu mu")


def test_it_is_taken_back_from_the_thread_that_stays(trendyol_shop: Shop) -> None:
    shop = trendyol_shop
    shop.order(DRESS)
    gone, keep = shop.talk(), Talk(shop.tenant, shop.tenant.make_conversation(name="Elif"))
    confirmed(shop, gone)
    merge(shop, keep, gone)
    assert "iptal edilmeyecek" in keep.say("ya vazgeçtim iptal etmeyin")
    assert shop.row().state == "withdrawn"
    assert shop.at_platform() == {"ELB-38": "Created"}


def test_merged_while_the_platform_is_asked_and_parted_afterwards(trendyol_shop: Shop) -> None:
    from invekto.messaging import parting

    shop = trendyol_shop
    shop.order(DRESS)
    gone, keep = shop.talk(), Talk(shop.tenant, shop.tenant.make_conversation(name="Elif"))
    row = confirmed(shop, gone)
    shop.begin(row)
    made = merge(shop, keep, gone)
    assert shop.carry_out(row).state == "done"
    with shop.tenant.scope():
        parting.part(made.pk, user=shop.tenant.owner, now=clock.now())
    row = shop.row()
    assert (row.state, row.contact_id) == ("done", gone.conversation.contact_id)
    assert said(shop, keep, "iptal edildi") + said(shop, gone, "iptal edildi") == 1


def test_two_open_ones_of_two_contacts_stay_two(trendyol_shop: Shop) -> None:
    from invekto.orders.models import Cancellation

    shop = trendyol_shop
    shop.order(DRESS)
    one = shop.talk()
    first = confirmed(shop, one)
    shop.number, phone = "10987650013", "+905339998877"
    shop.order(SHIRT, phone=phone)
    other = Talk(shop.tenant, shop.tenant.make_conversation(phone=phone))
    second = confirmed(shop, other)
    merge(shop, one, other)
    with shop.tenant.scope():
        rows = Cancellation.objects.filter(contact=one.conversation.contact_id, state="prepared")
        assert {row.pk for row in rows} == {first.pk, second.pk}
    shop.begin(second)
    assert shop.carry_out(second).state == "done"
    with shop.tenant.scope():
        assert Cancellation.objects.get(pk=first.pk).state == "prepared"
