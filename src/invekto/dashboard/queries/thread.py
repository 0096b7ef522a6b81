"""One thread: its messages by pages, what they quote, the hand-over note in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from invekto.agent_ai.services import NOTE_KEPT, judgements_of, note_in_words
from invekto.dashboard import moments
from invekto.dashboard.bubbles import Bubble, bubble
from invekto.messaging.models import Author, Conversation, Message, Mode
from invekto.messaging.services import window_closes_at, window_is_open

PAGE = 50
NEWEST = 30  # messages looked at again when something changed
_SOON = timedelta(hours=3)  # the window's end is shown in the colour of a warning


@dataclass(frozen=True, slots=True)
class DayLine:
    words: str
    key: str
    kind: str = "day"


@dataclass(frozen=True, slots=True)
class NewLine:
    """Before the first message nobody has read."""

    count: int
    kind: str = "new"


@dataclass(frozen=True, slots=True)
class NoteCard:
    """The hand-over note; ``reason_text`` is a text id, the rest words in the reader's language.

    ``is_over``: of an earlier hand-over, folded.
    """

    reason_text: str
    at: datetime
    key: str
    is_over: bool
    wanted: str
    tried: list[str]
    facts: list[str]
    mood: str
    promised: str
    next_step: str
    summary: str = ""  # a language model's
    kind: str = "note"


Item = DayLine | NewLine | NoteCard | Bubble


@dataclass(frozen=True, slots=True)
class Window:
    """The 24 hours in which free text may be sent; ``closes_at`` None: the customer has never written."""

    is_open: bool
    closes_at: datetime | None
    is_soon: bool  # the end is near

    @property
    def level(self) -> str:
        return "soon" if self.is_soon else "open" if self.is_open else "closed"

    @property
    def closed_title(self) -> str:
        """Text id."""
        return "window-never-opened" if self.closes_at is None else "window-closed-long"


@dataclass(frozen=True, slots=True)
class Thread:
    """``older``: ask with ``before=`` for what came before. ``unread_from``: the first unread message."""

    items: list[Item]
    older: UUID | None
    unread_from: UUID | None
    has_note: bool


def conversation(conversation_id: UUID) -> Conversation:
    """Raises Conversation.DoesNotExist, for a missing and for a foreign one alike."""
    people = ("contact", "number", "assigned_to", "tenant")
    secrets = ("number__access_token", "number__app_secret", "number__verify_token")
    return Conversation.objects.select_related(*people).defer(*secrets).get(id=conversation_id)


def window(found: Conversation, now: datetime) -> Window:
    closes, is_open = window_closes_at(found), window_is_open(found, now)
    return Window(is_open, closes, is_open and closes is not None and closes - now < _SOON)


def opened(found: Conversation, *, now: datetime, language: str) -> Thread:
    """The newest fifty messages, and from where on they are unread."""
    messages = _newest(found, PAGE)
    return _thread(
        found, messages, PAGE, now=now, language=language, unread_from=_first_unread(found, messages)
    )


def earlier(found: Conversation, before: UUID, *, now: datetime, language: str) -> Thread:
    """The fifty messages before one of them. Raises Message.DoesNotExist."""
    edge = Message.objects.only("at").get(conversation_id=found.id, id=before)
    older = _messages(found).filter(Q(at__lt=edge.at) | Q(at=edge.at, id__lt=edge.id))
    messages = list(older.order_by("-at", "-id")[: PAGE + 1])
    return _thread(found, messages, PAGE, now=now, language=language, edge=edge)


def news(found: Conversation, *, now: datetime, language: str, unread_from: UUID | None) -> Thread:
    """The newest thirty messages as they are now, without the line above the first of them."""
    messages = _newest(found, NEWEST)
    thread = _thread(found, messages, NEWEST, now=now, language=language, unread_from=unread_from)
    if thread.older is None:
        return thread
    return replace(thread, items=thread.items[1:] if isinstance(thread.items[0], DayLine) else thread.items)


def _messages(found: Conversation) -> QuerySet[Message]:
    return (
        Message.objects.filter(conversation_id=found.id)
        .exclude(type="reaction")
        .select_related("user", "media")
    )


def _newest(found: Conversation, limit: int) -> list[Message]:
    """Newest first, one more than asked for when there are more."""
    return list(_messages(found).order_by("-at", "-id")[: limit + 1])


def _first_unread(found: Conversation, newest_first: Sequence[Message]) -> UUID | None:
    theirs = [message.id for message in newest_first[:PAGE] if message.author == Author.CUSTOMER]
    return theirs[min(found.unread, len(theirs)) - 1] if found.unread and theirs else None


def _thread(
    found: Conversation,
    newest_first: Sequence[Message],
    limit: int,
    *,
    now: datetime,
    language: str,
    unread_from: UUID | None = None,
    edge: Message | None = None,
) -> Thread:
    shown = list(newest_first[:limit])[::-1]
    has_older = len(newest_first) > limit
    zone = ZoneInfo(found.tenant.timezone)
    cards = {message.id: card for message in shown if (card := _kept_note(message, language))}
    drawn = _bubbles(shown, vertical=found.tenant.vertical, language=language)
    note = _note(found, language)
    items: list[Item] = list(
        _with_lines(drawn, now=now, zone=zone, language=language, unread_from=unread_from)
    )
    items = [cards.get(item.id, item) if isinstance(item, Bubble) else item for item in items]
    if note is not None:
        _put_note(items, note, has_older=has_older, edge=edge)
    return Thread(
        items=items,
        older=shown[0].id if has_older and shown else None,
        unread_from=unread_from,
        has_note=note is not None,
    )


def _bubbles(messages: Sequence[Message], *, vertical: str, language: str) -> list[Bubble]:
    """With what each quotes and what was said of it, each read in one query."""
    wamids = {message.quoted_wamid for message in messages if message.quoted_wamid}
    quoted = (
        {message.wamid: message for message in Message.objects.filter(wamid__in=wamids)} if wamids else {}
    )
    judged = judgements_of(message.id for message in messages if message.analysis)
    return [
        bubble(
            message,
            quoted.get(message.quoted_wamid),
            vertical=vertical,
            language=language,
            judgement=judged.get(message.id),
        )
        for message in messages
    ]


def _with_lines(
    drawn: Sequence[Bubble],
    *,
    now: datetime,
    zone: ZoneInfo,
    language: str,
    unread_from: UUID | None,
) -> Iterator[Item]:
    """The bubbles with a line before each day and before the first unread one."""
    today = now.astimezone(zone).date()
    last: Bubble | None = None
    for place, one in enumerate(drawn):
        on = one.at.astimezone(zone).date()
        if last is None or last.at.astimezone(zone).date() != on:
            yield DayLine(moments.day(on, today, language), f"day-{on:%Y%m%d}")
            last = None
        if one.id == unread_from:
            yield NewLine(sum(later.voice == "customer" for later in drawn[place:]))
            last = None
        yield replace(one, follows=True) if last and one.comes_after(last) else one
        last = one


def _note(found: Conversation, language: str) -> NoteCard | None:
    if not found.note or found.mode == Mode.BOT or found.handed_off_at is None:
        return None
    return _card(found.note, found.handoff_reason, found.handed_off_at, language)


def _card(
    note: Mapping[str, Any], reason: object, at: datetime, language: str, *, over: UUID | None = None
) -> NoteCard:
    return NoteCard(
        reason_text=f"handoff-reason-{str(reason or 'asked').replace('_', '-')}",
        at=at,
        key=f"m-{over}" if over else "handoff",
        is_over=over is not None,
        **note_in_words(note, language),
        summary=str(note.get("summary") or ""),
    )


def _kept_note(message: Message, language: str) -> NoteCard | None:
    """The note of a hand-over that is over."""
    if message.type != "notice" or message.content.get("notice") != NOTE_KEPT:
        return None
    variables = message.content.get("variables") or {}
    return _card(variables.get("note") or {}, variables.get("reason"), message.at, language, over=message.id)


def _put_note(items: list[Item], note: NoteCard, *, has_older: bool, edge: Message | None) -> None:
    """After the last message before the hand-over, if that is on this page and not on a neighbour."""
    places = [place for place, item in enumerate(items) if isinstance(item, Bubble)]
    later = next((place for place in places if items[place].at > note.at), None)  # type: ignore[union-attr]
    if later is None:
        if edge is None or edge.at > note.at:
            items.append(note)
        return
    if later == places[0] and has_older:
        return
    # Not between a day's line and its first message.
    while later and isinstance(items[later - 1], DayLine | NewLine):
        later -= 1
    items.insert(later, note)
