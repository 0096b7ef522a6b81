"""Messages as the thread draws them: who speaks, ticks, what was understood, what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from invekto.agent_ai.models import AnswerJudgement, Verdict
from invekto.agent_ai.services import understood, why_line
from invekto.agent_ai.wording import vertical_text
from invekto.core import texts
from invekto.dashboard.moments import failure
from invekto.messaging.models import Author, DeliveryStatus, MediaFile, Message

_TOGETHER = timedelta(minutes=5)  # one voice's messages this close are drawn as one turn
_MEDIA_ICONS = {
    "image": "photo",
    "video": "player-play",
    "audio": "microphone",
    "document": "file-text",
    "sticker": "mood-smile",
    "location": "map-pin",
    "contacts": "user-circle",
    "order": "shopping-cart",
}
_KNOWN_TYPES = frozenset(
    {
        *_MEDIA_ICONS,
        "text",
        "interactive",
        "button",
        "buttons",
        "list",
        "template",
        "notice",
        "reaction",
        "request_welcome",
        "revoked",
    }
)
_STATUS_ICONS = {
    DeliveryStatus.QUEUED: "clock",
    DeliveryStatus.ACCEPTED: "check",
    DeliveryStatus.SENT: "check",
    DeliveryStatus.DELIVERED: "checks",
    DeliveryStatus.READ: "checks",
    DeliveryStatus.PLAYED: "checks",
    DeliveryStatus.FAILED: "alert-circle",
    DeliveryStatus.CANCELLED: "ban",
}
_STATUS_WORDS = {  # what WhatsApp tells apart and people do not
    DeliveryStatus.ACCEPTED: "sent",
    DeliveryStatus.PLAYED: "read",
}


def type_text(message_type: str) -> str | None:
    """Text id that names what a message without words is; None where there is nothing to name."""
    if not message_type:
        return None
    return f"message-type-{message_type if message_type in _KNOWN_TYPES else 'other'}"


@dataclass(frozen=True, slots=True)
class Media:
    """``url`` only once the file is here; ``state_text`` (a text id) says why it is not."""

    kind: str
    icon: str
    name: str
    url: str
    is_stored: bool
    state_text: str | None
    place_url: str = ""
    mime_type: str = ""

    @property
    def type_text(self) -> str:
        return f"message-type-{self.kind}"

    @property
    def is_pdf(self) -> bool:
        return self.is_stored and self.mime_type == "application/pdf"


@dataclass(frozen=True, slots=True)
class Quote:
    voice: str
    words: str
    type_text: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a colleague said of it; ``words``: what it should have been, empty where it was right or nobody knows."""

    is_right: bool
    words: str
    person: str | None


@dataclass(frozen=True, slots=True)
class Understood:
    """What the customer's words were taken for; ``percent`` None when they tapped a button."""

    message_id: UUID
    intent: str
    words: str
    percent: int | None
    is_low: bool
    can_judge: bool
    judged: Judged | None


@dataclass(frozen=True, slots=True)
class Reacted:
    """A colleague's emoji on a message; ``failed``: it did not get there."""

    emoji: str
    person: str | None
    failed: bool


@dataclass(frozen=True, slots=True)
class Bubble:
    """``voice``: customer, bot, human, rule (sent by a rule), notice (said by nobody)."""

    id: UUID
    voice: str
    type_text: str | None
    words: str
    at: datetime
    person: str | None
    speaker: object  # equal for messages of one speaker
    status: str | None
    failure: str | None
    media: Media | None
    quote: Quote | None
    referral: str
    header: str
    footer: str
    buttons: tuple[str, ...]
    menu: Mapping[str, Any] | None
    reaction: str | None
    ours: Reacted | None  # our own emoji on it
    can_react: bool
    forwarded: bool
    is_edited: bool
    is_gone: bool
    is_late: bool
    is_repeated: bool
    understood: Understood | None
    why: str
    follows: bool = field(default=False)

    @property
    def kind(self) -> str:
        return "notice" if self.voice == "notice" else "message"

    @property
    def key(self) -> str:
        return f"m-{self.id}"

    @property
    def status_icon(self) -> str:
        return _STATUS_ICONS[DeliveryStatus(self.status)] if self.status else ""

    @property
    def status_text(self) -> str:
        """Text id."""
        words = _STATUS_WORDS.get(DeliveryStatus(self.status), self.status) if self.status else ""
        return f"message-status-{words}"

    @property
    def can_send_again(self) -> bool:
        return self.status == DeliveryStatus.FAILED and not self.is_repeated

    @property
    def is_template(self) -> bool:
        """Allowed outside the 24 hours."""
        return self.type_text == "message-type-template"

    def comes_after(self, earlier: Bubble) -> bool:
        """Same voice, shortly after: drawn without naming the speaker again."""
        return earlier.speaker == self.speaker and self.at - earlier.at < _TOGETHER


def voice_of(message: Message) -> str:
    if message.type == "notice":
        return "notice"
    return "rule" if message.author == Author.SYSTEM else str(message.author)


