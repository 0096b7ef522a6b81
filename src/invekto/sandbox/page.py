"""The page at ``/sandbox/``: a customer's phone, the shop's orders and parcels, the clock and the fault switches.

Everything it does goes through the control API; only what the API has no question for is read here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from invekto.core.middleware import own_scope
from invekto.core.models import Tenant
from invekto.core.phones import for_people, to_e164
from invekto.core.tenancy import tenant_ids, tenant_scope
from invekto.sandbox import panels
from invekto.sandbox.models import Chat, PhoneMessage

PHONE = "+905321112233"  # has an order at the demo shop
ADVANCES = ("1h", "24h", "7d")
MOST_TENANTS = 12
MOST_PEOPLE = 8  # of those who were there first
MOST_NEW_PEOPLE = 4


@dataclass(frozen=True, slots=True)
class Fault:
    provider: str
    kind: str

    @property
    def text(self) -> str:
        return f"sandbox-fault-{self.provider}-{self.kind.replace('_', '-')}"


FAULTS = (
    Fault("trendyol", "500"),
    Fault("trendyol", "429"),
    Fault("trendyol", "timeout"),
    Fault("trendyol", "401"),
    Fault("hepsiburada", "500"),
    Fault("hepsiburada", "401"),
    Fault("aras", "timeout"),
    Fault("yurtici", "500"),
    Fault("whatsapp", "500"),
    Fault("whatsapp", "timeout"),
    Fault("whatsapp", "131047"),
    Fault("whatsapp", "131026"),
)


@own_scope
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    context = {
        "businesses": _businesses(),
        "phone": PHONE,
        "faults": FAULTS,
        "advances": ADVANCES,
        "moves": panels.moves(),
        "accounts": panels.ACCOUNTS,
    }
    return render(request, "sandbox/page.html", context)


def _businesses() -> list[dict[str, Any]]:
    """Whom one can write to, and who already has; the demo's shop first."""
    people = _people()
    found = []
    for tenant_id in tenant_ids()[:MOST_TENANTS]:
        with tenant_scope(tenant_id):
            tenant = Tenant.objects.only("slug", "name", "vertical", "timezone").get(pk=tenant_id)
            shops = panels.shops()
        found.append(
            {
                "slug": tenant.slug,
                "name": tenant.name,
                "vertical": tenant.vertical,
                "timezone": tenant.timezone,
                "shops": shops,
                "people": people.get(tenant.slug, []),
            }
        )
    return sorted(found, key=lambda business: not business["shops"])


def _people() -> dict[str, list[dict[str, str]]]:
    """Tenant → phones that have talked with it: the one the page begins with, the first ones, then the latest."""
    names = dict(Chat.objects.exclude(name="").values_list("phone", "name"))
    talks = list(
        PhoneMessage.objects.values("tenant_slug", "phone")
        .annotate(first=Min("n"), last=Max("n"))
        .order_by("first")
    )
    by_tenant: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for talk in talks:
        by_tenant[talk["tenant_slug"]].append(dict(talk))
    found = {}
    for slug, theirs in by_tenant.items():
        known = theirs[:MOST_PEOPLE]
        later = sorted(theirs[MOST_PEOPLE:], key=lambda talk: -talk["last"])[:MOST_NEW_PEOPLE]
        phones = sorted((talk["phone"] for talk in (*known, *later)), key=lambda phone: phone != PHONE)
        found[slug] = [{"phone": one, "name": _name(names, one), "shown": for_people(one)} for one in phones]
    return found


def _name(names: dict[str, str], phone: str) -> str:
    """Empty for somebody whose number stands for their name."""
    name = names.get(phone, "")
    return "" if to_e164(name) == phone else name
