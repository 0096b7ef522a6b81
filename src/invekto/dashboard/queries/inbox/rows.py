"""The rows of the list, page by page after what was last seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from invekto.core.models import User
from invekto.core.phones import for_people
from invekto.dashboard.bubbles import type_text
from invekto.dashboard.queries.inbox import marketplace_questions
from invekto.dashboard.queries.inbox.look import LEFT_TO_PEOPLE, Filter, Look, customers_talks
from invekto.dashboard.queries.inbox.marketplace_questions import AskedRow
from invekto.dashboard.queries.inbox.marks import mark, read_mark
from invekto.dashboard.queries.inbox.searching import NOTHING_TYPED, Excerpt, Found, excerpts, find
from invekto.messaging.models import Author, Contact, Conversation, HandoffReason, Mode

PAGE = 40
_VOICE_ICONS = {Author.BOT: "robot", Author.HUMAN: "headset", Author.SYSTEM: "bolt"}


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
    is_new: bool  # unread, or marked so
    is_done: bool
    waiting_since: datetime | None
    snoozed_until: datetime | None
    handoff_reason: str | None
    wanted: str  # of the hand-over note: what the customer wants, in words
    assigned_to: str | None
    mine: bool
    callback_at: datetime | None  # when a person will write, as promised; nobody need act before
    badge: str | None  # emergency, callback, waiting, snoozed, done, vip, unread: one at most
    sort_key: str  # compares as the list is sorted
    excerpt: Excerpt | None = None  # of the message that a search found
    is_question: bool = False

    @property
    def state_text(self) -> str:
        return f"inbox-state-{self.mode}"

    @property
    def is_emergency(self) -> bool:
        return self.handoff_reason == HandoffReason.EMERGENCY


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row | AskedRow]
    next: str | None  # an opaque mark to ask for the rows after these


def shown_name(contact: Contact) -> str:
    """A name, else the phone as people write it."""
    name = contact.display_name
    return for_people(name) if name.startswith("+") else name


def page(
    user: User,
    look: Look,
    *,
    now: datetime,
    after: str | None = None,
    limit: int = PAGE,
    questions: int | None = None,
) -> Page:
    """Forty rows in the order of their box: who waits longest first, else newest first.

    Two queries, of talks and of marketplace questions; with words to search for at most five more. ``questions``: how
    many of these wait, where that is known.
    """
    seen = read_mark(after)
    talks, found = _first(user, look, now, seen, limit + 1) if look.shows_talks else ([], NOTHING_TYPED)
    others = marketplace_questions.first(user, look, now=now, seen=seen, limit=limit + 1, waiting=questions)
    places = [(_sorted_by(one, look), one.id) for one in talks]
    places += [(marketplace_questions.place(one, look, now), one.id) for one in others]
    places.sort(reverse=not look.sorting[1])
    kept = {row_id for _, row_id in places[:limit]}
    shown: list[Row | AskedRow] = [*_rows([one for one in talks if one.id in kept], user, look, found, now)]
    shown += [marketplace_questions.row(one, user, look, now) for one in others if one.id in kept]
    order = {row_id: number for number, (_, row_id) in enumerate(places)}
    shown.sort(key=lambda one: order[one.id])
    return Page(shown, mark(*places[limit - 1]) if len(places) > limit else None)


def _first(
    user: User, look: Look, now: datetime, seen: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[Conversation], Found]:
    """The talks that come next, and what was searched for in them."""
    talks = _talks(user, look, now)
    found = find(look.search, talks)
    column, upwards = look.sorting
    conversations = talks.filter(found.restriction)
    if seen:
        beyond = "gt" if upwards else "lt"
        conversations = conversations.filter(
            Q(**{f"{column}__{beyond}": seen[0]}) | Q(**{column: seen[0], f"id__{beyond}": seen[1]})
        )
    sign = "" if upwards else "-"
    order = (f"{sign}{column}", f"{sign}id")
    # The few first, then whom they are with: otherwise everybody's contact is looked up before the list is sorted.
    first = conversations.order_by(*order).values("id")[:limit]
    return list(_with_people(Conversation.objects.filter(id__in=first)).order_by(*order)), found


def most_urgent(user: User, *, now: datetime, limit: int) -> list[Row]:
    """Those who wait: emergencies, those to whom a call was promised by now, then the longest wait. One query."""
    look = Look(Filter.WAITING)
    first = Case(
        When(handoff_reason=HandoffReason.EMERGENCY, then=0),
        When(callback_at__lte=now, then=1),
        When(callback_at__gt=now, then=3),
        default=2,
    )
    listed = _with_people(_talks(user, look, now)).order_by(first, "waiting_since", "id")[:limit]
    return _rows(listed, user, look, NOTHING_TYPED, now)


def rows(user: User, look: Look, ids: Sequence[UUID], *, now: datetime) -> list[Row | AskedRow]:
    """Those of ``ids`` that the list still shows. Queries as ``page``."""
    talks = _talks(user, look, now).filter(id__in=ids)
    found = find(look.search, talks)
    listed = _with_people(talks.filter(found.restriction))
    return [*_rows(listed, user, look, found, now), *marketplace_questions.of_ids(user, look, ids, now=now)]


def _talks(user: User, look: Look, now: datetime) -> QuerySet[Conversation]:
    """All that a look shows but for its words."""
    return customers_talks(user).filter(look.restriction(user, now))


def _with_people(talks: QuerySet[Conversation]) -> QuerySet[Conversation]:
    return talks.select_related("contact", "assigned_to")


def _sorted_by(conversation: Conversation, look: Look) -> datetime:
    value: datetime | None = getattr(conversation, look.sorting[0])
    return value or conversation.last_message_at


def _rows(
    listed: QuerySet[Conversation] | Sequence[Conversation],
    user: User,
    look: Look,
    found: Found,
    now: datetime,
) -> list[Row]:
    conversations = list(listed)
    hits = excerpts(found, [one.id for one in conversations])
    return [_row(one, user, look, hits.get(one.id), now) for one in conversations]


def _row(conversation: Conversation, user: User, look: Look, excerpt: Excerpt | None, now: datetime) -> Row:
    contact = conversation.contact
    note = conversation.note or {}
    snoozed = conversation.snoozed_until
    return Row(
        id=conversation.id,
        name=shown_name(contact),
        last_text=conversation.last_text,
        type_text=None if conversation.last_text else type_text(conversation.last_type),
        voice_icon=_VOICE_ICONS.get(Author(conversation.last_author), "") if conversation.last_author else "",
        at=conversation.last_message_at,
        mode=conversation.mode,
        unread=conversation.unread,
        is_new=conversation.unread > 0 or conversation.marked_unread,
        is_done=conversation.done_at is not None,
        waiting_since=conversation.waiting_since,
        snoozed_until=snoozed if snoozed is not None and snoozed > now else None,
        handoff_reason=conversation.handoff_reason,
        wanted=str(note.get("wanted") or ""),
        assigned_to=conversation.assigned_to.name if conversation.assigned_to else None,
        mine=conversation.assigned_to_id == user.pk,
        callback_at=conversation.callback_at,
        badge=_badge(conversation, now),
        sort_key=f"{_sorted_by(conversation, look).timestamp():017.6f}-{conversation.id}",
        excerpt=excerpt,
    )


def _badge(conversation: Conversation, now: datetime) -> str | None:
    if conversation.done_at is not None:
        return "done"
    if conversation.snoozed_until is not None and conversation.snoozed_until > now:
        return "snoozed"
    waiting = conversation.waiting_since
    if waiting is not None and (conversation.mode != Mode.BOT or waiting < now - LEFT_TO_PEOPLE):
        is_emergency = conversation.handoff_reason == HandoffReason.EMERGENCY
        promised = conversation.callback_at
        is_later = promised is not None and promised > now
        return "emergency" if is_emergency else "callback" if is_later else "waiting"
    if conversation.unread or conversation.marked_unread:
        return "unread"
    return "vip" if "vip" in conversation.contact.flags else None