def bubble(
    message: Message,
    quoted: Message | None,
    *,
    vertical: str,
    language: str,
    judgement: AnswerJudgement | None = None,
    reacted: Message | None = None,
) -> Bubble:
    """``quoted``: the message this one answers, if we have it; ``judgement``: the one that counts;
    ``reacted``: our newest reaction to it."""
    voice = voice_of(message)
    content: dict[str, Any] = message.content or {}
    is_ours = voice in ("bot", "human", "rule")
    is_gone = message.revoked_at is not None
    return Bubble(
        id=message.id,
        voice=voice,
        type_text=type_text(message.type),
        words=_words(message, language),
        at=message.at,
        person=message.user.name if message.user else None,
        speaker=(voice, message.user_id),
        status=message.status if is_ours else None,
        failure=_failure(message, language) if is_ours else None,
        media=_media(message, content),
        quote=_quote(quoted) if quoted else None,
        referral=_referral(content),
        header=str(content.get("header") or ""),
        footer=str(content.get("footer") or ""),
        buttons=tuple(str(button.get("title", "")) for button in content.get("buttons", [])),
        menu=content.get("list"),
        reaction=message.reaction or None,
        ours=_reacted(reacted) if reacted else None,
        can_react=message.wamid is not None and not is_gone,
        forwarded="forwarded" in content,
        is_edited=message.edited_at is not None,
        is_gone=is_gone,
        is_late=bool(content.get("late")),
        is_repeated=bool(content.get("repeated")),
        understood=understanding(message, judgement, vertical=vertical, language=language),
        why=why_line(message.why, language),
    )


def _reacted(reaction: Message) -> Reacted | None:
    emoji = str(reaction.content.get("emoji") or "")
    if not emoji:
        return None
    person = reaction.user.name if reaction.user else None
    return Reacted(emoji, person, reaction.status == DeliveryStatus.FAILED)


def _quote(quoted: Message) -> Quote:
    return Quote(voice_of(quoted), quoted.text, type_text("revoked" if quoted.revoked_at else quoted.type))


def _words(message: Message, language: str) -> str:
    if message.type != "notice":
        return message.text
    return texts.text(message.content["notice"], language, **message.content.get("variables", {}))


def _failure(message: Message, language: str) -> str | None:
    if message.status == DeliveryStatus.CANCELLED:
        undone = (message.content or {}).get("undone")
        return texts.text("message-undone-why" if undone else "message-cancelled-why", language)
    if message.status != DeliveryStatus.FAILED:
        return None
    return failure(message.failure_code, language)


def understanding(
    message: Message, judgement: AnswerJudgement | None, *, vertical: str, language: str
) -> Understood | None:
    was = None if message.revoked_at else understood(message.analysis)
    if was is None:
        return None
    wish = vertical_text(vertical, "wish", was.intent)
    is_known = texts.has_text(wish, language)
    return Understood(
        message_id=message.id,
        intent=was.intent,
        words=texts.text(wish if is_known else "message-not-understood", language),
        percent=None if was.tapped or not is_known else round(was.confidence * 100),
        is_low=not is_known or was.confidence < was.threshold,
        can_judge=not was.tapped and bool(message.text.strip()),
        judged=_judged(judgement, vertical, language) if judgement else None,
    )


def _judged(judgement: AnswerJudgement, vertical: str, language: str) -> Judged:
    right = judgement.right_intent
    return Judged(
        is_right=right is None and judgement.verdict != Verdict.REJECTED,
        words=intent_words(vertical, right, language) if right else "",
        person=judgement.user.name if judgement.user else None,
    )


def intent_words(vertical: str, intent: str, language: str) -> str:
    """What the customer wants, as colleagues say it; also for what accompanies a wish and is none."""
    wish = vertical_text(vertical, "wish", intent)
    if not texts.has_text(wish, language):
        wish = f"judge-wish-{intent.replace('_', '-')}"
    return texts.text(wish if texts.has_text(wish, language) else "message-not-understood", language)


def _referral(content: Mapping[str, Any]) -> str:
    referral = content.get("referral")
    if not isinstance(referral, dict):
        return ""
    return str(referral.get("headline") or referral.get("body") or referral.get("source_url") or "")


def _media(message: Message, content: Mapping[str, Any]) -> Media | None:
    kind = message.type
    if kind not in _MEDIA_ICONS:
        return None
    stored = message.media if message.media_id else None
    is_stored = stored is not None and stored.state == MediaFile.State.STORED
    return Media(
        kind=kind,
        icon=_MEDIA_ICONS[kind],
        name=stored.file_name if stored else str(content.get("file_name") or ""),
        url=reverse("media", args=[stored.pk]) if stored and is_stored else "",
        is_stored=is_stored,
        state_text=f"media-{stored.state}" if stored and not is_stored else None,
        place_url=_place(content) if kind == "location" else "",
        mime_type=stored.mime_type.split(";")[0].strip() if stored else "",
    )


def _place(content: Mapping[str, Any]) -> str:
    """A map that needs no key, opened by the person who clicks."""
    place = content.get("location")
    try:
        latitude, longitude = float(place["latitude"]), float(place["longitude"])  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return ""
    return f"https://www.openstreetmap.org/?mlat={latitude:.6f}&mlon={longitude:.6f}#map=17/{latitude:.6f}/{longitude:.6f}"
