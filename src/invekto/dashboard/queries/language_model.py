"""The card of the language model: on or off, and what it has cost this month."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.conf import settings

from invekto.agent_ai.llm import services as language_model
from invekto.core import clock
from invekto.core.models import Tenant, Vertical
from invekto.core.money import money


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Amounts in words. ``percent``: of the cap, 100 at most; ``cap_in_field``: as it is typed."""

    is_on: bool
    model: str
    spent: str
    cap: str
    cap_in_field: str
    percent: int
    calls: int
    is_used_up: bool
    is_clinic: bool


def language_model_card(tenant_id: UUID, language: str) -> ModelCard | None:
    """None where the installation has no model: then nobody could switch it on."""
    if settings.LANGUAGE_MODEL is None:
        return None
    tenant = Tenant.objects.get(id=tenant_id)
    state = language_model.state_of(tenant, clock.now())
    used = state.spent + state.reserved
    return ModelCard(
        is_on=state.is_on,
        model=state.model,
        spent=money(state.spent, language),
        cap=money(state.cap, language, in_sentence=True),
        cap_in_field=in_field(state.cap, language),
        percent=min(100, int(used * 100 / state.cap)) if state.cap else 100,
        calls=state.calls,
        is_used_up=state.is_used_up,
        is_clinic=tenant.vertical != Vertical.ECOMMERCE,
    )


def in_field(amount: Decimal, language: str) -> str:
    return money(amount, language, in_sentence=True).removeprefix("₺")
