"""Where the dialogue puts what it says: the outbox, or one that a test looks into."""

from __future__ import annotations

from typing import Any, Protocol

from invekto.agent_ai.contract import Content
from invekto.messaging.models import Author, Conversation


class Outgoing(Protocol):
    """Puts messages on their way, inside the tenant's scope (``outbound.services.Outbox``)."""

    def add(
        self,
        *,
        conversation: Conversation,
        content: Content,
        author: Author,
        why: dict[str, Any] | None = None,
    ) -> object: ...

    def write(self) -> None: ...
