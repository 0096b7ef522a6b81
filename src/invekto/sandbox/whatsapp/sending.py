"""``POST /{number}/messages``: accept a message, put it on the phone, and tell its fate over webhooks."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta

from invekto.core.phones import to_e164, to_wa_id
from invekto.sandbox import faults
from invekto.sandbox.directory import Number
from invekto.sandbox.http import storable
from invekto.sandbox.models import Chat, Delivery, PhoneMessage
from invekto.sandbox.switches import Behaviour
from invekto.sandbox.whatsapp import envelope, messages, records, templates
from invekto.sandbox.whatsapp.errors import DELAYED, GraphError, failure
from invekto.sandbox.whatsapp.messages import Shown
from invekto.sandbox.whatsapp.reading import Json, string

WINDOW = timedelta(hours=24)


def send(number: Number, body: Json, now: datetime) -> Json:
    """Serve one call; the answer means accepted, not delivered. Raises GraphError."""
    body = messages.check_envelope(body)
    if "status" in body:
        return _mark_read(number, body)
    phone = _recipient(number, body)
    around = records.look_around(number, phone)
    chat = around.chat or records.chat_of(number, phone)
    if chat.phone == number.display_phone:
        raise GraphError(131021, "The recipient is the sending number itself.")
    shown = templates.read(body, number) if body["type"] == "template" else messages.read(body)
    context = (body.get("context") or {}).get("message_id")
    code = _fate(chat, shown, now, faulty=around.faulty)
    if code is not None and code not in DELAYED:
        raise GraphError(code, failure(code)["error_data"]["details"])
    message = PhoneMessage(
        wamid=envelope.new_wamid(chat.phone),
        phone=chat.phone,
        phone_number_id=number.phone_number_id,
        tenant_slug=number.tenant_slug,
        from_customer=False,
        type=shown.type,
        text=storable(shown.text),
        buttons=shown.buttons,
        rows=shown.rows,
        template=shown.template,
        media=shown.media,
        quoted=context or (body["reaction"]["message_id"] if shown.type == "reaction" else None),
        wire=json.dumps(body),
        at=now,
        status="failed",
        error_code=code,
        callback_data=body.get("biz_opaque_callback_data"),
    )
    if code is None:
        message.status, news = _plan_statuses(number, chat, message, shown, now, around.behaviour)
    else:
        news = _failure(number, chat, message, code, now)
    records.reach_phone(message, news)
    accepted: Json = {"id": message.wamid}
    if shown.type == "template":
        accepted["message_status"] = "accepted"
    party = {"input": body.get("to") or body.get("recipient"), "user_id": chat.user_id}
    if not chat.number_hidden:
        party["wa_id"] = to_wa_id(chat.phone)
    return {"messaging_product": "whatsapp", "contacts": [party], "messages": [accepted]}


def _recipient(number: Number, body: Json) -> str:
    """The phone of the person named by ``to`` (wins) or ``recipient``."""
    to, recipient = body.get("to"), body.get("recipient")
    if not to:
        chat = Chat.objects.filter(phone_number_id=number.phone_number_id, user_id=str(recipient)).first()
        if chat is None:
            raise GraphError(131009, f"recipient {recipient!r} is not a user id known to this business.")
        if body["type"] == "template" and _category(number, body) == "AUTHENTICATION":
            raise GraphError(131062, "Authentication templates need a phone number.")
        return chat.phone
    phone = to_e164(to if to.startswith("+") else f"+{to}") if isinstance(to, str) else None
    if phone is None:
        raise GraphError(131009, f"to: {to!r} is not a valid WhatsApp number.")
    return phone


def _category(number: Number, body: Json) -> str | None:
    template = body.get("template") or {}
    language = (template.get("language") or {}).get("code", "")
    try:
        return templates.find(number, str(template.get("name")), str(language)).category
    except GraphError:
        return None


def _fate(chat: Chat, shown: Shown, now: datetime, *, faulty: bool) -> int | None:
    """The error this message meets; None: it arrives."""
    if faulty and (ordered := faults.take("whatsapp", faults.MESSAGE_KINDS)):
        return int(ordered)
    if shown.marketing and chat.marketing_stopped:
        return 131050
    if shown.type != "template" and (chat.last_inbound_at is None or now - chat.last_inbound_at > WINDOW):
        return 131047
    return None


def _plan_statuses(
    number: Number, chat: Chat, message: PhoneMessage, shown: Shown, now: datetime, wanted: Behaviour
) -> tuple[str, list[Delivery]]:
    """The good news: its last word, and its webhooks."""
    words = [word for word in ("sent", "delivered", "read") if word not in wanted.drop]
    pricing = _pricing(shown)
    planned = []
    for place, word in enumerate(words):
        due = now + timedelta(milliseconds=wanted.delay_ms * (place + 1))
        extra = {"pricing": pricing} if word in ("sent", "delivered") else None
        item = envelope.status(
            message.wamid, word, chat, due, callback_data=message.callback_data, extra=extra
        )
        planned.append((item, due))
        if wanted.duplicate:
            planned.append((item, due))
    if wanted.shuffle:
        order = [item for item, _ in planned]
        random.shuffle(order)
        planned = [(item, due) for item, (_, due) in zip(order, planned, strict=True)]
    webhooks = envelope.of_statuses(number, chat, planned, now=now, single=wanted.single)
    return words[-1] if words else "accepted", webhooks


def _pricing(shown: Shown) -> Json:
    free = shown.type != "template"
    return {
        "billable": not free,
        "pricing_model": "PMP",
        "type": "free_customer_service" if free else "regular",
        "category": "service" if free else ("marketing" if shown.marketing else "utility"),
    }


def _failure(number: Number, chat: Chat, message: PhoneMessage, code: int, now: datetime) -> list[Delivery]:
    item = envelope.status(
        message.wamid,
        "failed",
        chat,
        now,
        callback_data=message.callback_data,
        extra={"errors": [failure(code)]},
    )
    return envelope.of_statuses(number, chat, [(item, now)], now=now)


def _mark_read(number: Number, body: Json) -> Json:
    if body["status"] != "read":
        raise GraphError(100, "Param status must be read.")
    wamid = string(body, "message_id", "", at_most=512)
    seen = PhoneMessage.objects.filter(
        phone_number_id=number.phone_number_id, wamid=wamid, from_customer=True
    ).first()
    if seen is None:
        raise GraphError(131009, "message_id: there is no such message from a customer.")
    typing = body.get("typing_indicator")
    if typing is not None and (not isinstance(typing, dict) or typing.get("type") != "text"):
        raise GraphError(131009, "typing_indicator.type must be text.")
    PhoneMessage.objects.filter(
        phone_number_id=number.phone_number_id, phone=seen.phone, from_customer=True, n__lte=seen.n
    ).update(status="read")
    return {"success": True}
