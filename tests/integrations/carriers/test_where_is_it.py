""" "Kargom nerede?": where the carrier knows more than the marketplace, the answer has its branch and day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from invekto.core import clock
from tests.integrations.carriers.test_tracking import NAMES
from tests.integrations.conftest import make_account, trendyol

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount
    from tests.integrations.trendyol_peer import Trendyol
    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

__all__ = ["make_account", "trendyol"]

OWNER = "+905321112233"
CODE = "7280000000000000001"
TUESDAY = datetime.fromisoformat("2026-11-24T12:00:00+00:00")


@pytest.fixture
def ask(
    tenant: TenantKit,
    trendyol: Trendyol,
    make_account: Callable[..., IntegrationAccount],
    connect: Callable[..., IntegrationAccount],
    at: Callable[[datetime], None],
) -> Callable[..., str]:
    """The owner of a parcel that left a day ago asks for it."""
    from invekto.integrations import services
    from tests.integrations.trendyol_peer import package
    from tests.support.talk import Talk

    at(TUESDAY)
    account = make_account(tenant)
    talks: list[Talk] = []

    def say(provider: str = "aras", *, carrier: bool = True, words: str = "kargom nerede") -> str:
        if not talks:
            left: dict[str, Any] = {"modified": TUESDAY - timedelta(days=1), "phone": OWNER}
            trendyol.put(package(1, number="1020304050", cargoProviderName=NAMES[provider], **left))
            services.sync_account(tenant.id, account.id, clock.now())
            if carrier:
                connect(tenant, provider)
            talks.append(Talk(tenant, tenant.make_conversation(phone=OWNER)))
        return talks[0].say(words)

    return say


@pytest.mark.parametrize(
    ("provider", "status", "told"),
    [
        ("aras", "at_branch", "24 Kas Salı günü BORNOVA teslimat şubesine ulaştı"),
        ("aras", "out_for_delivery", "24 Kas Salı günü BORNOVA şubesinden dağıtıma çıktı"),
        ("yurtici", "in_transit", "24 Kas Salı günü ANADOLU TRANSFER MERKEZİ biriminden geçti"),
        (
            "yurtici",
            "failed",
            "Kurye 24 Kas Salı günü paketinizi teslim edemedi; paketiniz BORNOVA şubesinde",
        ),
    ],
)
def test_the_carriers_branch_and_day_are_told(
    ask: Callable[..., str], parcel: Callable[..., None], provider: str, status: str, told: str
) -> None:
    moved = (TUESDAY - timedelta(hours=2)).isoformat()
    parcel(provider, CODE, branch="BORNOVA", status=status, at=moved)
    said = ask(provider)
    assert "1020304050" in said
    assert told in said


def test_the_last_day_at_the_branch_is_told(ask: Callable[..., str], parcel: Callable[..., None]) -> None:
    moved = (TUESDAY - timedelta(hours=2)).isoformat()
    parcel("aras", CODE, branch="BORNOVA", status="failed", at=moved, last_day="2026-11-27")
    assert "Şubede 27 Kas Cuma gününe kadar bekletilecek." in ask()


def test_a_delivery_the_marketplace_has_not_heard_of(
    ask: Callable[..., str], parcel: Callable[..., None]
) -> None:
    moved = (TUESDAY - timedelta(hours=2)).isoformat()
    parcel("aras", CODE, status="delivered", at=moved, recipient="KOMŞU AYŞE")
    said = ask(words="siparişim ne durumda 1020304050")
    assert "24 Kas Salı günü teslim edildi. Teslim alan: KOMŞU AYŞE." in said


def test_a_carrier_that_fails_or_is_not_connected_leaves_the_marketplaces_word(
    ask: Callable[..., str], parcel: Callable[..., None], order_fault: Callable[[str, str], None]
) -> None:
    parcel("aras", CODE, branch="BORNOVA", status="at_branch")
    order_fault("aras", "500")
    said = ask()
    assert "Paketiniz kargoda (Aras Kargo)." in said
    assert "BORNOVA" not in said


def test_without_an_account_nothing_is_asked(ask: Callable[..., str], parcel: Callable[..., None]) -> None:
    parcel("aras", CODE, branch="BORNOVA", status="at_branch")
    assert "BORNOVA" not in ask(carrier=False)
