"""A stored message event → what it means. Pure: knows Meta's shapes, no database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from invekto.core.phones import from_wa_id
from invekto.messaging.ingest.fields import (
    UnreadableItem,
    clean,
    moment,
    needed_text,
    optional_record,
    record,
    records,
    text,
)

_RIGHT_AFTER = timedelta(seconds=10)
_LAST_OF_A_SECOND = timedelta(microseconds=999_999)
_LONGEST_TEXT = 70_000  # characters; WhatsApp's own limit is 65,536 in some clients


@dataclass(frozen=True, slots=True)
class Person:
    """Who a message is from (or, for an echo, to): by phone, by Meta's user id, or both."""

    phone: str | None = None  # E.164
    user_id: str | None = None
    parent_user_id: str | None = None
    username: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class MediaReference:
    provider_id: str
    mime_type: str
    sha256: str | None
    file_name: str


@dataclass(frozen=True, slots=True)
class Reaction:
    emoji: str | None  # None takes an earlier one back


@dataclass(frozen=True, slots=True)
class Edit:
    type: str
    text: str
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Revoke:
    pass


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """The customer now has another number or user id, or their device keys changed."""

    notice: str  # text id
    new_phone: str | None = None
    new_user_id: str | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message as read. With an ``action`` it is no bubble of its own but does something to ``target``."""

    wamid: str
    at: datetime  # by the sender's clock, not after it was received
    received_at: datetime
    person: Person
    type: str
    text: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    media: MediaReference | None = None
    quoted: str | None = None
    action: Reaction | Edit | Revoke | IdentityChange | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class _Body:
    """What a type's own part of the JSON gives."""

    text: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    media: MediaReference | None = None
    type: str | None = None  # where we store it under another type than the wire's


def read_message(payload: dict[str, Any], *, received_at: datetime, echo: bool = False) -> Arrived:
    """Raises UnreadableItem when sender, id or shape are not as the reference has them."""
    payload = clean(payload)
    item = record(payload, "item")
    wamid = needed_text(item, "id")
    person = _person(item, records(payload, "contacts"), echo=echo)
    # A sender's clock that runs ahead keeps neither its thread above later ones nor the window open.
    told = min(moment(item, "timestamp", otherwise=received_at), received_at)
    at = within_its_second(told, received_at)
    wire_type = text(item, "type")[:32] or "unsupported"
    action = _ACTIONS.get(wire_type)
    if action is not None:
        what, target = action(item)
        return Arrived(wamid, at, received_at, person, wire_type, action=what, target=target)
    body = _body(item, wire_type)
    content = body.content | _surroundings(item)
    return Arrived(
        wamid=wamid,
        at=at,
        received_at=received_at,
        person=person,
        type=body.type or wire_type,
        text=body.text[:_LONGEST_TEXT],
        content=content,
        media=body.media,
        quoted=text(optional_record(item, "context"), "id") or None,
    )


def within_its_second(at: datetime, received_at: datetime) -> datetime:
    """WhatsApp tells whole seconds, we know when the item came: what came within that second or right after it
    stands where it came among what we ourselves said in that second, and never leaves its second."""
    if at.microsecond or not at <= received_at < at + _RIGHT_AFTER:
        return at
    return min(received_at, at + _LAST_OF_A_SECOND)


def read_preference_person(payload: dict[str, Any]) -> Person:
    """Whom a ``user_preferences`` item is about."""
    payload = clean(payload)
    item = record(payload, "item")
    renamed = item | {"from": item.get("wa_id"), "from_user_id": item.get("user_id")}
    return _person(renamed, records(payload, "contacts"), echo=False)


def _person(item: dict[str, Any], contacts: list[dict[str, Any]], *, echo: bool) -> Person:
    side = "to" if echo else "from"
    about = contacts[0] if contacts else {}
    profile = optional_record(about, "profile")
    person = Person(
        phone=from_wa_id(text(item, side)) or from_wa_id(text(about, "wa_id")),
        user_id=text(item, f"{side}_user_id")[:160] or text(about, "user_id")[:160] or None,
        parent_user_id=text(about, "parent_user_id")[:160] or None,
        username=text(profile, "username")[:160] or None,
        name=text(profile, "name").strip()[:200],
    )
    if person.phone is None and person.user_id is None:
        raise UnreadableItem("the sender has neither a phone number nor a user id")
    return person


def _surroundings(item: dict[str, Any]) -> dict[str, Any]:
    """What may stand beside any type: where it was forwarded from, which ad it came through."""
    found: dict[str, Any] = {}
    context = optional_record(item, "context")
    if context.get("forwarded") is True or context.get("frequently_forwarded") is True:
        found["forwarded"] = "often" if context.get("frequently_forwarded") is True else "once"
    if product := optional_record(context, "referred_product"):
        found["referred_product"] = product
    if referral := optional_record(item, "referral"):
        found["referral"] = referral  # as it came: every field of it is optional
    return found


