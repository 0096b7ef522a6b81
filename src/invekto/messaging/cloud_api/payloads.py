"""Message bodies in the Cloud API's JSON; see its reference, section 9."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a message goes to. With a phone it goes there; the user id is for those who hide theirs."""

    phone: str | None  # E.164
    user_id: str | None

    def fields(self) -> Payload:
        if self.phone:
            return {"to": self.phone.lstrip("+")}
        return {"recipient": self.user_id}


def text(body: str) -> Payload:
    return {"type": "text", "text": {"preview_url": False, "body": body}}


def buttons(body: str, replies: Sequence[tuple[str, str]], header: str | None, footer: str | None) -> Payload:
    """``replies``: (id, title)."""
    action = {"buttons": [{"type": "reply", "reply": {"id": id_, "title": title}} for id_, title in replies]}
    return _interactive("button", body, action, header, footer)


def list_menu(body: str, button: str, rows: Sequence[tuple[str, str, str | None]]) -> Payload:
    """``rows``: (id, title, description)."""
    shown = [
        {"id": id_, "title": title} | ({"description": description} if description else {})
        for id_, title, description in rows
    ]
    return _interactive("list", body, {"button": button, "sections": [{"rows": shown}]}, None, None)


def _interactive(kind: str, body: str, action: Payload, header: str | None, footer: str | None) -> Payload:
    interactive: Payload = {"type": kind, "body": {"text": body}, "action": action}
    if header:
        interactive["header"] = {"type": "text", "text": header}
    if footer:
        interactive["footer"] = {"text": footer}
    return {"type": "interactive", "interactive": interactive}


def template(name: str, language: str, body_values: Sequence[str]) -> Payload:
    """``body_values`` in the order of the template's {{1}}, {{2}} …"""
    part: Payload = {"name": name, "language": {"code": language}}
    if body_values:
        part["components"] = [
            {"type": "body", "parameters": [{"type": "text", "text": value} for value in body_values]}
        ]
    return {"type": "template", "template": part}


def media(
    kind: str, *, media_id: str | None, link: str | None, caption: str | None, file_name: str | None
) -> Payload:
    part: Payload = {"id": media_id} if media_id else {"link": link}
    if caption:
        part["caption"] = caption
    if file_name:
        part["filename"] = file_name
    return {"type": kind, kind: part}


def reaction(wamid: str, emoji: str) -> Payload:
    """``emoji`` on the message ``wamid``; an empty one takes ours off it."""
    return {"type": "reaction", "reaction": {"message_id": wamid, "emoji": emoji}}


def envelope(recipient: Recipient, body: Payload, *, callback: str, quoted: str | None = None) -> Payload:
    """``callback`` comes back in every status of the message (at most 512 characters)."""
    whole: Payload = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "biz_opaque_callback_data": callback,
    }
    whole |= recipient.fields() | body
    if quoted:
        whole["context"] = {"message_id": quoted}
    return whole


def read_receipt(wamid: str) -> Payload:
    return {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
