"""Marketplace questions as rows of the list: they stand among the talks, in the order of the box, and are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, DateTimeField, F, Q, QuerySet, Value, When

from invekto.core.folding import words
from invekto.core.models import User
from invekto.dashboard.queries.inbox.look import WHATSAPP, Filter, Look
from invekto.integrations.models import MarketplaceQuestion, QuestionStatus
from invekto.integrations.services import QUESTION_WARNING, visible_questions

# The columns a box is sorted by, as far as they differ from the talks'.
_SORTING = {Filter.DONE: "closed_at"}
KIND = "questions"
_WAITS = Q(status=QuestionStatus.WAITING)


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One line of the list. ``is_near``: little of its time is left; ``name``: the product it is about."""

    id: UUID
    channel: str
    name: str
    last_text: str
    at: datetime
    is_new: bool
    is_done: bool
    waits: bool
    due_at: datetime | None
    is_near: bool
    is_late: bool
    is_refused: bool
    assigned_to: str | None
    mine: bool
    sort_key: str
    is_question: bool = True

    @property
    def channel_text(self) -> str:
        return f"channel-{self.channel}"


def asked(user: User, look: Look, *, now: datetime) -> QuerySet[MarketplaceQuestion] | None:
    """What a look shows of them; None: it shows none."""
    found = MarketplaceQuestion.objects.filter(visible_questions(user))
    if look.channel == WHATSAPP or look.number or look.intent or look.tag or look.vip:
        return None
    if look.channel:
        found = found.filter(provider=look.channel)
    match look.box:
        case Filter.WAITING:
            found = found.filter(_WAITS)
        case Filter.MINE:
            found = found.filter(_WAITS, assigned_to=user.pk)
        case Filter.UNASSIGNED:
            found = found.filter(_WAITS, assigned_to=None)
        case Filter.ALL:
            found = found if look.search else found.filter(_WAITS)
        case Filter.DONE:
            found = found.filter(closed_at__isnull=False)
        case _:
            return None
    if look.unread:
        found = found.filter(seen_at=None)
    if look.closing:
        found = found.filter(_WAITS, due_at__gt=now, due_at__lte=now + QUESTION_WARNING)
    for word in words(look.search):
        found = found.filter(search_key__contains=word)
    return found


_FIRST = timedelta(days=365)  # how much earlier than anybody waits a question stands whose time runs out


def sorted_by(look: Look) -> str:
    """A marketplace alone is read by who has least time left; among talks a question stands by when it was asked, and
    before them all, by its end, once that is near."""
    if look.box is Filter.WAITING and look.channel and look.channel != WHATSAPP:
        return "due_at"
    if look.box is Filter.WAITING:
        return "placed_at"
    return _SORTING.get(look.box, "last_at")


def _placed(now: datetime) -> Case:
    near = When(due_at__gt=now, due_at__lte=now + QUESTION_WARNING, then=F("due_at") - Value(_FIRST))
    return Case(near, default=F("asked_at"), output_field=DateTimeField())


def first(
    user: User,
    look: Look,
    *,
    now: datetime,
    seen: tuple[datetime, UUID] | None,
    limit: int,
    waiting: int | None,
) -> list[MarketplaceQuestion]:
    """One query; none where a look shows no questions, or where only those that wait are shown and none does."""
    found = asked(user, look, now=now)
    shows_closed = look.box is Filter.DONE or (look.box is Filter.ALL and look.search)
    if found is None or (waiting == 0 and not shows_closed):
        return []
    column, upwards = sorted_by(look), look.sorting[1]
    if column == "placed_at":
        found = found.annotate(placed_at=_placed(now))
    if seen:
        beyond = "gt" if upwards else "lt"
        found = found.filter(
            Q(**{f"{column}__{beyond}": seen[0]}) | Q(**{column: seen[0], f"id__{beyond}": seen[1]})
        )
    sign = "" if upwards else "-"
    return list(found.select_related("assigned_to").order_by(f"{sign}{column}", f"{sign}id")[:limit])


def of_ids(user: User, look: Look, ids: Sequence[UUID], *, now: datetime) -> list[AskedRow]:
    """One query, none where a look shows no questions."""
    found = asked(user, look, now=now)
    if found is None:
        return []
    return [row(one, user, look, now) for one in found.filter(id__in=ids).select_related("assigned_to")]


def place(question: MarketplaceQuestion, look: Look, now: datetime) -> datetime:
    column = sorted_by(look)
    if column == "placed_at":
        due = question.due_at
        is_near = due is not None and now < due <= now + QUESTION_WARNING
        return due - _FIRST if due is not None and is_near else question.asked_at
    value: datetime | None = getattr(question, column)
    return value or question.asked_at


def row(question: MarketplaceQuestion, user: User, look: Look, now: datetime) -> AskedRow:
    waits = question.status == QuestionStatus.WAITING
    due = question.due_at
    return AskedRow(
        id=question.id,
        channel=question.provider,
        name=question.product_name or question.external_id,
        last_text=question.text,
        at=question.last_at,
        is_new=waits and question.seen_at is None,
        is_done=not waits,
        waits=waits,
        due_at=due if waits else None,
        is_near=waits and due is not None and due <= now + QUESTION_WARNING,
        is_late=waits and due is not None and due <= now,
        is_refused=waits and question.refused is not None,
        assigned_to=question.assigned_to.name if question.assigned_to else None,
        mine=question.assigned_to_id == user.pk,
        sort_key=f"{place(question, look, now).timestamp():017.6f}-{question.id}",
    )


def numbers(user: User) -> QuerySet[Any, Any]:
    """As the boxes count them: waiting, mine, unassigned; one row over the few that wait, to be joined to others."""
    return (
        MarketplaceQuestion.objects.filter(_WAITS)
        .filter(visible_questions(user))
        .order_by()
        .values(kind=Value(KIND))
        .annotate(
            waiting=Count("id"),
            mine=Count("id", filter=Q(assigned_to=user.pk)),
            unassigned=Count("id", filter=Q(assigned_to=None)),
        )
    )


def channels(user: User) -> list[tuple[str, int]]:
    """The marketplaces there are questions of, with how many wait. One query."""
    found = (
        MarketplaceQuestion.objects.filter(visible_questions(user))
        .values_list("provider")
        .annotate(count=Count("id", filter=_WAITS))
        .order_by("provider")
    )
    return list(found)
