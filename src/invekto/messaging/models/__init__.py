"""Tables of the messaging room."""

from invekto.messaging.models.channel import MessageTemplate, WebhookEvent, WhatsAppNumber
from invekto.messaging.models.guarding import GuardKind, TalkGuard
from invekto.messaging.models.talk import (
    Author,
    Contact,
    Conversation,
    DeliveryStatus,
    HandoffReason,
    MediaFile,
    Message,
    Mode,
)

__all__ = [
    "Author",
    "Contact",
    "Conversation",
    "DeliveryStatus",
    "GuardKind",
    "HandoffReason",
    "MediaFile",
    "Message",
    "MessageTemplate",
    "Mode",
    "TalkGuard",
    "WebhookEvent",
    "WhatsAppNumber",
]
