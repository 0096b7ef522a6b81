"""Webhook bodies as Meta writes them, and their rows for the queue of deliveries."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from invekto.core.phones import to_wa_id
from invekto.sandbox.delivery.queue import enqueue
from invekto.sandbox.directory import Number
from invekto.sandbox.models import Chat, Delivery

Json = dict[str, Any]


def new_wamid(phone: str) -> str:
    raw = bytes([0x1D, 0x18, 0x0C]) + to_wa_id(phone).encode() + secrets.token_bytes(18)
    return "wamid." + base64.b64encode(raw).decode()


def user_id_of(phone: str, waba_id: str) -> str:
    """The business-scoped user id: the same person has another one at another business."""
    digest = hashlib.sha256(f"{waba_id}:{phone}".encode()).hexdigest()
    return f"TR.{int(digest[:16], 16) % 10**20:020d}"


def timestamp(moment: datetime) -> str:
    return str(int(moment.timestamp()))


def entry(number: Number, field: str, value: Json) -> Json:
    """One element of ``entry`` for what concerns a number."""
    return {
        "id": number.waba_id,
        "changes": [
            {"field": field, "value": {"messaging_product": "whatsapp", "metadata": metadata(number)} | value}
        ],
    }


def metadata(number: Number) -> Json:
    return {"display_phone_number": number.wire_phone, "phone_number_id": number.phone_number_id}


def contact(chat: Chat) -> Json:
    profile = {"name": chat.name} | ({"username": chat.username} if chat.username else {})
    return (
        {"profile": profile}
        | ({} if chat.number_hidden else {"wa_id": to_wa_id(chat.phone)})
        | {"user_id": chat.user_id}
    )


def of_messages(number: Number, chat: Chat, messages: list[Json], *, due: datetime) -> Delivery:
    value = {"contacts": [contact(chat)], "messages": messages}
    return _webhook(
        number, entry(number, "messages", value), lane=f"{number.phone_number_id}:{chat.phone}", due=due
    )


def of_statuses(
    number: Number,
    chat: Chat,
    statuses: Iterable[tuple[Json, datetime]],
    *,
    now: datetime,
    single: bool = False,
) -> list[Delivery]:
    """Each status with its due moment; those that wait together share a POST unless ``single``."""
    about = [contact(chat)]
    return [
        Delivery(
            provider="whatsapp",
            target=number.phone_number_id,
            lane=f"{number.phone_number_id}:statuses",
            mergeable=not single,
            content=json.dumps(entry(number, "messages", {"contacts": about, "statuses": [item]})),
            due_at=due,
            created_at=now,
        )
        for item, due in statuses
    ]


def post_change(
    number: Number, field: str, value: Json, *, due: datetime, about_number: bool = False
) -> None:
    """An event of the account (a template's status), or with ``about_number`` one that carries metadata."""
    element = (
        entry(number, field, value)
        if about_number
        else {
            "id": number.waba_id,
            "time": int(due.timestamp()),
            "changes": [{"field": field, "value": value}],
        }
    )
    enqueue([_webhook(number, element, lane=f"{number.phone_number_id}:account", due=due)])


def _webhook(number: Number, element: Json, *, lane: str, due: datetime) -> Delivery:
    return Delivery(
        provider="whatsapp",
        target=number.phone_number_id,
        lane=lane,
        content=json.dumps(element),
        due_at=due,
        created_at=due,
    )


def status(
    wamid: str, word: str, chat: Chat, at: datetime, *, callback_data: str | None, extra: Json | None = None
) -> Json:
    item: Json = {"id": wamid, "status": word, "timestamp": timestamp(at)}
    if not chat.number_hidden:
        item["recipient_id"] = to_wa_id(chat.phone)
    if callback_data is not None:
        item["biz_opaque_callback_data"] = callback_data
    return item | (extra or {})
