"""Listing, editing and announcing templates."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from datetime import datetime

from django.http import HttpRequest

from invekto.core import clock
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import MessageTemplate
from invekto.sandbox.directory import Number
from invekto.sandbox.models import Template
from invekto.sandbox.whatsapp import envelope, templates
from invekto.sandbox.whatsapp.errors import GraphError
from invekto.sandbox.whatsapp.reading import Json

PAGE = 25


def id_of(template: Template) -> str:
    return str(templates.FIRST_ID + template.pk)


def page(request: HttpRequest, account: Number) -> Json:
    rows = _made_here(account) + _brought(account)
    for key in ("name", "language", "status", "category"):
        if wanted := request.GET.get(key):
            rows = [row for row in rows if str(row[key]).lower() == wanted.lower()]
    limit = request.GET.get("limit", str(PAGE))
    if not limit.isdigit() or int(limit) == 0:
        raise GraphError(100, "Param limit must be a positive number.")
    start = _cursor(request.GET.get("after"))
    shown = rows[start : start + int(limit)]
    paging: Json = {"cursors": {"before": _encode(start), "after": _encode(start + len(shown))}}
    if start + len(shown) < len(rows):
        query = request.GET.copy()
        query["after"] = paging["cursors"]["after"]
        paging["next"] = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    wanted_fields = [part.strip() for part in request.GET.get("fields", "").split(",") if part.strip()]
    if wanted_fields:
        shown = [{key: row[key] for key in {*wanted_fields, "id"} if key in row} for row in shown]
    return {"data": shown, "paging": paging} if rows else {"data": []}


def one(request: HttpRequest, template: Template, account: Number) -> Json:
    if request.method == "POST":
        try:
            body = json.loads(request.body)
        except ValueError as error:
            raise GraphError(100, "The body is not JSON.") from error
        if not isinstance(body, dict):
            raise GraphError(100, "The body must be a JSON object.")
        if "components" in body:
            template.components = templates.check_components(body, named=template.named)
        if "category" in body:
            template.category = str(body["category"]).upper()
        template.save()
        announce(account, template, "APPROVED", clock.now())
        return {"success": True}
    return templates.as_listed(id_of(template), template, template.language, template.status)


def announce(account: Number, template: Template, event: str, now: datetime, reason: str = "NONE") -> None:
    """Tell the product over its webhook what became of a template."""
    envelope.post_change(
        account,
        "message_template_status_update",
        {
            "event": event,
            "message_template_id": int(id_of(template)),
            "message_template_name": template.name,
            "message_template_language": template.language,
            "message_template_category": template.category,
            "reason": reason,
        },
        due=now,
    )


def _made_here(account: Number) -> list[Json]:
    found = Template.objects.filter(waba_id=account.waba_id).order_by("id")
    return [templates.as_listed(id_of(row), row, row.language, row.status) for row in found]


def _brought(account: Number) -> list[Json]:
    """Templates of the tenant that were never sent to Meta here: they count as approved."""
    made = set(Template.objects.filter(waba_id=account.waba_id).values_list("name", "language"))
    with tenant_scope(account.tenant_id):
        approved = MessageTemplate.objects.filter(status=MessageTemplate.Status.APPROVED)
        rows = list(approved.order_by("created_at", "id"))
    return [
        templates.as_listed(
            row.provider_id or str(10**15 + zlib.crc32(f"{row.name}:{row.language}".encode())),
            templates.Approved(row.name, row.category.upper(), templates.components_of(row), named=False),
            row.language,
            "APPROVED",
        )
        for row in rows
        if (row.name, row.language) not in made
    ]


def _encode(place: int) -> str:
    return base64.urlsafe_b64encode(str(place).encode()).decode().rstrip("=")


def _cursor(value: str | None) -> int:
    if not value:
        return 0
    try:
        return int(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)))
    except (ValueError, binascii.Error) as error:
        raise GraphError(100, "Param after is not a cursor.") from error
