"""The demo's outside world: the phones know what was said, Trendyol knows the orders."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from invekto.core.models import Tenant
from invekto.core.tenancy import tenant_ids, tenant_scope
from invekto.messaging.models import Author, Conversation, DeliveryStatus, Message, WhatsAppNumber
from invekto.onboarding.demo.orders import demo_orders
from invekto.sandbox.models import Chat, PhoneMessage, TrendyolPackage
from invekto.sandbox.trendyol import orders
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
    rows = []
    for message in spoken:
        conversation = by_id[message.conversation_id]
        content = message.content or {}
        rows.append(
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
    PhoneMessage.objects.bulk_create(rows, ignore_conflicts=True)


def _phone(conversation: Conversation) -> str:
    return conversation.contact.phone or ""  # only contacts with a phone were asked for


def _wire_type(kind: str) -> str:
    return "interactive" if kind in ("buttons", "list") else kind


def _orders(now: datetime) -> None:
    """The demo shop's orders, the same that its cache was filled with."""
    rows = []
    for told in demo_orders(now):
        body = {key: value for key, value in told.items() if key in orders.ORDER_KEYS}
        moved_at = datetime.fromisoformat(told["moved_at"])
        row = orders.build(told["account"], body, moved_at)
        row.id = int(told["package_id"]) - FIRST_PACKAGE
        row.history = orders.history(row.status, row.ordered_at, moved_at)
        row.details |= {key: told[key] for key in ("estimated_from", "estimated_to") if key in told}
        rows.append(row)
    TrendyolPackage.objects.bulk_create(rows, ignore_conflicts=True)
