"""What somebody who looks elsewhere should be told of, since a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from invekto.core.models import User
from invekto.core.texts import text
from invekto.dashboard.bubbles import type_text
from invekto.dashboard.queries.inbox import customers_talks, shown_name
from invekto.integrations.models import MarketplaceQuestion, QuestionStatus
from invekto.integrations.services import visible_questions
from invekto.messaging.models import (
    Author,
    Conversation,
    HandoffReason,
    Message,
    Mode,
    NoteMention,
    Notice,
    NoticeChoice,
)
from invekto.messaging.visibility import visible

_MOST = 10  # of each kind; more at once tell nobody anything
_LONGEST = 120  # characters of what was said
# Lines in a thread that are news to whom it was given: by their turn, by a colleague; or it came back to them.
_GIVEN = ("handover-notice-given", "handover-notice-given-by")
_WOKEN = "desk-notice-woken"


@dataclass(frozen=True, slots=True)
class Told:
    """``key``: the same piece of news has the same one, however often it is asked for."""

    kind: str
    key: str
    conversation: UUID
    title: str
    body: str
    url_name: str = "thread"


@dataclass(frozen=True, slots=True)
class Choice:
    kinds: frozenset[str]
    sound: bool


def choice_of(user: User) -> Choice:
    kept = NoticeChoice.objects.filter(user=user).first()
    if kept is None:
        return Choice(frozenset(Notice.values), sound=False)
    return Choice(frozenset(kept.kinds), kept.sound)


def choose(user: User, kinds: list[str], *, sound: bool) -> Choice:
    """Kinds nobody knows are left out."""
    known = sorted(set(kinds) & set(Notice.values))
    assert user.tenant_id is not None  # the guards let nobody else here
    NoticeChoice.objects.update_or_create(
        tenant_id=user.tenant_id, user=user, defaults={"kinds": known, "sound": sound}
    )
    return Choice(frozenset(known), sound)


def since(user: User, moment: datetime, now: datetime, choice: Choice, *, language: str) -> list[Told]:
    """What came after ``moment``, up to ``now``: the most urgent first, one conversation once. Three queries."""
    told: dict[UUID, Told] = {}
    if Notice.MENTION in choice.kinds:
        for one in _mentions(user, moment, language):
            told.setdefault(one.conversation, one)
    wanted = Q()
    if Notice.EMERGENCY in choice.kinds:
        wanted |= _emergency(moment)
    if Notice.MINE in choice.kinds:
        wanted |= _mine(user, moment, now)
    if Notice.UNASSIGNED in choice.kinds:
        wanted |= _unassigned(moment)
    if wanted:
        talks = customers_talks(user).annotate(**_line_of(moment)).filter(wanted)
        for talk in talks.select_related("contact").order_by("-last_message_at")[: _MOST * 3]:
            one = _about(talk, user, moment, now, choice, language)
            if one.kind == Notice.EMERGENCY or talk.pk not in told:
                told[talk.pk] = one
    for one in _questions(user, moment, choice, language):
        told.setdefault(one.conversation, one)
    rank = {Notice.EMERGENCY: 0, Notice.MENTION: 1, Notice.MINE: 2, Notice.UNASSIGNED: 3}
    return sorted(told.values(), key=lambda one: rank[Notice(one.kind)])[:_MOST]


def _questions(user: User, moment: datetime, choice: Choice, language: str) -> list[Told]:
    """Marketplace questions that came, and those whose time is nearly over: to whom talks of the kind are told."""
    wanted = Q()
    if Notice.MINE in choice.kinds:
        wanted |= Q(assigned_to=user.pk, warned_at__gt=moment)
    if Notice.UNASSIGNED in choice.kinds:
        wanted |= Q(assigned_to=None) & (Q(warned_at__gt=moment) | Q(created_at__gt=moment))
    if not wanted:
        return []
    found = MarketplaceQuestion.objects.filter(visible_questions(user), status=QuestionStatus.WAITING)
    return [
        _of_question(one, user, moment, language) for one in found.filter(wanted).order_by("due_at")[:_MOST]
    ]


def _of_question(one: MarketplaceQuestion, user: User, moment: datetime, language: str) -> Told:
    is_near = one.warned_at is not None and one.warned_at > moment
    kind = Notice.MINE if one.assigned_to_id == user.pk else Notice.UNASSIGNED
    mark = one.warned_at if is_near and one.warned_at else one.created_at
    platform = text(f"channel-{one.provider}", language)
    return Told(
        kind=kind,
        key=f"question:{one.pk}:{mark.timestamp():.3f}",
        conversation=one.pk,
        title=text(f"notice-title-question-{'near' if is_near else 'new'}", language, platform=platform),
        body=one.text[:_LONGEST],
        url_name="asked",
    )


def _emergency(moment: datetime) -> Q:
    waits = Q(mode__in=[Mode.WAITING, Mode.HUMAN], handed_off_at__gt=moment)
    return waits & Q(handoff_reason=HandoffReason.EMERGENCY)


def _line_of(moment: datetime) -> dict[str, Subquery]:
    """The newest line that is news to whom the conversation is given, and when it was written."""
    lines = Message.objects.filter(
        conversation_id=OuterRef("pk"),
        author=Author.SYSTEM,
        at__gt=moment,
        content__notice__in=[*_GIVEN, _WOKEN],
    ).order_by("-at", "-id")
    return {
        "line": Subquery(lines.values("content__notice")[:1]),
        "line_at": Subquery(lines.values("at")[:1]),
    }


def _mine(user: User, moment: datetime, now: datetime) -> Q:
    wrote = Q(last_author=Author.CUSTOMER, last_message_at__gt=moment)
    promised = Q(callback_at__gt=moment, callback_at__lte=now)
    return Q(assigned_to=user) & (wrote | promised | Q(handed_off_at__gt=moment) | Q(line__isnull=False))


def _unassigned(moment: datetime) -> Q:
    return Q(mode=Mode.WAITING, assigned_to=None, handed_off_at__gt=moment)


def _about(talk: Any, user: User, moment: datetime, now: datetime, choice: Choice, language: str) -> Told:
    """``talk``: a conversation with ``_line_of``."""
    handed_now = talk.handed_off_at is not None and talk.handed_off_at > moment
    title = ""
    is_emergency = handed_now and talk.handoff_reason == HandoffReason.EMERGENCY
    if is_emergency and Notice.EMERGENCY in choice.kinds:
        kind, mark = Notice.EMERGENCY, talk.handed_off_at
    elif talk.assigned_to_id == user.pk:
        kind = Notice.MINE
        title, mark = _title_of_mine(talk, moment, now)
    else:
        kind, mark = Notice.UNASSIGNED, talk.handed_off_at
    title = title or f"notice-title-{kind}"
    named = type_text(talk.last_type)
    wanted = str((talk.note or {}).get("wanted") or "") if kind != Notice.MINE else ""
    body = wanted or talk.last_text or (text(named, language) if named else "")
    return Told(
        kind=kind,
        key=f"{kind}:{talk.pk}:{mark.timestamp() if mark else 0:.3f}",
        conversation=talk.pk,
        title=text(title, language, name=shown_name(talk.contact)),
        body=body[:_LONGEST],
    )


def _title_of_mine(talk: Any, moment: datetime, now: datetime) -> tuple[str, datetime]:
    """What happened last, and when."""
    happened = [(talk.last_message_at, "notice-title-mine")] if talk.last_author == Author.CUSTOMER else []
    if talk.line_at is not None:
        happened.append((talk.line_at, f"notice-title-{'woken' if talk.line == _WOKEN else 'given'}"))
    if talk.callback_at is not None and moment < talk.callback_at <= now:
        happened.append((talk.callback_at, "notice-title-promised"))
    if not happened:  # handed over again while it is theirs
        return "notice-title-given", talk.handed_off_at
    at, title = max(happened)
    return title, at


def _mentions(user: User, moment: datetime, language: str) -> list[Told]:
    unseen = NoteMention.objects.filter(
        user=user,
        seen_at=None,
        created_at__gt=moment,
        note__deleted_at=None,
        note__conversation__in=Conversation.objects.filter(visible(user)),
    ).select_related("note__user")
    return [
        Told(
            kind=Notice.MENTION,
            key=f"{Notice.MENTION}:{one.note_id}",
            conversation=one.note.conversation_id,
            title=text("notice-title-mention", language, name=one.note.user.name),
            body=one.note.text[:_LONGEST],
        )
        for one in unseen.order_by("-created_at")[:_MOST]
    ]
