"""The list of conversations: filters, search, paging by what was last seen."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, When

from invekto.agent_ai.rehearsal import TERMINAL
from invekto.agent_ai.services import is_due
from invekto.core.folding import fold
from invekto.core.models import User
from invekto.core.phones import for_people
from invekto.dashboard.bubbles import type_text
from invekto.integrations.models import CachedOrder
from invekto.messaging import notes
from invekto.messaging.models import Author, Contact, Conversation, HandoffReason, Mode
from invekto.messaging.visibility import visible

PAGE = 40
_SHORTEST_NUMBER = 4  # digits; fewer are too common to search phones and orders by
_WITH_PEOPLE = Q(mode__in=[Mode.WAITING, Mode.HUMAN])
_VOICE_ICONS = {Author.BOT: "robot", Author.HUMAN: "headset", Author.SYSTEM: "bolt"}


class Filter(Enum):
    WAITING = "waiting"  # a person is needed and the customer has had no answer
    MINE = "mine"
    UNASSIGNED = "unassigned"
    MENTIONED = "mentioned"  # a note that they have not seen names them; a box only while there is one
    ALL = "all"


# The assistant answers within moments. What it leaves unanswered for longer (a message that came days late)
# is for a person.
_LEFT_TO_PEOPLE = timedelta(minutes=2)


def customers_talks(user: User) -> QuerySet[Conversation]:
    """Those that ``user`` may see, but for what colleagues rehearsed in the terminal."""
    return Conversation.objects.filter(visible(user)).exclude(contact__user_id=TERMINAL)


def _left_by_bot(now: datetime) -> Q:
    return Q(mode=Mode.BOT, waiting_since__lt=now - _LEFT_TO_PEOPLE)


def _restriction(wanted: Filter, user: User, now: datetime) -> Q:
    match wanted:
        case Filter.WAITING:
            return _WITH_PEOPLE & Q(waiting_since__isnull=False) & is_due(now) | _left_by_bot(now)
        case Filter.MINE:
            return _WITH_PEOPLE & Q(assigned_to_id=user.pk)
        case Filter.UNASSIGNED:
            return _WITH_PEOPLE & Q(assigned_to=None) | _left_by_bot(now)
        case Filter.MENTIONED:
            return notes.mentioned(user)
        case Filter.ALL:
            return Q()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. ``voice_icon``: who said the last words, empty for the customer."""

    id: UUID
    name: str
    last_text: str
    type_text: str | None  # text id, where the last message has no words
    voice_icon: str
    at: datetime
    mode: str
    unread: int
    waiting_since: datetime | None
    handoff_reason: str | None
    wanted: str  # of the hand-over note: what the customer wants, in words
    assigned_to: str | None
    mine: bool
    badge: str | None  # emergency, waiting, vip, unread: one at most
    sort_key: str  # compares as the list is sorted

    @property
    def state_text(self) -> str:
        return f"inbox-state-{self.mode}"

    @property
    def is_emergency(self) -> bool:
        return self.handoff_reason == HandoffReason.EMERGENCY


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row]
    next: str | None  # an opaque mark to ask for the rows after these


@dataclass(frozen=True, slots=True)
class Counts:
    """How many conversations each filter shows; ``ALL`` is not counted, for nobody waits for it, and
    ``MENTIONED`` apart, for it is no part of the work that is open."""

    waiting: int
    mine: int
    unassigned: int

    def of(self, wanted: Filter) -> int:
        return int(getattr(self, wanted.value, 0))


def shown_name(contact: Contact) -> str:
    """A name, else the phone as people write it."""
    name = contact.display_name
    return for_people(name) if name.startswith("+") else name


def _matching(search: str) -> Q:
    """Name with or without diacritics, part of a phone, or an order number of that customer."""
    words = fold(search)
    digits = "".join(char for char in search if char.isdigit())
    found = Q(contact__search_key__contains=words)
    if len(digits) >= _SHORTEST_NUMBER:
        owners = CachedOrder.objects.filter(
            external_order_id__in=[digits, search], customer_phone__isnull=False
        )
        found |= Q(contact__phone__contains=digits.lstrip("0"))
        found |= Q(contact__phone__in=owners.values("customer_phone"))
    return found


def _found(user: User, wanted: Filter, search: str, now: datetime) -> QuerySet[Conversation]:
    conversations = (
        customers_talks(user).select_related("contact", "assigned_to").filter(_restriction(wanted, user, now))
    )
    return conversations.filter(_matching(search)) if search.strip() else conversations


