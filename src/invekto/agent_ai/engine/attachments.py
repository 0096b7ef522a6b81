"""Photos, voice notes and documents that a person should look at: lines of the note that lead to them."""

from __future__ import annotations

from invekto.agent_ai import note
from invekto.agent_ai.contract import Inbound, Turn
from invekto.agent_ai.lines import Line

PICTURES = "note-fact-pictures"  # the text that names them
_SEEN = frozenset({"image", "video", "document"})
_KINDS = {"audio": "note-fact-audio", "location": "note-fact-location", "contacts": "note-fact-contact"}


def pictures_of(turn: Turn) -> tuple[str, ...]:
    """Ids of the messages at hand that show something."""
    return tuple(str(message.id) for message in turn.messages if message.type in _SEEN)


def picture_line(turn: Turn, ids: tuple[str, ...]) -> Line:
    """``messages`` in its variables are the ids, so that a page can lead to each of them."""
    return turn.staff(PICTURES, several=str(len(ids) > 1), count=str(len(ids)), messages=" ".join(ids))


def picture_lines(turn: Turn) -> dict[str, str]:
    """What came without words in the messages at hand, each line with the message it leads to."""
    pictures = pictures_of(turn)
    lines: dict[str, str] = {picture_line(turn, pictures): pictures[0]} if pictures else {}
    return lines | {line: str(message.id) for message in turn.messages if (line := _other(turn, message))}


def attach(turn: Turn) -> bool:
    """Add what came to the note of a talk that waits for a person, or has one. Whether anything was added."""
    lines = picture_lines(turn)
    if not turn.conversation.note or not lines:
        return False
    for line, message in lines.items():
        if isinstance(line, Line):
            turn.conversation.note = note.with_fact(turn.conversation.note, line, message)
    return True


def _other(turn: Turn, message: Inbound) -> Line | None:
    text_id = _KINDS.get(message.type)
    return turn.staff(text_id) if text_id else None
