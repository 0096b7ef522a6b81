"""The demo's canned replies (data/replies.yaml), kept through the service that the page uses."""

from __future__ import annotations

from datetime import datetime

from invekto.agent_ai import canned
from invekto.core.models import Role, Tenant, User
from invekto.onboarding.demo.calendar import rows


def store_demo_replies(tenant: Tenant, now: datetime) -> None:
    """Inside the tenant's scope, once."""
    owner = User.objects.filter(tenant=tenant, role=Role.OWNER).order_by("created_at").first()
    assert owner is not None  # every demo tenant has one
    for row in rows("replies.yaml"):
        if row["tenant"] == tenant.slug:
            draft = canned.Draft(
                code=row["code"],
                title=row["title"],
                category=row["category"],
                body_tr=row["tr"],
                body_en=row.get("en", ""),
                intents=tuple(row.get("intents", ())),
            )
            canned.save(draft, tenant=tenant, user=owner, now=now)