def page(
    user: User,
    wanted: Filter,
    *,
    now: datetime,
    search: str = "",
    after: str | None = None,
    limit: int = PAGE,
) -> Page:
    """Forty rows; those who wait come longest-waiting first, the rest newest first. One query."""
    conversations = _found(user, wanted, search, now)
    mark = _read_mark(after)
    if wanted is Filter.WAITING:
        if mark:
            conversations = conversations.filter(
                Q(waiting_since__gt=mark[0]) | Q(waiting_since=mark[0], id__gt=mark[1])
            )
        found = list(conversations.order_by("waiting_since", "id")[: limit + 1])
    else:
        if mark:
            conversations = conversations.filter(
                Q(last_message_at__lt=mark[0]) | Q(last_message_at=mark[0], id__lt=mark[1])
            )
        found = list(conversations.order_by("-last_message_at", "-id")[: limit + 1])
    shown = found[:limit]
    following = _mark(_sorted_by(shown[-1], wanted), shown[-1].id) if len(found) > limit else None
    return Page([_row(conversation, user, wanted, now) for conversation in shown], following)


def most_urgent(user: User, *, now: datetime, limit: int) -> list[Row]:
    """Those who wait: emergencies first, then the longest wait. One query."""
    emergency_first = Case(When(handoff_reason=HandoffReason.EMERGENCY, then=0), default=1)
    found = _found(user, Filter.WAITING, "", now).order_by(emergency_first, "waiting_since", "id")[:limit]
    return [_row(conversation, user, Filter.WAITING, now) for conversation in found]


def rows(user: User, wanted: Filter, ids: Sequence[UUID], *, now: datetime, search: str = "") -> list[Row]:
    """Those of ``ids`` that the filter and the search still show. One query."""
    found = _found(user, wanted, search, now).filter(id__in=ids)
    return [_row(conversation, user, wanted, now) for conversation in found]


def counts(user: User, now: datetime) -> Counts:
    """In one query over the few conversations that people have or should have."""
    found = (
        customers_talks(user)
        .filter(_WITH_PEOPLE | _left_by_bot(now))
        .aggregate(
            waiting=Count("id", filter=_restriction(Filter.WAITING, user, now)),
            mine=Count("id", filter=_restriction(Filter.MINE, user, now)),
            unassigned=Count("id", filter=_restriction(Filter.UNASSIGNED, user, now)),
        )
    )
    return Counts(**found)


def mentioned(user: User) -> int:
    """How many conversations ``Filter.MENTIONED`` shows. One query over the notes that name them."""
    return customers_talks(user).filter(notes.mentioned(user)).count()


def _sorted_by(conversation: Conversation, wanted: Filter) -> datetime:
    waiting = conversation.waiting_since if wanted is Filter.WAITING else None
    return waiting or conversation.last_message_at


def _row(conversation: Conversation, user: User, wanted: Filter, now: datetime) -> Row:
    contact = conversation.contact
    note = conversation.note or {}
    return Row(
        id=conversation.id,
        name=shown_name(contact),
        last_text=conversation.last_text,
        type_text=None if conversation.last_text else type_text(conversation.last_type),
        voice_icon=_VOICE_ICONS.get(Author(conversation.last_author), "") if conversation.last_author else "",
        at=conversation.last_message_at,
        mode=conversation.mode,
        unread=conversation.unread,
        waiting_since=conversation.waiting_since,
        handoff_reason=conversation.handoff_reason,
        wanted=str(note.get("wanted") or ""),
        assigned_to=conversation.assigned_to.name if conversation.assigned_to else None,
        mine=conversation.assigned_to_id == user.pk,
        badge=_badge(conversation, now),
        sort_key=f"{_sorted_by(conversation, wanted).timestamp():017.6f}-{conversation.id}",
    )


def _badge(conversation: Conversation, now: datetime) -> str | None:
    waiting = conversation.waiting_since
    if waiting is not None and (conversation.mode != Mode.BOT or waiting < now - _LEFT_TO_PEOPLE):
        is_emergency = conversation.handoff_reason == HandoffReason.EMERGENCY
        return "emergency" if is_emergency else "waiting"
    if conversation.unread:
        return "unread"
    return "vip" if "vip" in conversation.contact.flags else None


def _mark(at: datetime, row_id: UUID) -> str:
    return base64.urlsafe_b64encode(json.dumps([at.isoformat(), str(row_id)]).encode()).decode()


def _read_mark(text: str | None) -> tuple[datetime, UUID] | None:
    """A mark that was tampered with begins anew at the top."""
    if not text:
        return None
    try:
        content: Any = json.loads(base64.urlsafe_b64decode(text.encode()))
        at = datetime.fromisoformat(content[0])
        return (at, UUID(content[1])) if at.tzinfo else None
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, binascii.Error):
        return None
