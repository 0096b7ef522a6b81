"""Words before a question, and a way to a person under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from invekto.agent_ai.contract import Buttons, Content, ListMenu, Reply, Text, Turn
from invekto.agent_ai.engine.buttons import button, row
from invekto.agent_ai.wording import button_title
from invekto.outbound.content import BUTTONS, INTERACTIVE_BODY, ROWS


def prefixed(reply: Reply, words: str) -> Reply:
    if not reply.contents:
        return replace(reply, contents=[Text(words)]) if reply.handoff is None else reply
    first, *others = reply.contents
    return replace(reply, contents=[joined(words, first), *others])


def joined(words: str, content: Content) -> Content:
    if isinstance(content, Text):
        return Text(f"{words} {content.body}")
    if isinstance(content, Buttons | ListMenu) and len(words) + len(content.body) < INTERACTIVE_BODY:
        return replace(content, body=f"{words} {content.body}")
    return content


def with_person(turn: Turn, content: Content) -> Content:
    """The question once more, now with a way to a person under it."""
    title = button_title(turn, "human_request")
    match content:
        case Text(body) if len(body) <= INTERACTIVE_BODY:
            return Buttons(body, (button(title, "human_request"),))
        case Buttons(buttons=buttons) if len(buttons) < BUTTONS and not _offers_person(buttons):
            return replace(content, buttons=(*buttons, button(title, "human_request")))
        case ListMenu(rows=rows) if len(rows) < ROWS and not _offers_person(rows):
            return replace(content, rows=(*rows, row(title, "", "human_request")))
    return content


def _offers_person(choices: Sequence[Any]) -> bool:
    return any(choice.id.startswith("wish:human_request") for choice in choices)
