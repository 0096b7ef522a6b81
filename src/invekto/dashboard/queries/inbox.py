"""The list of conversations: filters, search, paging by what was last seen."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from invekto.core.folding import fold
from invekto.core.models import User
from invekto.integrations.models import CachedOrder
from invekto.messaging.models import Conversation, Mode
from invekto.messaging.services import window_closes_at

PAGE = 40


class Filter(Enum):
    ALL = "all"
    WAITING = "waiting"  # a person is needed and nobody has it, or the customer waits for an answer
    MINE = "mine"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    id: UUID
    name: str
    phone: str | None
    last_text: str
    last_author: str
    at: datetime
    mode: str
    unread: int
    waiting_since: datetime | None
    handoff_reason: str | None
    assigned_to: str | None
    mine: bool
    flags: list[str]
    window_closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row]
    next: str | None  # an opaque mark to ask for the rows after these


def _restricted(conversations: QuerySet[Conversation], wanted: Filter, user: User) -> QuerySet[Conversation]:
    if wanted is Filter.MINE:
        return conversations.filter(assigned_to_id=user.pk)
    if wanted is Filter.UNASSIGNED:
        return conversations.filter(assigned_to=None, mode__in=[Mode.WAITING, Mode.HUMAN])
    if wanted is Filter.WAITING:
        return conversations.filter(mode__in=[Mode.WAITING, Mode.HUMAN], waiting_since__isnull=False)
    return conversations


def _matching(conversations: QuerySet[Conversation], search: str) -> QuerySet[Conversation]:
    """Name with or without diacritics, part of a phone, or an order number of that customer."""
    words = fold(search)
    digits = "".join(char for char in search if char.isdigit())
    found = Q(contact__search_key__contains=words)
    if len(digits) >= 4:
        found |= Q(contact__phone__contains=digits.lstrip("0"))
        found |= Q(
            contact__phone__in=CachedOrder.objects.filter(
                external_order_id=digits, customer_phone__isnull=False
            ).values("customer_phone")
        )
    return conversations.filter(found)


def page(user: User, wanted: Filter, *, search: str = "", after: str | None = None) -> Page:
    """Forty rows; those who wait come longest-waiting first, the rest newest first."""
    conversations = _restricted(Conversation.objects.select_related("contact", "assigned_to"), wanted, user)
    if search.strip():
        conversations = _matching(conversations, search.strip())
    mark = _read_mark(after)
    if wanted is Filter.WAITING:
        if mark:
            conversations = conversations.filter(
                Q(waiting_since__gt=mark[0]) | Q(waiting_since=mark[0], id__gt=mark[1])
            )
        found = list(conversations.order_by("waiting_since", "id")[: PAGE + 1])
    else:
        if mark:
            conversations = conversations.filter(
                Q(last_message_at__lt=mark[0]) | Q(last_message_at=mark[0], id__lt=mark[1])
            )
        found = list(conversations.order_by("-last_message_at", "-id")[: PAGE + 1])
    shown = found[:PAGE]
    last = None
    if len(found) > PAGE:
        at = shown[-1].waiting_since if wanted is Filter.WAITING else shown[-1].last_message_at
        last = _mark(at or shown[-1].last_message_at, shown[-1].id)
    return Page([_row(conversation, user) for conversation in shown], last)


def row(user: User, conversation_id: UUID) -> Row:
    """Raises Conversation.DoesNotExist."""
    found = Conversation.objects.select_related("contact", "assigned_to").get(id=conversation_id)
    return _row(found, user)


def counts(user: User) -> dict[str, int]:
    """How many conversations each filter shows, in one query."""
    with_people = Q(mode__in=[Mode.WAITING, Mode.HUMAN])
    return Conversation.objects.aggregate(
        all=Count("id"),
        waiting=Count("id", filter=with_people & Q(waiting_since__isnull=False)),
        mine=Count("id", filter=Q(assigned_to_id=user.pk)),
        unassigned=Count("id", filter=with_people & Q(assigned_to=None)),
    )


def _row(conversation: Conversation, user: User) -> Row:
    contact = conversation.contact
    return Row(
        id=conversation.id,
        name=contact.display_name,
        phone=contact.phone,
        last_text=conversation.last_text,
        last_author=conversation.last_author,
        at=conversation.last_message_at,
        mode=conversation.mode,
        unread=conversation.unread,
        waiting_since=conversation.waiting_since,
        handoff_reason=conversation.handoff_reason,
        assigned_to=conversation.assigned_to.name if conversation.assigned_to else None,
        mine=conversation.assigned_to_id == user.pk,
        flags=contact.flags,
        window_closes_at=window_closes_at(conversation),
    )


def _mark(at: datetime, row_id: UUID) -> str:
    return base64.urlsafe_b64encode(json.dumps([at.isoformat(), str(row_id)]).encode()).decode()


def _read_mark(text: str | None) -> tuple[datetime, UUID] | None:
    """A mark that was tampered with begins anew at the top."""
    if not text:
        return None
    try:
        content: Any = json.loads(base64.urlsafe_b64decode(text.encode()))
        return datetime.fromisoformat(content[0]), UUID(content[1])
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, binascii.Error):
        return None
