"""A shop at two platforms: where an order is looked for, and which one is meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from invekto.orders.platforms import platform_named
from tests.integrations.providers.hepsiburada.test_adapter import recorded

if TYPE_CHECKING:
    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

PHONE = "+905321112233"
NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("Hepsiburada'dan aldım, nerede?", "hepsiburada"),
        ("hepsi buradadan sipariş verdim", "hepsiburada"),
        ("TRENDYOL siparişim", "trendyol"),
        ("trendiyoldan aldığım tişört", "trendyol"),
        ("trendyoldan mı hepsiburadadan mı bilmiyorum", None),
        ("kargom nerede, hepsi burada mı kaldı, yok mu", None),
        ("kargom nerede", None),
    ],
)
def test_the_platform_a_customer_names(text: str, platform: str | None) -> None:
    assert platform_named(text) == platform


@pytest.fixture
def orders_at_both(
    tenant: TenantKit, make_order: Callable[..., None], at: Callable[[datetime], None]
) -> None:
    """Number 7 at Trendyol and at Hepsiburada, both of the same customer."""
    import json

    from invekto.integrations import services
    from invekto.integrations.providers.hepsiburada.pushes import HepsiburadaPushes
    from invekto.integrations.store import store_page

    at(NOON)
    make_order("1020304050", phone=PHONE)
    line = recorded("lines")["items"][0]
    line["shippingAddress"]["phoneNumber"] = "5321112233"
    row = json.dumps({"kind": "line", "row": line})
    with tenant.scope():
        account = services.add_account(
            tenant_id=tenant.id,
            provider="hepsiburada",
            external_id="m-1",
            secrets={"username": "u", "password": "p"},
            now=NOON,
            actor="test",
        )
        store_page(account, HepsiburadaPushes().read([row]), now=NOON, news=False)


@pytest.mark.parametrize(
    ("platform", "numbers"),
    [(None, {"1020304050", "4001234567"}), ("trendyol", {"1020304050"}), ("hepsiburada", {"4001234567"})],
)
@pytest.mark.usefixtures("orders_at_both")
def test_what_they_name_decides_and_without_a_word_they_are_asked(
    tenant: TenantKit, platform: str | None, numbers: set[str]
) -> None:
    from invekto.messaging.models import Contact
    from invekto.orders import services as orders
    from invekto.orders.services import Facts

    conversation = tenant.make_conversation(phone=PHONE)
    with tenant.scope():
        contact = Contact.objects.get(pk=conversation.contact_id)
        found = orders.identify(contact, order_number=None, facts=Facts(), now=NOON, platform=platform)
    shown = found.orders if isinstance(found, orders.Several) else (found.order,)  # type: ignore[union-attr]
    assert {order.number for order in shown} == numbers


@pytest.mark.usefixtures("orders_at_both")
def test_one_number_at_both_platforms_is_asked_about(
    tenant: TenantKit, make_order: Callable[..., None]
) -> None:
    from tests.support.talk import Talk

    make_order("4001234567", phone=PHONE)
    talk = Talk(tenant, tenant.make_conversation(phone=PHONE))
    talk.say("4001234567 nolu siparişim nerede")
    assert talk.titles() == ["4001234567", "4001234567"]
    assert "4001234567" in talk.say("hepsiburadadaki")
    assert talk.state()["flow"] is None
    talk.say("4001234567 nolu siparişim nerede")
    assert "Hepsiburada" in offered(talk)[1]["description"] + offered(talk)[0]["description"]
    chosen = next(row for row in offered(talk) if "Trendyol" in row["description"])
    talk.write(chosen["title"], type="interactive", content={"reply_id": chosen["id"]})
    assert "4001234567" in "".join(row.body["body"] for row in talk.answer())


def offered(talk: Talk) -> list[dict[str, str]]:
    from invekto.outbound.models import OutboundMessage

    with talk.kit.scope():
        bodies = OutboundMessage.objects.filter(conversation=talk.conversation).order_by("-id")
        return next(row.body["rows"] for row in bodies if row.body.get("rows"))
