"""A batch of one person's messages → bubbles of their thread, and what the thread's row shows of them."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, OperationalError, transaction

from invekto.core import events, jobs, live
from invekto.core.statements import update_rows
from invekto.messaging import hooks, notices, search
from invekto.messaging.ingest.reading import Arrived, Edit, IdentityChange, Reaction, Revoke
from invekto.messaging.models import (
    Author,
    Contact,
    Conversation,
    DeliveryStatus,
    MediaFile,
    Message,
    WebhookEvent,
)

log = logging.getLogger(__name__)

# After this time the window is closed, and a question that old is not answered by a machine.
STALE_AFTER = timedelta(hours=24)

_REWRITTEN = ("text", "content", "reaction", "edited_at", "revoked_at", "analysis", "answered_at")
_SHOWN = (
    "last_inbound_at",
    "waiting_since",
    "unread",
    "last_message_at",
    "last_type",
    "last_text",
    "last_author",
    "done_at",
    "snoozed_until",
)


class Desk:
    """The threads of one batch: looked up and locked in one go, written in one go. Runs in the tenant's scope."""

    def __init__(self, tenant_id: UUID, now: datetime) -> None:
        self._tenant_id = tenant_id
        self._now = now
        self._named: set[str] = set()
        self._known: dict[str, Message] = {}  # by wamid: what is stored, and what this batch adds
        self._conversations: dict[tuple[UUID, UUID], Conversation] = {}
        self._new: list[Conversation] = []
        self._threads: dict[UUID, Thread] = {}

    def load(self, contact_ids: set[UUID], number_ids: set[UUID], wamids: set[str]) -> None:
        """Lock the threads of these contacts, and look up the messages that the batch names."""
        if contact_ids:
            locked = Conversation.objects.select_for_update().filter(
                contact_id__in=sorted(contact_ids), number_id__in=sorted(number_ids)
            )
            for conversation in locked.order_by("id"):
                self._conversations[conversation.contact_id, conversation.number_id] = conversation
        self._named = wamids
        self._look_up()

    def _look_up(self) -> None:
        self._known.clear()  # the threads share it
        if self._named:
            for message in Message.objects.filter(wamid__in=sorted(self._named)):
                self._known[str(message.wamid)] = message

    def thread_of(self, contact: Contact, number_id: UUID, *, unwritten: bool) -> Thread:
        """The thread between the contact and the number, made if it is new.

        ``unwritten``: the contact is this batch's own and not stored yet. Two who make a thread at once: one
        gets an IntegrityError, and its items are read one by one.
        """
        conversation = self._conversations.get((contact.pk, number_id))
        if conversation is None and not unwritten:
            locked = Conversation.objects.select_for_update().filter(contact=contact, number_id=number_id)
            conversation = locked.order_by().first()
        if conversation is None:
            conversation = Conversation(
                tenant_id=self._tenant_id,
                contact=contact,
                number_id=number_id,
                last_message_at=self._now,
                created_at=self._now,
            )
            self._new.append(conversation)
        self._conversations[contact.pk, number_id] = conversation
        return self._threads.setdefault(conversation.pk, Thread(conversation, self._now, self._known))

    def forget(self) -> None:
        """Contacts, and with them threads, were merged: what was looked up may be gone or stand in another thread.

        Everything was saved before.
        """
        self._conversations.clear()
        self._look_up()

    def save(self) -> None:
        """Write everything, and tell those who wait for it."""
        Conversation.objects.bulk_create(self._new)
        threads = list(self._threads.values())
        media = [one for thread in threads for one in thread.media]
        MediaFile.objects.bulk_create(media)
        Message.objects.bulk_create(message for thread in threads for message in thread.new)
        search.remember(message for thread in threads for message in thread.new)
        update_rows(Message, (one for thread in threads for one in thread.changed.values()), _REWRITTEN)
        search.remember_anew(one for thread in threads for one in thread.changed.values())
        touched = [thread for thread in threads if thread.touched]
        update_rows(Conversation, (thread.conversation for thread in touched), _SHOWN)
        self._tell(touched, media)
        self._threads.clear()
        self._new.clear()

    def _tell(self, touched: list[Thread], media: list[MediaFile]) -> None:
        for one in media:
            jobs.defer(
                "messaging.fetch_media", priority=-1, tenant_id=str(self._tenant_id), media_id=str(one.pk)
            )
        if asked := [thread.conversation.pk for thread in touched if thread.to_answer]:
            events.record_each(
                "message.received", tenant_id=self._tenant_id, now=self._now, subject_ids=asked
            )
        if reopened := [thread.conversation.pk for thread in touched if thread.reopened]:
            events.record_several(
                "conversation.reopened",
                tenant_id=self._tenant_id,
                now=self._now,
                facts=[(one, {}) for one in reopened],
            )
        for thread in touched:
            if thread.echoed:
                talk = thread.conversation.pk
                events.record(
                    "echo.received",
                    tenant_id=self._tenant_id,
                    now=self._now,
                    subject_id=talk,
                    lock=f"talk:{talk}",
                )
            for message_id in thread.edited:
                events.record(
                    "message.edited", tenant_id=self._tenant_id, now=self._now, subject_id=message_id
                )
        live.announce_conversations(self._tenant_id, [thread.conversation.pk for thread in touched])
        self._silence([thread.conversation.pk for thread in touched if thread.echoed])

    def _silence(self, echoed: list[UUID]) -> None:
        """At once, so that no answer comes in between. If that fails the job of the event does it a little later."""
        if not echoed:
            return
        try:
            with transaction.atomic():
                hooks.tell_echo(echoed, self._now)
        except OperationalError:
            raise
        except DatabaseError as error:
            log.warning("Not told at once of words from a business phone: %s.", type(error).__name__)


