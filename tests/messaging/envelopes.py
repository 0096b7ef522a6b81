"""Webhook bodies as Meta posts them, and the posting."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.test import Client

from invekto.core import clock
from invekto.messaging.signature import sign
from tests.support.tenants import TenantKit

RECORDED = Path(__file__).parent / "recorded"
PHONE = "905321234567"


# What the recorded payloads were written for.
RECORDED_NUMBER, RECORDED_ACCOUNT = "106540352242922", "215589313241560883"
RECORDED_TIME = datetime.fromtimestamp(1793810400, UTC)
RECORDED_TEXT = "wamid.HBgMOTA1MzIxMjM0NTY3FQIAEhgTEXT"  # the message of text.json


def recorded(name: str, kit: TenantKit) -> bytes:
    """A body written down from the reference, addressed to this tenant's number."""
    content = (RECORDED / f"{name}.json").read_text(encoding="utf-8")
    content = content.replace(f'"{RECORDED_NUMBER}"', f'"{kit.number.phone_number_id}"')
    return content.replace(f'"{RECORDED_ACCOUNT}"', f'"{kit.number.waba_id}"').encode()


def post_recorded(kit: TenantKit, *names: str) -> None:
    """Post recorded bodies one after the other; each must be taken."""
    for name in names:
        answer = post_raw(recorded(name, kit), kit.number.app_secret)
        assert answer.status_code == 200, answer.content


def new_wamid() -> str:
    return f"wamid.{secrets.token_hex(16)}"


def seconds(moment: datetime | None) -> str:
    return str(int((moment or clock.now()).timestamp()))


def message(
    text: str | None = "Merhaba",
    *,
    phone: str | None = PHONE,
    user_id: str | None = None,
    wamid: str | None = None,
    at: datetime | None = None,
    **parts: Any,
) -> dict[str, Any]:
    """One ``messages[]`` member; ``parts`` replace the text (``type="image", image={…}``)."""
    item: dict[str, Any] = {"id": wamid or new_wamid(), "timestamp": seconds(at)}
    if phone:
        item["from"] = phone
    if user_id:
        item["from_user_id"] = user_id
    return item | (parts if "type" in parts else {"type": "text", "text": {"body": text}} | parts)


def status(wamid: str, state: str, *, at: datetime | None = None, **parts: Any) -> dict[str, Any]:
    return {"id": wamid, "status": state, "timestamp": seconds(at), "recipient_id": PHONE} | parts


def change(kit: TenantKit, field: str = "messages", **value: Any) -> dict[str, Any]:
    metadata = {
        "display_phone_number": kit.number.display_phone.lstrip("+"),
        "phone_number_id": kit.number.phone_number_id,
    }
    return {"field": field, "value": {"messaging_product": "whatsapp", "metadata": metadata} | value}


def person(
    phone: str | None = PHONE, *, user_id: str | None = None, name: str = "Elif Demir", **more: Any
) -> dict[str, Any]:
    found: dict[str, Any] = {"profile": {"name": name}} | more
    if phone:
        found["wa_id"] = phone
    if user_id:
        found["user_id"] = user_id
    return found


def messages(kit: TenantKit, *items: dict[str, Any], contacts: Iterable[Any] = ()) -> dict[str, Any]:
    return change(kit, contacts=list(contacts) or [person()], messages=list(items))


def body(*parts: tuple[TenantKit, dict[str, Any]]) -> bytes:
    """One body with an entry for each (tenant, change)."""
    return json.dumps(
        {
            "object": "whatsapp_business_account",
            "entry": [{"id": kit.number.waba_id, "changes": [part]} for kit, part in parts],
        }
    ).encode()


def post_raw(content: bytes, secret: str | None, *, client: Client | None = None) -> Any:
    headers = {"X-Hub-Signature-256": f"sha256={sign(content, secret)}"} if secret is not None else {}
    return (client or Client()).post(
        "/webhooks/whatsapp/", data=content, content_type="application/json", headers=headers
    )


def post(kit: TenantKit, *parts: dict[str, Any]) -> Any:
    """Changes of one tenant, signed by its app."""
    return post_raw(body(*((kit, part) for part in parts)), kit.number.app_secret)
