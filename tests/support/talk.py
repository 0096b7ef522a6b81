"""Play a customer without WhatsApp: store what they wrote, let the dialogue answer, see what is queued."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from invekto.agent_ai import services
from invekto.agent_ai.engine.answer import answer
from invekto.core import clock
from invekto.messaging.models import Author, Conversation, Message
from invekto.outbound.models import OutboundMessage
from tests.support.tenants import TenantKit


@dataclass
class Talk:
    kit: TenantKit
    conversation: Conversation
    _seen: set[object] = field(default_factory=set)

    def write(self, *texts: str, **more: Any) -> list[Message]:
        """The customer writes; nobody answers yet."""
        now = clock.now()
        with self.kit.scope():
            Conversation.objects.filter(id=self.conversation.id).update(
                last_inbound_at=now, waiting_since=now
            )
            return [
                Message.objects.create(
                    tenant_id=self.kit.id,
                    conversation=self.conversation,
                    author=Author.CUSTOMER,
                    text=text,
                    at=now,
                    received_at=now,
                    **{"type": "text"} | more,
                )
                for text in texts
            ]

    def answer(self) -> list[OutboundMessage]:
        """The dialogue's turn; what it newly queued."""
        answer(self.kit.id, [self.conversation.id])
        return self.new()

    def say(self, *texts: str) -> str:
        """The customer writes a burst; the bot's words, joined."""
        self.write(*texts)
        return "\n".join(shown(row) for row in self.answer())

    def tap(self, title: str) -> str:
        """Tap the button or row whose title holds ``title``, among those offered last."""
        with self.kit.scope():
            bodies = OutboundMessage.objects.filter(conversation=self.conversation).order_by("-id")
            offered = [
                item for row in bodies for item in [*row.body.get("buttons", []), *row.body.get("rows", [])]
            ]
        found = next(item for item in offered if title in item["title"])
        self.write(found["title"], type="interactive", content={"reply_id": found["id"]})
        return "\n".join(shown(row) for row in self.answer())

    def new(self) -> list[OutboundMessage]:
        with self.kit.scope():
            rows = OutboundMessage.objects.filter(conversation=self.conversation).order_by("id")
            fresh = [row for row in rows if row.id not in self._seen]
        self._seen |= {row.id for row in fresh}
        return fresh

    def titles(self) -> list[str]:
        """Buttons and rows of the last message that had any."""
        with self.kit.scope():
            for row in OutboundMessage.objects.filter(conversation=self.conversation).order_by("-id"):
                if items := [*row.body.get("buttons", []), *row.body.get("rows", [])]:
                    return [item["title"] for item in items]
        return []

    def state(self) -> dict[str, Any]:
        with self.kit.scope():
            return services.state_of(Conversation.objects.get(id=self.conversation.id))

    def row(self) -> Conversation:
        with self.kit.scope():
            return Conversation.objects.select_related("contact", "assigned_to").get(id=self.conversation.id)

    def take_over(self, now: datetime | None = None) -> None:
        with self.kit.scope():
            services.take_over(self.conversation.id, self.kit.agent, now or clock.now())


def shown(row: OutboundMessage) -> str:
    return str(row.body["body"])
