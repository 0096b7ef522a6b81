"""What a chat says that WhatsApp exported: who wrote what and when, in the phone's own time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from invekto.insights.chat_files import ChatFile, UnreadableFile
from invekto.insights.export_lines import (
    Start,
    clean,
    deleted_by_owner,
    is_notice,
    moment,
    read_start,
    split_sender,
    turkish_or_english,
    typed_words,
)

# A chat that was forwarded by e-mail may have a few lines before it.
_FOREWORD = 20
_QUOTED = 40
_DIGIT = re.compile(r"\d")
# Out of order further back than this is not two messages that crossed.
_CROSSED = 120  # seconds
_EXAMPLE = "12.03.2026 14:05 - Name: text"


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """``at`` has no zone. ``text`` is empty where nobody typed anything: a picture, a call, something deleted."""

    at: datetime
    sender: str
    text: str


@dataclass(frozen=True, slots=True)
class Chat:
    """``owner``: whose phone exported it, where a deleted message gives that away. ``language``: tr or en."""

    name: str
    messages: tuple[ChatMessage, ...]
    day_first: bool
    language: str
    owner: str | None

    @property
    def senders(self) -> list[str]:
        """In the order in which they came."""
        return list(dict.fromkeys(message.sender for message in self.messages))


@dataclass(slots=True)
class _Piece:
    start: Start
    lines: list[str]


def read_chat(file: ChatFile) -> Chat:
    """Raises UnreadableFile when it is no export, or has no message of a person."""
    pieces = _pieces(file)
    language = turkish_or_english(file.text)
    day_first = _day_first(pieces, language)
    messages: list[ChatMessage] = []
    owner = None
    for piece in pieces:
        at = moment(piece.start, day_first=day_first)
        sender, first = split_sender(piece.start.rest)
        if at is None or sender is None:
            continue
        body = "\n".join([first, *piece.lines]).strip()
        if is_notice(body):
            continue
        if deleted_by_owner(body):
            owner = sender
        messages.append(ChatMessage(at, sender, typed_words(body)))
    if not messages:
        raise UnreadableFile(
            f"{file.shown_name} holds no message of a person.", "export-no-messages", file=file.shown_name
        )
    return Chat(file.name, tuple(messages), day_first, language, owner)


def _pieces(file: ChatFile) -> list[_Piece]:
    """Every message with the lines that go on after its first."""
    pieces: list[_Piece] = []
    phone = None
    for number, line in enumerate(_lines(file.text)):
        start = read_start(line, phone)
        if start is not None and None is moment(start, day_first=True) is moment(start, day_first=False):
            start = None
        if start is not None:
            phone = start.phone  # what looks like the other phone's from now on was pasted by somebody
            pieces.append(_Piece(start, []))
        elif pieces:
            pieces[-1].lines.append(line)
        elif number >= _FOREWORD:
            break
    if not pieces:
        raise _no_export(file)
    return pieces


def _lines(text: str) -> Iterator[str]:
    # Not splitlines(): a customer may have typed one of the many other signs that end a line there.
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        yield clean(line)


def _no_export(file: ChatFile) -> UnreadableFile:
    first = next((line.strip() for line in _lines(file.text) if line.strip()), "")
    if not first:
        return UnreadableFile(f"{file.shown_name} is empty.", "export-empty", file=file.shown_name)
    begins = _DIGIT.sub("#", first[:_QUOTED]) + ("…" if len(first) > _QUOTED else "")
    return UnreadableFile(
        f"{file.shown_name} is no chat exported from WhatsApp: none of its first lines begins with a date and a time "
        f'like "{_EXAMPLE}". It begins with "{begins}" (digits are shown as #).',
        "export-no-export",
        file=file.shown_name,
        begins=begins,
    )


def _day_first(pieces: list[_Piece], language: str) -> bool:
    """One order for the whole file: a number over twelve tells, else that time does not run backwards, else what
    the phone's language and its way to write make likely, else the day first.
    """
    starts = [piece.start for piece in pieces]
    months = sum(start.fields[0] > 12 for start in starts if start.fields[0] <= 31)
    days = sum(start.fields[1] > 12 for start in starts if start.fields[0] <= 31)
    if months != days:
        return months > days
    if starts[0].dotted:
        return True
    backwards = {order: _backwards(starts, order) for order in (True, False)}
    if backwards[True] != backwards[False]:
        return backwards[True] < backwards[False]
    return not (language == "en" and all(start.american for start in starts))


def _backwards(starts: list[Start], day_first: bool) -> int:
    """How often a message would be older than the one before it."""
    found = 0
    before: datetime | None = None
    for start in starts:
        at = moment(start, day_first=day_first)
        if at is None:
            continue
        if before is not None and (before - at).total_seconds() > _CROSSED:
            found += 1
        before = at
    return found
