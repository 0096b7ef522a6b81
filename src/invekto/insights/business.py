"""Which of the senders is the business: the others are its customers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from invekto.core.folding import fold
from invekto.insights.chat_export import Chat
from invekto.insights.names import customer_in, initials

_NEW_TALK = timedelta(hours=6)
_QUESTION = re.compile(
    r"\?|\b(?:mi|mı|mu|mü)\w{0,6}\b|\b(?:ne kadar|nerede|nasıl|var mı|how|when|where|what)\b", re.I
)


class How(Enum):
    """Why they were taken for the business; the end of a text id."""

    NAMED = "named"
    SEVERAL_FILES = "several-files"
    OWNER = "owner"
    FILE_NAME = "file-name"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Business:
    """``names`` as the files write them; ``how``: the ways in which they were found.

    ``certain``: those that were named, or write in several files. Any other may in truth be the customer.
    """

    names: tuple[str, ...]
    how: tuple[How, ...]
    certain: frozenset[str]

    @property
    def shown(self) -> tuple[str, ...]:
        return tuple(name if name in self.certain else initials(name) for name in self.names)


class NoSuchSender(ValueError):
    """Nobody in the files is called that; ``name`` is what was asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def find_business(chats: Sequence[Chat], named: Iterable[str] = ()) -> Business:
    """As named; else whoever writes in several files, and in the others whom the messages answer to.

    Raises NoSuchSender.
    """
    wanted = list(named)
    if wanted:
        called = tuple(_called(name, chats) for name in wanted)
        return Business(called, (How.NAMED,), frozenset(called))
    names: list[str] = []
    how: list[How] = []
    left = list(chats)
    if everywhere := _in_several(chats):
        names.append(everywhere)
        how.append(How.SEVERAL_FILES)
        left = [chat for chat in chats if everywhere not in chat.senders]
    for chat in left:
        name, why = _of_one(chat)
        names.append(name)
        how.append(why)
    certain = frozenset({everywhere} if everywhere else ())
    return Business(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(how)), certain)


def _called(name: str, chats: Sequence[Chat]) -> str:
    for chat in chats:
        for sender in chat.senders:
            if fold(sender) == fold(name):
                return sender
    raise NoSuchSender(name)


def _in_several(chats: Sequence[Chat]) -> str | None:
    """The one in most files, at least two; none where a customer is in as many (a chat exported twice)."""
    files = Counter(sender for chat in chats for sender in chat.senders)
    if not files:
        return None
    (first, most), *others = files.most_common(2)
    if most < 2 or (others and others[0][1] == most):
        return None
    return first


def _of_one(chat: Chat) -> tuple[str, How]:
    senders = chat.senders
    if chat.owner is not None:
        return chat.owner, How.OWNER
    if customer := customer_in(chat.name):
        others = [sender for sender in senders if fold(sender) != fold(customer)]
        if len(others) == 1 and len(others) < len(senders):
            return others[0], How.FILE_NAME
    return min(senders, key=lambda sender: (_asks(chat, sender), senders.index(sender))), How.ANSWERS


def _asks(chat: Chat, sender: str) -> float:
    """How much of a customer this one is: who opens talks and asks; 0 to 2."""
    opened = questions = own = talks = 0
    before = None
    for message in chat.messages:
        opens = before is None or message.at - before > _NEW_TALK
        before = message.at
        talks += opens
        if message.sender == sender:
            own += 1
            opened += opens
            questions += _QUESTION.search(message.text) is not None
    return opened / max(talks, 1) + questions / max(own, 1)
