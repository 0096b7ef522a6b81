"""The page at ``/sandbox/``: a customer's phone, the clock and the fault switches, over the control API."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from invekto.core.middleware import own_scope

TENANTS = (
    ("moda-atolyesi", "Moda Atölyesi"),
    ("gulus-dis", "Gülüş Ağız ve Diş Sağlığı"),
    ("nova-estetik", "Nova Estetik"),
)
PHONE = "+905321112233"  # has an order at the demo shop
FAULTS = (("trendyol", "500"), ("trendyol", "429"), ("whatsapp", "500"), ("whatsapp", "timeout"))
ADVANCES = ("1h", "24h", "7d")


@own_scope
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    context = {"tenants": TENANTS, "phone": PHONE, "faults": FAULTS, "advances": ADVANCES}
    return render(request, "sandbox/page.html", context)
