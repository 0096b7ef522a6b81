"""Where the rooms are put together: who listens to which domain event, which verticals exist."""

from __future__ import annotations

from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings

# Event → jobs that are enqueued with it, in the same transaction.
SUBSCRIBERS: dict[str, tuple[str, ...]] = {
    "message.received": ("agent_ai.answer",),
    "echo.received": ("agent_ai.silenced_by_phone",),
    "message.edited": ("agent_ai.reread",),
    "message.failed": ("agent_ai.undelivered",),
    "conversation.reopened": ("agent_ai.reopened",),
    "conversation.woken": ("agent_ai.assign",),
    "orders.stored": ("orders.moved",),
    "parcels.moved": ("orders.parcels_moved",),
    "listings.returned": ("orders.listings_returned",),
}

# Jobs that come again and again by the product's clock; missed rounds are not made up for.
REPEATED: dict[str, timedelta] = {
    "integrations.sync_all": timedelta(minutes=2),
    "integrations.track_all": timedelta(minutes=10),
    "integrations.check_all": timedelta(hours=1),
    "integrations.claims_all": timedelta(minutes=10),
    "integrations.questions_all": timedelta(minutes=2),
    "integrations.listings_all": timedelta(minutes=10),
    "orders.watch_parcels": timedelta(hours=1),
    "orders.watch_stock": timedelta(hours=1),
    "messaging.sweep": timedelta(minutes=1),
    "agent_ai.sweep": timedelta(minutes=1),
    "agent_ai.expire_flows": timedelta(minutes=1),
    "agent_ai.resume_bot": timedelta(minutes=5),
    "agent_ai.sweep_suggestions": timedelta(minutes=1),
    "agent_ai.learn_all": timedelta(hours=1),
    "onboarding.all_templates": timedelta(hours=1),
    "outbound.recover": timedelta(minutes=1),
    # What came from outside, and what was done about it, is kept for thirty days, then forgotten.
    "core.forget": timedelta(hours=24),
    "integrations.forget": timedelta(hours=24),
    "integrations.learn_paces": timedelta(hours=24),
    "messaging.forget": timedelta(hours=24),
}


def subscribers(*, with_model: bool) -> dict[str, tuple[str, ...]]:
    """``with_model``: the installation has a language model, which sums up what is handed over."""
    if not with_model:
        return SUBSCRIBERS
    handed_off = "conversation.handed_off"
    return SUBSCRIBERS | {handed_off: (*SUBSCRIBERS.get(handed_off, ()), "agent_ai.summarise")}


class WiringConfig(AppConfig):
    name = "invekto.wiring"
    label = "wiring"

    def ready(self) -> None:
        # Rooms hold models, which can be imported only now.
        from invekto.agent_ai import services as dialogue
        from invekto.appointments import services as appointments
        from invekto.chat_analysis import teaching
        from invekto.core import events
        from invekto.core.models import Role
        from invekto.leads import services as leads
        from invekto.messaging import visibility

        events.install(subscribers(with_model=settings.LANGUAGE_MODEL is not None))
        teaching.install(dialogue.teacher)
        visibility.install({Role.DOCTOR: appointments.own_patients, Role.SALES: leads.with_leads})
