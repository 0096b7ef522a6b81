"""One thread: its messages by pages, what they quote, the hand-over note in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from invekto.agent_ai.services import NOTE_KEPT, NoteLine, judgements_of, note_lines
from invekto.core.models import User
from invekto.dashboard import moments
from invekto.dashboard.bubbles import Bubble, bubble
from invekto.messaging import services as messaging
from invekto.messaging.models import Author, Conversation, InternalNote, Message, Mode
from invekto.messaging.services import window_closes_at, window_is_open

PAGE = 50
FARTHEST = 1000  # messages a thread reaches back to show one that a search found
_AROUND = 10  # messages before it that come with it
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
    """The hand-over note; ``reason_text`` is a text id; ``lines``: by field, in the reader's language, each with the
    message it comes from.

    ``is_over``: of an earlier hand-over, folded.
    """

    reason_text: str
    at: datetime
    key: str
    is_over: bool
    lines: Mapping[str, list[NoteLine]]
    summary: str = ""  # a language model's
    kind: str = "note"


@dataclass(frozen=True, slots=True)
class InternalCard:
    """What a colleague noted for colleagues. ``parts``: its words, those that name somebody marked.

    ``is_gone``: taken away; only its writer is shown that, to bring it back. ``untold``: whom it names who cannot see
    the conversation; told to its writer alone.
    """

    id: UUID
    person: str
    at: datetime
    parts: list[tuple[str, bool]]
    is_mine: bool
    is_for_me: bool
    is_unseen: bool
    is_gone: bool
    untold: str
    untold_count: int
    kind: str = "internal"

    @property
    def key(self) -> str:
        return f"n-{self.id}"


Item = DayLine | NewLine | NoteCard | InternalCard | Bubble


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


def opened(
    found: Conversation, reader: User, *, now: datetime, language: str, reach: UUID | None = None
) -> Thread:
    """The newest fifty messages, and from where on they are unread; back to ``reach`` if that is older."""
    limit = PAGE if reach is None else _back_to(found, reach)
    messages = _newest(found, limit)
    return _thread(
        found,
        reader,
        messages,
        limit,
        now=now,
        language=language,
        unread_from=_first_unread(found, messages),
    )


def _back_to(found: Conversation, reach: UUID) -> int:
    """How many messages lead back to one; a page, when it is not of this thread."""
    edge = Message.objects.only("at").filter(conversation_id=found.id, id=reach).first()
    if edge is None:
        return PAGE
    since = _messages(found).filter(Q(at__gt=edge.at) | Q(at=edge.at, id__gte=edge.id)).count()
    return min(max(PAGE, since + _AROUND), FARTHEST)


def earlier(found: Conversation, reader: User, before: UUID, *, now: datetime, language: str) -> Thread:
    """The fifty messages before one of them. Raises Message.DoesNotExist."""
    edge = Message.objects.only("at").get(conversation_id=found.id, id=before)
    older = _messages(found).filter(Q(at__lt=edge.at) | Q(at=edge.at, id__lt=edge.id))
    messages = list(older.order_by("-at", "-id")[: PAGE + 1])
    return _thread(found, reader, messages, PAGE, now=now, language=language, edge=edge)


def news(
    found: Conversation, reader: User, *, now: datetime, language: str, unread_from: UUID | None
) -> Thread:
    """The newest thirty messages as they are now, without the line above the first of them."""
    messages = _newest(found, NEWEST)
    thread = _thread(found, reader, messages, NEWEST, now=now, language=language, unread_from=unread_from)
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
    reader: User,
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
    said = _bubbles(found, shown, vertical=found.tenant.vertical, language=language)
    since = shown[0].at if has_older and shown else None
    drawn: list[Bubble | InternalCard] = [*said, *_noted(found, reader, since, edge)]
    drawn.sort(key=lambda item: item.at)
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


def _noted(
    found: Conversation, reader: User, since: datetime | None, edge: Message | None
) -> list[InternalCard]:
    """The notes written while this page's messages were."""
    written = messaging.notes.of_thread(found.id, since=since, before=edge.at if edge else None)
    shown = [one for one in written if one.deleted_at is None or one.user_id == reader.pk]
    # Its writer counts on them; others have nothing to do about it.
    untold = messaging.notes.untold([one for one in shown if one.user_id == reader.pk])
    return [_internal(one, reader, untold.get(one.pk, [])) for one in shown]


def _internal(note: InternalNote, reader: User, untold: Sequence[User]) -> InternalCard:
    mentions = list(note.mentions.all())
    mine = next((one for one in mentions if one.user_id == reader.pk), None)
    return InternalCard(
        id=note.pk,
        person=note.user.name,
        at=note.created_at,
        parts=messaging.notes.parts_of(note.text, [one.user for one in mentions]),
        is_mine=note.user_id == reader.pk,
        is_for_me=mine is not None,
        is_unseen=mine is not None and mine.seen_at is None,
        is_gone=note.deleted_at is not None,
        untold=", ".join(one.name for one in untold),
        untold_count=len(untold),
    )


def _bubbles(
    found: Conversation, messages: Sequence[Message], *, vertical: str, language: str
) -> list[Bubble]:
    """With what each quotes and our reactions, in one query, and what was said of it, in another."""
    answered = {message.quoted_wamid for message in messages if message.quoted_wamid}
    shown = [message.wamid for message in messages if message.wamid]
    related = Message.objects.filter(
        Q(wamid__in=answered) | Q(type="reaction", quoted_wamid__in=shown), conversation_id=found.id
    )
    quoted: dict[str | None, Message] = {}
    reacted: dict[str | None, Message] = {}
    for one in related.select_related("user").order_by("at", "id") if answered or shown else ():
        if one.type == "reaction":
            reacted[one.quoted_wamid] = one
        else:
            quoted[one.wamid] = one
    judged = judgements_of(message.id for message in messages if message.analysis)
    return [
        bubble(
            message,
            quoted.get(message.quoted_wamid),
            vertical=vertical,
            language=language,
            judgement=judged.get(message.id),
            reacted=reacted.get(message.wamid) if message.wamid else None,
        )
        for message in messages
    ]


def _with_lines(
    drawn: Sequence[Bubble | InternalCard],
    *,
    now: datetime,
    zone: ZoneInfo,
    language: str,
    unread_from: UUID | None,
) -> Iterator[Item]:
    """The bubbles and notes with a line before each day and before the first unread one."""
    today = now.astimezone(zone).date()
    day: date | None = None
    last: Bubble | None = None
    for place, one in enumerate(drawn):
        on = one.at.astimezone(zone).date()
        if on != day:
            yield DayLine(moments.day(on, today, language), f"day-{on:%Y%m%d}")
            day, last = on, None
        if isinstance(one, InternalCard):
            yield one
            last = None
            continue
        if one.id == unread_from:
            unread = (later for later in drawn[place:] if isinstance(later, Bubble))
            yield NewLine(sum(later.voice == "customer" for later in unread))
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
        lines=note_lines(note, language),
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
