"""A tenant's templates at Meta: drafts are submitted, and what became of them is read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from invekto.core import events, jobs, live
from invekto.core.crypto import SecretUnreadable
from invekto.core.tenancy import tenant_scope
from invekto.messaging.cloud_api import CloudApi, CloudApiError, Refused, api_for
from invekto.messaging.cloud_api.errors import Scope, rule_for
from invekto.messaging.ingest.account import TEMPLATE_STATUSES
from invekto.messaging.models import MessageTemplate, WhatsAppNumber
from invekto.messaging.template_body import numbered, variables

Status = MessageTemplate.Status
SWITCHED_OFF = "switched-off"  # a reason of ours: the tenant's file no longer has it, whatever Meta says
_BAD_TOKEN = 190  # what no key of the ring opens must be entered anew, like one that has expired
_EXAMPLE = "Örnek"  # Meta's reviewers want one for each variable


@dataclass(frozen=True, slots=True)
class _Seen:
    """What Meta says of a template; ``reason``: Meta's word, or the code of an error and its details."""

    status: str
    reason: str | None = None
    provider_id: str | None = None
    category: str = ""


def defer_templates(tenant_id: UUID) -> None:
    """Have drafts submitted and the account's list read; inside a scope, or outside any."""
    name = f"templates:{tenant_id}"
    jobs.defer("onboarding.templates", lock=name, once=name, tenant_id=str(tenant_id))


def look_after_templates(tenant_id: UUID, *, now: datetime) -> int | None:
    """Submit the tenant's drafts and read the list of its WhatsApp Business account; outside any scope.

    Safe to repeat: a draft that Meta has in these very words is not submitted again. Returns the error code that
    ended the talk with WhatsApp early; what was found out before it counts.
    """
    with tenant_scope(tenant_id):
        number = WhatsAppNumber.objects.only("waba_id").order_by("created_at", "id").first()
        templates = list(
            MessageTemplate.objects.exclude(status=Status.DISABLED, status_reason=SWITCHED_OFF).order_by("id")
        )
        if number is None or not templates:
            return None
        try:
            token = number.access_token
        except SecretUnreadable:
            token = ""
    seen: dict[UUID, _Seen] = {}
    problem = _ask(api_for(token), number.waba_id, templates, seen) if token else _BAD_TOKEN
    if problem is not None:
        waiting = [one for one in templates if one.status == Status.DRAFT and one.pk not in seen]
        seen |= {one.pk: _Seen(Status.DRAFT, str(problem), one.provider_id) for one in waiting}
    with tenant_scope(tenant_id):
        for template in templates:
            if template.pk in seen:
                _keep(template, seen[template.pk], now)
    return problem


def _ask(
    api: CloudApi, waba_id: str, templates: list[MessageTemplate], seen: dict[UUID, _Seen]
) -> int | None:
    """Fills ``seen``; returns the code of what stands in the way of all templates."""
    try:
        listed = {(str(row.get("name")), str(row.get("language"))): row for row in api.templates(waba_id)}
    except CloudApiError as error:
        return error.code
    for template in templates:
        row = listed.get((template.name, template.language))
        if row is not None and _body_of(row) == numbered(template.body).strip():
            if found := _listed(row):
                seen[template.pk] = found
        elif template.status == Status.DRAFT:
            try:
                seen[template.pk] = _submit(api, waba_id, template, row)
            except Refused as error:
                if rule_for(error.code).scope is not Scope.MESSAGE:
                    return error.code
                # The words themselves are wrong: the same again would be refused again.
                reason = f"{error.code} {error.detail}".strip()
                seen[template.pk] = _Seen(Status.REJECTED, reason, template.provider_id)
            except CloudApiError as error:
                return error.code
    return None


def _submit(api: CloudApi, waba_id: str, template: MessageTemplate, known: dict[str, Any] | None) -> _Seen:
    """Make it, or change the words of one that Meta has. Raises CloudApiError."""
    category, components = template.category.upper(), _components(template)
    if known is not None and known.get("id"):
        api.edit_template(str(known["id"]), {"category": category, "components": components})
        return _Seen(Status.PENDING, None, str(known["id"]))
    whole = {"name": template.name, "language": template.language, "category": category}
    return _listed(api.create_template(waba_id, whole | {"components": components})) or _Seen(Status.PENDING)


def _components(template: MessageTemplate) -> list[dict[str, Any]]:
    body: dict[str, Any] = {"type": "BODY", "text": numbered(template.body)}
    if names := variables(template.body):
        body["example"] = {"body_text": [[f"{_EXAMPLE} {name.replace('_', ' ')}" for name in names]]}
    quick = [{"type": "QUICK_REPLY", "text": button["title"]} for button in template.buttons]
    return [body, {"type": "BUTTONS", "buttons": quick}] if quick else [body]


def _body_of(row: dict[str, Any]) -> str:
    parts = row.get("components")
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part, dict) and str(part.get("type")).upper() == "BODY":
            return str(part.get("text", "")).strip()
    return ""


def _listed(row: dict[str, Any]) -> _Seen | None:
    status = TEMPLATE_STATUSES.get(str(row.get("status")).upper())
    if status is None:
        return None  # a word WhatsApp began to use without telling
    reason = str(row.get("rejected_reason") or "NONE")
    category = str(row.get("category", "")).lower()
    return _Seen(
        status,
        None if reason == "NONE" else reason,
        str(row["id"]) if row.get("id") else None,
        category if category in MessageTemplate.Category.values else "",
    )


def _keep(template: MessageTemplate, seen: _Seen, now: datetime) -> None:
    row = MessageTemplate.objects.select_for_update().filter(pk=template.pk).first()
    if row is None or row.updated_at != template.updated_at:
        return  # a file or a webhook changed it meanwhile, and knows better
    wanted = {
        "status": seen.status,
        "status_reason": seen.reason,
        "provider_id": seen.provider_id or row.provider_id,
        "category": seen.category or row.category,
    }
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(row, name, wanted[name])
    row.updated_at = now
    row.save(update_fields=[*changed, "updated_at"])
    if "status" in changed:
        events.record(
            "template.changed", tenant_id=row.tenant_id, now=now, subject_id=row.pk, status=row.status
        )
    live.announce("account", tenant_id=row.tenant_id)
