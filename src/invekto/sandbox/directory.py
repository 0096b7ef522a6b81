"""Which business numbers and tenants exist: the sandbox accepts what the product's own tables hold."""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import UUID

from invekto.core.models import Tenant
from invekto.core.tenancy import door, tenant_scope
from invekto.messaging.models import WhatsAppNumber
from invekto.sandbox.http import Problem, storable

FRESH = 2.0  # seconds a number's credentials are remembered; a refusal looks again at once


@dataclass(frozen=True, slots=True)
class Number:
    """A business number as WhatsApp knows it."""

    tenant_id: UUID
    tenant_slug: str
    phone_number_id: str
    display_phone: str  # E.164
    waba_id: str
    access_token: str
    app_secret: str

    @property
    def wire_phone(self) -> str:
        return self.display_phone.lstrip("+")


_remembered: dict[str, tuple[float, Number]] = {}


def remembered(phone_number_id: str) -> Number | None:
    """The number if it was looked up just now."""
    known = _remembered.get(phone_number_id)
    return known[1] if known and time.monotonic() - known[0] < FRESH else None


def number(phone_number_id: str, *, fresh: bool = False) -> Number | None:
    if not fresh and (known := remembered(phone_number_id)):
        return known
    with door("phone_number_id", phone_number_id):
        row = WhatsAppNumber.objects.filter(phone_number_id=phone_number_id).first()
    if row is None:
        _remembered.pop(phone_number_id, None)
        return None
    with tenant_scope(row.tenant_id):
        slug = Tenant.objects.values_list("slug", flat=True).get(id=row.tenant_id)
    found = _number(row, slug)
    _remembered[phone_number_id] = (time.monotonic(), found)
    return found


def number_of_account(waba_id: str) -> Number | None:
    """Any number of a WhatsApp Business Account."""
    with door("waba_id", waba_id):
        row = WhatsAppNumber.objects.filter(waba_id=waba_id).order_by("created_at").first()
    return number(row.phone_number_id) if row else None


def _number(row: WhatsAppNumber, slug: str) -> Number:
    return Number(
        tenant_id=row.tenant_id,
        tenant_slug=slug,
        phone_number_id=row.phone_number_id,
        display_phone=row.display_phone,
        waba_id=row.waba_id,
        access_token=row.access_token,
        app_secret=row.app_secret,
    )


_by_slug: dict[str, tuple[float, Number]] = {}


def tenant(slug: str, *, key: str = "tenant") -> Tenant:
    """Raises Problem 404 for a tenant that does not exist."""
    slug = storable(slug)
    with door("slug", slug):
        found = Tenant.objects.filter(slug=slug).first()
    if found is None:
        raise Problem(404, f"There is no tenant “{slug}”.", key=key)
    return found


def number_of_tenant(slug: str, *, key: str = "to") -> Number:
    """The tenant's first WhatsApp number. Raises Problem."""
    known = _by_slug.get(slug)
    if known and time.monotonic() - known[0] < FRESH:
        return known[1]
    owner = tenant(slug, key=key)
    with tenant_scope(owner.id):
        row = WhatsAppNumber.objects.order_by("created_at", "id").first()
    if row is None:
        raise Problem(409, f"The tenant “{slug}” has no WhatsApp number.", key=key)
    found = _number(row, owner.slug)
    _by_slug[slug] = (time.monotonic(), found)
    return found
