"""Two rows that become one: what pointed at the one that goes, and what the one that stays shows of both.

For contacts and their threads, whether a webhook or a colleague tells that they are one person's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ManyToOneRel, Model, QuerySet
from psycopg.errors import UniqueViolation

from invekto.messaging import notices
from invekto.messaging.models import Contact, Conversation, HandoffReason, Mode


@dataclass(frozen=True, slots=True)
class Moved:
    """``ids`` of ``model`` point at the other row now. ``left`` still point at the one that goes, which may not have
    them beside what the other has: the caller removes them."""

    model: type[Model]
    column: str
    ids: list[UUID]
    left: list[Model]


def point_elsewhere(model: type[Model], old: UUID, new: UUID) -> Iterator[Moved]:
    """Every row of any room that points at ``old`` points at ``new``.

    Of what only one of them may have (a verdict on the same order) the row of ``new`` counts.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        other, column = relation.related_model, relation.field.attname
        rows = other._default_manager.filter(**{column: old}).order_by("pk")
        ids = list(rows.select_for_update().values_list("pk", flat=True))
        if not ids:
            continue
        left = [] if _pointed(rows, column, new) else _pointed_singly(rows, column, new)
        staying = {row.pk for row in left}
        yield Moved(other, column, [one for one in ids if one not in staying], left)


def _pointed(rows: QuerySet[Any], column: str, new: UUID) -> bool:
    """False, and nothing changed, where one of both has what only one may have."""
    try:
        with transaction.atomic():
            rows.update(**{column: new})
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        return False
    return True


def _pointed_singly(rows: QuerySet[Any], column: str, new: UUID) -> list[Model]:
    """Those that could not."""
    return [row for row in list(rows) if not _pointed(rows.filter(pk=row.pk), column, new)]


def take_over_columns(*, keep: Contact, gone: Contact) -> None:
    """What ``keep`` does not know of itself it learns from ``gone``; whoever said no in one thread said no."""
    for name in (
        "phone",
        "user_id",
        "parent_user_id",
        "username",
        "name",
        "profile_name",
        "birthday",
        "language",
        "lead_since",
    ):
        setattr(keep, name, getattr(keep, name) or getattr(gone, name))
    keep.tags = sorted({*keep.tags, *gone.tags})
    keep.flags = sorted({*keep.flags, *gone.flags})
    if gone.opted_out_at and not keep.opted_out_at:
        keep.opted_out_at, keep.opted_out_how = gone.opted_out_at, gone.opted_out_how


_WHO_SPEAKS = {Mode.BOT: 0, Mode.WAITING: 1, Mode.HUMAN: 2}
# Nobody has seen yet what is waited for; whoever speaks knows what they were given.
_WHOSE_NOTE = {Mode.BOT: 0, Mode.HUMAN: 1, Mode.WAITING: 2}


def take_over_thread(*, keep: Conversation, gone: Conversation) -> None:
    """What the row of ``keep`` shows once it holds the messages of ``gone`` too, saved.

    An emergency in either stays one, whoever speaks in the other and whatever was promised there.
    """
    is_emergency = _is_emergency(keep) or _is_emergency(gone)
    urgent = gone if _is_emergency(gone) and not _is_emergency(keep) else keep
    # In a thread without a later moment somebody is awaited at once; the same for one that nobody put off.
    promised = [talk.callback_at for talk in (keep, gone) if _is_with_people(talk)]
    keep.callback_at = None if is_emergency else _soonest(promised)
    put_off = [talk.snoozed_until for talk in (keep, gone) if talk.done_at is None]
    keep.snoozed_until = None if is_emergency else _soonest(put_off)
    _take_over_note(keep, gone)
    _take_over_people(keep, gone, urgent)
    if gone.last_message_at > keep.last_message_at:
        for name in ("last_message_at", "last_type", "last_text", "last_author"):
            setattr(keep, name, getattr(gone, name))
    if _wrote_later(gone, keep):
        keep.last_inbound_at, keep.window_refused_at = gone.last_inbound_at, gone.window_refused_at
    # Before people the bot is silent, and comes back to nothing that was open in the other.
    keep.flow = (keep.flow or gone.flow) if keep.mode == Mode.BOT else None
    keep.waiting_since = min(filter(None, [keep.waiting_since, gone.waiting_since]), default=None)
    keep.unread += gone.unread
    keep.marked_unread = keep.marked_unread or gone.marked_unread
    # Open in one of them is open.
    keep.done_at = keep.done_at and gone.done_at
    keep.intent = keep.intent or gone.intent
    keep.save()


def _wrote_later(one: Conversation, other: Conversation) -> bool:
    """Whether the customer's last word in ``one`` is younger than that in ``other``."""
    return one.last_inbound_at is not None and (
        other.last_inbound_at is None or one.last_inbound_at > other.last_inbound_at
    )


def _is_with_people(talk: Conversation) -> bool:
    """Somebody speaks or is awaited, and nobody has closed it."""
    return talk.mode != Mode.BOT and talk.done_at is None


def _is_emergency(talk: Conversation) -> bool:
    return _is_with_people(talk) and talk.handoff_reason == HandoffReason.EMERGENCY


def _soonest(moments: Sequence[datetime | None]) -> datetime | None:
    """None where one of them is."""
    known = [moment for moment in moments if moment is not None]
    return min(known) if known and len(known) == len(moments) else None


def _take_over_note(keep: Conversation, gone: Conversation) -> None:
    """The hand-over that counts, in ``keep``; the other's note stays in the thread, where it was written."""
    told, other = sorted([keep, gone], key=_note_counts, reverse=True)  # of equals ``keep``
    if other.note and other.mode != Mode.BOT:
        lost = {"note": other.note, "reason": other.handoff_reason or HandoffReason.ASKED.value}
        at = other.handed_off_at or other.last_message_at
        # ``merged``: by it the line is found when they are parted again, and each has its note back.
        notices.add_each_at([(keep, lost | {"merged": str(gone.pk)}, at)], notices.NOTE_KEPT)
    for name in ("handoff_reason", "handed_off_at", "note"):
        setattr(keep, name, getattr(told, name))


def _note_counts(talk: Conversation) -> tuple[bool, bool, int, bool]:
    return _is_emergency(talk), _is_with_people(talk), _WHOSE_NOTE[Mode(talk.mode)], talk.note is not None


def _take_over_people(keep: Conversation, gone: Conversation, urgent: Conversation) -> None:
    """Who has it: whoever speaks, or else is awaited; of two the one whose emergency it is. Whoever closed theirs
    knows nothing of what is open in the other: that waits for anybody, and first for them (``last_person``)."""

    def counts(talk: Conversation) -> tuple[bool, int, bool]:
        return _is_with_people(talk), _WHO_SPEAKS[Mode(talk.mode)], talk is urgent

    speaks, other = sorted([keep, gone], key=counts, reverse=True)
    is_nobodys = speaks.mode == Mode.WAITING == other.mode and speaks.assigned_to_id is None
    has_it = other if is_nobodys else speaks
    values = {
        "mode": speaks.mode,
        "taken_over_at": speaks.taken_over_at,
        "assigned_to_id": has_it.assigned_to_id,
        "given_at": has_it.given_at,
        "last_person_id": speaks.last_person_id or other.last_person_id,
    }
    for name, value in values.items():  # read before any is written: one of both is ``keep``
        setattr(keep, name, value)
