"""The door of the outbound room: queue a message, withdraw messages, let a paused number go on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from invekto.core import audit, jobs, live
from invekto.core.models import User
from invekto.messaging import search
from invekto.messaging.models import (
    Author,
    Contact,
    Conversation,
    DeliveryStatus,
    Message,
    MessageTemplate,
    Mode,
    WhatsAppNumber,
)
from invekto.messaging.services import window_is_open
from invekto.outbound import wire
from invekto.outbound.content import Content, Media, Reaction, TemplateMessage, from_json
from invekto.outbound.failures import USER_STOPPED as USER_STOPPED
from invekto.outbound.models import OutboundMessage, SendingPace, SendState
from invekto.outbound.withdrawing import take_back

# Default templates that are not about what somebody booked or bought, though Meta counts some as utility: whoever
# wants no messages does not get them. A satisfaction question is one.
NOT_ABOUT_A_PURCHASE = frozenset(
    {
        "delivered_satisfaction",
        "review_reply",
        "control_visit",
        "waitlist_offer",
        "lead_followup",
        "birthday_wish",
    }
)

# What of a conversation an outgoing message changes.
_SHOWN = ("last_message_at", "last_type", "last_author", "last_text", "waiting_since")


class NotSendable(Exception):
    """This message may not go to this contact now. ``text_id``: why, for a person."""

    text_id = ""


class WindowClosed(NotSendable):
    """More than 24 hours since the customer last wrote: only an approved template may be sent."""

    text_id = "outbound-window-closed"


class OptedOut(NotSendable):
    """The contact asked for no more messages, and this one is neither an answer nor about their purchase."""

    text_id = "outbound-opted-out"


class TemplateUnavailable(NotSendable):
    """No approved template has this name in this language."""

    text_id = "outbound-template-unavailable"


class Outbox:
    """Messages that leave as soon as the caller's transaction commits: collected, then written together.

    The conversations are locked, and saved by whoever made the outbox: only their attributes change here.
    """

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._messages: list[Message] = []
        self._rows: list[OutboundMessage] = []

    def add(
        self,
        *,
        conversation: Conversation,
        content: Content,
        author: Author,
        user: User | None = None,
        why: dict[str, Any] | None = None,
        hold: timedelta = timedelta(),
    ) -> OutboundMessage:
        """``hold``: how long it waits before it leaves, so that it can be taken back (``withdraw``).

        Raises WindowClosed, OptedOut, TemplateUnavailable, or ContentRefused when a template's value is missing;
        then nothing was added.
        """
        contact, now = conversation.contact, self._now
        template = _template(content)
        if template is None and not window_is_open(conversation, now):
            raise WindowClosed
        _check_consent(contact, author, template)
        message = Message(
            tenant_id=conversation.tenant_id,
            conversation=conversation,
            author=author,
            user=user,
            type=content.media_kind if isinstance(content, Media) else content.kind,
            text=wire.shown_text(content, template),
            content=wire.shown_content(content, template),
            media_id=content.file_id if isinstance(content, Media) else None,
            quoted_wamid=content.wamid if isinstance(content, Reaction) else None,
            at=now,
            received_at=now,
            status=DeliveryStatus.QUEUED,
            status_at=now,
            why=why,
        )
        row = OutboundMessage(
            tenant_id=conversation.tenant_id,
            number_id=conversation.number_id,
            contact=contact,
            conversation=conversation,
            message=message,
            author=author,
            kind=content.kind,
            body=content.to_json()
            | ({"order": wire.template_variables(template.body)} if template is not None else {}),
            next_attempt_at=now + hold,
            created_at=now,
        )
        self._messages.append(message)
        self._rows.append(row)
        if not isinstance(content, Reaction):
            _show_in_list(conversation, message)
        return row

    def write(self) -> None:
        """Into the thread and the ledger, and wake the lanes."""
        Message.objects.bulk_create(self._messages)
        search.remember(self._messages)
        OutboundMessage.objects.bulk_create(self._rows)
        at_once = [row for row in self._rows if row.next_attempt_at <= self._now]
        for tenant_id, number_id in sorted({(row.tenant_id, row.number_id) for row in at_once}):
            wake_lane(tenant_id, number_id)
        for row in self._rows:
            if row.next_attempt_at > self._now:
                _wake_lane_for(row)
        for tenant_id in {row.tenant_id for row in self._rows}:
            live.announce_conversations(tenant_id, [row.conversation_id for row in self._rows])
        self._messages, self._rows = [], []


def send(
    *,
    conversation: Conversation,
    content: Content,
    author: Author,
    now: datetime,
    user: User | None = None,
    why: dict[str, Any] | None = None,
    hold: timedelta = timedelta(),
) -> OutboundMessage:
    """Queue one message in the caller's transaction; it leaves as soon as that commits, or ``hold`` later.

    Raises what ``Outbox.add`` raises.
    """
    outbox = Outbox(now)
    row = outbox.add(conversation=conversation, content=content, author=author, user=user, why=why, hold=hold)
    outbox.write()
    conversation.save(update_fields=_SHOWN)
    return row


def react(message_id: UUID, emoji: str, *, user: User, now: datetime) -> OutboundMessage:
    """Our ``emoji`` on a message that WhatsApp knows; an empty one takes it off. It is no word: the bot may go on.

    Raises Message.DoesNotExist, ContentRefused, and what ``send`` raises.
    """
    talk = Message.objects.values_list("conversation_id", flat=True).get(id=message_id, wamid__isnull=False)
    conversation = Conversation.objects.select_for_update(of=("self",)).select_related("contact").get(id=talk)
    message = Message.objects.get(id=message_id, revoked_at=None)
    content = Reaction(str(message.wamid), emoji)
    return send(conversation=conversation, content=content, author=Author.HUMAN, now=now, user=user)


def _template(content: Content) -> MessageTemplate | None:
    if not isinstance(content, TemplateMessage):
        return None
    template = MessageTemplate.objects.filter(name=content.name, language=content.language).first()
    if template is None or template.status != MessageTemplate.Status.APPROVED:
        raise TemplateUnavailable
    return template


def _check_consent(contact: Contact, author: Author, template: MessageTemplate | None) -> None:
    if contact.opted_out_at is None:
        return
    if template is not None:
        allowed = (
            template.category != MessageTemplate.Category.MARKETING
            and template.name not in NOT_ABOUT_A_PURCHASE
        )
    else:
        # Free text leaves only within 24 hours of their own message: from the bot it is an answer to it.
        allowed = author in (Author.HUMAN, Author.BOT)
    if not allowed:
        raise OptedOut


def _show_in_list(conversation: Conversation, message: Message) -> None:
    conversation.last_message_at = message.at
    conversation.last_type, conversation.last_author = message.type, message.author
    conversation.last_text = message.text[:200]
    # A bot that says "a colleague will write to you" has not answered yet.
    if message.author == Author.HUMAN or (message.author == Author.BOT and conversation.mode == Mode.BOT):
        conversation.waiting_since = None


def wake_lane(tenant_id: UUID, number_id: UUID) -> None:
    """Have what is due for a number sent; several lanes of a number share the work."""
    jobs.defer("outbound.lane", once=f"lane:{number_id}", tenant_id=str(tenant_id), number_id=str(number_id))


def _wake_lane_for(row: OutboundMessage) -> None:
    jobs.defer_at(
        row.next_attempt_at,
        "outbound.lane",
        key=f"hold:{row.pk}",
        tenant_id=str(row.tenant_id),
        number_id=str(row.number_id),
    )


def withdraw(message_id: UUID, now: datetime) -> bool:
    """Take back a colleague's message that has not left; False: it has, or is just leaving. Safe to repeat.

    The conversation's row, locked by the caller, shows afterwards what was said without it.
    """
    row = OutboundMessage.objects.select_for_update().filter(message_id=message_id).first()
    if row is None or row.state not in (SendState.QUEUED, SendState.CANCELLED):
        return False
    if row.state == SendState.QUEUED:
        if row.attempts:  # WhatsApp was asked before; nobody knows for certain that it refused
            return False
        row.state, row.settled_at = SendState.CANCELLED, now
        row.save(update_fields=["state", "settled_at"])
        message = Message.objects.only("content").get(id=message_id)
        message.content = message.content | {"undone": True}
        message.save(update_fields=["content"])
        take_back([message_id], now)
        live.announce("conversation", tenant_id=row.tenant_id, conversation=row.conversation_id)
    return True


def cancel_bot_messages(conversation_id: UUID, now: datetime) -> int:
    """Withdraw what the bot has said and has not left yet (a person took over); returns how many.

    The conversation's row, locked by the caller, shows afterwards what was said without it.
    """
    return cancel_bot_messages_of([conversation_id], now)


def cancel_bot_messages_of(conversation_ids: Iterable[UUID], now: datetime) -> int:
    """``cancel_bot_messages`` in many conversations at once."""
    rows = list(
        OutboundMessage.objects.select_for_update()
        .filter(conversation_id__in=list(conversation_ids), author=Author.BOT, state=SendState.QUEUED)
        .order_by("id")
    )
    if not rows:
        return 0
    OutboundMessage.objects.filter(id__in=[row.pk for row in rows]).update(
        state=SendState.CANCELLED, settled_at=now
    )
    take_back([row.message_id for row in rows], now)
    live.announce_conversations(rows[0].tenant_id, [row.conversation_id for row in rows])
    return len(rows)


def cancel_unsent(message_ids: Iterable[UUID], now: datetime) -> int:
    """Withdraw what the product said by a rule of its own and has not left; returns how many. Safe to repeat."""
    rows = list(
        OutboundMessage.objects.select_for_update()
        .filter(message_id__in=list(message_ids), author=Author.SYSTEM, state=SendState.QUEUED, attempts=0)
        .order_by("id")
    )
    if rows:
        OutboundMessage.objects.filter(id__in=[row.pk for row in rows]).update(
            state=SendState.CANCELLED, settled_at=now
        )
        take_back([row.message_id for row in rows], now)
        live.announce_conversations(rows[0].tenant_id, [row.conversation_id for row in rows])
    return len(rows)


def is_bot_leaving(conversation_id: UUID, *, since: datetime) -> bool:
    """A message of the bot that a lane claimed after ``since`` is on its way: too late to withdraw it."""
    return OutboundMessage.objects.filter(
        conversation_id=conversation_id,
        author=Author.BOT,
        state=SendState.SENDING,
        claimed_at__gt=since,
    ).exists()


def resume_number(number_id: UUID, *, now: datetime, actor: str) -> None:
    """Go on sending after a person dealt with what paused the number. Runs in the tenant's scope."""
    # No secrets: a key of the ring that is lost does not keep a person from mending what paused the number.
    columns = WhatsAppNumber.objects.only("tenant_id", "paused_code", "paused_at")
    number = columns.select_for_update().get(pk=number_id)
    code = number.paused_code
    number.paused_code = number.paused_at = None
    number.save(update_fields=["paused_code", "paused_at"])
    SendingPace.objects.filter(number=number).update(hold_until=None)
    audit.append(
        "whatsapp.number_resumed",
        tenant_id=number.tenant_id,
        actor=actor,
        now=now,
        subject=f"number:{number.pk}",
        details={"code": code},
    )
    wake_lane(number.tenant_id, number.pk)
    live.announce("account", tenant_id=number.tenant_id)


def take_failed(message_id: UUID) -> Content:
    """The content of a message that failed, for a person who repeats it: once, and as a new row, because the
    old one may have arrived after all.

    Raises Message.DoesNotExist for one that has not failed, or was repeated already.
    """
    message = Message.objects.select_for_update().get(id=message_id, status=DeliveryStatus.FAILED)
    row = OutboundMessage.objects.filter(message_id=message_id).first()
    if row is None or message.content.get("repeated"):
        raise Message.DoesNotExist
    message.content = message.content | {"repeated": True}
    message.save(update_fields=["content"])
    return stored_content(row.body)


def stored_content(body: dict[str, Any]) -> Content:
    """The content of a ledger row."""
    return from_json({name: value for name, value in body.items() if name != "order"})
