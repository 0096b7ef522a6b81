"""How sure the bot must be before it acts: a tenant's general limit, and limits of single intents.

Everything here runs inside the tenant's scope.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from invekto.agent_ai.judging import intents
from invekto.chat_analysis.corpus import EMERGENCY
from invekto.core import audit
from invekto.core.models import Tenant


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Shares in [0, 1]. ``general``: None: the model's own; ``own``: by intent."""

    general: float | None
    own: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, tenant: Tenant) -> Thresholds:
        return cls(tenant.confidence_threshold, dict(tenant.intent_thresholds))

    def to_json(self) -> dict[str, object]:
        return {"general": self.general, "own": dict(self.own)}


class BadThreshold(ValueError):
    """``text_id`` says why, in words; ``intent``: None for the general limit."""

    def __init__(self, text_id: str, intent: str | None = None) -> None:
        super().__init__(text_id)
        self.text_id, self.intent = text_id, intent


def set_thresholds(tenant_id: UUID, wanted: Thresholds, *, now: datetime, actor: str) -> Thresholds:
    """Keep the limits and return those before. Raises BadThreshold; then nothing was changed."""
    tenant = Tenant.objects.select_for_update(no_key=True).get(id=tenant_id)
    _check(wanted, tenant.vertical)
    before = Thresholds.of(tenant)
    if wanted == before:
        return before
    tenant.confidence_threshold, tenant.intent_thresholds = wanted.general, dict(wanted.own)
    tenant.updated_at = now
    tenant.save(update_fields=["confidence_threshold", "intent_thresholds", "updated_at"])
    audit.append(
        "tenant.thresholds_changed",
        tenant_id=tenant_id,
        actor=actor,
        now=now,
        subject=tenant.slug,
        details={"before": before.to_json(), "after": wanted.to_json()},
    )
    return before


def _check(wanted: Thresholds, vertical: str) -> None:
    known = intents(vertical)
    for intent, limit in ((None, wanted.general), *wanted.own.items()):
        if intent == EMERGENCY:
            raise BadThreshold("confidence-problem-emergency", intent)
        if intent is not None and intent not in known:
            raise BadThreshold("confidence-problem-intent", intent)
        if limit is not None and not 0 <= limit <= 1:  # not a number is no share either
            raise BadThreshold("confidence-problem-share", intent)
