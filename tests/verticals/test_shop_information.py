"""What a shop tells from its own data: how one pays, until when one returns, where it is and when it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

SETTINGS: dict[str, Any] = {
    "address": "Merter Mah. Dikimevi Sk. No: 14, Güngören, İstanbul",
    "working_hours": {"mon-fri": "09:00-18:30", "sat": "10:00-15:00"},
    "returns": {"window_days": 15},
    "shipping": {"fee": "49.90", "cash_on_delivery": True},
    "payment": {"instalments": {"max": 6, "banks": ["Bonus", "World"]}, "methods": ["card", "transfer"]},
}


def _talk(make_tenant: Callable[..., TenantKit], settings: dict[str, Any] | None = None) -> Talk:
    from tests.support.talk import Talk

    kit = make_tenant(settings=SETTINGS if settings is None else settings)
    return Talk(kit, kit.make_conversation())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("taksit varmi", "6 aya kadar taksit"),
        ("hangi bankalara taksit var", "Bonus, World"),
        ("havale ile ödeme olur mu", "Havale/EFT"),
        ("kredi kartı geçiyor mu", "Kredi kartı"),
        ("kapida odeme varmi bide taksit", "6 aya kadar taksit"),
        ("kapida odeme varmi bide taksit", "Kapıda ödeme vardır"),
        ("iade kac gun", "15 gündür"),
        ("iade süresi kaç gün", "15 gündür"),
        ("magazaniz nerde", "Dikimevi Sk."),
        ("mağazanızın adresi ne", "Dikimevi Sk."),
        ("kaca kadar aciksiniz", "18:30"),
        ("pazar açık mısınız", "18:30"),
    ],
)
def test_what_the_shop_has_told_is_answered(
    make_tenant: Callable[..., TenantKit], words: str, told: str
) -> None:
    talk = _talk(make_tenant)
    said = talk.say(words)
    assert told in said
    assert "hazır bir yanıt yok" not in said
    assert talk.state()["handoff"] is False


@pytest.mark.parametrize(
    "words",
    [
        "hangi bankalara taksit var, iki kere çekildi",
        "kartım reddedildi",
        "ödeme alındı ama sipariş yok",
        "param ne zaman yatar",
        "iade kargo ucreti",
    ],
)
def test_ones_own_payment_and_what_is_untold_are_for_a_person(
    make_tenant: Callable[..., TenantKit], words: str
) -> None:
    talk = _talk(make_tenant)
    talk.say(words)
    assert talk.state()["handoff"] is True


@pytest.mark.parametrize("words", ["taksit varmi", "iade kac gun", "kapida odeme varmi bide taksit"])
def test_a_shop_that_told_nothing_has_people_answer(
    make_tenant: Callable[..., TenantKit], words: str
) -> None:
    talk = _talk(make_tenant, {"shipping": {"cash_on_delivery": True}})
    talk.say(words)
    assert talk.state()["handoff"] is True


def test_the_return_period_leads_on_to_a_return(make_tenant: Callable[..., TenantKit]) -> None:
    talk = _talk(make_tenant)
    talk.say("iade kac gun")
    assert "İade talebinizi aldım" in talk.tap("İade")


def test_the_return_period_is_told_in_the_middle_of_a_return(make_tenant: Callable[..., TenantKit]) -> None:
    talk = _talk(make_tenant)
    talk.say("iade etmek istiyorum")
    said = talk.say("iade süresi kaç gün")
    assert "15 gündür" in said
    assert "sipariş numaranızı" in said
