"""What can be sent, before it is WhatsApp's JSON. A value that exists keeps WhatsApp's limits.

Limits: the Cloud API reference, section 9. Lengths are in characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from invekto.core.texts import text as say

BODY, INTERACTIVE_BODY, HEADER, FOOTER, CAPTION = 4096, 1024, 60, 60, 1024
BUTTONS, BUTTON_TITLE, BUTTON_ID = 3, 20, 256
ROWS, ROW_TITLE, ROW_DESCRIPTION, ROW_ID = 10, 24, 72, 200
TEMPLATE_VALUE = 1024
MEDIA_KINDS = ("image", "video", "document", "audio", "sticker")
EMOJI = ("👍", "❤️", "😊", "🙏", "🎉", "😢")  # what a colleague may react with
_WITH_CAPTION = ("image", "video", "document")
_FORBIDDEN_IN_VALUE = re.compile(r"[\n\r\t]| {5,}")


class ContentRefused(Exception):
    """WhatsApp would not take this message. ``in_words`` says why, for a person."""

    def __init__(self, text_id: str, **variables: str | int) -> None:
        super().__init__(f"{text_id} {variables}" if variables else text_id)
        self.text_id = text_id
        self.variables = variables

    def in_words(self, language: str) -> str:
        return say(self.text_id, language, **self.variables)


def _limit(part: str, value: str, longest: int, *, needed: bool = True) -> None:
    if needed and not value.strip():
        raise ContentRefused(f"outbound-refused-{part}-empty")
    if len(value) > longest:
        raise ContentRefused(f"outbound-refused-{part}-long", length=len(value), longest=longest)


def _unique(part: str, values: list[str]) -> None:
    if len(set(values)) != len(values):
        raise ContentRefused(f"outbound-refused-{part}-twice")


@dataclass(frozen=True, slots=True)
class Text:
    body: str

    kind = "text"

    def __post_init__(self) -> None:
        _limit("body", self.body, BODY)

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "body": self.body}


@dataclass(frozen=True, slots=True)
class Button:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Buttons:
    """A text with up to three buttons under it."""

    body: str
    buttons: tuple[Button, ...]
    header: str | None = None
    footer: str | None = None

    kind = "buttons"

    def __post_init__(self) -> None:
        _limit("body", self.body, INTERACTIVE_BODY)
        if not 1 <= len(self.buttons) <= BUTTONS:
            raise ContentRefused("outbound-refused-button-count", most=BUTTONS, count=len(self.buttons))
        for button in self.buttons:
            _limit("button-title", button.title, BUTTON_TITLE)
            _limit("button-id", button.id, BUTTON_ID)
        _unique("button-title", [button.title for button in self.buttons])
        _unique("button-id", [button.id for button in self.buttons])
        _limit("header", self.header or "", HEADER, needed=False)
        _limit("footer", self.footer or "", FOOTER, needed=False)

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "body": self.body,
            "buttons": [{"id": button.id, "title": button.title} for button in self.buttons],
            "header": self.header,
            "footer": self.footer,
        }


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    title: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class ListMenu:
    """A text with a button that opens up to ten rows to choose from."""

    body: str
    button: str
    rows: tuple[Row, ...]

    kind = "list"

    def __post_init__(self) -> None:
        _limit("body", self.body, INTERACTIVE_BODY)
        _limit("list-button", self.button, BUTTON_TITLE)
        if not 1 <= len(self.rows) <= ROWS:
            raise ContentRefused("outbound-refused-row-count", most=ROWS, count=len(self.rows))
        for row in self.rows:
            _limit("row-title", row.title, ROW_TITLE)
            _limit("row-id", row.id, ROW_ID)
            _limit("row-description", row.description or "", ROW_DESCRIPTION, needed=False)
        _unique("row-id", [row.id for row in self.rows])

    def to_json(self) -> dict[str, Any]:
        rows = [{"id": row.id, "title": row.title, "description": row.description} for row in self.rows]
        return {"kind": self.kind, "body": self.body, "button": self.button, "rows": rows}


@dataclass(frozen=True, slots=True)
class TemplateMessage:
    """An approved template and the values of its {{named}} variables."""

    name: str
    language: str
    variables: dict[str, str] = field(default_factory=dict)

    kind = "template"

    def __post_init__(self) -> None:
        for name, value in self.variables.items():
            if not value.strip():
                raise ContentRefused("outbound-refused-variable-empty", name=name)
            if len(value) > TEMPLATE_VALUE or _FORBIDDEN_IN_VALUE.search(value):
                raise ContentRefused("outbound-refused-variable-shape", name=name, longest=TEMPLATE_VALUE)

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "name": self.name,
            "language": self.language,
            "variables": dict(self.variables),
        }


@dataclass(frozen=True, slots=True)
class Media:
    """A file, by the id WhatsApp gave at upload, by a public link, or one of ours that is uploaded as it leaves."""

    media_kind: str  # one of MEDIA_KINDS
    media_id: str | None = None
    link: str | None = None
    caption: str | None = None
    file_name: str | None = None
    file_id: str | None = None  # of a stored MediaFile of the same tenant
    mime_type: str | None = None  # of that file

    kind = "media"

    def __post_init__(self) -> None:
        if self.media_kind not in MEDIA_KINDS:
            raise ContentRefused("outbound-refused-media-kind", kind=self.media_kind)
        if sum(map(bool, (self.media_id, self.link, self.file_id))) != 1:
            raise ContentRefused("outbound-refused-media-source")
        if self.caption and self.media_kind not in _WITH_CAPTION:
            raise ContentRefused("outbound-refused-media-caption")
        _limit("caption", self.caption or "", CAPTION, needed=False)

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "media_kind": self.media_kind,
            "media_id": self.media_id,
            "link": self.link,
            "caption": self.caption,
            "file_name": self.file_name,
            "file_id": self.file_id,
            "mime_type": self.mime_type,
        }


@dataclass(frozen=True, slots=True)
class Reaction:
    """Our emoji on a message, ours or theirs; an empty one takes it off. No message of its own at the phone."""

    wamid: str
    emoji: str

    kind = "reaction"

    def __post_init__(self) -> None:
        if self.emoji and self.emoji not in EMOJI:
            raise ContentRefused("outbound-refused-reaction")

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "wamid": self.wamid, "emoji": self.emoji}


Content = Text | Buttons | ListMenu | TemplateMessage | Media | Reaction


def from_json(stored: dict[str, Any]) -> Content:
    """The inverse of ``to_json``. Raises ContentRefused."""
    parts = {name: value for name, value in stored.items() if name != "kind"}
    match stored.get("kind"):
        case "text":
            return Text(**parts)
        case "buttons":
            return Buttons(**parts | {"buttons": tuple(Button(**button) for button in parts["buttons"])})
        case "list":
            return ListMenu(**parts | {"rows": tuple(Row(**row) for row in parts["rows"])})
        case "template":
            return TemplateMessage(**parts)
        case "media":
            return Media(**parts)
        case "reaction":
            return Reaction(**parts)
    raise ContentRefused("outbound-refused-kind", kind=str(stored.get("kind")))
