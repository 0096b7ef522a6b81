"""The customer's phone: what a person does there becomes a webhook, as Meta would write it."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from invekto.core.phones import for_people
from invekto.sandbox.delivery.queue import enqueue
from invekto.sandbox.directory import Number
from invekto.sandbox.http import Body, Problem, has_unstorable, storable
from invekto.sandbox.models import Chat, PhoneMessage
from invekto.sandbox.whatsapp import envelope, records, samples
from invekto.sandbox.whatsapp.graph import store

Json = dict[str, Any]
MEDIA = ("image", "audio", "video", "document", "sticker")
CONTENTS = ("text", "button", *MEDIA, "location", "contacts", "reaction", "edit", "revoke", "unsupported")
SAMPLE_PLACE = {
    "latitude": 40.9903,
    "longitude": 29.0275,
    "name": "Kadıköy İskelesi",
    "address": "Kadıköy, İstanbul",
}


@dataclass(slots=True)
class Written:
    """A message from the phone: its part of the webhook, and how the phone shows it."""

    type: str
    wire: Json
    text: str = ""
    quoted: str | None = None
    media: Json | None = None
    extra: Json = field(default_factory=dict)


def write(number: Number, phone: str, body: Body, *, at: datetime, now: datetime) -> str:
    """Send what ``body`` says; returns the message's id. The same id again is a duplicate delivery."""
    wamid = body.get("id")
    if wamid is not None and (repeated := _repeat(number, str(wamid), now)):
        return repeated
    chat = _chat(number, phone, body, at=at, now=now)
    written = _read(number, chat, body)
    wamid = storable(str(wamid)) if wamid else envelope.new_wamid(phone)
    item: Json = {} if chat.number_hidden else {"from": phone.lstrip("+")}
    item |= {
        "from_user_id": chat.user_id,
        "id": wamid,
        "timestamp": envelope.timestamp(at),
        "type": written.type,
    }
    item |= written.wire
    if written.quoted and written.type not in ("reaction", "edit", "revoke"):
        item["context"] = {"from": number.wire_phone, "id": written.quoted}
    if referral := body.get("referral"):
        if not isinstance(referral, dict):
            raise Problem(400, "“referral” must be the ad's object.", key="referral")
        item["referral"] = referral
    message = PhoneMessage(
        wamid=wamid,
        phone=phone,
        phone_number_id=number.phone_number_id,
        tenant_slug=number.tenant_slug,
        from_customer=True,
        type=written.type,
        text=storable(written.text),
        media=written.media,
        quoted=written.quoted,
        wire=json.dumps(item),
        at=at,
        status="sent",
    )
    if chat.last_inbound_at is None or at > chat.last_inbound_at:
        chat.last_inbound_at = at
    try:
        records.leave_phone(message, [envelope.of_messages(number, chat, [item], due=now)], chat)
    except IntegrityError:  # two deliveries of one id at the same moment
        return _repeat(number, wamid, now) or wamid
    return wamid


def _repeat(number: Number, wamid: str, now: datetime) -> str | None:
    """Deliver a message again that was sent under this id; None: there is none."""
    known = PhoneMessage.objects.filter(
        phone_number_id=number.phone_number_id, wamid=storable(wamid), from_customer=True
    ).first()
    if known is None:
        return None
    chat = Chat.objects.get(phone_number_id=number.phone_number_id, phone=known.phone)
    enqueue([envelope.of_messages(number, chat, [json.loads(known.wire)], due=now)])
    return known.wamid


def _chat(number: Number, phone: str, body: Body, *, at: datetime, now: datetime) -> Chat:
    """The chat as this message makes it; not yet stored so."""
    chat = records.known_chat(number, phone)
    if chat is None:
        # What is written now is the newest anyway; only a late delivery may find something newer.
        newest = records.last_inbound_in_product(number, phone) if at < now else None
        chat = records.new_chat(number, phone, last_inbound_at=newest)
    for key in ("name", "username"):
        if key in body:
            if not isinstance(body[key], str):
                raise Problem(400, f"“{key}” must be text.", key=key)
            setattr(chat, key, storable(body[key]))
    if "hide_number" in body:
        chat.number_hidden = bool(body["hide_number"])
    chat.name = chat.name or for_people(phone)
    return chat


def _read(number: Number, chat: Chat, body: Body) -> Written:
    given = [key for key in CONTENTS if body.get(key) not in (None, False)]
    if len(given) == 2 and given[0] == "text" and given[1] in MEDIA:
        given = given[1:]  # a file with words is a caption
    if len(given) != 1:
        raise Problem(
            400,
            f"Write one of {', '.join(CONTENTS)}; "
            + (f"here are {', '.join(given)}." if given else "here is none of them."),
            key=given[1] if given else "text",
        )
    kind = given[0]
    quoted = body.get("reply_to")
    if quoted is not None and (not isinstance(quoted, str) or has_unstorable(quoted)):
        raise Problem(400, "“reply_to” must be a message's id.", key="reply_to")
    if kind == "text":
        text = body["text"]
        if not isinstance(text, str) or not text:
            raise Problem(400, "“text” must be text.", key="text")
        return Written("text", {"text": {"body": text}}, text, quoted)
    if kind == "button":
        return _tap(number, chat, body["button"])
    if kind == "reaction":
        return _react(number, chat, body["reaction"], quoted)
    if kind in MEDIA:
        written = _file(number, kind, body)
        written.quoted = quoted
        return written
    if kind == "location":
        place = SAMPLE_PLACE if body["location"] is True else body["location"]
        if not isinstance(place, dict) or not {"latitude", "longitude"} <= place.keys():
            raise Problem(400, "“location” must be true or have latitude and longitude.", key="location")
        return Written(
            "location", {"location": place}, str(place.get("name", "")), quoted, {"location": place}
        )
    return _unusual(kind, body[kind])