def _erase_events(wamids: list[str], now: datetime) -> None:
    """The raw events of a revoked message hold its content too. One that could not be read need not be any more."""
    events = WebhookEvent.objects.filter(key__in=[f"message:{wamid}" for wamid in wamids])
    events.filter(problem__isnull=False, processed_at=None).update(processed_at=now, problem=None)
    events.update(payload="{}")


@dataclass
class Thread:
    """What a batch brings to one conversation."""

    conversation: Conversation
    now: datetime
    known: dict[str, Message]  # the desk's
    new: list[Message] = field(default_factory=list)
    media: list[MediaFile] = field(default_factory=list)
    changed: dict[UUID, Message] = field(default_factory=dict)
    edited: list[UUID] = field(default_factory=list)  # after they were answered
    to_answer: bool = False
    echoed: bool = False
    reopened: bool = False  # it was closed for the desk, and the customer wrote
    touched: bool = False

    def add(self, arrived: Arrived) -> None:
        """A message the customer sent. One that is stored already (its edit came first) changes nothing."""
        if arrived.action is not None:
            self._act(arrived)
            return
        earlier = self.known.get(arrived.wamid)
        if earlier is not None:
            if earlier.revoked_at is not None:
                _erase_events([arrived.wamid], self.now)
            return
        late = arrived.at <= self.now - STALE_AFTER
        message = self._bubble(arrived, author=Author.CUSTOMER)
        if late:
            message.content = message.content | {"late": True}
            message.answered_at = self.now
        else:
            self.to_answer = True
        self._arrived_from_customer(message, late=late)

    def add_echo(self, arrived: Arrived) -> None:
        """A message a colleague typed in the WhatsApp Business app."""
        if arrived.action is not None or arrived.wamid in self.known:
            return
        message = self._bubble(arrived, author=Author.HUMAN)
        message.status, message.status_at = DeliveryStatus.SENT, arrived.at
        message.content = message.content | {"from_phone_app": True}
        self._show_last(message, at=arrived.at)
        self.conversation.unread = 0
        self.conversation.waiting_since = None
        self.echoed = True

    def _bubble(self, arrived: Arrived, *, author: Author) -> Message:
        message = Message(
            tenant_id=self.conversation.tenant_id,
            conversation=self.conversation,
            author=author,
            wamid=arrived.wamid,
            type=arrived.type,
            text=arrived.text,
            content=arrived.content,
            quoted_wamid=arrived.quoted,
            at=arrived.at,
            received_at=arrived.received_at,
        )
        if arrived.media:
            message.media = MediaFile(
                tenant_id=self.conversation.tenant_id,
                provider_id=arrived.media.provider_id,
                mime_type=arrived.media.mime_type,
                sha256=arrived.media.sha256,
                file_name=arrived.media.file_name,
                created_at=self.now,
            )
            self.media.append(message.media)
        self.new.append(message)
        self.known[arrived.wamid] = message
        return message

    def _arrived_from_customer(self, message: Message, *, late: bool) -> None:
        thread = self.conversation
        thread.last_inbound_at = max(thread.last_inbound_at or message.at, message.at)
        thread.waiting_since = thread.waiting_since or self.now
        thread.unread += 1
        self.reopened = self.reopened or thread.done_at is not None
        thread.done_at = thread.snoozed_until = None
        # A late one comes to the top all the same: nobody has seen it yet.
        self._show_last(message, at=self.now if late else message.at)

    def _show_last(self, message: Message, *, at: datetime) -> None:
        self.touched = True
        thread = self.conversation
        if at >= thread.last_message_at or not thread.last_author:
            thread.last_message_at = max(at, thread.last_message_at) if thread.last_author else at
            thread.last_type, thread.last_author = message.type, message.author
            thread.last_text = message.text[:200]

    def _act(self, arrived: Arrived) -> None:
        target = self.known.get(arrived.target or "")
        if target is not None and target.conversation_id != self.conversation.pk:
            return  # somebody else's message: nobody reaches into another's thread
        match arrived.action:
            case Reaction(emoji):
                if target is not None:
                    target.reaction = emoji
                    self._change(target)
            case Edit() as edit:
                self._edit(arrived, edit, target)
            case Revoke():
                self._revoke(arrived, target)
            case IdentityChange(notice):
                notices.add(self.conversation, notice, now=self.now)
                self.touched = True

    def _change(self, message: Message) -> None:
        self.touched = True
        if message not in self.new:
            self.changed[message.pk] = message

    def _edit(self, arrived: Arrived, edit: Edit, target: Message | None) -> None:
        if target is None:
            # The edit overtook its message: what it says now is what counts.
            self.add(
                Arrived(
                    wamid=str(arrived.target),
                    at=arrived.at,
                    received_at=arrived.received_at,
                    person=arrived.person,
                    type=edit.type,
                    text=edit.text,
                    content=edit.content | {"edits": [arrived.wamid]},
                )
            )
            return
        if target.author != Author.CUSTOMER or target.revoked_at is not None:
            return
        was_last = self._is_last(target)
        target.text = edit.text
        target.content = target.content | edit.content
        target.content["edits"] = [*target.content.get("edits", []), arrived.wamid]
        target.edited_at = arrived.at
        if was_last:
            self.conversation.last_text = edit.text[:200]
        if target.answered_at is not None and target.content.get("late") is not True:
            self.edited.append(target.pk)
        self._change(target)

    def _revoke(self, arrived: Arrived, target: Message | None) -> None:
        if target is None:
            # The message itself may still come: its content must not be stored then.
            target = self._bubble(
                Arrived(str(arrived.target), arrived.at, arrived.received_at, arrived.person, "unsupported"),
                author=Author.CUSTOMER,
            )
        elif target.author != Author.CUSTOMER:
            return
        if self._is_last(target):
            self.conversation.last_text, self.conversation.last_type = "", "revoked"
        _erase_events([str(target.wamid), *target.content.get("edits", [])], self.now)
        if target.media_id:
            jobs.defer(
                "messaging.erase_media",
                tenant_id=str(target.tenant_id),
                media_id=str(target.media_id),
            )
        target.text, target.content, target.analysis, target.reaction = "", {}, None, None
        target.revoked_at = arrived.at
        target.answered_at = target.answered_at or self.now
        self._change(target)

    def _is_last(self, message: Message) -> bool:
        thread = self.conversation
        shown = (thread.last_author, thread.last_type, thread.last_text)
        return shown == (message.author, message.type, message.text[:200])
