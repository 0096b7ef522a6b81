"""What needs a person now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from invekto.core.models import User
from invekto.dashboard.queries.inbox import Filter, Row, page
from invekto.integrations.models import IntegrationAccount
from invekto.messaging.models import Conversation, DeliveryStatus, Message, Mode, WhatsAppNumber
from invekto.messaging.services import WINDOW, window_closes_at

SHOWN = 6
CLOSING_WITHIN = timedelta(hours=3)
FAILED_WITHIN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Closing:
    id: UUID
    name: str
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Failed:
    conversation_id: UUID
    name: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Home:
    waiting: list[Row]
    closing: list[Closing]
    failed: list[Failed]
    troubled_accounts: list[IntegrationAccount]
    paused_numbers: list[WhatsAppNumber]
    conversations: int  # none at all: the page explains how to begin
    answered_by_bot: int
    written_by_customers: int

    @property
    def calm(self) -> bool:
        return not (
            self.waiting or self.closing or self.failed or self.troubled_accounts or self.paused_numbers
        )


def home(user: User, now: datetime) -> Home:
    """Six queries and the waiting list."""
    today = now - timedelta(hours=24)
    recent = Message.objects.filter(at__gt=today)
    return Home(
        waiting=page(user, Filter.WAITING).rows[:SHOWN],
        closing=_closing(now),
        failed=_failed(now),
        troubled_accounts=list(
            IntegrationAccount.objects.filter(
                status__in=[IntegrationAccount.Status.FAILING, IntegrationAccount.Status.REFUSED]
            )
        ),
        paused_numbers=list(WhatsAppNumber.objects.exclude(paused_code=None)),
        conversations=Conversation.objects.count(),
        answered_by_bot=recent.filter(author="bot").count(),
        written_by_customers=recent.filter(author="customer").count(),
    )


def _closing(now: datetime) -> list[Closing]:
    """Threads with people whose free window ends soon and whose customer still waits."""
    soon = Conversation.objects.select_related("contact").filter(
        mode__in=[Mode.WAITING, Mode.HUMAN],
        waiting_since__isnull=False,
        last_inbound_at__gt=now - WINDOW,
        last_inbound_at__lt=now - WINDOW + CLOSING_WITHIN,
    )
    found = [
        (conversation, window_closes_at(conversation))
        for conversation in soon.order_by("last_inbound_at")[:SHOWN]
    ]
    return [Closing(row.id, row.contact.display_name, closes) for row, closes in found if closes is not None]


def _failed(now: datetime) -> list[Failed]:
    messages = (
        Message.objects.select_related("conversation__contact")
        .filter(status=DeliveryStatus.FAILED, at__gt=now - FAILED_WITHIN)
        .order_by("-at")[:SHOWN]
    )
    return [
        Failed(message.conversation_id, message.conversation.contact.display_name, message.text, message.at)
        for message in messages
    ]