def _unusual(kind: str, value: Any) -> Written:
    if kind == "contacts":
        if not isinstance(value, list):
            raise Problem(400, "“contacts” must be a list of cards.", key="contacts")
        return Written("contacts", {"contacts": value})
    if kind == "edit":
        if not isinstance(value, dict) or not {"id", "text"} <= value.keys():
            raise Problem(400, "“edit” must have the message's id and its new text.", key="edit")
        changed = {"type": "text", "text": {"body": str(value["text"])}}
        return Written(
            "edit",
            {"edit": {"original_message_id": str(value["id"]), "message": changed}},
            str(value["text"]),
        )
    if kind == "revoke":
        return Written("revoke", {"revoke": {"original_message_id": str(value)}})
    error = {
        "code": 131051,
        "title": "Message type unknown",
        "message": "Message type unknown",
        "error_data": {"details": "Message type is currently not supported."},
    }
    return Written(
        "unsupported",
        {"errors": [error], "unsupported": {"type": value if isinstance(value, str) else "poll"}},
    )


def _tap(number: Number, chat: Chat, wanted: Any) -> Written:
    """A tap on a button or row, by its id or its title, of the newest message that offered it."""
    if not isinstance(wanted, str):
        raise Problem(400, "“button” must be the id or title of one that was offered.", key="button")
    offers = PhoneMessage.objects.filter(
        phone_number_id=number.phone_number_id, phone=chat.phone, from_customer=False
    ).exclude(status="failed")
    seen: list[str] = []
    for message in offers.order_by("-n")[:50]:
        for option in (*message.buttons, *message.rows):
            if wanted in (option["id"], option["title"]):
                return _tapped(message, option)
            seen.append(option["title"])
    raise Problem(
        409,
        f"No button “{wanted}” was offered to this phone; "
        f"offered: {', '.join(dict.fromkeys(seen)) or 'none'}.",
        key="button",
    )


def _tapped(message: PhoneMessage, option: Json) -> Written:
    title = option["title"]
    if message.type == "template":
        return Written("button", {"button": {"payload": option["id"], "text": title}}, title, message.wamid)
    kind = "button_reply" if option in message.buttons else "list_reply"
    return Written("interactive", {"interactive": {"type": kind, kind: option}}, title, message.wamid)


def _react(number: Number, chat: Chat, value: Any, quoted: str | None) -> Written:
    emoji, target = (
        (value.get("emoji", ""), value.get("message_id")) if isinstance(value, dict) else (value, None)
    )
    if not isinstance(emoji, str):
        raise Problem(400, "“reaction” must be an emoji, or have emoji and message_id.", key="reaction")
    target = target or quoted
    if target is None:
        target = (
            PhoneMessage.objects.filter(
                phone_number_id=number.phone_number_id, phone=chat.phone, from_customer=False
            )
            .exclude(status="failed")
            .order_by("-n")
            .values_list("wamid", flat=True)
            .first()
        )
    if target is None:
        raise Problem(409, "There is no message to react to.", key="reaction")
    if not isinstance(target, str) or has_unstorable(target):
        raise Problem(400, "“message_id” must be a message's id.", key="reaction")
    wire = {"message_id": target} | ({"emoji": emoji} if emoji else {})
    return Written("reaction", {"reaction": wire}, emoji, target)


def _file(number: Number, kind: str, body: Body) -> Written:
    content, mime_type, name = _content(kind, body[kind])
    name = str(body.get("filename") or name)
    stored = store(number.phone_number_id, content, mime_type, name)
    digest = base64.b64encode(bytes.fromhex(stored.sha256)).decode()
    wire: Json = {"id": stored.id, "mime_type": mime_type, "sha256": digest}
    caption = body.get("caption") or body.get("text") or ""
    if caption and kind in ("image", "video", "document"):
        wire["caption"] = caption
    if kind == "document":
        wire["filename"] = name or "belge"
    if kind == "audio":
        wire["voice"] = mime_type.startswith("audio/ogg")
    if kind == "sticker":
        wire["animated"] = False
    media = {"kind": kind, "id": stored.id, "mime_type": mime_type} | ({"filename": name} if name else {})
    return Written(kind, {kind: wire}, str(caption), media=media)


def _content(kind: str, value: Any) -> tuple[bytes, str, str]:
    if value is True:
        return samples.sample(kind)
    if not isinstance(value, str):
        raise Problem(400, f"“{kind}” must be true or a file in base64.", key=kind)
    encoded = value.partition(",")[2] if value.startswith("data:") else value
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Problem(400, f"“{kind}” is not base64.", key=kind) from error
    if not content:
        raise Problem(400, f"“{kind}” is empty.", key=kind)
    return content, samples.mime_type_of(content, kind), ""
