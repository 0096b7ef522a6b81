"""Where the rooms are put together: who listens to which domain event, which verticals exist."""

from __future__ import annotations

from django.apps import AppConfig

# Event → jobs that are enqueued with it, in the same transaction.
SUBSCRIBERS: dict[str, tuple[str, ...]] = {
    "message.received": ("agent_ai.answer",),
}


class WiringConfig(AppConfig):
    name = "invekto.wiring"
    label = "wiring"

    def ready(self) -> None:
        # Rooms hold models, which can be imported only now.
        from invekto.core import events

        events.install(SUBSCRIBERS)
