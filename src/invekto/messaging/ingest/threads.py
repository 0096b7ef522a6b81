"""A batch of one person's messages → bubbles of their thread, and what the thread's row shows of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from invekto.core import events, jobs, live
from invekto.messaging import notices
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

# After this time the window is closed, and a question that old is not answered by a machine.
STALE_AFTER = timedelta(hours=24)


def thread_of(contact: Contact, *, number_id: UUID, now: datetime) -> Conversation:
    """The thread between the contact and the number, locked for this transaction; made if it is new.

    Two who make it at once: one gets an IntegrityError, and its items are read one by one, as the rest.
    """
    found = Conversation.objects.select_for_update().filter(contact=contact, number_id=number_id).order_by()
    return found.first() or Conversation.objects.create(
        tenant_id=contact.tenant_id,
        contact=contact,
        number_id=number_id,
        last_message_at=now,
        created_at=now,
    )


def known_messages(wamids: Iterable[str]) -> dict[str, Message]:
    wanted = list(wamids)
    return {str(message.wamid): message for message in Message.objects.filter(wamid__in=wanted)}


def _erase_events(wamids: list[str]) -> None:
    """The raw events of a revoked message hold its content too."""
    WebhookEvent.objects.filter(key__in=[f"message:{wamid}" for wamid in wamids]).update(payload="{}")


@dataclass
class Thread:
    """Collects what a batch brings to one conversation, then writes it in few statements."""

    conversation: Conversation
    now: datetime
    known: dict[str, Message]  # by wamid: what was stored before, and what this batch adds
    _new: list[Message] = field(default_factory=list)
    _media: list[MediaFile] = field(default_factory=list)
    _changed: dict[UUID, Message] = field(default_factory=dict)
    _to_answer: bool = False
    _echoed: bool = False
    _touched: bool = False

    def add(self, arrived: Arrived) -> None:
        """A message the customer sent. One that is stored already (its edit came first) changes nothing."""
        if arrived.action is not None:
            self._act(arrived)
            return
        earlier = self.known.get(arrived.wamid)
        if earlier is not None:
            if earlier.revoked_at is not None:
                _erase_events([arrived.wamid])
            return
        late = arrived.at <= self.now - STALE_AFTER
        message = self._bubble(arrived, author=Author.CUSTOMER)
        if late:
            message.content = message.content | {"late": True}
            message.answered_at = self.now
        else:
            self._to_answer = True
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
        self._echoed = True

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
            self._media.append(message.media)
        self._new.append(message)
        self.known[arrived.wamid] = message
        return message

    def _arrived_from_customer(self, message: Message, *, late: bool) -> None:
        thread = self.conversation
        # A sender's clock that runs ahead must not keep the window open longer than it is.
        opened = min(message.at, self.now)
        thread.last_inbound_at = max(thread.last_inbound_at or opened, opened)
        thread.waiting_since = thread.waiting_since or self.now
        thread.unread += 1
        # A late one comes to the top all the same: nobody has seen it yet.
        self._show_last(message, at=self.now if late else message.at)

    def _show_last(self, message: Message, *, at: datetime) -> None:
        self._touched = True
        thread = self.conversation
        if at >= thread.last_message_at or not thread.last_author:
            thread.last_message_at = max(at, thread.last_message_at) if thread.last_author else at
            thread.last_type, thread.last_author = message.type, message.author
            thread.last_text = message.text[:200]

    def _act(self, arrived: Arrived) -> None:
        target = self.known.get(arrived.target or "")
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
                self._touched = True

    def _change(self, message: Message) -> None:
        self._touched = True
        if message not in self._new:
            self._changed[message.pk] = message

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
        _erase_events([str(target.wamid), *target.content.get("edits", [])])
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

    def save(self) -> None:
        """Write everything, and tell those who wait for it."""
        tenant_id = self.conversation.tenant_id
        if self._media:
            MediaFile.objects.bulk_create(self._media)
            for media in self._media:
                jobs.defer(
                    "messaging.fetch_media", priority=-1, tenant_id=str(tenant_id), media_id=str(media.pk)
                )
        if self._new:
            Message.objects.bulk_create(self._new)
        for message in self._changed.values():
            message.save(
                update_fields=[
                    "text",
                    "content",
                    "reaction",
                    "edited_at",
                    "revoked_at",
                    "analysis",
                    "answered_at",
                ]
            )
        if not self._touched:
            return
        self.conversation.save(
            update_fields=[
                "last_inbound_at",
                "waiting_since",
                "unread",
                "last_message_at",
                "last_type",
                "last_text",
                "last_author",
            ]
        )
        talk = f"talk:{self.conversation.pk}"
        for name, happened in (("message.received", self._to_answer), ("echo.received", self._echoed)):
            if happened:
                events.record(
                    name, tenant_id=tenant_id, now=self.now, subject_id=self.conversation.pk, lock=talk
                )
        live.announce("conversation", tenant_id=tenant_id, conversation=self.conversation.pk)
