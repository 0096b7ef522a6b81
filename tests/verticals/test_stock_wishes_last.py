"""A wish lives through kill -9 at every step and through its contact becoming another: told once, never twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from invekto.core import clock
from invekto.core.models import DomainEvent
from tests.support.jobs import run_task
from tests.support.killing import killed_while_blocked
from tests.support.talk import Talk
from tests.verticals.test_stock import DRESS, NOON, Shop, shop

if TYPE_CHECKING:
    from invekto.messaging.models import ContactMerge

__all__ = ["shop"]
BACK = "Keten Elbise (38, Siyah)"


def told(shop: Shop, *talks: Talk) -> list[str]:
    """Every message of the bot to any of these, that the thing is back."""
    from invekto.outbound.models import OutboundMessage

    with shop.kit.scope():
        rows = OutboundMessage.objects.filter(conversation__in=[talk.conversation.id for talk in talks])
        return [row.body["body"] for row in rows if "yeniden stokta:" in row.body.get("body", "")]


def returned(shop: Shop) -> None:
    """The jobs of what came back, as they are run again after a death."""
    from invekto.orders import tasks

    with shop.kit.scope():
        events = list(DomainEvent.objects.filter(name="listings.returned").values_list("id", flat=True))
    for event in events:
        run_task(tasks.listings_returned, tenant_id=str(shop.kit.id), event_id=str(event))


def tell(shop: Shop) -> None:
    from invekto.orders import tasks

    run_task(tasks.tell_stock, tenant_id=str(shop.kit.id))


def test_killed_while_it_is_planned_it_is_planned_again(shop: Shop) -> None:
    from invekto.orders import tasks

    shop.wait_for_dress()
    shop.sells(DRESS, "38", "Siyah", stock=5)
    killed_while_blocked("LOCK TABLE scheduled_jobs IN SHARE MODE", lambda: returned(shop))
    assert shop.states() == [("waiting", "")]
    tell(shop)
    assert told(shop, shop.talk) == []
    tasks.watch_stock()  # the event's own job is lost for good: the hourly look finds it
    tell(shop)
    returned(shop)
    tell(shop)
    assert len(told(shop, shop.talk)) == 1
    assert shop.states() == [("sent", "")]


@pytest.mark.parametrize("table", ["messages", "outbound_messages", "stock_wishes"])
def test_killed_while_it_is_told_it_is_told_once(shop: Shop, table: str) -> None:
    """Before the message is written, before it is queued, and before the wish is settled with it."""
    shop.wait_for_dress()
    shop.sells(DRESS, "38", "Siyah", stock=5)
    returned(shop)
    for _ in range(2):
        killed_while_blocked(f"LOCK TABLE {table} IN EXCLUSIVE MODE", lambda: tell(shop))
        assert told(shop, shop.talk) == []
        assert shop.states() == [("planned", "")]
    tell(shop)
    tell(shop)
    (said,) = told(shop, shop.talk)
    assert BACK in said
    assert shop.states() == [("sent", "")]


def test_killed_while_the_yes_is_answered_it_is_one_wish_and_one_answer(shop: Shop) -> None:
    from invekto.outbound.models import OutboundMessage

    shop.sells(DRESS, "38", "Siyah", stock=0)
    shop.say("keten elbise 38 beden var mı")
    shop.talk.write("evet haber verin")
    for table in ("stock_wishes", "outbound_messages"):
        killed_while_blocked(f"LOCK TABLE {table} IN EXCLUSIVE MODE", shop.talk.answer)
        assert shop.wishes() == []
    shop.talk.answer()
    shop.talk.answer()
    assert shop.states() == [("waiting", "")]
    with shop.kit.scope():
        rows = OutboundMessage.objects.filter(conversation=shop.talk.conversation)
        assert len([row for row in rows if "haber vereceğim" in row.body["body"]]) == 1


def another(shop: Shop) -> Talk:
    return Talk(shop.kit, shop.kit.make_conversation(name="Elif"))


def merge(shop: Shop, keep: Talk, gone: Talk) -> ContactMerge:
    from invekto.messaging import merging

    with shop.kit.scope():
        return merging.merge(
            keep_id=keep.conversation.contact_id,
            gone_id=gone.conversation.contact_id,
            user=shop.kit.owner,
            now=clock.now(),
        )


def wish_of(shop: Shop, talk: Talk) -> None:
    assert "haber vereceğim" in talk.say("keten elbise 38 beden gelince haber verin")


@pytest.mark.parametrize("back_before", ["nobody", "both"])
def test_two_who_wait_for_the_same_and_are_one_are_told_once(shop: Shop, back_before: str) -> None:
    shop.sells(DRESS, "38", "Siyah", stock=0)
    other = another(shop)
    wish_of(shop, shop.talk)
    wish_of(shop, other)
    if back_before == "both":  # planned for both, by day, when they become one
        shop.sells(DRESS, "38", "Siyah", stock=5)
        returned(shop)
        assert shop.states() == [("planned", ""), ("planned", "")]
    merge(shop, shop.talk, other)
    assert len(shop.wishes()) == 1
    shop.sells(DRESS, "38", "Siyah", stock=0)
    shop.sells(DRESS, "38", "Siyah", stock=5)
    shop.run()
    shop.run()
    assert len(told(shop, shop.talk, other)) == 1
    assert shop.states() == [("sent", "")]


def test_planned_in_the_one_that_goes_and_waited_for_in_the_one_that_stays_it_is_told_once(
    shop: Shop, at: Callable[[datetime], None]
) -> None:
    from invekto.orders import tasks

    shop.sells(DRESS, "38", "Siyah", stock=0)
    other = another(shop)
    wish_of(shop, other)
    at(NOON + timedelta(hours=11))  # by night: planned for the morning
    shop.sells(DRESS, "38", "Siyah", stock=5)
    returned(shop)
    shop.sells(DRESS, "38", "Siyah", stock=0)
    wish_of(shop, shop.talk)
    assert shop.states() == [("planned", ""), ("waiting", "")]
    merge(shop, shop.talk, other)
    assert shop.states() == [("waiting", "")]
    at(NOON + timedelta(hours=22))
    shop.sells(DRESS, "38", "Siyah", stock=3)
    tasks.watch_stock()
    tell(shop)
    tell(shop)
    assert len(told(shop, shop.talk, other)) == 1


def test_parted_again_both_wait_as_before_and_each_is_told(shop: Shop) -> None:
    from invekto.messaging import parting

    shop.sells(DRESS, "38", "Siyah", stock=0)
    other = another(shop)
    wish_of(shop, shop.talk)
    wish_of(shop, other)
    made = merge(shop, shop.talk, other)
    with shop.kit.scope():
        parting.part(made.pk, user=shop.kit.owner, now=clock.now())
    assert shop.states() == [("waiting", ""), ("waiting", "")]
    shop.sells(DRESS, "38", "Siyah", stock=5)
    shop.run()
    assert [len(told(shop, talk)) for talk in (shop.talk, other)] == [1, 1]


def test_a_wish_of_the_one_that_goes_is_told_in_the_thread_that_stays(shop: Shop) -> None:
    shop.sells(DRESS, "38", "Siyah", stock=0)
    other = another(shop)
    wish_of(shop, other)
    merge(shop, shop.talk, other)
    shop.sells(DRESS, "38", "Siyah", stock=5)
    shop.run()
    assert (len(told(shop, shop.talk)), len(told(shop, other))) == (1, 0)
    assert "haber vermeyeceğim" not in shop.say(
        "vazgeçtim haber vermeyin"
    )  # nothing is left to be taken back
