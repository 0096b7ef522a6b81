"""The tenant's own switch and cap of the language model: the door for pages and the sandbox."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings

from invekto.agent_ai.llm import budget
from invekto.agent_ai.llm.guard.finding import number
from invekto.agent_ai.llm.models import LlmSettings
from invekto.core import audit
from invekto.core.env import LanguageModel
from invekto.core.models import Tenant

DEFAULT_CAP = Decimal(250)  # TRY a month, until somebody says otherwise
HIGHEST_CAP = Decimal(100_000)


class BadCap(ValueError):
    """Not an amount from 0 to HIGHEST_CAP in whole kuruş."""


class NoModel(Exception):
    """This installation names no provider: nobody can switch it on."""


@dataclass(frozen=True, slots=True)
class LlmState:
    """``is_available``: the installation has a provider. Amounts are TRY in the tenant's calendar month."""

    is_available: bool
    is_on: bool
    model: str
    cap: Decimal
    spent: Decimal
    reserved: Decimal
    calls: int

    @property
    def is_used_up(self) -> bool:
        return self.spent + self.reserved >= self.cap


def state_of(tenant: Tenant, now: datetime) -> LlmState:
    """Inside the tenant's scope; three queries."""
    at: LanguageModel | None = settings.LANGUAGE_MODEL
    wanted = LlmSettings.objects.first()
    used = budget.spending(tenant, now)
    return LlmState(
        is_available=at is not None,
        is_on=bool(wanted and wanted.is_on),
        model=at.model if at else "",
        cap=wanted.monthly_cap if wanted else DEFAULT_CAP,
        spent=used.spent,
        reserved=used.reserved,
        calls=used.calls,
    )


def switch(tenant_id: UUID, *, is_on: bool, cap: Decimal, now: datetime, actor: str) -> None:
    """Inside the tenant's scope. Raises BadCap or NoModel; then nothing was changed. Safe to repeat."""
    if not cap.is_finite() or not 0 <= cap <= HIGHEST_CAP or cap != round(cap, 2):
        raise BadCap(str(cap))
    if is_on and settings.LANGUAGE_MODEL is None:
        raise NoModel
    Tenant.objects.select_for_update(no_key=True).get(
        id=tenant_id
    )  # two colleagues at once: one after the other
    before = LlmSettings.objects.first()
    if before and (before.is_on, before.monthly_cap) == (is_on, cap):
        return
    LlmSettings.objects.update_or_create(
        tenant_id=tenant_id, defaults={"is_on": is_on, "monthly_cap": cap, "updated_at": now}
    )
    audit.append(
        "llm.switched",
        tenant_id=tenant_id,
        actor=actor,
        now=now,
        details={
            "before": {"on": before.is_on, "cap": str(before.monthly_cap)} if before else None,
            "after": {"on": is_on, "cap": str(cap)},
        },
    )


_AMOUNT = re.compile(
    r"₺?\s?((?:\d{1,3}(?:[.,]\d{3})+|\d{1,9})(?:[.,]\d{1,2})?)\s?(?:₺|TL)?", re.IGNORECASE | re.ASCII
)


def amount(entered: str) -> Decimal:
    """TRY as people type it: "250", "1.250,50", "1,250.50 TL". Raises BadCap."""
    match = _AMOUNT.fullmatch(entered.strip())
    if match is None:
        raise BadCap(entered)
    return number(match[1])
