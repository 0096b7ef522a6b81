"""Jobs of the onboarding room; each may be run twice."""

from __future__ import annotations

import logging
from uuid import UUID

from procrastinate.contrib.django import app

from invekto.core import clock
from invekto.core.tenancy import for_each_tenant
from invekto.onboarding.templates import defer_templates, look_after_templates

log = logging.getLogger(__name__)


@app.task(name="onboarding.templates", queue="onboarding")
def templates(tenant_id: str) -> None:
    problem = look_after_templates(UUID(tenant_id), now=clock.now())
    if problem is not None:
        # The page says so with who can mend it; the next round comes within the hour.
        log.info("Templates of tenant %s could not be looked after: WhatsApp error %s.", tenant_id, problem)


@app.task(name="onboarding.all_templates", queue="onboarding")
def all_templates() -> None:
    for_each_tenant(defer_templates)
