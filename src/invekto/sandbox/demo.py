"""The demo's outside world: the phones know what was said, Trendyol knows the orders."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from invekto.core.models import Tenant
from invekto.core.tenancy import tenant_ids, tenant_scope
from invekto.integrations.models import IntegrationAccount
from invekto.messaging.models import Author, Conversation, DeliveryStatus, Message, WhatsAppNumber
from invekto.onboarding.demo.calendar import rows
from invekto.sandbox.carriers import keys as carrier_keys
from invekto.sandbox.models import Chat, PhoneMessage, TrendyolPackage
from invekto.sandbox.trendyol import keys, orders
from invekto.sandbox.trendyol.shapes import FIRST_PACKAGE
from invekto.sandbox.whatsapp import envelope


def play(now: datetime) -> None:
    """Write down outside what the seeded tenants already know; safe to repeat."""
    for tenant_id in tenant_ids():
        with tenant_scope(tenant_id):
            slug = Tenant.objects.values_list("slug", flat=True).get(id=tenant_id)
            numbers = {number.id: number for number in WhatsAppNumber.objects.all()}
            conversations = list(Conversation.objects.select_related("contact").exclude(contact__phone=None))
            spoken = list(
                Message.objects.filter(conversation__in=conversations)
                .exclude(status__in=[DeliveryStatus.FAILED, DeliveryStatus.CANCELLED])
                .exclude(author=Author.SYSTEM, wamid=None)  # notices inside the thread never left
                .select_related("media")
                .order_by("at", "id")
            )
        _phones(slug, numbers, conversations, spoken)
    _orders(now)


def _phones(
    slug: str, numbers: dict[Any, WhatsAppNumber], conversations: list[Conversation], spoken: list[Message]
) -> None:
    by_id = {conversation.id: conversation for conversation in conversations}
    chats = []
    for conversation in conversations:
        number, contact, phone = numbers[conversation.number_id], conversation.contact, _phone(conversation)
        chats.append(
            Chat(
                phone_number_id=number.phone_number_id,
                phone=phone,
                user_id=contact.user_id or envelope.user_id_of(phone, number.waba_id),
                name=contact.profile_name or contact.name,
                username=contact.username,
                last_inbound_at=conversation.last_inbound_at,
            )
        )
    Chat.objects.bulk_create(chats, ignore_conflicts=True)
    shown = []
    for message in spoken:
        conversation = by_id[message.conversation_id]
        content = message.content or {}
        shown.append(
            PhoneMessage(
                wamid=message.wamid or f"wamid.seed.{message.id}",
                phone=_phone(conversation),
                phone_number_id=numbers[conversation.number_id].phone_number_id,
                tenant_slug=slug,
                from_customer=message.author == Author.CUSTOMER,
                type=_wire_type(message.type),
                text=message.text,
                buttons=[
                    {"id": button.get("id", button["title"]), "title": button["title"]}
                    for button in content.get("buttons") or []
                ],
                rows=(content.get("list") or {}).get("rows") or [],
                template=content.get("template"),
                wire=json.dumps({}),
                at=message.at,
                status="sent" if message.author == Author.CUSTOMER else message.status or "read",
            )
        )
    PhoneMessage.objects.bulk_create(shown, ignore_conflicts=True)


def _phone(conversation: Conversation) -> str:
    return conversation.contact.phone or ""  # only contacts with a phone were asked for


def _wire_type(kind: str) -> str:
    return "interactive" if kind in ("buttons", "list") else kind


def _orders(now: datetime) -> None:
    """The demo shop's orders, from the list its cache was filled with; days count back from the seed."""
    sellers = list(
        IntegrationAccount.objects.using("owner").filter(provider="trendyol").order_by("created_at")
    )
    keys.give_to(sellers)
    accounts = IntegrationAccount.objects.using("owner")
    carrier_keys.give_to(accounts.filter(provider__in=carrier_keys.CARRIERS))
    account = sellers[0] if sellers else None
    if account is None:
        return
    packages = []
    for order in rows("orders.yaml"):
        moved_at = now - timedelta(days=order["moved"], hours=1)
        told = {key: value for key, value in order.items() if key in orders.ORDER_KEYS}
        package = orders.build(account.external_id, told, moved_at)
        package.id = order["package"] - FIRST_PACKAGE
        package.ordered_at = min(now - timedelta(days=order["ago"], hours=3), moved_at)
        package.history = orders.history(package.status, package.ordered_at, moved_at)
        if "due" in order:
            package.details["due_at"] = (now + timedelta(days=order["due"])).isoformat()
        packages.append(package)
    TrendyolPackage.objects.bulk_create(packages, ignore_conflicts=True)
