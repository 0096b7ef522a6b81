"""What needs a person now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Max, Min, Q
from django.urls import reverse

from invekto.agent_ai.rehearsal import TERMINAL
from invekto.core import texts
from invekto.core.models import User
from invekto.core.phones import for_people
from invekto.dashboard.moments import failure
from invekto.dashboard.queries.connections import broken_accounts, paused_numbers
from invekto.dashboard.queries.inbox import Counts, Row, customers_talks, most_urgent, shown_name
from invekto.dashboard.queries.inbox.look import closing, is_open
from invekto.integrations.models import MarketplaceQuestion, QuestionStatus
from invekto.integrations.services import QUESTION_WARNING, visible_questions
from invekto.messaging.models import Conversation, DeliveryStatus, Message, Mode, WhatsAppNumber
from invekto.messaging.services import window_closes_at
from invekto.messaging.visibility import messages_visible
from invekto.orders.services import platform_text_id

SHOWN = 6
MOST_QUESTIONS = 3
FAILED_WITHIN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Closing:
    id: UUID
    name: str
    last_text: str
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Failed:
    conversation_id: UUID
    name: str
    text: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """A connection that does not work; ``url`` leads to where it is mended, for those who may."""

    title: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Today:
    """Conversations in which something was said since midnight: all, and those the bot carries on alone."""

    written: int
    with_bot: int

    @property
    def with_people(self) -> int:
        return self.written - self.with_bot


@dataclass(frozen=True, slots=True)
class Questions:
    """Of marketplaces that may still be answered, those with least time left first."""

    count: int
    nearest: datetime | None
    is_near: bool
    rows: list[MarketplaceQuestion]
    channel: str  # where all of them are of one platform


@dataclass(frozen=True, slots=True)
class Home:
    """``emergencies`` stand above everything else; ``waiting`` are the others who wait."""

    emergencies: list[Row]
    waiting: list[Row]
    waiting_count: int
    questions: Questions | None
    closing: list[Closing]
    failed: list[Failed]
    troubles: list[Trouble]
    has_conversations: bool  # none at all: the page explains how to begin
    has_number: bool
    today: Today

    @property
    def is_calm(self) -> bool:
        if self.questions is not None:
            return False
        return not (self.emergencies or self.waiting or self.closing or self.failed or self.troubles)


def home(user: User, counted: Counts, *, now: datetime, zone: ZoneInfo, language: str) -> Home:
    """Eight queries, and one more where questions wait."""
    has_conversations = Conversation.objects.exclude(contact__user_id=TERMINAL).exists()  # whoever's
    urgent = most_urgent(user, now=now, limit=SHOWN)
    return Home(
        emergencies=[row for row in urgent if row.is_emergency],
        waiting=[row for row in urgent if not row.is_emergency],
        waiting_count=counted.waiting,
        questions=_questions(user, now),
        closing=_closing(user, now),
        failed=_failed(user, now, language),
        troubles=list(_troubles(user, language)),
        has_conversations=has_conversations,
        has_number=has_conversations or WhatsAppNumber.objects.exists(),
        today=_today(user, now, zone),
    )


def _questions(user: User, now: datetime) -> Questions | None:
    open_ones = MarketplaceQuestion.objects.filter(
        visible_questions(user), Q(due_at=None) | Q(due_at__gt=now), status=QuestionStatus.WAITING
    )
    told = open_ones.aggregate(
        count=Count("id"), nearest=Min("due_at"), first=Min("provider"), last=Max("provider")
    )
    if not told["count"]:
        return None
    nearest = told["nearest"]
    return Questions(
        count=told["count"],
        nearest=nearest,
        is_near=nearest is not None and nearest <= now + QUESTION_WARNING,
        rows=list(open_ones.order_by(F("due_at").asc(nulls_last=True), "asked_at", "id")[:MOST_QUESTIONS]),
        channel=told["first"] if told["first"] == told["last"] else "",
    )


def _closing(user: User, now: datetime) -> list[Closing]:
    """Threads with people whose free window ends soon and whose customer still waits."""
    soon = (
        customers_talks(user)
        .select_related("contact")
        .filter(
            closing(now),
            is_open(now),
            mode__in=[Mode.WAITING, Mode.HUMAN],
            waiting_since__isnull=False,
        )
        .order_by("last_inbound_at")[:SHOWN]
    )
    found = [(conversation, window_closes_at(conversation)) for conversation in soon]
    return [
        Closing(one.id, shown_name(one.contact), one.last_text, closes)
        for one, closes in found
        if closes is not None
    ]


def _failed(user: User, now: datetime, language: str) -> list[Failed]:
    """Messages that did not arrive and were the last word: nobody has seen to them yet."""
    messages = (
        Message.objects.select_related("conversation__contact")
        .filter(
            messages_visible(user),
            status=DeliveryStatus.FAILED,
            at__gt=now - FAILED_WITHIN,
            conversation__last_message_at__lte=F("at"),
        )
        .order_by("-at")[:SHOWN]
    )
    return [
        Failed(
            conversation_id=message.conversation_id,
            name=shown_name(message.conversation.contact),
            text=message.text,
            reason=failure(message.failure_code, language),
            at=message.at,
        )
        for message in messages
    ]


def _troubles(user: User, language: str) -> Iterator[Trouble]:
    url = reverse("settings-integrations") if user.manages else ""
    for number in paused_numbers().only("display_phone", "paused_code"):
        title = texts.text("home-number-paused", language, phone=for_people(number.display_phone))
        yield Trouble(title, failure(number.paused_code, language), url)
    for account in broken_accounts().only("provider", "external_id", "problem"):
        platform = texts.text(platform_text_id(account.provider), language)
        words = texts.text(account.problem, language, platform=platform) if account.problem else ""
        shop = f"{platform} {account.short_id}"
        yield Trouble(texts.text("home-account-broken", language, platform=shop), words, url)


def _today(user: User, now: datetime, zone: ZoneInfo) -> Today:
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    found = (
        customers_talks(user)
        .filter(last_message_at__gte=midnight, last_inbound_at__gte=midnight)
        .aggregate(written=Count("id"), with_bot=Count("id", filter=Q(mode=Mode.BOT)))
    )
    return Today(**found)
