"""Put a language model's words in the place of the plain ones they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from invekto.agent_ai.contract import Buttons, Content, Text
from invekto.agent_ai.llm.composer import Told
from invekto.outbound.content import BODY, INTERACTIVE_BODY


def retold(content: Content, told: Mapping[str, Told]) -> tuple[Content, dict[str, Any]]:
    """What is sent in place of ``content``, and what is kept with it for colleagues."""
    plain = body_of(content)
    new = told.get(plain) if plain else None
    if plain is None or new is None:
        return content, {}
    kept = {"llm": {"call": str(new.call_id), "plain": plain}}
    if isinstance(content, Buttons) and len(new.text) <= INTERACTIVE_BODY:
        return replace(content, body=new.text), kept
    if isinstance(content, Text) and len(new.text) <= BODY:
        return replace(content, body=new.text), kept
    return content, {}


def body_of(content: Content) -> str | None:
    """The words that could be others; None for a list, whose rows belong to them."""
    return content.body if isinstance(content, Text | Buttons) else None