def _body(item: dict[str, Any], wire_type: str) -> _Body:
    reader = _BODIES.get(wire_type)
    if reader is not None:
        return reader(item)
    own = item.get(wire_type)
    return _Body(content={"raw": own} if own is not None else {})


def _text_body(item: dict[str, Any]) -> _Body:
    body = record(item, "text").get("body")
    if not isinstance(body, str):
        raise UnreadableItem("text.body is not text")
    return _Body(text=body)


def _media_body(kind: str) -> Callable[[dict[str, Any]], _Body]:
    def read(item: dict[str, Any]) -> _Body:
        part = record(item, kind)
        reference = MediaReference(
            provider_id=needed_text(part, "id"),
            mime_type=text(part, "mime_type")[:200],
            sha256=text(part, "sha256")[:128] or None,
            file_name=text(part, "filename")[:255],
        )
        flags = {name: True for name in ("voice", "animated") if part.get(name) is True}
        return _Body(text=text(part, "caption"), content=flags, media=reference)

    return read


def _location_body(item: dict[str, Any]) -> _Body:
    part = record(item, "location")
    shown = [text(part, "name"), text(part, "address")]
    return _Body(text=", ".join(filter(None, shown)), content={"location": part})


def _contacts_body(item: dict[str, Any]) -> _Body:
    cards = records(item, "contacts")
    names = [text(optional_record(card, "name"), "formatted_name") for card in cards]
    return _Body(text=", ".join(filter(None, names)), content={"contacts": cards})


def _interactive_body(item: dict[str, Any]) -> _Body:
    """A tap. The inner object has been seen to be missing; then only the type is left."""
    part = optional_record(item, "interactive")
    kind = text(part, "type")
    inner = optional_record(part, kind)
    if kind in ("button_reply", "list_reply"):
        content = {"reply_id": text(inner, "id")} | (
            {"description": text(inner, "description")} if text(inner, "description") else {}
        )
        return _Body(text=text(inner, "title"), content=content if inner else {})
    if kind == "nfm_reply":
        return _Body(
            text=text(inner, "body"),
            content={"form": text(inner, "name"), "response_json": text(inner, "response_json")},
        )
    return _Body(content={"raw": part} if part else {})


def _template_button_body(item: dict[str, Any]) -> _Body:
    part = record(item, "button")
    return _Body(text=text(part, "text"), content={"reply_id": text(part, "payload")})


def _order_body(item: dict[str, Any]) -> _Body:
    part = record(item, "order")
    return _Body(text=text(part, "text"), content={"order": part})


def _unsupported_body(item: dict[str, Any]) -> _Body:
    return _Body(
        content={
            "kind": text(optional_record(item, "unsupported"), "type"),
            "errors": [{"code": error.get("code")} for error in records(item, "errors")],
        }
    )


def _reaction(item: dict[str, Any]) -> tuple[Reaction, str]:
    part = record(item, "reaction")
    return Reaction(text(part, "emoji")[:16] or None), needed_text(part, "message_id")


def _edit(item: dict[str, Any]) -> tuple[Edit, str]:
    part = record(item, "edit")
    new = record(part, "message")
    wire_type = text(new, "type")[:32] or "unsupported"
    body = _body(new, wire_type)
    return Edit(wire_type, body.text[:_LONGEST_TEXT], body.content), needed_text(part, "original_message_id")


def _revoke(item: dict[str, Any]) -> tuple[Revoke, str]:
    return Revoke(), needed_text(record(item, "revoke"), "original_message_id")


def _system(item: dict[str, Any]) -> tuple[IdentityChange, None]:
    part = record(item, "system")
    kind = text(part, "type")
    new_phone = from_wa_id(text(part, "wa_id")) or from_wa_id(text(part, "new_wa_id"))
    if kind in ("user_changed_number", "customer_changed_number"):
        return IdentityChange(
            "messaging-notice-number-changed", new_phone, text(part, "user_id") or None
        ), None
    if kind == "user_changed_user_id":
        user_id = text(part, "user_id") or text(part, "new_user_id")
        return IdentityChange("messaging-notice-user-id-changed", None, user_id or None), None
    if kind == "customer_identity_changed":
        return IdentityChange("messaging-notice-identity-changed"), None
    return IdentityChange("messaging-notice-system"), None


_BODIES: dict[str, Callable[[dict[str, Any]], _Body]] = {
    "text": _text_body,
    "image": _media_body("image"),
    "video": _media_body("video"),
    "document": _media_body("document"),
    "audio": _media_body("audio"),
    "sticker": _media_body("sticker"),
    "location": _location_body,
    "contacts": _contacts_body,
    "interactive": _interactive_body,
    "button": _template_button_body,
    "order": _order_body,
    "unsupported": _unsupported_body,
}
_ACTIONS: dict[str, Callable[[dict[str, Any]], tuple[Any, str | None]]] = {
    "reaction": _reaction,
    "edit": _edit,
    "revoke": _revoke,
    "system": _system,
}
