"""A message as a business sends it: every limit of section 9, and what the phone will show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from invekto.sandbox.http import has_unstorable
from invekto.sandbox.models import Media
from invekto.sandbox.whatsapp.errors import GraphError
from invekto.sandbox.whatsapp.reading import Json, items, obj, only, string, web_address

ENVELOPE = {
    "messaging_product",
    "recipient_type",
    "to",
    "recipient",
    "type",
    "context",
    "biz_opaque_callback_data",
    "recipient_identity_key_hash",
    "message_activity_sharing",
}


@dataclass(slots=True)
class Shown:
    """What reaches the phone."""

    type: str
    text: str = ""
    buttons: list[Json] = field(default_factory=list)
    rows: list[Json] = field(default_factory=list)
    template: str | None = None
    media: Json | None = None
    marketing: bool = False


def read(body: Json) -> Shown:
    """Check a body of ``POST /{number}/messages`` that is not a template. Raises GraphError."""
    kind = body["type"]
    only(body, ENVELOPE | {kind}, "")
    if kind == "contacts":
        return _contacts(body)
    return READERS[kind](obj(body, kind))


def _text(text: Json) -> Shown:
    only(text, {"body", "preview_url"}, "text")
    if not isinstance(text.get("preview_url", False), bool):
        raise GraphError(100, "Param text['preview_url'] must be a boolean.")
    if text.get("body") == "":
        raise GraphError(100, "The parameter text['body'] is required.")
    return Shown("text", string(text, "body", "text.", at_most=4096, code=100) or "")


def _media(kind: str) -> Callable[[Json], Shown]:
    def read_media(media: Json) -> Shown:
        captioned = kind in ("image", "video", "document")
        only(
            media,
            {"id", "link", "provider", "voice"}
            | ({"caption"} if captioned else set())
            | ({"filename"} if kind == "document" else set()),
            kind,
        )
        reference = media_reference(media, kind)
        caption = string(media, "caption", f"{kind}.", at_most=1024, required=False)
        name = string(media, "filename", f"{kind}.", at_most=240, required=False)
        return Shown(kind, caption or "", media=reference | ({"filename": name} if name else {}))

    return read_media


def media_reference(media: Json, kind: str) -> Json:
    """{"kind", "id" or "link", "mime_type"}; exactly one of id and link. Raises GraphError."""
    given = [key for key in ("id", "link") if media.get(key)]
    if not given:
        raise GraphError(131008, f"{kind}.id or {kind}.link is required.")
    if len(given) > 1:
        raise GraphError(100, f"Param {kind} must have either 'id' or 'link', not both.")
    value = media[given[0]]
    if not isinstance(value, str) or has_unstorable(value):
        raise GraphError(100, f"Param {kind}['{given[0]}'] must be a string.")
    if given == ["link"]:
        return {"kind": kind, "link": web_address(value, f"{kind}.link")}
    stored = Media.objects.filter(id=value).values_list("mime_type", "file_name").first()
    if stored is None:
        raise GraphError(
            100,
            f"Param {kind}['id'] is not a valid whatsapp business account media attachment ID",
        )
    mime_type, file_name = stored
    if kind in ("image", "audio", "video") and not mime_type.startswith(kind):
        raise GraphError(131053, f"The media {value} is {mime_type} and cannot be sent as {kind}.")
    return {"kind": kind, "id": value, "mime_type": mime_type} | (
        {"filename": file_name} if file_name else {}
    )


def _location(location: Json) -> Shown:
    only(location, {"latitude", "longitude", "name", "address"}, "location")
    for key, limit in (("latitude", 90), ("longitude", 180)):
        try:
            degrees = float(location[key])
        except KeyError:
            raise GraphError(131008, f"location.{key} is required.") from None
        except (TypeError, ValueError):
            raise GraphError(131009, f"location.{key} is not a number.") from None
        if not -limit <= degrees <= limit:
            raise GraphError(131009, f"location.{key} must be between -{limit} and {limit}.")
    name = string(location, "name", "location.", at_most=1000, required=False)
    address = string(location, "address", "location.", at_most=1000, required=False)
    return Shown(
        "location", "\n".join(part for part in (name, address) if part), media={"location": location}
    )


def _contacts(body: Json) -> Shown:
    cards = items(body, "contacts", "", at_least=1, at_most=257)
    names = [
        string(obj(card, "name", "contacts."), "formatted_name", "contacts.name.", at_most=1000)
        for card in cards
    ]
    return Shown("contacts", ", ".join(name or "" for name in names))


def _reaction(reaction: Json) -> Shown:
    only(reaction, {"message_id", "emoji"}, "reaction")
    string(reaction, "message_id", "reaction.", at_most=512)
    emoji = reaction.get("emoji")
    if not isinstance(emoji, str):
        raise GraphError(131008, "reaction.emoji is required; an empty string removes the reaction.")
    return Shown("reaction", emoji)


def _interactive(interactive: Json) -> Shown:
    kind = interactive.get("type")
    if kind is None:
        raise GraphError(131008, "interactive.type is required.")
    if kind not in INTERACTIVE:
        raise GraphError(131009, f"interactive.type {kind!r} is not one of {', '.join(sorted(INTERACTIVE))}.")
    only(interactive, {"type", "header", "body", "footer", "action"}, "interactive")
    body = string(obj(interactive, "body", "interactive."), "text", "interactive.body.", at_most=1024)
    parts = [_header(interactive, text_only=kind == "list"), body or ""]
    if interactive.get("footer") is not None:
        footer = obj(interactive, "footer", "interactive.")
        parts.append(string(footer, "text", "interactive.footer.", at_most=60) or "")
    shown = Shown("interactive", "\n".join(part for part in parts if part))
    INTERACTIVE[kind](obj(interactive, "action", "interactive."), shown)
    return shown


def _header(interactive: Json, *, text_only: bool) -> str:
    if interactive.get("header") is None:
        return ""
    header = obj(interactive, "header", "interactive.")
    kind = header.get("type")
    if kind == "text":
        return string(header, "text", "interactive.header.", at_most=60) or ""
    if text_only or kind not in ("image", "video", "document"):
        raise GraphError(131009, f"interactive.header.type {kind!r} is not allowed here.")
    media_reference(obj(header, kind, "interactive.header."), kind)
    return ""


def _buttons(action: Json, shown: Shown) -> None:
    only(action, {"buttons"}, "interactive.action")
    where = "interactive.action.buttons."
    for button in items(action, "buttons", "interactive.action.", at_least=1, at_most=3):
        if button.get("type") != "reply":
            raise GraphError(131009, f"{where}type must be reply.")
        reply = obj(button, "reply", where)
        shown.buttons.append(
            {
                "id": string(reply, "id", f"{where}reply.", at_most=256),
                "title": string(reply, "title", f"{where}reply.", at_most=20),
            }
        )
    _unique(shown.buttons, "id", f"{where}reply.id")
    _unique(shown.buttons, "title", f"{where}reply.title")


def _list(action: Json, shown: Shown) -> None:
    only(action, {"button", "sections"}, "interactive.action")
    string(action, "button", "interactive.action.", at_most=20)
    sections = items(action, "sections", "interactive.action.", at_least=1, at_most=10)
    where = "interactive.action.sections."
    for section in sections:
        string(section, "title", where, at_most=24, required=len(sections) > 1)
        for row in items(section, "rows", where, at_least=1, at_most=10):
            entry = {
                "id": string(row, "id", f"{where}rows.", at_most=200),
                "title": string(row, "title", f"{where}rows.", at_most=24),
            }
            description = string(row, "description", f"{where}rows.", at_most=72, required=False)
            shown.rows.append(entry | ({"description": description} if description else {}))
    if len(shown.rows) > 10:
        raise GraphError(131009, "Total row count exceed max allowed count: 10")
    _unique(shown.rows, "id", f"{where}rows.id")


def _cta_url(action: Json, shown: Shown) -> None:
    if action.get("name") != "cta_url":
        raise GraphError(131009, "interactive.action.name must be cta_url.")
    parameters = obj(action, "parameters", "interactive.action.")
    title = string(parameters, "display_text", "interactive.action.parameters.", at_most=20) or ""
    url = web_address(
        string(parameters, "url", "interactive.action.parameters.", at_most=2000) or "",
        "interactive.action.parameters.url",
    )
    shown.text = f"{shown.text}\n{title}: {url}"


def _location_request(action: Json, _: Shown) -> None:
    if action.get("name") != "send_location":
        raise GraphError(131009, "interactive.action.name must be send_location.")


def _unique(entries: list[Json], key: str, name: str) -> None:
    values = [entry[key] for entry in entries]
    if len(set(values)) != len(values):
        raise GraphError(131009, f"{name}: values must be unique.")


INTERACTIVE: dict[str, Callable[[Json, Shown], None]] = {
    "button": _buttons,
    "list": _list,
    "cta_url": _cta_url,
    "location_request_message": _location_request,
}
READERS: dict[str, Callable[[Json], Shown]] = {
    "text": _text,
    "interactive": _interactive,
    "location": _location,
    "reaction": _reaction,
    **{kind: _media(kind) for kind in ("image", "video", "audio", "document", "sticker")},
}
TYPES = {*READERS, "contacts", "template"}


def check_envelope(body: Any) -> Json:
    """The fields every message has. Raises GraphError."""
    if not isinstance(body, dict):
        raise GraphError(100, "The body must be a JSON object.")
    if body.get("messaging_product") != "whatsapp":
        raise GraphError(100, "The parameter messaging_product is required and must be whatsapp.")
    if "status" in body:
        return body
    kind = body.setdefault("type", "text")
    if kind not in TYPES:
        raise GraphError(
            100, f"Param type must be one of {{{', '.join(sorted(TYPES)).upper()}}} - got {kind!r}."
        )
    if body.get("recipient_type", "individual") not in ("individual", "group"):
        raise GraphError(100, "Param recipient_type must be one of {INDIVIDUAL, GROUP}.")
    if not body.get("to") and not body.get("recipient"):
        raise GraphError(131008, "The parameter to is required.")
    string(body, "recipient", "", at_most=512, required=False, code=100)
    string(body, "biz_opaque_callback_data", "", at_most=512, required=False, code=100)
    if body.get("context") is not None:
        string(obj(body, "context"), "message_id", "context.", at_most=512)
    return body
