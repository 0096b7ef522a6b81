"""Approved templates, for writing to somebody whose free window has closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from invekto.core import texts
from invekto.messaging.models import Conversation, MessageTemplate
from invekto.messaging.template_body import VARIABLE, variables
from invekto.orders import services as orders

_THE_CUSTOMER = ("customer_name", "patient_name", "name")
_THE_ORDER = ("order_number", "order_id")
_THE_PRODUCT = ("product", "product_name")
_CANCELLED = "order_cancelled"  # a default template: it is about the order that was, not the newest one
_THE_BUSINESS = ("shop_name", "clinic_name", "business_name")


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """One line of the picker; ``language_text`` only where it is not the customer's language."""

    id: UUID
    name: str
    category_text: str
    language_text: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the body: fixed words, or a variable with its present value."""

    words: str = ""
    name: str = ""
    label: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    value: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class ChosenTemplate:
    id: UUID
    name: str
    parts: list[Part]
    fields: list[Field]
    buttons: list[str]


def choices(found: Conversation, language: str) -> list[TemplateChoice]:
    """Approved ones, in the customer's language first. One query."""
    theirs = found.contact.language or found.tenant.language
    approved = MessageTemplate.objects.filter(status=MessageTemplate.Status.APPROVED)
    return [
        TemplateChoice(
            id=template.id,
            name=template_name(template.name, language),
            category_text=f"template-category-{template.category}",
            language_text=None if template.language == theirs else language_text(template.language),
            words=VARIABLE.sub(lambda found: f"[{_label(found[1], language)}]", template.body),
        )
        for template in sorted(approved, key=lambda one: (one.language != theirs, one.name))
    ]


def chosen(
    template_id: UUID,
    found: Conversation,
    language: str,
    *,
    now: datetime,
    entered: Mapping[str, str] | None = None,
) -> ChosenTemplate:
    """With what is known already filled in. Raises MessageTemplate.DoesNotExist."""
    template = MessageTemplate.objects.get(id=template_id, status=MessageTemplate.Status.APPROVED)
    names = variables(template.body)
    typed = entered or {}
    cancelled = _cancelled(found, template.language.split("_")[0]) if template.name == _CANCELLED else {}
    known = {name: cancelled.get(name) or _known(name, found, now) for name in names if name not in typed}
    values = {name: typed[name] if name in typed else known[name] for name in names}
    return ChosenTemplate(
        id=template.id,
        name=template_name(template.name, language),
        parts=list(_parts(template.body, values, language)),
        fields=[
            Field(name, _label(name, language), value, is_missing=name in typed and not value)
            for name, value in values.items()
        ],
        buttons=[str(button.get("title", "")) for button in template.buttons],
    )


def language_text(code: str) -> str:
    """Text id of a language's name."""
    text_id = f"language-{code.split('_')[0].lower()}"
    return text_id if texts.has_text(text_id, texts.DEFAULT_LANGUAGE) else "language-other"


def _parts(body: str, values: Mapping[str, str], language: str) -> Iterator[Part]:
    position = 0
    for found in VARIABLE.finditer(body):
        yield Part(words=body[position : found.start()])
        yield Part(name=found[1], label=_label(found[1], language), value=values[found[1]])
        position = found.end()
    yield Part(words=body[position:])


def missing(template: MessageTemplate, entered: Mapping[str, str], language: str) -> str | None:
    """A sentence that names the blanks nobody filled in; None: all are."""
    names = variables(template.body)
    empty = [_label(name, language) for name in names if not entered.get(name)]
    return texts.text("template-missing", language, names=", ".join(empty)) if empty else None


def template_name(name: str, language: str) -> str:
    """What a template is called on the page; a tenant's own by the words in its name."""
    text_id = f"template-name-{name.replace('_', '-')}"
    if texts.has_text(text_id, language):
        return texts.text(text_id, language)
    words = name.replace("_", " ").strip()
    return words[:1].replace("i", "İ" if language == "tr" else "I").upper() + words[1:]


def _known(name: str, found: Conversation, now: datetime) -> str:
    if name in _THE_CUSTOMER:
        return found.contact.name or found.contact.profile_name
    if name in _THE_ORDER:
        newest = max(orders.orders_of(found.contact, now), key=lambda order: order.ordered_at, default=None)
        return newest.number if newest else ""
    return found.tenant.name if name in _THE_BUSINESS else ""


def _cancelled(found: Conversation, language: str) -> dict[str, str]:
    """What was cancelled last for this customer."""
    rows = orders.cancelling.latest_of(found.contact_id).values()
    done = [row for row in rows if row.state == orders.cancelling.State.DONE]
    if not done:
        return {}
    last = max(done, key=lambda row: row.confirmed_at)
    what = orders.cancelling.in_words(last.pieces, language)
    return dict.fromkeys(_THE_ORDER, last.external_order_id) | dict.fromkeys(_THE_PRODUCT, what)


def _label(name: str, language: str) -> str:
    """What a variable is called on the page; a tenant's own variable by the words in its name."""
    text_id = f"template-variable-{name.replace('_', '-')}"
    if texts.has_text(text_id, language):
        return texts.text(text_id, language)
    return name.replace("_", " ")
