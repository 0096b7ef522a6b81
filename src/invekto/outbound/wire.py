"""Our content → WhatsApp's JSON, and what of it a person reads in the thread."""

from __future__ import annotations

from typing import Any

from invekto.messaging.cloud_api import payloads
from invekto.messaging.models import MessageTemplate
from invekto.messaging.template_body import VARIABLE, variables
from invekto.outbound.content import (
    Buttons,
    Content,
    ContentRefused,
    ListMenu,
    Media,
    Reaction,
    TemplateMessage,
    Text,
)

template_variables = variables  # in Meta's order


def render_template(template: MessageTemplate, variables: dict[str, str]) -> str:
    """What the customer will read. Raises ContentRefused when a value is missing."""
    for name in template_variables(template.body):
        if name not in variables:
            raise ContentRefused("outbound-refused-variable-missing", name=name)
    return VARIABLE.sub(lambda found: variables[found[1]], template.body)


def to_wire(content: Content, *, template_order: list[str]) -> dict[str, Any]:
    """``template_order``: the template's variable names in Meta's order; empty for anything else."""
    match content:
        case Text(body):
            return payloads.text(body)
        case Buttons(body, buttons, header, footer):
            return payloads.buttons(body, [(b.id, b.title) for b in buttons], header, footer)
        case ListMenu(body, button, rows):
            return payloads.list_menu(body, button, [(r.id, r.title, r.description) for r in rows])
        case TemplateMessage(name, language, variables):
            return payloads.template(name, language, [variables[v] for v in template_order])
        case Media(kind, media_id, link, caption, file_name):
            # WhatsApp takes a name for documents only.
            shown = file_name if kind == "document" else None
            return payloads.media(kind, media_id=media_id, link=link, caption=caption, file_name=shown)
        case Reaction(wamid, emoji):
            return payloads.reaction(wamid, emoji)


def shown_text(content: Content, template: MessageTemplate | None) -> str:
    match content:
        case Text(body) | Buttons(body) | ListMenu(body):
            return body
        case TemplateMessage(variables=variables):
            return render_template(template, variables) if template else ""
        case Media(caption=caption):
            return caption or ""
        case Reaction():
            return ""


def shown_content(content: Content, template: MessageTemplate | None) -> dict[str, Any]:
    """``Message.content`` of what we sent."""
    match content:
        case Buttons():
            shown = content.to_json()
            return {name: shown[name] for name in ("buttons", "header", "footer") if shown[name]}
        case ListMenu():
            shown = content.to_json()
            return {"list": {"button": shown["button"], "rows": shown["rows"]}}
        case TemplateMessage(name, language):
            buttons = template.buttons if template else []
            named = {"template": name, "template_language": language}
            return named | ({"buttons": buttons} if buttons else {})
        case Reaction(emoji=emoji):
            return {"emoji": emoji}
        case Media(file_name=file_name, link=link):
            return {name: value for name, value in (("file_name", file_name), ("link", link)) if value}
    return {}
