"""Make the demo: tenants through their files, then the past they look back on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from invekto.appointments.models import Doctor
from invekto.core.models import Tenant, User, Vertical
from invekto.core.tenancy import door, tenant_scope
from invekto.integrations.models import IntegrationAccount
from invekto.messaging.models import Contact
from invekto.onboarding.demo.appointments import store_demo_appointments
from invekto.onboarding.demo.calendar import data
from invekto.onboarding.demo.orders import store_demo_orders
from invekto.onboarding.demo.replies import store_demo_replies
from invekto.onboarding.demo.threads import store_demo_threads
from invekto.onboarding.people import add_operator
from invekto.onboarding.tenant_file.applying import apply_tenant_file

SLUGS = ("moda-atolyesi", "gulus-dis", "nova-estetik")
PASSWORD = "invekto-demo"  # noqa: S105 - printed on the demo's first screen
OPERATOR = "operator@invekto.example"
ACTOR = "demo"


def demo_secrets() -> dict[str, str]:
    """What ``env:NAME`` means in the demo's files. The sandbox accepts these, nobody else does."""
    secrets = {"DEMO_PASSWORD": PASSWORD}
    for slug in SLUGS:
        prefix = slug.upper().replace("-", "_")
        for kind in ("ACCESS_TOKEN", "APP_SECRET", "VERIFY_TOKEN"):
            secrets[f"{prefix}_{kind}"] = f"demo-{slug}-{kind.lower().replace('_', '-')}"
    return secrets | {
        "MODA_ATOLYESI_TRENDYOL_KEY": "demo-trendyol-key",
        "MODA_ATOLYESI_TRENDYOL_SECRET": "demo-trendyol-secret",
    }


def seed_demo(now: datetime, progress: Callable[[str], None] = lambda _: None) -> None:
    """Bring the demo's tenants, people and past into the database; a second time changes nothing.

    ``progress`` is told the slug of each tenant before it is made. The days of the past are counted from
    ``now``.
    """
    for slug in SLUGS:
        progress(slug)
        outcome = apply_tenant_file(
            data(f"tenants/{slug}.yaml"),
            now=now,
            actor=ACTOR,
            secrets=demo_secrets(),
        )
        _past(outcome.tenant_id, now)
    with door("email", OPERATOR):
        known = User.objects.filter(email=OPERATOR).exists()
    if not known:
        add_operator(
            email=OPERATOR,
            name="Platform Operatörü",
            password=PASSWORD,
            now=now,
            actor=ACTOR,
        )


def _past(tenant_id: UUID, now: datetime) -> None:
    """Talks, orders and appointments, in one transaction: a tenant has all of its past or none."""
    with tenant_scope(tenant_id):
        if Contact.objects.exists():
            return
        tenant = Tenant.objects.get(id=tenant_id)
        store_demo_threads(tenant, now)
        store_demo_replies(tenant, now)
        if tenant.vertical == Vertical.ECOMMERCE:
            store_demo_orders(IntegrationAccount.objects.get(), now)
        if tenant.vertical == Vertical.DENTAL:
            Doctor.objects.filter(slug="dr-kaya").update(
                user=User.objects.get(email="doctor@gulus-dis.example")
            )
            store_demo_appointments(tenant, now)
