"""One thread: its messages by pages, what they quote, and who is spoken to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from invekto.agent_ai.services import why_line
from invekto.core import texts
from invekto.core.models import User
from invekto.messaging.models import Author, Conversation, DeliveryStatus, Message, MessageTemplate
from invekto.messaging.services import window_closes_at, window_is_open

PAGE = 50


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message as it is drawn."""

    id: UUID
    author: str  # customer, bot, human, system
    type: str
    text: str
    at: datetime
    person: str | None  # the colleague who wrote it
    status: str | None
    failure: str | None  # why it failed and what to do, in words
    can_send_again: bool
    content: dict[str, Any]
    buttons: list[str]
    media_id: UUID | None
    media_state: str | None
    media_kind: str
    file_name: str
    reaction: str | None
    quoted: str | None
    edited: bool
    revoked: bool
    intent: str | None  # in words
    confidence: int | None  # per cent
    why: str
    late: bool


@dataclass(frozen=True, slots=True)
class Thread:
    conversation: Conversation
    bubbles: list[Bubble]
    older: UUID | None  # ask with ``before=`` for what came before
    newest: UUID | None
    window_closes_at: datetime | None
    window_open: bool


def conversation(conversation_id: UUID) -> Conversation:
    """Raises Conversation.DoesNotExist."""
    return Conversation.objects.select_related("contact", "number", "assigned_to", "tenant").get(
        id=conversation_id
    )


def thread(found: Conversation, user: User, now: datetime, *, before: UUID | None = None) -> Thread:
    """The newest fifty messages, or the fifty before one of them."""
    messages = _messages(found.id)
    if before is not None:
        edge = Message.objects.filter(conversation_id=found.id, id=before).values_list("at", "id").first()
        if edge is None:
            raise Conversation.DoesNotExist
        messages = messages.filter(Q(at__lt=edge[0]) | Q(at=edge[0], id__lt=edge[1]))
    newest_first = list(messages.order_by("-at", "-id")[: PAGE + 1])
    shown = newest_first[:PAGE][::-1]
    return Thread(
        conversation=found,
        bubbles=bubbles(shown, user.language),
        older=shown[0].id if len(newest_first) > PAGE else None,
        newest=shown[-1].id if shown else None,
        window_closes_at=window_closes_at(found),
        window_open=window_is_open(found, now),
    )


def _messages(conversation_id: UUID) -> Any:
    return (
        Message.objects.filter(conversation_id=conversation_id)
        .exclude(type="reaction")
        .select_related("user", "media")
    )


def bubbles(messages: Sequence[Message], language: str) -> list[Bubble]:
    """With what each quotes, read in one query."""
    quoted_ids = {message.quoted_wamid for message in messages if message.quoted_wamid}
    quoted = (
        dict(Message.objects.filter(wamid__in=quoted_ids).values_list("wamid", "text")) if quoted_ids else {}
    )
    return [_bubble(message, quoted, language) for message in messages]


def _bubble(message: Message, quoted: dict[str | None, str], language: str) -> Bubble:
    analysis = message.analysis or {}
    confidence = analysis.get("confidence")
    outbound = message.author in (Author.BOT, Author.HUMAN, Author.SYSTEM) and message.type != "notice"
    failed = outbound and message.status == DeliveryStatus.FAILED
    return Bubble(
        id=message.id,
        author=message.author,
        type=message.type,
        text=_words(message, language),
        at=message.at,
        person=message.user.name if message.user else None,
        status=message.status if outbound else None,
        failure=_failure(message, language) if failed else None,
        can_send_again=failed,
        content=message.content,
        buttons=[button["title"] for button in message.content.get("buttons", []) if "title" in button],
        media_id=message.media_id,
        media_state=message.media.state if message.media else None,
        media_kind=_kind(message),
        file_name=message.media.file_name if message.media else "",
        reaction=message.reaction or None,
        quoted=quoted.get(message.quoted_wamid) if message.quoted_wamid else None,
        edited=message.edited_at is not None,
        revoked=message.revoked_at is not None,
        intent=_named("intent", analysis.get("intent"), language),
        confidence=round(confidence * 100) if isinstance(confidence, int | float) else None,
        why=why_line(message.why, language),
        late=bool(getattr(message, "late", False)),
    )


def _words(message: Message, language: str) -> str:
    if message.type != "notice":
        return message.text
    variables = message.content.get("variables", {})
    return texts.text(message.content["notice"], language, **variables)


def _kind(message: Message) -> str:
    return message.type if message.type in ("image", "video", "audio", "document", "sticker") else ""


def _named(prefix: str, value: object, language: str) -> str | None:
    """A name of ours in words; None when there is nothing to name."""
    if not value:
        return None
    text_id = f"{prefix}-{str(value).replace('_', '-')}"
    return texts.text(text_id, language) if texts.has_text(text_id, language) else None


def _failure(message: Message, language: str) -> str:
    text_id = f"whatsapp-error-{message.failure_code}"
    if message.failure_code is not None and texts.has_text(text_id, language):
        return texts.text(text_id, language)
    return texts.text("inbox-failure-unknown", language)


def templates(found: Conversation) -> list[MessageTemplate]:
    """Approved ones, in the customer's language first."""
    approved = MessageTemplate.objects.filter(status=MessageTemplate.Status.APPROVED)
    language = found.contact.language or found.tenant.language
    return sorted(approved, key=lambda template: (template.language != language, template.name))
