"""An order without its number, told by what was bought, when and by whom; and one number at two platforms."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from invekto.core import clock
from tests.orders.conftest import account, make_order
from tests.support.talk import Talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.tenants import TenantKit

__all__ = ["account", "make_order"]  # fixtures
NUMBER = "10987650012"


@pytest.fixture
def talk(tenant: TenantKit, make_order: Callable[..., Any]) -> Talk:
    make_order(
        NUMBER,
        ordered=clock.now() - timedelta(days=3),
        line={"productName": "Mavi Keten Elbise", "productColor": "Mavi"},
    )
    return Talk(tenant, tenant.make_conversation(phone="+905329998877"))


def test_product_day_and_name_are_enough(talk: Talk) -> None:
    said = talk.say("3 gün önce aldığım mavi elbise nerede kaldı")
    assert "ad soyad" in said
    assert NUMBER not in said
    assert NUMBER in talk.say("defne örnekoğlu")
    assert talk.state()["handoff"] is False


def test_it_is_asked_for_where_the_number_is_not_at_hand(talk: Talk) -> None:
    assert "hangi gün" in talk.say("kargom nerede")
    assert "ad soyad" in talk.say("numara yok bende 3 gün önce mavi elbise almıştım")
    assert NUMBER in talk.say("Defne Örnekoğlu")


def test_all_of_it_in_one_message(talk: Talk) -> None:
    assert NUMBER in talk.say("adım Defne Örnekoğlu, 3 gün önce mavi elbise sipariş verdim kargom nerede")


def test_a_stranger_hears_nothing_and_a_person_comes_after_three_tries(talk: Talk) -> None:
    first = talk.say("3 gün önce aldığım mavi elbise nerede kaldı")
    absent = talk.say("Fatma Kaya")
    assert NUMBER not in first + absent
    talk.say("Ayşe Demir")
    talk.say("Zehra Çelik")
    assert talk.state()["handoff"] is True


def test_the_number_still_works_afterwards(talk: Talk) -> None:
    talk.say("3 gün önce aldığım mavi elbise nerede kaldı")
    talk.say(f"buldum {NUMBER}")
    assert NUMBER in talk.say("Bornova")
