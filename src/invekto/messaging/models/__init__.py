"""Tables of the messaging room."""

from invekto.messaging.models.beside import (
    ContactAlias,
    ContactMerge,
    InternalNote,
    NoteMention,
    Notice,
    NoticeChoice,
)
from invekto.messaging.models.channel import MessageTemplate, WebhookEvent, WhatsAppNumber
from invekto.messaging.models.desk import DeskAction, MessageWords
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
    "ContactAlias",
    "ContactMerge",
    "Conversation",
    "DeliveryStatus",
    "DeskAction",
    "GuardKind",
    "HandoffReason",
    "InternalNote",
    "MediaFile",
    "Message",
    "MessageTemplate",
    "MessageWords",
    "Mode",
    "NoteMention",
    "Notice",
    "NoticeChoice",
    "TalkGuard",
    "WebhookEvent",
    "WhatsAppNumber",
]
