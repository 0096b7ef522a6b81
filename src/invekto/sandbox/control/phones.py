"""The customer's phone over HTTP: write, read, and how the conversation stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.dateparse import parse_date

from invekto.agent_ai import services as dialogue
from invekto.core import clock
from invekto.core.folding import fold
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Contact, Conversation
from invekto.sandbox import directory
from invekto.sandbox.http import Body, Problem, body_of, control, has_unstorable, moment_in, phone_in, text_in
from invekto.sandbox.models import Chat, Delivery, PhoneMessage
from invekto.sandbox.whatsapp import envelope, phone
from invekto.sandbox.whatsapp.records import chat_of

WRITE_KEYS = {
    "to",
    "id",
    "name",
    "username",
    "hide_number",
    "at",
    "reply_to",
    "referral",
    "caption",
    "filename",
    *phone.CONTENTS,
}


def _write(request: HttpRequest, *, number: str) -> tuple[int, Body]:
    e164 = phone_in(number, "path")
    body = body_of(request, allowed=WRITE_KEYS, required=("to",))
    business = directory.number_of_tenant(text_in(body, "to"))
    _check_quoted(e164, body.get("reply_to"))
    now = clock.now()
    at = moment_in(body["at"], "at") if body.get("at") is not None else now
    return 202, {"id": phone.write(business, e164, body, at=at, now=now)}


def _check_quoted(e164: str, wamid: Any) -> None:
    """One answers what is on one's own phone. Raises Problem."""
    if not isinstance(wamid, str) or has_unstorable(wamid):
        return  # refused with the rest of the body
    if not PhoneMessage.objects.filter(phone=e164, wamid=wamid).exists():
        raise Problem(400, f"“reply_to” names no message of {e164}: {wamid}", key="reply_to")


def _read(request: HttpRequest, *, number: str) -> list[Body]:
    e164 = phone_in(number, "path")
    after = request.GET.get("after", "0")
    if not (after.isascii() and after.isdigit() and len(after) <= 18):
        raise Problem(400, "“after” must be a message's n.", key="after")
    shown = PhoneMessage.objects.filter(phone=e164, n__gt=int(after)).exclude(status="failed").order_by("n")
    if request.GET.get("mine") != "1":
        return [as_json(message) for message in shown.filter(from_customer=False)]
    return _with_ticks([as_json(message) for message in shown])


def _with_ticks(messages: list[Body]) -> list[Body]:
    """The customer's own messages are delivered once no webhook carries them any more."""
    sent = [message for message in messages if message["mine"] and message["status"] == "sent"]
    under_way = Delivery.objects.filter(provider="whatsapp").values_list("content", flat=True) if sent else ()
    carried = "\n".join(under_way)
    for message in sent:
        if message["id"] not in carried:
            message["status"] = "delivered"
    return messages


def as_json(message: PhoneMessage) -> Body:
    return {
        "n": message.n,
        "id": message.wamid,
        "tenant": message.tenant_slug,
        "mine": message.from_customer,
        "type": message.type,
        "text": message.text,
        "buttons": message.buttons,
        "list": message.rows,
        "template": message.template,
        "media": message.media,
        "reply_to": message.quoted,
        "at": message.at.isoformat(),
        "status": message.status,
    }


def _state(request: HttpRequest, *, number: str) -> Body:
    e164 = phone_in(number, "path")
    slug = request.GET.get("tenant")
    if not slug:
        raise Problem(400, "“tenant” is missing.", key="tenant")
    tenant = directory.tenant(slug)
    with tenant_scope(tenant.id):
        return dialogue.state_of(find_conversation(e164, slug))


def find_conversation(e164: str, slug: str) -> Conversation:
    """Inside the tenant's scope. Raises Problem 404."""
    found = Conversation.objects.select_related("contact", "tenant", "assigned_to").filter(
        contact__phone=e164
    )
    conversation = found.order_by("-last_message_at").first()
    if conversation is None:
        user_ids = Chat.objects.filter(phone=e164, number_hidden=True).values_list("user_id", flat=True)
        conversation = (
            Conversation.objects.select_related("contact", "tenant", "assigned_to")
            .filter(contact__user_id__in=list(user_ids))
            .first()
        )
    if conversation is None:
        raise Problem(404, f"{e164} has no conversation with “{slug}”.", key="phone")
    return conversation


def _prefer(request: HttpRequest, *, number: str) -> tuple[int, Body]:
    """WhatsApp's own switch "stop offers from this business"."""
    e164 = phone_in(number, "path")
    body = body_of(request, allowed={"to", "marketing"}, required=("to", "marketing"))
    business = directory.number_of_tenant(text_in(body, "to"))
    if body["marketing"] not in ("stop", "resume"):
        raise Problem(400, "“marketing” must be stop or resume.", key="marketing")
    chat = chat_of(business, e164)
    chat.marketing_stopped = body["marketing"] == "stop"
    chat.save(update_fields=["marketing_stopped"])
    now = clock.now()
    person = envelope.contact(chat)
    preference = {
        "detail": f"User requested to {body['marketing']} marketing messages",
        "category": "marketing_messages",
        "value": body["marketing"],
        "timestamp": int(now.timestamp()),
    } | {key: person[key] for key in ("wa_id", "user_id") if key in person}
    value = {"contacts": [person], "user_preferences": [preference]}
    envelope.post_change(business, "user_preferences", value, due=now, about_number=True)
    return 202, {"marketing": body["marketing"]}


def _contact(request: HttpRequest) -> tuple[int, Body]:
    body = body_of(
        request, allowed={"tenant", "phone", "name", "birthday", "consent"}, required=("tenant", "phone")
    )
    if "consent" in body:
        raise Problem(501, "This sandbox does not speak consents yet.", key="consent")
    tenant = directory.tenant(text_in(body, "tenant"))
    e164 = phone_in(body["phone"])
    with tenant_scope(tenant.id):
        contact, made = save_contact(tenant.id, e164, body)
    return (201 if made else 200), {"contact": str(contact.id)}


def save_contact(tenant_id: Any, e164: str, body: Body) -> tuple[Contact, bool]:
    values: dict[str, Any] = {}
    if "name" in body:
        values |= {"name": text_in(body, "name"), "search_key": fold(text_in(body, "name"))}
    if body.get("birthday") is not None:
        try:
            values["birthday"] = parse_date(text_in(body, "birthday"))
        except ValueError:
            values["birthday"] = None
        if values["birthday"] is None:
            raise Problem(400, "“birthday” must be a date such as 1990-05-17.", key="birthday")
    return Contact.objects.update_or_create(
        tenant_id=tenant_id,
        phone=e164,
        defaults=values,
        create_defaults=values | {"tenant_id": tenant_id, "phone": e164, "created_at": clock.now()},
    )


messages = control(GET=_read, POST=_write)
state = control(GET=_state)
preferences = control(POST=_prefer)
contacts = control(POST=_contact)
